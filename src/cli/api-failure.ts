import { CommandFailure, exitCodes } from './failures.ts'

/** Problem details as the API sends them (RFC 9457). */
export interface ApiProblem {
  type: string
  title: string
  status: number
  detail: string
  code: string
  requestId: string
  errors?: { path: string; message: string }[]
}

/** The API refused a request. `code` is its stable word, `status` the HTTP status. */
export class ApiFailure extends CommandFailure {
  readonly status: number
  readonly code: string
  readonly requestId: string | null
  readonly errors: { path: string; message: string }[]
  readonly retryAfterSeconds: number | null

  constructor(problem: ApiProblem, retryAfterSeconds: number | null, where: string) {
    const allowed = problem.status !== 401 && problem.status !== 403
    super(allowed ? exitCodes.failed : exitCodes.notAllowed, problem.detail || problem.title, {
      details: (problem.errors ?? []).map(({ path, message }) => `${path}: ${message}`),
      advice: [...adviceFor(problem, retryAfterSeconds, where), ...requestLine(problem)],
      json: problem,
    })
    this.name = 'ApiFailure'
    this.status = problem.status
    this.code = problem.code
    this.requestId = problem.requestId ?? null
    this.errors = problem.errors ?? []
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** The problem an answer outside 2xx carries, or null when the answer is not one of Momentum's. */
export function readProblem(status: number, body: unknown): ApiProblem | null {
  if (typeof body !== 'object' || body === null) return null
  const found = body as Partial<ApiProblem>
  if (typeof found.code !== 'string' || typeof found.title !== 'string') return null
  return {
    type: String(found.type ?? 'about:blank'),
    title: found.title,
    status,
    detail: String(found.detail ?? ''),
    code: found.code,
    requestId: String(found.requestId ?? ''),
    ...(Array.isArray(found.errors) ? { errors: found.errors } : {}),
  }
}

function adviceFor(problem: ApiProblem, retryAfterSeconds: number | null, where: string): string[] {
  if (problem.status === 429 || problem.status === 503) {
    return [retryAfterSeconds === null ? 'Try again in a moment.' : `Try again in ${retryAfterSeconds} s.`]
  }
  if (problem.status >= 500) return ['Look into the log of the server for the request named below.']
  return byCode[problem.code]?.(where) ?? []
}

const byCode: Record<string, (where: string) => string[]> = {
  unauthenticated: (where) => [
    `The token for ${where} is wrong or has ended. Sign in again: momentum profiles add <name> --server <url>`,
  ],
  totp_required: () => [
    'Give the code of the authenticator app: momentum profiles add <name> --server <url> --login <user>',
  ],
  forbidden: () => ['An admin can do this, or give the role: momentum users edit <user> --role admin'],
  not_found: () => [
    'Look it up first with the `list` command of its kind, such as: momentum users list <part of the name>',
  ],
  cursor_invalid: () => ['A cursor belongs to one list with the same filters. Start again without --cursor.'],
  client_too_old: () => ['Update this command line to the version of the server.'],
  validation_failed: () => ['Run the command with --help to see what it takes.'],
}

function requestLine(problem: ApiProblem): string[] {
  return problem.requestId ? [`Request ${problem.requestId}, code ${problem.code}.`] : []
}
