import type { ActName } from './acts.ts'
import type {
  AppealRow,
  AuditRow,
  CaseDetail,
  CaseRow,
  ContentRow,
  FilterRow,
  FilterTrial,
  JobRow,
  JobRunRow,
  LogLine,
  MessageRow,
  Pulse,
  QuotaBucket,
  Rule,
  SettingRow,
  UserDetail,
  UserRow,
  VideoRow,
} from './console-shapes.ts'

/** One page of a keyset list, as every list of the API answers. */
export interface Page<T> {
  items: T[]
  nextCursor: string | null
}

/** What every list takes; `filter` holds the route's own parameters, such as `status`. */
export interface ListQuery {
  limit: number
  cursor: string | null
  /** Words the server searches for, where the route has `query`. */
  query?: string
  sort?: { by: string; descending: boolean }
  filter?: Readonly<Record<string, string>>
}

/** What an act did: the audit entry to undo it by (null when it cannot be undone), and words for the operator. */
export interface Done {
  auditId: string | null
  summary?: string
}

/** Something that happened on the server; `type` is the name of the event, and unknown ones only cause a refresh. */
export interface LiveEvent {
  type: string
  subjectId: string | null
  data: Record<string, unknown>
}

export interface LiveListeners {
  onEvent(event: LiveEvent): void
  /** The stream is open (again). */
  onOpen(): void
  /** The stream ended without being asked to. */
  onLost(reason: string): void
}

/**
 * Everything the console's screens ask of a server. The real one speaks the admin API over the command line's
 * connection (see `connectConsoleApi`); tests use one in memory. Every method rejects with `ConnectionLost` when the
 * server cannot be reached, and with an `Error` whose message may be shown when it refuses.
 */
export interface ConsoleApi {
  /** Where the console is connected to, for the header: `local` or a host name. */
  readonly server: string
  /** Whether lists can be asked for in the opposite order, so that the end is as near as the beginning. */
  readonly canReverse: boolean
  pulse(signal?: AbortSignal): Promise<Pulse>
  users(query: ListQuery, signal?: AbortSignal): Promise<Page<UserRow>>
  user(id: string, signal?: AbortSignal): Promise<UserDetail>
  posts(query: ListQuery, signal?: AbortSignal): Promise<Page<ContentRow>>
  comments(query: ListQuery, signal?: AbortSignal): Promise<Page<ContentRow>>
  /** Messages are private: the reason is required, and audited by the server. */
  messages(query: ListQuery & { reason: string }, signal?: AbortSignal): Promise<Page<MessageRow>>
  cases(query: ListQuery, signal?: AbortSignal): Promise<Page<CaseRow>>
  case(id: string, signal?: AbortSignal): Promise<CaseDetail>
  /** Claims a case as a lease and answers it as it then is; rejects when someone else has it. */
  claimCase(id: string): Promise<CaseDetail>
  /** The community's rules in the order of the keys 1–9, each with what it usually leads to. */
  rules(signal?: AbortSignal): Promise<Rule[]>
  appeals(query: ListQuery, signal?: AbortSignal): Promise<Page<AppealRow>>
  videos(query: ListQuery, signal?: AbortSignal): Promise<Page<VideoRow>>
  jobs(signal?: AbortSignal): Promise<JobRow[]>
  jobRuns(name: string, query: ListQuery, signal?: AbortSignal): Promise<Page<JobRunRow>>
  quota(signal?: AbortSignal): Promise<QuotaBucket[]>
  filters(query: ListQuery, signal?: AbortSignal): Promise<Page<FilterRow>>
  /** What a filter would have caught among recent content, without effect. */
  tryFilter(filter: { kind: string; pattern: string }, signal?: AbortSignal): Promise<FilterTrial>
  audit(query: ListQuery, signal?: AbortSignal): Promise<Page<AuditRow>>
  settings(signal?: AbortSignal): Promise<SettingRow[]>
  log(query: ListQuery, signal?: AbortSignal): Promise<Page<LogLine>>
  /** The bytes of a thumbnail; with `reveal`, asking is written to the audit first (sensitive or reported media). */
  picture(url: string, reveal: { reason: string } | null, signal?: AbortSignal): Promise<Uint8Array>
  /** Carries out one act of the catalogue (`acts.ts`) on a subject. */
  act(name: ActName, id: string, body: Record<string, unknown>): Promise<Done>
  /** Follows the server's live events until the returned function is called; it does not reconnect by itself. */
  follow(listeners: LiveListeners): () => void
}

/** The server cannot be reached; the console keeps what it has, greyed, and tries again. */
export class ConnectionLost extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ConnectionLost'
  }
}
