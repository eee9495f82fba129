import { type RequestHandler, type Response, Router } from 'express'
import type { App } from '../../../app.ts'
import type { Context } from '../../../core/context.ts'
import { type FailureCode, failure, notFound } from '../../../core/errors.ts'
import { Failure } from '../../../lib/errors.ts'
import { checkOrigin } from '../../middleware/authenticate.ts'
import { applyLimits } from '../../middleware/rate-limits.ts'
import { statusOf } from '../../problems.ts'
import { requestState } from '../../request-state.ts'
import { deletionPage } from './account-deletion.ts'
import { asPage, contextOf, sayRetry, sendHtml } from './answer-page.ts'
import { drawForms, type Refusal, tokenScriptPath } from './draw-form.ts'
import { emailPage } from './email-confirmation.ts'
import { setUpPage } from './first-admin.ts'
import type { Form, FormPage, FormValues, Outcome } from './form.ts'
import { loginAlertPage } from './login-alert.ts'
import { resetPage } from './password-reset.ts'
import { receivedPage, reportPage } from './public-report.ts'
import { readForm } from './read-form.ts'
import { tokenScript } from './token-script.ts'
import { unsubscribeRoutes } from './unsubscribe.ts'

const pages: readonly FormPage[] = [deletionPage, reportPage, setUpPage, loginAlertPage, resetPage, emailPage]

/**
 * The pages on which somebody does something without the app and without script: delete an account, report from outside,
 * make the first admin, and what mailed links lead to. A GET changes nothing; a POST must come from these pages, carries
 * no session, and counts against the limits of the endpoint that does the same.
 */
export function formSurface(app: App): Router {
  const router = Router({ caseSensitive: true, strict: true })
  for (const formPage of pages) {
    const show = showing(app, formPage)
    const posts = new Map(formPage.forms.map((form) => [form.path, sending(app, formPage, form)]))
    // The web client takes every address that nobody else has, so this one must not be left to it.
    router.get(`${formPage.path}/`, (_request, response) => response.redirect(308, formPage.path))
    for (const path of new Set([formPage.path, ...posts.keys()])) {
      const send = posts.get(path)
      const route = router.route(path)
      // The address that only takes a form shows its page to who opens it again.
      route.get(path === formPage.path ? show : (_request, response) => response.redirect(303, formPage.path))
      if (send) route.post(send)
      const allowed = send ? 'GET, HEAD, POST' : 'GET, HEAD'
      route.all((_request, response) => {
        response.setHeader('Allow', allowed)
        throw failure('method_not_allowed', `Allowed here: ${allowed}.`)
      })
      router.use(path, asPage(app))
    }
  }
  router.get('/report/sent/:ticket', (request, response) => {
    const outcome = receivedPage(String(request.params.ticket))
    if (outcome === undefined) throw notFound()
    sendOutcome(app, response, outcome)
  })
  router.use('/report/sent', asPage(app))
  unsubscribeRoutes(router, app)
  router.get(tokenScriptPath, (_request, response) => {
    response.setHeader('Cache-Control', 'public, max-age=3600')
    response.type('js').end(tokenScript)
  })
  return router
}

async function admit(app: App, formPage: FormPage, context: Context, response: Response, limits: Form['limits']) {
  if (app.config.rateLimits) await applyLimits({ limits }, context, response)
  if (formPage.isThere !== undefined && !(await formPage.isThere(app))) throw notFound()
}

function showing(app: App, formPage: FormPage): RequestHandler {
  return async (request, response) => {
    await admit(app, formPage, contextOf(app, request, formPage.path), response, [])
    sendForms(app, response, formPage, undefined)
  }
}

function sending(app: App, formPage: FormPage, form: Form): RequestHandler {
  return async (request, response) => {
    const context = contextOf(app, request, form.path)
    checkOrigin(request, app.instance)
    await admit(app, formPage, context, response, form.limits)
    const values = await readForm(request, form.fields)
    const result = await attempt(() => form.act(context, values))
    if (!(result instanceof Failure)) return sendOutcome(app, response, result)
    requestState(request).code = result.code
    sayRetry(response, result)
    sendForms(app, response, formPage, refusalOf(form, values, result), statusOf[result.kind])
  }
}

// What a person can put right is shown with the form; anything else goes on to the page of failures.
async function attempt(act: () => Promise<Outcome>): Promise<Outcome | Failure> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof Failure && error.kind !== 'not_found') return error
    throw error
  }
}

/** Where a failure belongs that names no field by itself. */
const fieldOf: Partial<Record<FailureCode, string>> = {
  token_invalid: 'token',
  totp_required: 'totp',
  totp_invalid: 'totp',
}

const plainWords: Partial<Record<FailureCode, string>> = {
  totp_required: 'Two-factor sign-in is on for this account: add the code that your authenticator app shows.',
}

function refusalOf(form: Form, values: FormValues, failed: Failure): Refusal {
  const code = failed.code as FailureCode
  const message = plainWords[code] ?? failed.message
  const place = fieldOf[code]
  const errors = failed.errors ?? (place === undefined ? [] : [{ path: place, message }])
  const isAll =
    failed.errors === undefined || failed.errors.some(({ path }) => form.fields.some(({ name }) => name === path))
  return {
    form,
    values,
    message: errors.length > 0 && isAll ? 'See what is said below, and try again.' : message,
    errors,
  }
}

function sendForms(app: App, response: Response, formPage: FormPage, refusal: Refusal | undefined, status = 200): void {
  const body = drawForms(formPage, formPage.lead(app), refusal)
  sendHtml(app, response, status, { title: formPage.title, body, isProblem: refusal !== undefined })
}

function sendOutcome(app: App, response: Response, outcome: Outcome): void {
  if ('seeOther' in outcome) {
    response.setHeader('Cache-Control', 'no-store')
    response.redirect(303, outcome.seeOther)
    return
  }
  for (const [name, value] of Object.entries(outcome.headers ?? {})) response.setHeader(name, value)
  sendHtml(app, response, 200, { ...outcome, isProblem: false })
}
