import { Box } from 'ink'
import type { ReactNode } from 'react'
import type { CaseDetail, PictureRef } from '../../console-shapes.ts'
import { plainText, type Row, span } from '../../draw/paint.ts'
import { type DrawnRow, Rows, useSize } from '../../draw/surface.tsx'
import type { Screen, ScreenDefinition, ScreenTools } from '../../frame/screen.ts'
import { useStore, useStores } from '../../store.ts'
import { pictureRows } from '../picture-rows.ts'
import { createReveals, type Reveals } from '../reveal.ts'
import { triageBindings } from './bindings.ts'
import { decisionRows, evidenceRows, headRows, peopleRows, ruleRows } from './triage-rows.ts'
import { picturesOf, type TriageControls, type TriageState, useTriage } from './use-triage.ts'

/** The cases one at a time, until none is left. */
export const triageScreen: ScreenDefinition = {
  name: 'triage',
  aliases: ['reports', 'cases', 'case'],
  about: 'open cases one at a time, decided by three keys',
  takesId: 'optional',
  open: (tools, id) => {
    const reveals = createReveals()
    const triage = useTriage(tools, id)
    return openTriage(tools, triage, reveals)
  },
}

function openTriage(tools: ScreenTools, triage: TriageControls, reveals: Reveals): Screen {
  const bindings = triageBindings(tools, triage, reveals)
  const stores = [triage.state, reveals.shown, tools.pictures.changed, tools.pictures.grey]
  return {
    name: 'triage',
    title: () => 'triage',
    bindings: () => bindings,
    stores,
    note: () => {
      const { queue, at, more, decided } = triage.state.get()
      const place = queue.length === 0 ? '0' : `${at + 1}/${queue.length}${more ? '+' : ''}`
      return [`${decided === 0 ? '' : `${decided} decided · `}case ${place}`]
    },
    text: () => {
      const { detail } = triage.state.get()
      return detail === null ? [] : caseText(triage.state.get(), detail, tools.now())
    },
    refresh: () => {
      if (triage.state.get().detail === null) void triage.reload()
    },
    hear: triage.hear,
    close: triage.close,
    View: function TriageView(): ReactNode {
      const size = useSize()
      const state = useStore(triage.state)
      useStores(stores)
      const { detail } = state
      if (detail === null) return <Rows lines={[{ row: [] }, { row: emptyRow(state) }]} {...size} />
      return <CaseView tools={tools} state={state} detail={detail} reveals={reveals} />
    },
  }
}

function emptyRow({ loading, problem }: TriageState): Row {
  if (problem !== null) return [span(`  ${problem}`, 'danger')]
  return loading ? [span('  loading…', 'muted')] : [span('  No open case. New ones appear by themselves.', 'good')]
}

function CaseView(props: { tools: ScreenTools; state: TriageState; detail: CaseDetail; reveals: Reveals }): ReactNode {
  const { tools, state, detail, reveals } = props
  const { columns, rows } = useSize()
  const now = tools.now()
  const pictures = picturesOf(detail)
  const picture = pictures[state.picture]
  const pictureColumns =
    picture === undefined || columns < 76 ? 0 : Math.min(64, Math.floor(columns * (columns < 110 ? 0.32 : 0.42)))
  const head = headRows(state, detail, now)
  const rules = ruleRows(state, columns)
  const decision = decisionRows(state, detail, columns)
  const people = peopleRows(detail, now, rows >= 28 ? 5 : 3)
  const fixed = head.length + rules.length + decision.length + people.length + 2
  const middle = Math.max(2, rows - fixed)
  const width = columns - pictureColumns
  const evidence = [...hintRows(picture, pictureColumns), ...evidenceRows(detail, width)]
  const from = Math.min(state.top, Math.max(0, evidence.length - middle))
  const line: DrawnRow = { row: [span('─'.repeat(columns), 'muted')] }
  const place = { at: state.picture, of: pictures.length }
  const view = { shelf: tools.pictures, revealed: reveals.revealed }
  const drawn =
    picture === undefined || pictureColumns === 0
      ? []
      : pictureRows(picture, { columns: pictureColumns - 2, rows: middle }, view, true, place)
  if (picture !== undefined && state.large) {
    const large = pictureRows(picture, { columns, rows: rows - head.length - 1 }, view, true, place)
    return <Rows lines={[...head, line, ...large]} columns={columns} rows={rows} />
  }
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <Rows lines={[...head, line]} columns={columns} rows={head.length + 1} />
      <Box width={columns} height={middle}>
        <Rows lines={evidence.slice(from)} columns={width} rows={middle} />
        <Rows lines={drawn} columns={pictureColumns} rows={middle} />
      </Box>
      <Rows
        lines={[line, ...people, ...rules, ...decision]}
        columns={columns}
        rows={1 + people.length + rules.length + decision.length}
      />
    </Box>
  )
}

/** Where there is no room for a picture beside the evidence, that there is one. */
function hintRows(picture: PictureRef | undefined, pictureColumns: number): DrawnRow[] {
  if (picture === undefined || pictureColumns > 0) return []
  return [{ row: [' ', span('V', 'key'), ' shows the picture', span(' · ', 'muted'), span('i', 'key'), ' unblurs it'] }]
}

function caseText(state: TriageState, detail: CaseDetail, now: number): string[] {
  const rows = [...headRows(state, detail, now), ...evidenceRows(detail, 100), ...peopleRows(detail, now, 50)]
  const decisions = detail.decisions.map((one) => `${one.at} ${one.by} ${one.action} (${one.rule})`)
  return [...rows.map(({ row }) => plainText(row)), ...decisions]
}
