/** The kinds of failure a door can meet; each door has one table from kind to its own form (status, exit code, frame). */
export type FailureKind =
  | 'malformed'
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'conflict'
  | 'gone'
  | 'too_large'
  | 'unsupported'
  | 'outdated'
  | 'rate_limited'
  | 'headers_too_large'
  | 'unavailable'
  | 'storage_full'

/** One bad field: where it is (`media.0`, `caption`) and what is wrong with it, in words a person can act on. */
export interface FieldError {
  path: string
  message: string
}

export interface FailureOptions {
  /** All the bad fields at once, for `invalid`. */
  errors?: FieldError[]
  /** Seconds after which trying again makes sense, for `rate_limited` and `unavailable`. */
  retryAfterSeconds?: number
  /** Extra members a client may use, such as `allowed` for a media type. They are part of the answer. */
  extra?: Record<string, unknown>
  /** What really happened; kept for the log, never shown. */
  cause?: unknown
}

/** A failure that a caller is meant to understand: its `kind` chooses the form, its stable `code` the meaning. */
export class Failure extends Error {
  readonly kind: FailureKind
  readonly code: string
  readonly errors: FieldError[] | undefined
  readonly retryAfterSeconds: number | undefined
  readonly extra: Record<string, unknown> | undefined

  constructor(kind: FailureKind, code: string, message: string, options: FailureOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'Failure'
    this.kind = kind
    this.code = code
    this.errors = options.errors
    this.retryAfterSeconds = options.retryAfterSeconds
    this.extra = options.extra
  }
}
