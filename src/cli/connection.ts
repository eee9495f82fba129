import type { Readable } from 'node:stream'

export type QueryValue = string | number | boolean | readonly string[] | null | undefined

export interface RequestOptions {
  /** Undefined, null and empty lists are left out; lists are joined with commas. */
  query?: Record<string, QueryValue>
  signal?: AbortSignal
  /** How long to wait for the answer; 30 seconds unless told, 0 for as long as it takes. */
  timeoutMs?: number
}

/** One event of a live stream: its position in the log (when it has one), its type and its data. */
export interface LiveEvent {
  id: string | null
  type: string
  data: unknown
}

export interface StreamOptions extends RequestOptions {
  /** The last position seen; what came after it is sent first. */
  lastEventId?: string
}

/** A file on its way: `bytes` is null when the server did not say how long it is. */
export interface Download {
  stream: Readable
  bytes: number | null
  mimeType: string
}

/**
 * A way to the admin API. Paths are those of API.md below `/api/v1` (`/admin/users`). Answers outside 2xx throw an
 * `ApiFailure`; a server that cannot be reached or that is not Momentum throws a `CommandFailure`.
 */
export interface Connection {
  /** Where it leads, in words: `the server on this machine`, `https://social.example`. */
  readonly where: string
  get<Answer>(path: string, options?: RequestOptions): Promise<Answer>
  post<Answer>(path: string, body?: unknown, options?: RequestOptions): Promise<Answer>
  patch<Answer>(path: string, body?: unknown, options?: RequestOptions): Promise<Answer>
  put<Answer>(path: string, body?: unknown, options?: RequestOptions): Promise<Answer>
  delete<Answer>(path: string, body?: unknown, options?: RequestOptions): Promise<Answer>
  /** Follows a `text/event-stream` until it ends or `signal` fires. */
  stream(path: string, options?: StreamOptions): AsyncIterable<LiveEvent>
  /** Fetches a file (an export) as a stream; the path may also be an absolute path outside `/api/v1`. */
  download(path: string, options?: RequestOptions): Promise<Download>
  close(): Promise<void>
}

/** What a connection is opened to. */
export type ConnectionTarget =
  | { kind: 'socket'; socketPath: string; operator: string; where: string }
  | { kind: 'server'; url: string; token: string | null; where: string }

/** A server of this installation without port, jobs or anybody else's requests, for one command. */
export interface InProcessServer {
  socketPath: string
  close(): Promise<void>
}

/** Starts the in-process server of an installation; `installation/in-process.ts` has the real one. */
export type StartInProcess = (options: { dataFolder: string }) => Promise<InProcessServer>
