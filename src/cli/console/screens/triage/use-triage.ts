import { commandFor } from '../../acts.ts'
import { ConnectionLost, type ConsoleApi, type LiveEvent } from '../../console-api.ts'
import type { CaseDetail, CaseRow, PictureRef, Rule } from '../../console-shapes.ts'
import type { ScreenTools } from '../../frame/screen.ts'
import { createStore, type Store } from '../../store.ts'
import { type Decision, decisionBody, decisionCommand, emptyDecision } from './decision.ts'

export interface TriageState {
  queue: readonly CaseRow[]
  /** More wait than are in `queue`. */
  more: boolean
  at: number
  detail: CaseDetail | null
  rules: readonly Rule[]
  decision: Decision
  /** Until when the case is ours; null while it is not. */
  claimedUntil: string | null
  /** What keeps us from it: someone else has it, or the server said no. */
  problem: string | null
  loading: boolean
  decided: number
  top: number
  /** Which of the pictures of the case is shown, and whether by itself. */
  picture: number
  large: boolean
}

export interface TriageControls {
  readonly state: Store<TriageState>
  current(): CaseDetail | null
  decide(change: (decision: Decision) => Decision): void
  /** Applies the decision and goes on to the next case; `undo` of what was done is told to the frame. */
  apply(): Promise<void>
  dismiss(reason: string): Promise<void>
  /** Leaves the case to others and goes to another one. */
  skip(by: number): void
  claim(): Promise<void>
  release(): Promise<void>
  scroll(by: number): void
  /** The next picture of the case, or the one before. */
  turnPicture(by: number): void
  /** Shows the picture by itself, or beside the evidence again. */
  enlarge(): void
  reload(): Promise<void>
  hear(event: LiveEvent): void
  close(): void
}

const queueSize = 100
const quietMs = 700

