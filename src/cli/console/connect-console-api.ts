import { buffer } from 'node:stream/consumers'
import type * as Api from '../api-types.ts'
import type { Connection, QueryValue, RequestOptions } from '../connection.ts'
import { isCommandFailure } from '../failures.ts'
import { acts } from './acts.ts'
import {
  readContent,
  readHistory,
  readMessage,
  readPublished,
  readUser,
  readUserDetail,
} from './answers/community-answers.ts'
import {
  readAppeal,
  readAuditEntry,
  readCaseDetail,
  readCaseRow,
  readFilter,
  readFilterTrial,
  readRules,
} from './answers/moderation-answers.ts'
import { unknownName } from './answers/names.ts'
import {
  readJob,
  readJobRun,
  readLiveEvent,
  readPulse,
  readQuota,
  readSetting,
  readVideo,
} from './answers/service-answers.ts'
import { ConnectionLost, type ConsoleApi, type ListQuery, type LiveListeners, type Page } from './console-api.ts'
import type { LogLine } from './console-shapes.ts'

/** Posts and comments each on the screen of a person; `P` and `M` go to all of them. */
const shownOfPerson = 20

/** A thumbnail is far smaller; whatever is larger is not fetched. */
const largestPicture = 5_000_000

/** The screens' server over the command line's connection. Shapes are translated in `answers/` alone. */
export function connectConsoleApi(connection: Connection): ConsoleApi {
  const get = <Answer>(path: string, signal?: AbortSignal, query?: Record<string, QueryValue>) =>
    reached(connection.get<Answer>(path, optionsOf(signal, query)))

  async function list<Answer, Row>(
    path: string,
    query: ListQuery,
    signal: AbortSignal | undefined,
    present: (answer: Answer) => Row,
    more: Record<string, QueryValue> = {},
  ): Promise<Page<Row>> {
    const { items, nextCursor } = await get<Api.Page<Answer>>(path, signal, { ...queryOf(query), ...more })
    return { items: items.map(present), nextCursor }
  }

  const caseDetail = async (id: string, signal?: AbortSignal) => {
    const answer = await get<Api.AdminCaseDetail>(`/admin/cases/${encodeURIComponent(id)}`, signal)
    const detail = readCaseDetail(answer, null)
    if (detail.person === unknownName || detail.subjectType === 'video') return detail
    const person = get<Api.AdminUserDetail>(`/admin/users/${encodeURIComponent(detail.person)}`, signal)
    // The person may be gone by now, and the case must still be decided.
    return readCaseDetail(answer, await person.then(readHistory, unlessRefused(null)))
  }

  return {
    server: connection.where,
    canReverse: false,
    pulse: async (signal) => {
      const [stats, jobs] = await Promise.all([
        get<Api.AdminStats>('/admin/stats', signal),
        get<{ items: Api.AdminJob[] }>('/admin/jobs', signal),
      ])
      return readPulse(stats, jobs.items)
    },
    users: (query, signal) => list('/admin/users', query, signal, readUser),
    user: async (id, signal) => {
      const published = async (kind: 'post' | 'comment') => {
        const query = { author: id, limit: shownOfPerson }
        return (await get<Api.Page<Api.AdminContent>>(`/admin/${kind}s`, signal, query)).items.map(readPublished(kind))
      }
      const [person, posts, comments] = await Promise.all([
        get<Api.AdminUserDetail>(`/admin/users/${encodeURIComponent(id)}`, signal),
        published('post'),
        published('comment'),
      ])
      return readUserDetail(person, [...posts, ...comments])
    },
    posts: (query, signal) => list('/admin/posts', query, signal, readContent),
    comments: (query, signal) => list('/admin/comments', query, signal, readContent),
    messages: ({ reason, ...query }, signal) => list('/admin/messages', query, signal, readMessage, { reason }),
    cases: (query, signal) => list('/admin/cases', query, signal, readCaseRow),
    case: caseDetail,
    claimCase: async (id) => {
      await reached(connection.post(`/admin/cases/${encodeURIComponent(id)}/claim`))
      return caseDetail(id)
    },
    rules: async (signal) => readRules((await get<{ rules: string[] }>('/instance', signal)).rules),
    appeals: (query, signal) => list('/admin/appeals', query, signal, readAppeal),
    videos: (query, signal) => list('/admin/videos', query, signal, readVideo),
    jobs: async (signal) => (await get<{ items: Api.AdminJob[] }>('/admin/jobs', signal)).items.map(readJob),
    jobRuns: (name, query, signal) => list(`/admin/jobs/${encodeURIComponent(name)}/runs`, query, signal, readJobRun),
    quota: async (signal) => readQuota(await get<Api.Quota>('/admin/quota', signal)),
    filters: (query, signal) => list('/admin/filters', query, signal, readFilter),
    tryFilter: async (filter, signal) => {
      const options = { ...optionsOf(signal), timeoutMs: 0 }
      return readFilterTrial(await reached(connection.post<Api.FilterTest>('/admin/filters/test', filter, options)))
    },
    audit: (query, signal) => list('/admin/audit', query, signal, readAuditEntry),
    settings: async (signal) => (await get<Api.Page<Api.Setting>>('/admin/settings', signal)).items.map(readSetting),
    log: (query, signal) => list<Api.LogLine, LogLine>('/admin/log', query, signal, (line) => line),
    picture: async (url, reveal, signal) => {
      const query: Record<string, QueryValue> = reveal === null ? {} : { reason: reveal.reason }
      const file = await reached(connection.download(url, optionsOf(signal, query)))
      if (file.bytes !== null && file.bytes > largestPicture) {
        file.stream.destroy()
        throw new Error('the picture is too large to be a thumbnail')
      }
      return buffer(file.stream)
    },
    act: async (name, id, body) => {
      const { method, path } = acts[name]
      const to = path.replace(':id', encodeURIComponent(id))
      const answer = await reached(send(connection, method, to, body))
      return { auditId: answer.undoable === false ? null : (answer.auditId ?? null) }
    },
    follow: (listeners) => follow(connection, listeners),
  }
}

