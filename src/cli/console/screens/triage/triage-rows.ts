import type { CaseDetail, PictureRef } from '../../console-shapes.ts'
import { fit, type Row, type Span, span, wrapText } from '../../draw/paint.ts'
import type { DrawnRow } from '../../draw/surface.tsx'
import { ago, clockTime, playTime, writeDuration } from '../../draw/words.ts'
import { type DecisionAction, decisionActions, decisionCommand, isPossible, whatIsMissing } from './decision.ts'
import type { TriageState } from './use-triage.ts'

const keys: Record<DecisionAction, string> = { hide: 'h', delete: 'd', warn: 'w', silence: 'm', suspend: 's' }

/** What the case is, whose clock runs, and whose it is. */
export function headRows(state: TriageState, detail: CaseDetail, now: number): DrawnRow[] {
  const late = detail.dueAt !== null && Date.parse(detail.dueAt) < now
  const due: Span[] =
    detail.dueAt === null
      ? []
      : [
          ' · ',
          late
            ? span(`overdue ${ago(detail.dueAt, now).replace(/ ago$/, '')}`, 'danger')
            : `due ${ago(detail.dueAt, now)}`,
        ]
  const claim: Span =
    state.claimedUntil !== null
      ? span(`yours until ${state.claimedUntil.slice(11, 16)}`, 'good')
      : detail.claimedBy !== null
        ? span(`${detail.claimedBy} has it until ${clockTime(detail.claimedUntil).slice(11)}`, 'warning')
        : span('not claimed', 'warning')
  const reports = `${detail.reports} report${detail.reports === 1 ? '' : 's'}`
  return [
    {
      row: [
        ' ',
        span(detail.reason, 'danger'),
        ...(detail.subjectType === 'video' ? [' · video '] : [` · ${detail.subjectType} of `]),
        span(detail.person, 'strong'),
        ' · ',
        claim,
        ...due,
        ` · ${reports}`,
        span(` · opened ${ago(detail.openedAt, now)}`, 'muted'),
      ],
    },
  ]
}

/** What was reported, as it was then; the reported item stands out among what was around it. */
export function evidenceRows(detail: CaseDetail, width: number): DrawnRow[] {
  return detail.evidence.flatMap((item): DrawnRow[] => {
    const role = item.reported ? 'plain' : 'muted'
    const sign = item.reported ? span('▌', 'danger') : span('│', 'muted')
    const head: DrawnRow = {
      row: [' ', sign, span(`${item.from} `, item.reported ? 'strong' : 'muted'), span(clockTime(item.at), 'muted')],
    }
    const pictures = item.pictures.length === 0 ? [] : [`[${item.pictures.map(inWords).join(', ')}]`]
    const link = item.link === null ? [] : [item.link]
    const words = item.text === '' && item.pictures.length > 0 ? [] : wrapText(item.text, Math.max(10, width - 4), 12)
    const text = [...words, ...pictures, ...link]
    return [head, ...text.map((line): DrawnRow => ({ row: [' ', sign, ' ', span(line, role)] }))]
  })
}

function inWords({ kind, durationMs, alt }: PictureRef): string {
  const length = durationMs === null ? '' : ` ${playTime(durationMs)}`
  return `${kind}${length}${alt === '' ? '' : `: ${alt}`}`
}

/** The past of the person reported, and of those who report. */
export function peopleRows(detail: CaseDetail, now: number, most: number): DrawnRow[] {
  const about: DrawnRow = { row: [' ', span('on ', 'muted'), ...historyRow(detail, now)] }
  const reporters = detail.reporters.map(
    ({ username, accuracy, comment, at }): DrawnRow => ({
      row: [
        ' ',
        span('by ', 'muted'),
        span(username, 'strong'),
        span(
          accuracy === null ? ' · few reports before' : ` · ${Math.round(accuracy * 100)} % of theirs upheld`,
          'muted',
        ),
        span(` · ${ago(at, now)}`, 'muted'),
        ...(comment === '' ? [] : [span(` “${comment}”`, 'accent')]),
      ],
    }),
  )
  if (reporters.length < most) return [about, ...reporters]
  const shown = reporters.slice(0, Math.max(0, most - 2))
  return [about, ...shown, { row: [' ', span(`   and ${reporters.length - shown.length} more`, 'muted')] }]
}

