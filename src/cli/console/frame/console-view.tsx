import { Box } from 'ink'
import type { ReactNode } from 'react'
import { type Binding, footerBindings, keyName } from '../bindings.ts'
import { displayRow, plainText, type Row, type Span, span } from '../draw/paint.ts'
import { Area, Rows, SizeContext, ThemeContext } from '../draw/surface.tsx'
import { type Store, useStore, useStores } from '../store.ts'
import { greyed, type Theme } from '../terminal/theme.ts'
import type { ConsoleModel } from './console-model.ts'
import type { Overlay, Screen } from './screen.ts'

const noStores: readonly Store<unknown>[] = []

interface ConsoleViewProps {
  model: ConsoleModel
  size: Store<{ columns: number; rows: number }>
  theme: Store<Theme>
}

/** The whole screen: header, what is lost, tabs, the open screen, what lies over it, and the keys. */
export function ConsoleView({ model, size, theme }: ConsoleViewProps): ReactNode {
  const { columns, rows } = useStore(size)
  const colours = useStore(theme)
  const trail = useStore(model.trail)
  const overlay = useStore(model.overlay)
  const connection = useStore(model.connection.state)
  const toast = useStore(model.toasts.current)
  useStore(model.tick)
  const screen = trail.at(-1)
  useStores(screen?.stores ?? noStores)
  if (screen === undefined) return null

  const lost = connection.status === 'lost'
  const bottom = overlay?.place === 'bottom' ? overlay.height({ columns, rows }) : toast === null ? 0 : 1
  const head = 1 + (lost ? 1 : 0) + (screen.tabs === undefined ? 0 : 1)
  const bodyRows = Math.max(1, rows - head - bottom - 1)
  const now = model.tools.now()
  const told = toast !== null && overlay?.place !== 'bottom'

  return (
    <ThemeContext value={colours}>
      <SizeContext value={{ columns, rows }}>
        <Box flexDirection="column" width={columns} height={rows}>
          <Rows lines={[{ row: header(model, trail, columns), base: 'bar' }]} columns={columns} rows={1} />
          {lost && <Rows lines={[{ row: banner(connection, now), base: 'danger' }]} columns={columns} rows={1} />}
          {screen.tabs !== undefined && <Rows lines={[{ row: tabRow(screen) }]} columns={columns} rows={1} />}
          <ThemeContext value={lost ? greyed(colours) : colours}>
            <Area columns={columns} rows={bodyRows}>
              <screen.View />
            </Area>
          </ThemeContext>
          {told && <Rows lines={[{ row: toastRow(toast, columns) }]} columns={columns} rows={1} />}
          {overlay?.place === 'bottom' && (
            <Area columns={columns} rows={bottom}>
              <overlay.View />
            </Area>
          )}
          <Rows
            lines={[{ row: footer(overlay === null ? model.bindings() : overlay.bindings(), columns) }]}
            columns={columns}
            rows={1}
          />
          {overlay?.place === 'middle' && <Middle overlay={overlay} columns={columns} top={head} rows={bodyRows} />}
        </Box>
      </SizeContext>
    </ThemeContext>
  )
}

function Middle(props: { overlay: Overlay; columns: number; top: number; rows: number }): ReactNode {
  const { overlay, columns, top, rows } = props
  const inner = Math.min(rows - 1, overlay.height({ columns, rows: rows - 1 }))
  return (
    <Box
      position="absolute"
      marginTop={top + rows - inner - 1}
      width={columns}
      height={inner + 1}
      flexDirection="column"
    >
      <Rows lines={[{ row: [span('─'.repeat(columns), 'accent')] }]} columns={columns} rows={1} />
      <Area columns={columns} rows={inner}>
        <overlay.View />
      </Area>
    </Box>
  )
}

function header(model: ConsoleModel, trail: readonly Screen[], columns: number): Row {
  const mode = model.readOnly ? ' · read-only' : ''
  const titles = trail.map((screen) => screen.title())
  const screen = trail.at(-1)
  const note = screen?.note?.() ?? []
  const room = columns - displayRow(note) - 2
  let path = titles.join(' › ')
  for (let from = 1; from < titles.length && path.length + model.tools.api.server.length + 16 > room; from += 1) {
    path = `… › ${titles.slice(from).join(' › ')}`
  }
  const left = ` Momentum ${model.tools.api.server}${mode}  ${path}`
  const gap = Math.max(1, columns - displayRow([left]) - displayRow(note) - 1)
  return [left, ' '.repeat(gap), ...note.map((piece): Span => (typeof piece === 'string' ? piece : piece.text)), ' ']
}

function banner(connection: { reason: string; since: number; nextTryAt: number }, now: number): Row {
  const gone = Math.max(0, Math.round((now - connection.since) / 1000))
  const next = Math.max(0, Math.ceil((connection.nextTryAt - now) / 1000))
  const wait = next > 0 ? `next try in ${next} s, R tries now` : 'trying…'
  return [` Connection lost ${gone} s ago (${connection.reason}); what is shown may be old; ${wait}`]
}

function tabRow(screen: Screen): Row {
  const active = screen.tabs?.active() ?? 0
  return (screen.tabs?.names ?? []).flatMap((name, index): Span[] => [
    span(` ${name} `, index === active ? 'selected' : 'muted'),
    ' ',
  ])
}

function toastRow(
  toast: {
    message: string
    role: 'plain' | Exclude<Parameters<typeof span>[1], undefined>
    command: string
    canUndo: boolean
  },
  columns: number,
): Row {
  const undo: Span[] = toast.canUndo ? [' · ', span('u', 'key'), ' undoes'] : []
  const said: Span[] = [' ', span(toast.message, toast.role), ...undo]
  const room = columns - displayRow(said) - 5
  return toast.command === '' || room < 12 ? said : [...said, span(`  $ ${toast.command}`, 'muted')]
}

function footer(bindings: readonly Binding[], columns: number): Row {
  const entries = footerBindings(bindings).map((binding): Span[] => [
    span(binding.keysLabel ?? keyName(binding.keys[0] ?? ''), 'key'),
    ` ${binding.label}`,
  ])
  const last = entries.findIndex((entry) => plainText(entry) === '? keys')
  const help = last < 0 ? [] : (entries.splice(last, 1)[0] ?? [])
  let room = columns - displayRow(help) - 3
  const shown: Span[] = [' ']
  for (const entry of entries) {
    const width = displayRow(entry) + 2
    if (width > room) break
    shown.push(...entry, '  ')
    room -= width
  }
  return [...shown, ...help]
}
