import type { ErrorRequestHandler, Response } from 'express'
import { type FailureCode, failure, failureCodes } from '../core/errors.ts'
import { Failure, type FailureKind } from '../lib/errors.ts'
import { requestState } from './request-state.ts'

/** This door's table: the kind of a failure and the status it has over HTTP (API.md, Conventions). */
export const statusOf: Record<FailureKind, number> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  gone: 410,
  too_large: 413,
  unsupported: 415,
  invalid: 422,
  outdated: 426,
  rate_limited: 429,
  headers_too_large: 431,
  unavailable: 503,
  storage_full: 507,
}

/** RFC 9457's members, our `code` and `requestId`, and the bad fields when there are any. */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  code: string
  requestId: string
  errors?: { path: string; message: string }[]
  [extra: string]: unknown
}

/** A failure as the problem document a client receives. */
export function problemOf(failed: Failure, requestId: string): Problem {
  const known = failureCodes[failed.code as FailureCode] as { title: string } | undefined
  return {
    type: problemType(failed.code),
    title: known?.title ?? 'The request failed',
    status: statusOf[failed.kind],
    detail: failed.message,
    code: failed.code,
    requestId,
    ...(failed.errors === undefined ? {} : { errors: failed.errors }),
    ...failed.extra,
  }
}

/** Where a code is explained: the reference has an anchor for each. */
function problemType(code: string): string {
  return `/api/docs#problem-${code}`
}

/** What nobody foresaw: says nothing but where to look it up. */
export function unforeseenProblem(requestId: string): Problem {
  return {
    type: problemType('internal_error'),
    title: 'Something went wrong on the server',
    status: 500,
    detail: 'The server could not do this. It has been noted under the request id.',
    code: 'internal_error',
    requestId,
  }
}

/** Said so that a client that is told to wait knows for how long, where nothing better is known. */
const usualWaitSeconds = 5

/** The headers that belong to a problem: how to sign in, and when to try again. */
export function problemHeaders({ status }: Problem, failed?: Failure): Record<string, string> {
  if (status === 401) return { 'WWW-Authenticate': 'Bearer' }
  const wait = failed?.retryAfterSeconds ?? (status === 503 || status === 429 ? usualWaitSeconds : undefined)
  return wait === undefined ? {} : { 'Retry-After': String(Math.max(1, Math.ceil(wait))) }
}

/** Sends a problem document, with the headers that belong to its kind. */
export function sendProblem(response: Response, problem: Problem, failed?: Failure): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  for (const [name, value] of Object.entries(problemHeaders(problem, failed))) response.setHeader(name, value)
  response.status(problem.status)
  response.setHeader('Content-Type', 'application/problem+json')
  response.setHeader('Cache-Control', 'no-store')
  response.end(JSON.stringify(problem))
}

/** The last stop of every rejected request. */
export const problems: ErrorRequestHandler = (error, request, response, _next) => {
  const state = requestState(request)
  const failed = asFailure(error)
  if (failed !== undefined) {
    state.code = failed.code
    if (failed.cause !== undefined) state.log.warn({ err: failed.cause, code: failed.code }, 'request failed')
    sendProblem(response, problemOf(failed, state.requestId), failed)
    return
  }
  state.code = 'internal_error'
  state.log.error({ err: error as unknown }, 'request failed unforeseen')
  sendProblem(response, unforeseenProblem(state.requestId))
}

// Express and its body of parsers mark what the client did wrong with `status` 4xx.
function asFailure(error: unknown): Failure | undefined {
  if (error instanceof Failure) return error
  const { status } = error as { status?: unknown }
  if (status === 413) return failure('payload_too_large', 'The body is too large.')
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return failure('malformed_request', 'The request could not be read.')
  }
  return undefined
}
