import { allowedBindings, type Binding, findBinding } from '../bindings.ts'
import type { ConsoleApi } from '../console-api.ts'
import { fuzzyRank } from '../list/text-filter.ts'
import { waitAtMost } from '../patience.ts'
import type { PictureShelf } from '../pictures/picture-shelf.ts'
import { createStore, type Store } from '../store.ts'
import { type Connection, watchConnection } from './connection.ts'
import { openHelp } from './help.tsx'
import { openCommandBar, openFilterLine } from './line-overlays.tsx'
import type { Overlay, Place, Screen, ScreenDefinition, ScreenTools } from './screen.ts'
import { createToasts, type Toasts } from './toasts.ts'

/** What the frame reaches outside the console by; all of it is replaced in tests. */
export interface Outside {
  now(): number
  /** Writes the view to a file; answers its path. */
  saveView(name: string, lines: readonly string[]): Promise<string>
  copy(text: string): void
  page(lines: readonly string[]): void
  redraw(): void
  quit(): void
}

export interface ConsoleModelOptions {
  api: ConsoleApi
  screens: readonly ScreenDefinition[]
  readOnly: boolean
  pictures: PictureShelf
  outside: Outside
  /** Where to begin; the first screen of the list when absent. */
  start?: Place
}

/** The console as it stands: which screens are open, what lies over them, and what each key does. */
export interface ConsoleModel {
  readonly trail: Store<readonly Screen[]>
  readonly overlay: Store<Overlay | null>
  readonly connection: Connection
  readonly toasts: Toasts
  /** Grows every second, so that ages and clocks move. */
  readonly tick: Store<number>
  readonly readOnly: boolean
  readonly tools: ScreenTools
  /** The bindings in force on the open screen, the frame's included. */
  bindings(): Binding[]
  key(key: string, text: string): void
  paste(text: string): void
  /** Opens what was typed after `:`. */
  command(typed: string): void
  /** Closes every screen and waits a moment for what they still had to tell the server. */
  close(): Promise<void>
}

const longestTrail = 20
const closingMs = 1000

