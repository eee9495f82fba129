/** An answer that is an error, with the body that Google sends for it. */
export interface GoogleProblem {
  status: number
  body: unknown
}

/** Thrown by whatever checks or answers a request in the stand-in. */
export class RefusedRequest extends Error {
  readonly problem: GoogleProblem

  constructor(problem: GoogleProblem) {
    super(`refused with ${problem.status}`)
    this.problem = problem
  }
}

export interface LegacyFacts {
  domain?: string
  message?: string
  /** The parameter at fault. */
  location?: string
}

/** The old envelope: the reason stands in `errors[0]` alone. */
export function legacyProblem(status: number, reason: string, facts: LegacyFacts = {}): GoogleProblem {
  const { domain = 'youtube.parameter', message = reason, location } = facts
  const place = location === undefined ? {} : { locationType: 'parameter', location }
  return { status, body: { error: { errors: [{ domain, reason, message, ...place }], code: status, message } } }
}

export interface ModernFacts {
  /** `errors[0].reason`; left out together with `errors` when null. */
  reason: string | null
  /** `INVALID_ARGUMENT` and its like. */
  status: string
  message: string
  /** The reason of the `ErrorInfo` detail. */
  detail?: string
  metadata?: Record<string, string>
}

/** The new envelope: `status`, and the true reason in `details`. */
export function modernProblem(code: number, facts: ModernFacts): GoogleProblem {
  const { reason, status, message, detail, metadata = {} } = facts
  const errors = reason === null ? {} : { errors: [{ message, domain: 'global', reason }] }
  const info = {
    '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
    reason: detail,
    domain: 'googleapis.com',
    metadata: { service: 'youtube.googleapis.com', ...metadata },
  }
  return { status: code, body: { error: { code, message, ...errors, status, ...(detail ? { details: [info] } : {}) } } }
}

/** A parameter that the method does not know, as the front end of Google answers before YouTube sees it. */
export function unknownParameter(name: string): GoogleProblem {
  const description = `Invalid JSON payload received. Unknown name "${name}": Cannot bind query parameter. Field '${name}' could not be found in request message.`
  const details = [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: [{ description }] }]
  const errors = [{ message: description, reason: 'invalid' }]
  return {
    status: 400,
    body: { error: { code: 400, message: description, errors, status: 'INVALID_ARGUMENT', details } },
  }
}
