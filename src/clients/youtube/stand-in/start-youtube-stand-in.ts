import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import express from 'express'
import type { Clock } from '../../../lib/clock.ts'
import { type YoutubeMethod, youtubeMethods } from '../methods.ts'
import { answerRequest } from './answer-request.ts'
import { type Breakage, breakAnswer, breakages } from './break-answer.ts'
import { type CheckedParams, checkRequest } from './check-request.ts'
import { methodAt, methodForms } from './discovery.ts'
import { freeOfCharge, type RefusalName, refusals } from './faults.ts'
import { selectFields } from './field-selection.ts'
import { type GoogleProblem, RefusedRequest } from './google-problems.ts'
import { createQuotaMeter, type MeterLimits, type QuotaMeter } from './quota-meter.ts'
import { createWorld, type StandInWorld } from './world.ts'

/** The one key that the stand-in takes unless told otherwise. */
export const standInApiKey = 'stand-in-key-0000000000'

/** Every way to fail: the refusals of the error table by name, and what networks and proxies do. */
export type FaultName = RefusalName | Breakage

export interface FaultOptions {
  /** Only this method; every one by default. */
  method?: YoutubeMethod
  /** How many requests it meets; every one until `heal` by default. */
  times?: number
  /** For `slow`: how long until the answer begins. Default 1,000. */
  delayMs?: number
}

export interface YoutubeStandInOptions {
  /** 0, the default, takes a free one. */
  port?: number
  clock: Clock
  /** Worlds of different seeds have nothing in common. Default 1. */
  seed?: number
  limits?: MeterLimits
  apiKey?: string
}

/** One request as it came, without the key. */
export interface SeenRequest {
  at: number
  method: YoutubeMethod
  params: Record<string, string>
  headers: { userAgent: string; acceptEncoding: string }
  status: number | null
}

/** A running stand-in for the YouTube Data API; everything about it can be read and changed while it runs. */
export interface YoutubeStandIn {
  /** For `baseUrl` of the client. */
  url: string
  apiKey: string
  world: StandInWorld
  meter: QuotaMeter
  /** The last 5,000 requests, oldest first. */
  requests: SeenRequest[]
  /** Fails from now on in the given way; of several that fit, the one told first. */
  fail(name: FaultName, options?: FaultOptions): void
  /** Ends all faults and replays. */
  heal(): void
  /** Answers the next requests of a method with a recorded body instead of the world's, once for each call of this. */
  replay(method: YoutubeMethod, body: unknown, status?: number): void
  close(): Promise<void>
}

interface Fault {
  name: FaultName
  method: YoutubeMethod | undefined
  left: number
  delayMs: number
}

const keptRequests = 5000
const isBreakage = (name: FaultName): name is Breakage => (breakages as readonly string[]).includes(name)
const notFoundPage =
  '<!DOCTYPE html><title>Error 404 (Not Found)!!1</title><p>The requested URL was not found on this server.'