/** The open cases one at a time: claims the one that is looked at, and advances by itself when it is decided. */
export function useTriage(tools: ScreenTools, wanted: string | null): TriageControls {
  const { api, readOnly } = tools
  const state = createStore<TriageState>({
    queue: [],
    more: false,
    at: 0,
    detail: null,
    rules: [],
    decision: emptyDecision,
    claimedUntil: null,
    problem: null,
    loading: true,
    decided: 0,
    top: 0,
    picture: 0,
    large: false,
  })
  let closed = false
  let turn = 0
  let ours: string | null = null
  let timer: NodeJS.Timeout | undefined

  const row = () => state.get().queue[state.get().at]
  const ourClaim = (detail: CaseDetail) => (detail.id === ours ? detail.claimedUntil : null)
  const words = (error: unknown) => (error instanceof Error ? error.message : String(error))

  async function show(at: number): Promise<void> {
    turn += 1
    const mine = turn
    const subject = state.get().queue[at]
    state.patch({
      at,
      detail: null,
      decision: emptyDecision,
      claimedUntil: null,
      problem: null,
      top: 0,
      loading: true,
      ...{ picture: 0, large: false },
    })
    if (subject === undefined) return state.patch({ loading: false })
    try {
      const detail = readOnly ? await api.case(subject.id) : await claimed(subject.id)
      if (mine === turn && !closed) state.patch({ detail, loading: false, claimedUntil: ourClaim(detail) })
      else if (ourClaim(detail) !== null) await quietly(release(detail.id))
    } catch (error) {
      if (mine === turn && !closed) state.patch({ loading: false, problem: words(error) })
    }
  }

  /** Claims and fetches in one go; a case that someone else has is shown all the same, with the reason. */
  async function claimed(id: string): Promise<CaseDetail> {
    try {
      const detail = await api.claimCase(id)
      ours = detail.id
      return detail
    } catch (error) {
      ours = null
      const detail = await api.case(id)
      state.patch({ problem: words(error) })
      return detail
    }
  }

  async function release(id: string): Promise<void> {
    await api.act('cases.release', id, {})
  }

  function letGo(): void {
    const { detail, claimedUntil } = state.get()
    if (detail !== null && claimedUntil !== null && !readOnly) tools.work(quietly(release(detail.id)))
  }

  async function load(): Promise<void> {
    state.patch({ loading: true, problem: null })
    try {
      const [page, rules] = await Promise.all([openCases(api), api.rules()])
      if (closed) return
      const queue = await wantedFirst(api, page.items, wanted)
      state.patch({ queue, more: page.nextCursor !== null, rules: rules.slice(0, 9) })
      const free = queue.findIndex((entry) => entry.claimedBy === null)
      await show(wanted !== null || free < 0 ? 0 : free)
    } catch (error) {
      if (!closed) state.patch({ loading: false, problem: words(error) })
    }
  }

  /** Takes the case that was decided out and shows the one that follows it, which others have not claimed. */
  async function advance(id: string): Promise<void> {
    const { queue, at, more, decided } = state.get()
    const rest = queue.filter((entry) => entry.id !== id)
    state.patch({ queue: rest, decided: decided + 1 })
    if (rest.length === 0 && more) return load()
    const order = [...rest.keys()].map((_, step) => (at + step) % rest.length)
    const next = order.find((index) => rest[index]?.claimedBy === null) ?? order[0] ?? 0
    await show(next)
  }

  async function finish(
    act: 'cases.resolve' | 'cases.dismiss',
    body: Record<string, unknown>,
    said: string,
    command: string,
  ) {
    const detail = state.get().detail
    if (detail === null || state.get().loading) return
    state.patch({ loading: true })
    try {
      const done = await api.act(act, detail.id, body)
      tools.tell(said, { undo: done.auditId === null ? [] : [done.auditId], command, role: 'good' })
    } catch (error) {
      // The decision stays as it was put together, so that nothing has to be typed again.
      state.patch({ loading: false, problem: error instanceof ConnectionLost ? null : words(error) })
      throw error
    }
    await advance(detail.id)
  }

  /** Others claimed, released or decided something, or reported it: the queue as it is now, around the case that is open. */
  async function lookAgain(): Promise<void> {
    if (row() === undefined) return state.get().loading ? undefined : load()
    const page = await openCases(api)
    const open = row()
    const { detail, loading, claimedUntil } = state.get()
    if (closed || loading || open === undefined) return
    const place = page.items.findIndex((entry) => entry.id === open.id)
    const queue = place < 0 ? [open, ...page.items] : page.items
    state.patch({ queue, at: Math.max(0, place), more: page.nextCursor !== null })
    if (detail === null || claimedUntil !== null) return
    const mine = turn
    const fresh = await api.case(detail.id)
    if (mine !== turn || closed) return
    const problem = fresh.state === 'resolved' || fresh.state === 'dismissed' ? `it was ${fresh.state} meanwhile` : null
    state.patch({ detail: fresh, problem })
  }

  void load()
  return {
    state,
    current: () => state.get().detail,
    decide: (change) => state.patch({ decision: change(state.get().decision), problem: null }),
    apply: async () => {
      const { detail, decision } = state.get()
      if (detail === null) return
      const did = [...decision.actions].join(', ')
      await finish(
        'cases.resolve',
        decisionBody(decision),
        `${did}: ${detail.person}`,
        decisionCommand(detail, decision),
      )
    },
    dismiss: async (reason) => {
      const { detail } = state.get()
      if (detail === null) return
      await finish(
        'cases.dismiss',
        { reason },
        `dismissed: ${detail.person}`,
        commandFor('cases.dismiss', [detail.id], { flags: { reason } }),
      )
    },
    skip: (by) => {
      const { queue, at } = state.get()
      if (queue.length === 0) return
      letGo()
      void show((at + by + queue.length) % queue.length)
    },
    claim: async () => {
      const { at, detail } = state.get()
      if (detail !== null) await show(at)
    },
    release: async () => {
      const { detail } = state.get()
      if (detail === null) return
      await release(detail.id)
      ours = null
      state.patch({ claimedUntil: null, detail: { ...detail, claimedBy: null, claimedUntil: null } })
      tools.tell('released; others can take it')
    },
    scroll: (by) => state.patch({ top: Math.max(0, state.get().top + by) }),
    turnPicture: (by) => {
      const { detail, picture } = state.get()
      const count = detail === null ? 0 : picturesOf(detail).length
      if (count > 0) state.patch({ picture: (picture + by + count) % count })
    },
    enlarge: () => state.patch({ large: !state.get().large }),
    reload: load,
    hear: ({ type, subjectId }) => {
      if (!/^(case|report)\./.test(type) || (ours !== null && subjectId === ours)) return
      timer ??= setTimeout(() => {
        timer = undefined
        // What could not be asked for just now, the next event or the next case asks for.
        tools.work(lookAgain().catch(() => {}))
      }, quietMs)
    },
    close: () => {
      clearTimeout(timer)
      letGo()
      closed = true
      turn += 1
    },
  }
}

/** The pictures of a case, those of what was reported before those around it. */
export function picturesOf(detail: CaseDetail): PictureRef[] {
  const of = (reported: boolean) =>
    detail.evidence.filter((item) => item.reported === reported).flatMap((item) => item.pictures)
  return [...of(true), ...of(false)]
}

/** What waits, with what others have claimed: whose it is, everybody sees. */
function openCases(api: ConsoleApi) {
  return api.cases({ limit: queueSize, cursor: null })
}

async function wantedFirst(api: ConsoleApi, queue: readonly CaseRow[], id: string | null): Promise<CaseRow[]> {
  if (id === null) return [...queue]
  return [queue.find((entry) => entry.id === id) ?? (await api.case(id)), ...queue.filter((entry) => entry.id !== id)]
}

async function quietly(task: Promise<void>): Promise<void> {
  // A claim that could not be given back runs out by itself; that is what a lease is for.
  await task.catch(() => {})
}
