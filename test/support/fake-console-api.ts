import type { ActName } from '../../src/cli/console/acts.ts'
import {
  ConnectionLost,
  type ConsoleApi,
  type Done,
  type ListQuery,
  type LiveEvent,
  type LiveListeners,
  type Page,
} from '../../src/cli/console/console-api.ts'
import type { CaseDetail, CaseRow } from '../../src/cli/console/console-shapes.ts'
import { createFakeShapes, type FakeShapes } from './fake-console-shapes.ts'

/** A request the console made, as a test asserts it. */
export interface RecordedAct {
  name: ActName
  id: string
  body: Record<string, unknown>
}

export interface FakeConsoleApi extends ConsoleApi {
  readonly shapes: FakeShapes
  readonly acts: RecordedAct[]
  /** List requests, as `users ?cursor limit`. */
  readonly asked: string[]
  /** The cases that are still open. */
  readonly open: CaseRow[]
  emit(event: Partial<LiveEvent> & { type: string }): void
  /** Takes the server away; every request fails until `comeBack`. */
  goAway(): void
  /** The same, without the stream noticing. */
  stopAnswering(): void
  comeBack(): void
  /** The next act is refused with this message. */
  refuse(message: string): void
  following(): number
}

export interface FakeConsoleApiOptions {
  users?: number
  cases?: number
  /** Texts that take the place of everything people can write, one after the other. */
  hostile?: readonly string[]
  /** Milliseconds since the epoch that all times count from. */
  now?: number
  picture?: Uint8Array
  isLatin?: boolean
}

/** A server in memory for the console: rows are made when they are asked for, so that a million cost nothing. */
export function createFakeConsoleApi(options: FakeConsoleApiOptions = {}): FakeConsoleApi {
  const { users = 250, cases = 40, now = Date.parse('2026-11-23T12:00:00.000Z') } = options
  const shapes = createFakeShapes({ now, hostile: options.hostile, isLatin: options.isLatin })
  const acts: RecordedAct[] = []
  const asked: string[] = []
  const listeners = new Set<LiveListeners>()
  const open = Array.from({ length: cases }, (_, index) => shapes.case(index))
  let away = false
  let pulses = 0
  let refusal: string | null = null

  async function reach(): Promise<void> {
    // A real server never answers within the same turn of the loop.
    await new Promise((resolve) => setImmediate(resolve))
    if (away) throw new ConnectionLost('the server does not answer')
  }

  async function list<T>(
    name: string,
    query: ListQuery,
    total: number,
    make: (index: number) => T,
    fits: (row: T) => boolean = () => true,
  ): Promise<Page<T>> {
    await reach()
    const descending = query.sort?.descending ?? true
    const start = Number(query.cursor ?? 0)
    asked.push(`${name} ${query.cursor ?? 'start'} ${query.limit}${descending ? '' : ' ascending'}`)
    const items: T[] = []
    let at = start
    for (; at < total && items.length < query.limit; at += 1) {
      const row = make(descending ? at : total - 1 - at)
      if (fits(row)) items.push(row)
    }
    return { items, nextCursor: at < total ? String(at) : null }
  }

  async function act(name: ActName, id: string, body: Record<string, unknown>): Promise<Done> {
    await reach()
    if (refusal !== null) {
      const message = refusal
      refusal = null
      throw new Error(message)
    }
    acts.push({ name, id, body })
    const subject = open.find((entry) => entry.id === id)
    if (subject !== undefined && name === 'cases.claim') {
      subject.claimedBy = 'you'
      subject.claimedUntil = new Date(now + 1_800_000).toISOString()
    }
    if (subject !== undefined && name === 'cases.release') {
      subject.claimedBy = null
      subject.claimedUntil = null
    }
    if (name === 'cases.resolve' || name === 'cases.dismiss') {
      open.splice(0, open.length, ...open.filter((entry) => entry.id !== id))
    }
    return { auditId: `audit-${acts.length}` }
  }

  return {
    server: 'local',
    canReverse: true,
    shapes,
    acts,
    asked,
    open,
    pulse: async () => {
      await reach()
      pulses += 1
      return shapes.pulse(pulses)
    },
    users: (query) => {
      const words = query.query?.toLowerCase() ?? ''
      const { status = '' } = query.filter ?? {}
      return list('users', query, users, shapes.user, (user) => {
        if (words !== '' && !user.username.includes(words)) return false
        return status === '' || user.status === status
      })
    },
    user: async (id) => {
      await reach()
      return shapes.person(id)
    },
    posts: (query) => list('posts', query, 300, shapes.content),
    comments: (query) => list('comments', query, 300, shapes.content),
    messages: (query) => list(`messages because ${query.reason}`, query, 60, shapes.message),
    cases: async (query) => {
      await reach()
      asked.push(`cases ${query.cursor ?? 'start'}`)
      return { items: [...open], nextCursor: null }
    },
    case: async (id): Promise<CaseDetail> => {
      await reach()
      const found = open.find((entry) => entry.id === id)
      if (found === undefined) throw new Error('there is no such case')
      return { ...shapes.caseDetail(found), ...found }
    },
    claimCase: async (id) => {
      await act('cases.claim', id, {})
      const found = open.find((entry) => entry.id === id)
      if (found === undefined) throw new Error('there is no such case')
      return { ...shapes.caseDetail(found), ...found }
    },
    rules: async () => {
      await reach()
      return shapes.rules
    },
    appeals: (query) => list('appeals', query, 12, shapes.appeal),
    videos: (query) => list('videos', query, 120, shapes.video),
    jobs: async () => {
      await reach()
      return shapes.jobs
    },
    jobRuns: (name, query) => list(`runs ${name}`, query, 40, shapes.jobRun),
    quota: async () => {
      await reach()
      return shapes.quota
    },
    filters: (query) => list('filters', query, 9, shapes.filter),
    tryFilter: async () => {
      await reach()
      return shapes.trial
    },
    audit: (query) => list('audit', query, 200, shapes.audit),
    settings: async () => {
      await reach()
      return shapes.settings
    },
    log: (query) => list('log', query, 500, shapes.log),
    picture: async (url, reveal) => {
      await reach()
      asked.push(`picture ${url}${reveal === null ? '' : ` because ${reveal.reason}`}`)
      if (options.picture === undefined) throw new Error('there is no picture here')
      return options.picture
    },
    act,
    follow: (listener) => {
      listeners.add(listener)
      setImmediate(() => {
        if (!listeners.has(listener)) return
        if (away) listener.onLost('the server does not answer')
        else listener.onOpen()
      })
      return () => listeners.delete(listener)
    },
    emit: ({ type, subjectId = null, data = {} }) => {
      for (const listener of [...listeners]) listener.onEvent({ type, subjectId, data })
    },
    goAway: () => {
      away = true
      for (const listener of [...listeners]) listener.onLost('the server went away')
    },
    stopAnswering: () => {
      away = true
    },
    comeBack: () => {
      away = false
    },
    refuse: (message) => {
      refusal = message
    },
    following: () => listeners.size,
  }
}
