import type { ErrorRequestHandler, Request, Response } from 'express'
import type { App } from '../../../app.ts'
import type { Context } from '../../../core/context.ts'
import { type FailureCode, failureCodes } from '../../../core/errors.ts'
import { Failure } from '../../../lib/errors.ts'
import { statusOf } from '../../problems.ts'
import { requestState } from '../../request-state.ts'
import { escapeHtml, page } from '../page.ts'

// Tighter than that of the web client: no picture, no connection, no frame.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/** The context of whoever opens a page or sends a form: nobody, since these pages know no session. */
export function contextOf(app: App, request: Request, path: string): Context {
  const state = requestState(request)
  state.route = path
  return app.as(state.actor, state.door, state.origin)
}

/** Says when to try again, where the failure knows. */
export function sayRetry(response: Response, failed: Failure): void {
  if (failed.retryAfterSeconds !== undefined) {
    response.setHeader('Retry-After', String(Math.max(1, Math.ceil(failed.retryAfterSeconds))))
  }
}

/** Answers a page that is for this one moment. */
export function sendHtml(
  app: App,
  response: Response,
  status: number,
  { title, body, isProblem }: { title: string; body: string; isProblem: boolean },
): void {
  response.status(status)
  // What was typed, and what is answered, is for this one moment.
  response.setHeader('Cache-Control', 'no-store')
  response.setHeader('Content-Security-Policy', policy)
  const instance = app.settings.get('instance.name')
  response.type('html').end(page({ title, instance, body, isProblem }))
}

/** Failures on these pages are pages too: whoever reads them has a browser and no app. */
export function asPage(app: App): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error)
    const state = requestState(request)
    const failed = error instanceof Failure ? error : undefined
    state.code = failed?.code ?? 'internal_error'
    if (failed === undefined) state.log.error({ err: error }, 'a page failed unforeseen')
    else sayRetry(response, failed)
    const title = failed === undefined ? 'Something went wrong' : failureCodes[failed.code as FailureCode].title
    const detail = failed?.message ?? 'The server could not do this. It has been noted under the number below.'
    const body = `<p>${escapeHtml(detail)}</p><p class="note">Number of this request: ${escapeHtml(state.requestId)}</p>`
    sendHtml(app, response, failed === undefined ? 500 : statusOf[failed.kind], { title, body, isProblem: true })
  }
}