function historyRow(detail: CaseDetail, now: number): Span[] {
  const { history: person, earlier, subjectType } = detail
  const last = earlier[0]
  if (person === null) {
    const what = subjectType === 'video' ? 'this video and its channel' : 'somebody who is gone'
    if (last === undefined) return [span(`${what} · no case before`, 'muted')]
    const cases = `${earlier.length} case${earlier.length === 1 ? '' : 's'} before`
    return [
      span(`${what} · `, 'muted'),
      span(cases, 'warning'),
      span(` · last ${last.reason}: ${last.outcome} ${ago(last.at, now)}`, 'muted'),
    ]
  }
  const { reports, strikes, sanctions } = person
  const past = sanctions.length === 0 ? '' : ` · ${sanctions.join(', ')}`
  return [
    span(person.username, 'strong'),
    span(` · here ${ago(person.joinedAt, now).replace(/ ago$/, '')} · `, 'muted'),
    span(`${strikes} strike${strikes === 1 ? '' : 's'}`, strikes > 0 ? 'warning' : 'muted'),
    span(` · reported ${reports}×${past}`, 'muted'),
  ]
}

/** The rules with their keys, in as many columns as fit. */
export function ruleRows(state: TriageState, width: number): DrawnRow[] {
  // As few columns as keep it to three rows, so that rules are read in full where there are few.
  const columns = Math.max(1, Math.min(width >= 54 ? 3 : 2, Math.ceil(state.rules.length / 3)))
  const cell = Math.floor((width - 1) / columns)
  const height = Math.ceil(state.rules.length / columns)
  return Array.from({ length: height }, (_, line): DrawnRow => {
    const row: Span[] = [' ']
    for (let column = 0; column < columns; column += 1) {
      const index = column * height + line
      const rule = state.rules[index]
      if (rule === undefined) continue
      const chosen = state.decision.rule?.id === rule.id
      row.push(span(String(index + 1), 'key'), ' ', span(fit(rule.title, cell - 3), chosen ? 'selected' : 'plain'), ' ')
    }
    return { row }
  })
}

/** What will happen when it is applied, and the command that does the same. */
export function decisionRows(state: TriageState, detail: CaseDetail, width: number): DrawnRow[] {
  const { decision, problem } = state
  const timed = decision.actions.has('silence') || decision.actions.has('suspend')
  const choices = decisionActions
    .filter((action) => isPossible(action, detail.subjectType))
    .flatMap((action): Span[] => {
      const chosen = decision.actions.has(action)
      return [span(keys[action], 'key'), ' ', span(action, chosen ? 'selected' : 'muted'), '  ']
    })
  const duration: Span[] = timed
    ? [span('t', 'key'), ' ', span(writeDuration(decision.durationSeconds), 'strong'), '  ']
    : []
  const canBlock = detail.evidence.some((item) => item.reported && item.pictures.length > 0)
  const block: Span[] = canBlock
    ? [span('B', 'key'), ' ', span('block pictures', decision.blockMedia ? 'selected' : 'muted'), '  ']
    : []
  const note: Span[] = decision.note === '' ? [] : [span('n', 'key'), ` “${decision.note}”`]
  const missing = whatIsMissing(decision)
  const last: Row =
    problem !== null
      ? [span(problem, 'danger')]
      : missing !== null
        ? [span(missing, 'muted')]
        : [span(`$ ${decisionCommand(detail, decision)}`, 'muted')]
  return [
    { row: [span('─'.repeat(width), 'muted')] },
    { row: [' ', ...choices, ...duration, ...block, ...note] },
    { row: [' ', ...last] },
  ]
}
