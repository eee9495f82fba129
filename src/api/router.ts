import { rm } from 'node:fs/promises'
import { type Request, type RequestHandler, type Response, Router } from 'express'
import { z } from 'zod'
import type { Context } from '../core/context.ts'
import { failure, notFound } from '../core/errors.ts'
import { newIncomingPath } from '../core/media/index.ts'
import { checkAccess } from './check-access.ts'
import { checkInput } from './check-input.ts'
import type { Answer, Call, Endpoint } from './endpoint.ts'
import { withIdempotency } from './idempotency.ts'
import { applyLimits } from './middleware/rate-limits.ts'
import { readJsonBody } from './read-body.ts'
import { type ReceivedUpload, readUpload } from './read-upload.ts'
import { requestState } from './request-state.ts'
import { sendAnswer } from './send-answer.ts'

/** What the router needs from the app: a context for whoever calls. */
export interface RouterOptions {
  contextFor(request: Request): Context
  /** Told each answer before it is sent; tests hold it against the document. */
  onAnswer: ((endpoint: Endpoint, answer: Answer) => void) | undefined
  /** Off only for benchmarks. */
  rateLimits: boolean
}

/**
 * Turns endpoint values into one handler. Routers are kept by the first segment and the number of segments of their paths,
 * so that a request is compared with the few routes it may mean and not with a hundred.
 */
export function routerFor(endpoints: readonly Endpoint[], options: RouterOptions): RequestHandler {
  const groups = new Map<string, Endpoint[]>()
  for (const endpoint of endpoints) {
    const group = groupOf(endpoint.path)
    groups.set(group, [...(groups.get(group) ?? []), endpoint])
  }
  const routers = new Map([...groups].map(([name, group]) => [name, groupRouter(group, options)]))
  return (request, response, next) => {
    const router = routers.get(groupOf(request.path))
    if (router === undefined) next()
    else router(request, response, next)
  }
}

function groupOf(path: string): string {
  let segments = 1
  for (let at = path.indexOf('/', 1); at !== -1; at = path.indexOf('/', at + 1)) segments += 1
  const end = path.indexOf('/', 1)
  return `${segments}${end === -1 ? path : path.slice(0, end)}`
}

function groupRouter(group: readonly Endpoint[], options: RouterOptions): Router {
  const router = Router({ caseSensitive: true, strict: true })
  for (const path of new Set(group.map((endpoint) => endpoint.path))) {
    const here = group.filter((endpoint) => endpoint.path === path)
    const route = router.route(expressPath(path))
    for (const endpoint of here) route[endpoint.method](handlerFor(endpoint, options))
    route.all(methodNotAllowed(here))
  }
  return router
}

function expressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1')
}

function methodNotAllowed(here: readonly Endpoint[]): RequestHandler {
  const methods = here.map((endpoint) => endpoint.method.toUpperCase())
  const allowed = [...methods, ...(methods.includes('GET') ? ['HEAD'] : [])].join(', ')
  return (_request, response) => {
    response.setHeader('Allow', allowed)
    throw failure('method_not_allowed', `Allowed here: ${allowed}.`)
  }
}

function handlerFor(endpoint: Endpoint, options: RouterOptions): RequestHandler {
  const pattern = `/api/v1${endpoint.path}`
  return async (request, response) => {
    const state = requestState(request)
    state.route = pattern
    const context = options.contextFor(request)
    checkAccess(endpoint, context)
    if (options.rateLimits) await applyLimits(endpoint, context, response)
    const call = sendsBody(request)
      ? await readCall(endpoint, context, request, response)
      : callOf(endpoint, context, request, response)
    const { upload } = call
    const answered = answerTo(endpoint, call)
    const answer = await (upload === undefined ? answered : answered.finally(() => discard(upload)))
    if (endpoint.takesOver) return
    options.onAnswer?.(endpoint, answer)
    await sendAnswer(endpoint, request, response, answer)
  }
}

/**
 * What a `GET` without parameters answers whoever the context stands for, as JSON, asked on behalf of another request: for
 * pages that bring along what their client would ask for. Throws what the endpoint throws.
 */
export async function askEndpoint(
  endpoint: Endpoint,
  call: Pick<AnyCall, 'context' | 'request' | 'response'>,
): Promise<string> {
  checkAccess(endpoint, call.context)
  const query = checkInput(endpoint.query ?? nothing, {}, 'query')
  const { body } = await answerTo(endpoint, { ...call, params: {}, query, body: {}, upload: undefined })
  return typeof body === 'string' ? body : JSON.stringify(body)
}

const nothing = z.strictObject({})

type AnyCall = Call<unknown, unknown, unknown>

function sendsBody({ method }: Request): boolean {
  return method !== 'GET' && method !== 'HEAD'
}

function callOf(endpoint: Endpoint, context: Context, request: Request, response: Response): AnyCall {
  const params = endpoint.params ? checkPath(endpoint, request) : {}
  const query = checkInput(endpoint.query ?? nothing, request.query, 'query')
  return { context, params, query, body: {}, upload: undefined, request, response }
}

async function readCall(endpoint: Endpoint, context: Context, request: Request, response: Response): Promise<AnyCall> {
  const call = callOf(endpoint, context, request, response)
  if (endpoint.multipart !== undefined) {
    await endpoint.multipart.admit(context)
    const path = await newIncomingPath(context, '.part')
    const upload = await readUpload(request, path, endpoint.multipart.maxBytes(context))
    // What an idempotency key stands for: the fields and the content, whatever the parts were called.
    return { ...call, body: { fields: upload.fields, sha256: upload.sha256 }, upload }
  }
  const given = await readJsonBody(request, endpoint.bodyLimit)
  return { ...call, body: checkInput(endpoint.body ?? nothing, given, 'body') }
}

/** What the effect did not take away is removed. */
async function discard(upload: ReceivedUpload): Promise<void> {
  await rm(upload.path, { force: true })
}

// An id that is not one names nothing: 404 like any other that is absent.
function checkPath(endpoint: Endpoint, request: Request): unknown {
  const parsed = endpoint.params!.safeParse(request.params)
  if (!parsed.success) throw notFound()
  return parsed.data
}

async function answerTo(endpoint: Endpoint, call: AnyCall): Promise<Answer> {
  const { effect } = endpoint
  const answer = endpoint.answer as (call: AnyCall, result: unknown) => Promise<Answer> | Answer
  if (effect === undefined) return answer(call, undefined)
  const act = effect as unknown as (call: AnyCall) => Promise<unknown>
  if (endpoint.idempotency !== 'keyed') return answer(call, await act(call))
  return withIdempotency(
    endpoint,
    call,
    async (context) => {
      const claimed = { ...call, context }
      const result = await act(claimed)
      return { result, answer: await answer(claimed, result) }
    },
    async (result) => answer(call, result),
  )
}
