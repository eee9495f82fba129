/** One field that the server refused. */
export interface FieldError {
  /** The field's path in the body, such as `username` or `media.0`. */
  path: string
  message: string
}

export interface ProblemFacts {
  status: number
  code: string
  title: string
  detail: string
  requestId?: string
  errors?: FieldError[]
  /** When it may be tried again, where the server said so. */
  retryAfterSeconds?: number
}

/**
 * Why a call failed: the server's problem document (RFC 9457), or one of our own with status 0: `network_failed` when
 * nothing came back, `cancelled` when the caller gave up.
 */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: number
  /** A stable word to switch on; the list is in the API's reference, and may grow. */
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly requestId: string | undefined
  readonly errors: readonly FieldError[]
  readonly retryAfterSeconds: number | undefined

  constructor(facts: ProblemFacts) {
    super(`${facts.code}: ${facts.detail}`)
    this.status = facts.status
    this.code = facts.code
    this.title = facts.title
    this.detail = facts.detail
    this.requestId = facts.requestId
    this.errors = facts.errors ?? []
    this.retryAfterSeconds = facts.retryAfterSeconds
  }

  /** What is wrong with a field, or with something inside it. */
  field(path: string): string | undefined {
    return this.errors.find((error) => error.path === path || error.path.startsWith(`${path}.`))?.message
  }

  /** Whether the same call may go better later: no network, too busy, or out of order for the moment. */
  get isPassing(): boolean {
    return this.code === 'network_failed' || this.status === 429 || this.status >= 500
  }
}

/** Nothing came back. */
export function networkProblem(): Problem {
  return new Problem({
    status: 0,
    code: 'network_failed',
    title: 'No connection',
    detail: 'The server could not be reached.',
  })
}

/** The caller gave up. */
export function cancelledProblem(): Problem {
  return new Problem({ status: 0, code: 'cancelled', title: 'Cancelled', detail: 'The call was given up.' })
}

/** The problem in a refusal; also for answers that are none of ours, such as a proxy's page. */
export function problemFrom(status: number, body: string, retryAfter: string | null): Problem {
  const document = parseDocument(body)
  return new Problem({
    status,
    code: textOf(document.code) ?? (status === 503 || status === 502 || status === 504 ? 'unavailable' : 'unknown'),
    title: textOf(document.title) ?? `HTTP ${status}`,
    detail: textOf(document.detail) ?? 'The server answered something unexpected.',
    requestId: textOf(document.requestId),
    errors: Array.isArray(document.errors) ? document.errors.filter(isFieldError) : [],
    retryAfterSeconds: secondsOf(retryAfter),
  })
}

/** Whatever was thrown, as a problem. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof DOMException && error.name === 'AbortError') return cancelledProblem()
  // A mistake of ours must not look like a bad network.
  throw error
}

function parseDocument(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function isFieldError(value: unknown): value is FieldError {
  const error = value as FieldError | null
  return typeof error?.path === 'string' && typeof error.message === 'string'
}

// Seconds, or a date (RFC 9110, 10.2.3).
function secondsOf(retryAfter: string | null): number | undefined {
  if (retryAfter === null) return undefined
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter)
  const date = Date.parse(retryAfter)
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1000))
}