/** Starts a server on the loopback that answers like the Data API, from a generated world that moves with `clock`. */
export async function startYoutubeStandIn(options: YoutubeStandInOptions): Promise<YoutubeStandIn> {
  const { clock, seed = 1, apiKey = standInApiKey } = options
  const world = createWorld(seed)
  const meter = createQuotaMeter(clock, options.limits)
  const requests: SeenRequest[] = []
  const replays = new Map<YoutubeMethod, GoogleProblem[]>()
  let faults: Fault[] = []

  const app = express()
  app.disable('x-powered-by')
  app.use((request, response) => handle(request, response))
  const server = createServer(app)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve)
  })

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey,
    world,
    meter,
    requests,
    fail(name, { method, times = Number.POSITIVE_INFINITY, delayMs = 1000 } = {}) {
      faults.push({ name, method, left: times, delayMs })
    },
    heal() {
      faults = []
      replays.clear()
    },
    replay(method, body, status = 200) {
      replays.set(method, [...(replays.get(method) ?? []), { status, body }])
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stand-in')
    const method = methodAt(pathname)
    if (!method || request.method !== 'GET') {
      response.writeHead(404, { 'content-type': 'text/html; charset=UTF-8' }).end(notFoundPage)
      return
    }
    const key = request.headers['x-goog-api-key'] ?? searchParams.get('key')
    searchParams.delete('key')
    const seen = note(request, method, searchParams)
    const fault = takeFault(method)
    const answer = decide(method, searchParams, key, fault)
    seen.status = answer.status
    if (!fault || !isBreakage(fault.name)) return send(request, response, answer)
    if (fault.name !== 'slow') return breakAnswer(fault.name, response, textOf(answer.body))
    await delay(fault.delayMs, undefined, { ref: false })
    send(request, response, answer)
  }

  function decide(method: YoutubeMethod, query: URLSearchParams, key: unknown, fault: Fault | null): GoogleProblem {
    try {
      if (typeof key !== 'string' || key === '') return refusals.keyMissing
      if (key !== apiKey) return refusals.keyInvalid
      const refusal = fault && !isBreakage(fault.name) ? fault.name : null
      if (refusal && freeOfCharge.has(refusal)) return refusals[refusal]
      charge(method)
      if (refusal) return refusals[refusal]
      const params = checkRequest(method, query)
      return replays.get(method)?.shift() ?? { status: 200, body: answerFromWorld(method, params) }
    } catch (error) {
      if (error instanceof RefusedRequest) return error.problem
      throw error
    }
  }

  function answerFromWorld(method: YoutubeMethod, params: CheckedParams): unknown {
    const answer = answerRequest(method, params, world, clock.now())
    return params.fields === undefined ? answer : selectFields(answer, methodForms[method].response, params.fields)
  }

  function charge(method: YoutubeMethod): void {
    const { bucket } = youtubeMethods[method]
    const outcome = meter.charge(bucket)
    if (outcome === 'throttled') throw new RefusedRequest(refusals.throttled)
    if (outcome === 'counted') return
    if (bucket === 'search') throw new RefusedRequest(refusals.searchQuotaExceeded)
    throw new RefusedRequest(bucket === 'stats' ? refusals.statsQuotaExceeded : refusals.quotaExceeded)
  }

  function takeFault(method: YoutubeMethod): Fault | null {
    const fault = faults.find((candidate) => candidate.method === undefined || candidate.method === method)
    if (!fault) return null
    fault.left -= 1
    if (fault.left <= 0) faults = faults.filter((candidate) => candidate !== fault)
    return fault
  }

  function note(request: IncomingMessage, method: YoutubeMethod, query: URLSearchParams): SeenRequest {
    const { 'user-agent': userAgent = '', 'accept-encoding': acceptEncoding = '' } = request.headers
    const headers = { userAgent, acceptEncoding: String(acceptEncoding) }
    const seen: SeenRequest = { at: clock.now(), method, params: Object.fromEntries(query), headers, status: null }
    requests.push(seen)
    if (requests.length > keptRequests) requests.shift()
    return seen
  }
}

function send(request: IncomingMessage, response: ServerResponse, { status, body }: GoogleProblem): void {
  const text = textOf(body)
  const etag = typeof body === 'object' && body !== null && 'etag' in body ? String(body.etag) : null
  const type = typeof body === 'string' ? 'text/html; charset=UTF-8' : 'application/json; charset=UTF-8'
  const headers: Record<string, string> = { 'content-type': type, ...(etag === null ? {} : { etag }) }
  if (etag !== null && request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end()
    return
  }
  const packs =
    /gzip/.test(String(request.headers['accept-encoding'])) && /gzip/.test(request.headers['user-agent'] ?? '')
  if (packs) headers['content-encoding'] = 'gzip'
  response.writeHead(status, headers).end(packs ? gzipSync(text, { level: 1 }) : text)
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body)
}