/** Builds the console's state around a server; it draws nothing itself. */
export function createConsoleModel(options: ConsoleModelOptions): ConsoleModel {
  const { screens, readOnly, pictures, outside } = options
  const trail = createStore<readonly Screen[]>([])
  const overlay = createStore<Overlay | null>(null)
  const tick = createStore(0)
  const toasts = createToasts(outside.now)
  const pending = new Set<Promise<unknown>>()
  const top = () => trail.get().at(-1) ?? null
  const connection = watchConnection({
    api: options.api,
    now: outside.now,
    onEvent: (event) => {
      for (const screen of trail.get()) screen.hear?.(event)
    },
    onBack: () => {
      toasts.tell('connected again', { role: 'good' })
      top()?.refresh()
    },
  })

  const complain = (error: unknown) =>
    toasts.tell(error instanceof Error ? error.message : String(error), { role: 'danger' })

  function work(task: Promise<unknown>): void {
    const watched = task.catch(complain).finally(() => pending.delete(watched))
    pending.add(watched)
  }

  function show(next: Overlay | null): void {
    overlay.get()?.closed?.()
    overlay.set(next)
  }

  function go(place: Place): void {
    const definition = findScreen(screens, place.screen)
    if (definition === null) {
      toasts.tell(`there is no screen called ${place.screen}`, { role: 'danger' })
      return
    }
    if (definition.takesId === 'needed' && place.id === undefined) {
      toasts.tell(`${definition.name} needs a name or id, as in :${definition.name} ada`, { role: 'danger' })
      return
    }
    const opened = definition.open(tools, place.id ?? null)
    const kept = trail.get()
    if (kept.length >= longestTrail) kept[0]?.close()
    trail.set([...kept.slice(kept.length >= longestTrail ? 1 : 0), opened])
    tell(top())
  }

  function tell(screen: Screen | null): void {
    if (screen !== null && connection.state.get().status === 'lost') toasts.tell('not connected', { role: 'warning' })
  }

  function back(): void {
    const [...open] = trail.get()
    if (open.length < 2) return
    open.pop()?.close()
    trail.set(open)
    open.at(-1)?.refresh()
  }

  const tools: ScreenTools = {
    api: connection.api,
    readOnly,
    pictures,
    now: outside.now,
    go,
    back,
    open: (next) => show(next),
    tell: toasts.tell,
    work,
    copy: (text) => {
      outside.copy(text)
      toasts.tell(`copied ${text}`)
    },
    page: outside.page,
  }

  async function undo(): Promise<void> {
    const entries = toasts.takeUndo()
    if (entries.length === 0) return toasts.tell('nothing of this session is left to undo; :audit has older acts')
    for (const id of entries) await connection.api.act('undo', id, { reason: 'undone in the console' })
    const command = entries.map((id) => `momentum undo ${id}`).join(' && ')
    toasts.tell(entries.length === 1 ? 'undone' : `undone: ${entries.length} acts`, { role: 'good', command })
    top()?.refresh()
  }

  async function save(): Promise<void> {
    const screen = top()
    if (screen === null) return
    const path = await outside.saveView(screen.title(), screen.text())
    toasts.tell(`written to ${path}`, { role: 'good' })
  }

  async function offers(typed: string): Promise<string[]> {
    const [word = '', ...rest] = typed.trimStart().split(/\s+/)
    if (rest.length === 0) return rankScreens(screens, word).map(({ name }) => name)
    const definition = findScreen(screens, word)
    const ids = (await definition?.complete?.(tools, rest.join(' ')).catch(() => [])) ?? []
    return ids.map((id) => `${definition?.name} ${id}`)
  }

  function command(typed: string): void {
    const [word = '', ...rest] = typed.trim().split(/\s+/)
    if (word === 'q' || word === 'quit') {
      outside.quit()
      return
    }
    const definition = findScreen(screens, word) ?? rankScreens(screens, word)[0]
    const id = rest.join(' ')
    if (definition === undefined) toasts.tell(`there is no screen called ${word}`, { role: 'danger' })
    else go(id === '' ? { screen: definition.name } : { screen: definition.name, id })
  }

  const clearOrBack = () => {
    const screen = top()
    if (screen?.filter !== undefined && screen.filter.text() !== '') screen.filter.set('')
    else back()
  }
  const turnTab = (by: number) => {
    const tabs = top()?.tabs
    if (tabs !== undefined) tabs.choose((tabs.active() + by + tabs.names.length) % tabs.names.length)
  }
  const openHelpHere = () => show(openHelp(top()?.title() ?? '', bindings(), () => show(null)))
  const openFilterHere = () => {
    const screen = top()
    if (screen?.filter !== undefined) show(openFilterLine(screen, () => show(null)))
  }
  const openCommandHere = () =>
    show(openCommandBar({ offers, run: command, close: () => show(null), onProblem: complain }))
  const refresh = () => {
    connection.retry()
    top()?.refresh()
  }
  const atRoot = () => (trail.get().length < 2 ? 'this is the first screen' : null)

  function frameBindings(): Binding[] {
    const screen = top()
    const tabs: Binding[] = [
      { keys: ['tab'], label: 'next tab', group: 'go', shown: 'footer', run: () => turnTab(1) },
      { keys: ['shift-tab'], label: 'tab before', group: 'go', run: () => turnTab(-1) },
    ]
    const filter: Binding = { keys: ['/'], label: 'filter', group: 'view', shown: 'footer', run: openFilterHere }
    return [
      ...(screen?.tabs === undefined ? [] : tabs),
      ...(screen?.filter === undefined ? [] : [filter]),
      { keys: [':'], label: 'go to', group: 'go', shown: 'footer', run: openCommandHere },
      { keys: ['?'], label: 'keys', group: 'go', shown: 'footer', run: openHelpHere },
      { keys: ['-'], label: 'back', group: 'go', run: back, whyDisabled: atRoot },
      { keys: ['escape'], label: 'clear, back', group: 'go', run: clearOrBack },
      { keys: ['u'], label: 'undo', group: 'act', dangerous: true, run: () => work(undo()) },
      { keys: ['R'], label: 'refresh', group: 'view', run: refresh },
      { keys: ['o'], label: 'open in pager', group: 'view', run: () => outside.page(top()?.text() ?? []) },
      { keys: ['ctrl-s'], label: 'write to a file', group: 'view', run: () => work(save()) },
      { keys: ['ctrl-l'], label: 'draw again', group: 'view', run: outside.redraw },
      { keys: ['q'], label: 'quit', group: 'go', run: outside.quit },
    ]
  }

  function bindings(): Binding[] {
    return allowedBindings([...(top()?.bindings() ?? []), ...frameBindings()], readOnly)
  }

  function key(name: string, text: string): void {
    const open = overlay.get()
    if (open?.type?.(name, text)) return
    const binding = findBinding(name, open === null ? bindings() : open.bindings())
    if (binding === null) return
    const why = binding.whyDisabled?.() ?? null
    const started = why === null ? binding.run(name) : toasts.tell(why, { role: 'warning' })
    if (started instanceof Promise) work(started)
  }

  const timer = setInterval(() => {
    toasts.tick()
    tick.set(tick.get() + 1)
  }, 1000)

  go(options.start ?? { screen: screens[0]?.name ?? '' })
  if (trail.get().length === 0) go({ screen: screens[0]?.name ?? '' })

  return {
    trail,
    overlay,
    connection,
    toasts,
    tick,
    readOnly,
    tools,
    bindings,
    key,
    paste: (text) => {
      const open = overlay.get()
      if (open?.paste !== undefined) open.paste(text)
      else toasts.tell('pasted text is not taken for keys')
    },
    command,
    close: async () => {
      clearInterval(timer)
      show(null)
      for (const screen of trail.get()) screen.close()
      await waitAtMost(closingMs, Promise.all(pending))
      connection.close()
    },
  }
}

function findScreen(screens: readonly ScreenDefinition[], word: string): ScreenDefinition | null {
  return screens.find(({ name, aliases }) => name === word || aliases.includes(word)) ?? null
}

function rankScreens(screens: readonly ScreenDefinition[], word: string): ScreenDefinition[] {
  return screens
    .map((screen) => ({ screen, rank: fuzzyRank(word, screen.name) }))
    .filter((entry): entry is { screen: ScreenDefinition; rank: number } => entry.rank !== null)
    .sort((one, other) => (word === '' ? 0 : one.rank - other.rank))
    .map(({ screen }) => screen)
}
