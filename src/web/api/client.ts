import { takeEarly } from './early.ts'
import { cancelledProblem, networkProblem, Problem, problemFrom } from './problem.ts'
import type { AnswerOf, CallArguments, Method, PathOf } from './types.ts'

/** What the client needs of its surroundings; tests bring their own. */
export interface ClientSurroundings {
  fetch: typeof fetch
  /** Resolves after so many ms, rejects when the signal fires. */
  wait(ms: number, signal?: AbortSignal): Promise<void>
  random(): number
  newId(): string
}

/** A call without its types, as stores and queues make it. */
export interface PlainCall {
  method: Method
  /** Below `/api/v1`, with its parameters filled in. */
  url: string
  body?: unknown
  signal?: AbortSignal
  /** Makes a `POST` safe to repeat; one is made for each call when it is left out. */
  idempotencyKey?: string
}

export interface ApiClient {
  get<P extends PathOf<'get'>>(path: P, ...options: CallArguments<'get', P>): Promise<AnswerOf<'get', P>>
  post<P extends PathOf<'post'>>(path: P, ...options: CallArguments<'post', P>): Promise<AnswerOf<'post', P>>
  put<P extends PathOf<'put'>>(path: P, ...options: CallArguments<'put', P>): Promise<AnswerOf<'put', P>>
  patch<P extends PathOf<'patch'>>(path: P, ...options: CallArguments<'patch', P>): Promise<AnswerOf<'patch', P>>
  delete<P extends PathOf<'delete'>>(path: P, ...options: CallArguments<'delete', P>): Promise<AnswerOf<'delete', P>>
  send(call: PlainCall): Promise<unknown>
  /** Calls back when the server says that there is no session (any more). */
  onSessionLost(listener: () => void): () => void
  /** Forgets remembered answers; to be called when somebody else signs in. */
  forget(): void
}

const base = '/api/v1'
const attempts = 4
/** What asks for more patience than this is told to the person instead of being waited for. */
const longestWaitMs = 10_000
const attemptTimeoutMs = 30_000
const remembered = 100

/** Answers of these may be repeated by a proxy or the server itself; the request did no harm. */
const passing = new Set([429, 502, 503, 504])

/**
 * The API's client: JSON over fetch with the session's cookie. What failed in passing is sent again by itself, with a
 * growing pause or the one the server asks for; every `POST` has an `Idempotency-Key`, so that it takes effect once. Answers
 * with an `ETag` are remembered and asked for by it: what has not changed is the very same object, and costs no bytes.
 */
export function createApiClient(surroundings: ClientSurroundings): ApiClient {
  const answers = new Map<string, { etag: string; body: unknown }>()
  const listeners = new Set<() => void>()

  async function send(call: PlainCall): Promise<unknown> {
    const key = call.method === 'post' ? (call.idempotencyKey ?? surroundings.newId()) : undefined
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await sendOnce(call, key)
      } catch (error) {
        if (!(error instanceof Problem) || !mayRepeat(call, error) || attempt === attempts) throw error
        const pause = pauseMs(attempt, error.retryAfterSeconds, surroundings.random())
        if (pause > longestWaitMs) throw error
        await surroundings.wait(pause, call.signal)
      }
    }
  }

  async function sendOnce(call: PlainCall, key: string | undefined): Promise<unknown> {
    const known = call.method === 'get' ? answers.get(call.url) : undefined
    const headers: Record<string, string> = { Accept: 'application/json' }
    if (call.body !== undefined) headers['Content-Type'] = 'application/json'
    if (key !== undefined) headers['Idempotency-Key'] = key
    if (known !== undefined) headers['If-None-Match'] = known.etag
    const response = await request(call, headers)
    if (response.status === 304 && known !== undefined) return known.body
    const text = await response.text().catch(() => {
      throw call.signal?.aborted ? cancelledProblem() : networkProblem()
    })
    if (!response.ok) throw refusal(response, text)
    const body: unknown = text === '' ? undefined : JSON.parse(text)
    const etag = response.headers.get('etag')
    if (call.method === 'get' && etag !== null) remember(call.url, etag, body)
    return body
  }

  async function request(call: PlainCall, headers: Record<string, string>): Promise<Response> {
    const attempt = new AbortController()
    const stop = (): void => attempt.abort()
    const timer = setTimeout(stop, attemptTimeoutMs)
    call.signal?.addEventListener('abort', stop, { once: true })
    if (call.signal?.aborted) stop()
    try {
      return await surroundings.fetch(`${base}${call.url}`, {
        method: call.method.toUpperCase(),
        headers,
        credentials: 'same-origin',
        // Remembering is our own business: the browser would answer a 304 of ours with its own copy.
        cache: 'no-store',
        signal: attempt.signal,
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      })
    } catch {
      throw call.signal?.aborted ? cancelledProblem() : networkProblem()
    } finally {
      clearTimeout(timer)
      call.signal?.removeEventListener('abort', stop)
    }
  }

  function refusal(response: Response, text: string): Problem {
    const problem = problemFrom(response.status, text, response.headers.get('retry-after'))
    if (problem.code === 'unauthenticated') {
      for (const listener of [...listeners]) listener()
    }
    return problem
  }

  function remember(url: string, etag: string, body: unknown): void {
    answers.delete(url)
    answers.set(url, { etag, body })
    if (answers.size > remembered) answers.delete(answers.keys().next().value!)
  }

  const call =
    (method: Method) =>
    // biome-ignore lint/suspicious/noExplicitAny: the interface has the types
    async (path: string, options: any = {}): Promise<any> =>
      send({ method, url: urlOf(path, options.path, options.query), body: options.body, signal: options.signal })

  return {
    get: call('get'),
    post: call('post'),
    put: call('put'),
    patch: call('patch'),
    delete: call('delete'),
    send,
    onSessionLost: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    forget: () => answers.clear(),
  }
}

/** The address of a call: parameters of the path filled in, those of the query that are set behind it. */
export function urlOf(
  path: string,
  parameters: Record<string, unknown> = {},
  query: Record<string, unknown> = {},
): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = parameters[name]
    if (value === undefined || value === '') throw new Error(`${path} needs ${name}`)
    return encodeURIComponent(String(value))
  })
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, String(value))
  }
  const text = search.toString()
  return text === '' ? filled : `${filled}?${text}`
}

/** The pause before the next attempt: the server's word where it gave one, else doubling from half a second, with jitter. */
export function pauseMs(attempt: number, retryAfterSeconds: number | undefined, random: number): number {
  if (retryAfterSeconds !== undefined) return retryAfterSeconds * 1000 + random * 250
  return 500 * 2 ** (attempt - 1) * (0.5 + random)
}

// `/auth/…` keeps no keys: after a failed connection nobody knows whether the first attempt took effect.
function mayRepeat(call: PlainCall, problem: Problem): boolean {
  if (passing.has(problem.status)) return true
  return problem.code === 'network_failed' && !(call.method === 'post' && call.url.startsWith('/auth/'))
}

/** Waits; rejects with `cancelled` when the signal fires. */
export function waitFor(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer)
      reject(cancelledProblem())
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    if (signal?.aborted) stop()
    else signal?.addEventListener('abort', stop, { once: true })
  })
}

/** An id of ours: `clientId` and `Idempotency-Key`. `crypto.randomUUID` is missing on plain http beyond localhost. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The client of this page. */
export const api = createApiClient({
  fetch: (address, request) => takeEarly(address as string, request ?? {}) ?? fetch(address, request),
  wait: waitFor,
  random: Math.random,
  newId,
})