function send(connection: Connection, method: string, path: string, body: Record<string, unknown>) {
  if (method === 'PATCH') return connection.patch<Api.ChangeAnswer>(path, body)
  if (method === 'DELETE') return connection.delete<Api.ChangeAnswer>(path, body)
  return connection.post<Api.ChangeAnswer>(path, body)
}

function optionsOf(signal?: AbortSignal, query?: Record<string, QueryValue>): RequestOptions {
  return { ...(signal === undefined ? {} : { signal }), ...(query === undefined ? {} : { query }) }
}

function queryOf({ limit, cursor, query, sort, filter }: ListQuery): Record<string, QueryValue> {
  return { limit, cursor, query, sort: sort?.by, ...filter }
}

/** Tells a server that is gone from one that refuses: only an answer of Momentum's carries a status. */
async function reached<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer
  } catch (error) {
    if (isCommandFailure(error) && !('status' in error)) throw new ConnectionLost(error.message, { cause: error })
    throw error
  }
}

function unlessRefused<Value>(instead: Value): (error: unknown) => Value {
  return (error) => {
    if (error instanceof ConnectionLost) throw error
    return instead
  }
}

/** Opens the stream of live events; it counts as open once the server has answered anything at all. */
function follow(connection: Connection, listeners: LiveListeners): () => void {
  const aborter = new AbortController()
  const { signal } = aborter
  const run = async () => {
    try {
      await connection.get('/admin/stats', { signal, timeoutMs: 10_000 })
      if (signal.aborted) return
      listeners.onOpen()
      for await (const { type, data } of connection.stream('/admin/events', { signal })) {
        listeners.onEvent(readLiveEvent(type, data))
      }
      if (!signal.aborted) listeners.onLost('the server closed the stream')
    } catch (error) {
      if (!signal.aborted) listeners.onLost(error instanceof Error ? error.message : String(error))
    }
  }
  void run()
  return () => aborter.abort()
}
