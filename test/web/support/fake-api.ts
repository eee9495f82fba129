import { createApiClient } from '../../../src/web/api/client.ts'

export interface Asked {
  method: string
  url: string
  headers: Record<string, string>
  body: unknown
}

/** What the fake server answers: a response, or `down` for no connection at all. */
export type FakeAnswer = { status?: number; body?: unknown; headers?: Record<string, string> } | 'down'

/** An API client on a server that answers what the test tells it to; time passes at once, and is written down. */
export function fakeApi(answer: (asked: Asked, count: number) => FakeAnswer | Promise<FakeAnswer>) {
  const asked: Asked[] = []
  const waits: number[] = []
  let ids = 0
  const client = createApiClient({
    fetch: async (input, init = {}) => {
      const call = {
        method: init.method ?? 'GET',
        url: String(input).replace('/api/v1', ''),
        headers: init.headers as Record<string, string>,
        body: init.body === undefined ? undefined : JSON.parse(String(init.body)),
      }
      asked.push(call)
      const given = await Promise.race([answer(call, asked.length), aborted(init.signal)])
      if (given === 'down') throw new TypeError('Failed to fetch')
      const { status = 200, body, headers } = given
      return new Response(body === undefined ? null : JSON.stringify(body), { status, headers })
    },
    wait: async (ms) => {
      waits.push(ms)
    },
    random: () => 0.5,
    newId: () => {
      ids += 1
      return `id-${ids}`
    },
  })
  return { client, asked, waits }
}

function aborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
  })
}

/** A refusal as the server makes it. */
export function refusal(status: number, code: string, more: Record<string, unknown> = {}): FakeAnswer {
  const { headers, ...rest } = more as { headers?: Record<string, string> }
  return {
    status,
    headers,
    body: { type: '', title: code, status, detail: `It was ${code}.`, code, requestId: 'r', ...rest },
  }
}

/** A promise that the test settles. */
export function deferred<Value>() {
  let resolve!: (value: Value) => void
  let reject!: (error: unknown) => void
  const promise = new Promise<Value>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

/** What the promise was rejected with. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('It went well.')
}
