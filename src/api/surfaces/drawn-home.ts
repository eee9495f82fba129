import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Request, Response } from 'express'
import type { App } from '../../app.ts'
import type { Context } from '../../core/context.ts'
import { Failure } from '../../lib/errors.ts'
import { checkAccess } from '../check-access.ts'
import type { Endpoint } from '../endpoint.ts'
import { requestLog } from '../middleware/begin-request.ts'
import { consumeLimits } from '../middleware/rate-limits.ts'
import { requestState } from '../request-state.ts'
import { askEndpoint } from '../router.ts'
import { endpoints } from '../routes/index.ts'
import { tagOf } from '../send-answer.ts'
import { cookieToken } from '../session-cookie.ts'

/** What is built of src/web/drawn/draw-home.tsx. */
interface Drawing {
  drawHome(home: { account: unknown; feed: unknown; siteName: string; locale: string | undefined }): string
}

/** The home page of somebody who is signed in, in two pieces of HTML. */
export interface DrawnHome {
  page: string
  /** What the client would otherwise ask the API for first, for it to find in the page. */
  answers: string
}

/** Draws the home page for whoever the request's cookie stands for; undefined where there is nobody, or nothing to show. */
export type DrawHome = (request: Request, response: Response) => Promise<DrawnHome | undefined>

interface Visit {
  context: Context
  request: Request
  response: Response
}

const [sync, me, feed, instance] = ['/sync', '/me', '/feed', '/instance'].map((path) => {
  const found = endpoints.find((endpoint) => endpoint.method === 'get' && endpoint.path === path)
  if (found === undefined) throw new Error(`There is no ${path}.`)
  return found
}) as [Endpoint, Endpoint, Endpoint, Endpoint]

/**
 * Draws with what the web client's build left for it in `file`; undefined where there is no such file. The endpoints that the
 * client would call are asked, so that nobody sees here what the API would not give them.
 */
export function drawHomeWith(app: App, file: string): DrawHome | undefined {
  if (!existsSync(file)) return undefined
  let drawing: Promise<Drawing> | undefined
  return async (request, response) => {
    const token = cookieToken(request, app.instance)
    const person = token === undefined ? undefined : await app.sessions.resolve(token)
    if (person === undefined) return undefined
    const state = requestState(request)
    state.actor = person
    try {
      drawing ??= import(pathToFileURL(file).href) as Promise<Drawing>
      const { drawHome } = await drawing
      const context = app.as(person, 'rest', state.origin)
      checkAccess(feed, context)
      if (app.config.rateLimits) await consumeLimits(['general'], context)
      return await drawn({ context, request, response }, drawHome)
    } catch (error) {
      // The plain page comes in its place, and the client says what is wrong.
      if (!(error instanceof Failure)) requestLog(request).error({ err: error }, 'the home page could not be drawn')
      return undefined
    }
  }
}

async function drawn(visit: Visit, drawHome: Drawing['drawHome']): Promise<DrawnHome> {
  // The position of the log comes before whatever it is about, so that nothing falls between the two.
  const answers = [await answerOf(sync, visit)]
  answers.push(...(await Promise.all([me, feed, instance].map((endpoint) => answerOf(endpoint, visit)))))
  const [, account, posts, site] = answers.map(({ json }) => JSON.parse(json))
  const locale = visit.request.acceptsLanguages()[0]
  const page = drawHome({
    account,
    feed: posts,
    siteName: site.name,
    locale: locale === '*' ? undefined : locale,
  })
  const written = answers.map(({ address, tag, json }) => `[${JSON.stringify(address)},${JSON.stringify(tag)},${json}]`)
  return { page, answers: inScript(`[${written.join()}]`) }
}

async function answerOf(endpoint: Endpoint, visit: Visit) {
  const json = await askEndpoint(endpoint, visit)
  return { address: `/api/v1${endpoint.path}`, tag: endpoint.etag ? tagOf(Buffer.from(json)) : null, json }
}

/** JSON as it may stand in a `<script>`: nothing in it can end that, or begin a comment. */
function inScript(json: string): string {
  return json.replaceAll('<', '\\u003c')
}
