import { dirname } from 'node:path'
import { expect } from 'chai'
import type { Endpoint } from '../../src/api/endpoint.ts'
import { type ApiServer, createServer } from '../../src/api/server.ts'
import { type App, type AppOverrides, openApp } from '../../src/app.ts'
import { readConfig } from '../../src/config/config.ts'
import { createLogger, type Logger, silentLogger } from '../../src/lib/logger.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { undocumentedRefusal } from './documented-refusals.ts'
import { sharedMediaTools } from './media-tools.ts'
import { quickHasher } from './quick-hasher.ts'
import { undocumented } from './undocumented.ts'

export interface TestAppOptions extends AppOverrides {
  /** Settings as in the environment; `RATE_LIMITS` is off unless a test is about limits. */
  settings?: Record<string, string>
  /** Collects the log's lines when given. */
  logLines?: string[]
  /** A port that is known beforehand, so that the server knows its own address: browsers send it as their origin. */
  port?: number
  /** A database that is there already, to start the app on it again. */
  database?: TestDatabase
  /** Passwords are hashed as in earnest, for tests about them; others do with a quick hash. */
  realHasher?: boolean
}

/** A real app on a freshly migrated database of its own, served on a free port of the loopback. */
export interface TestApp {
  readonly app: App
  readonly server: ApiServer
  readonly url: string
  readonly dataFolder: string
  readonly database: TestDatabase
  /** A client without a session. */
  readonly guest: TestClient
  /** Closes server and app; call it in `after`. */
  close(): Promise<void>
}

/** What a request got back. */
export interface TestAnswer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers as an app written without our types would
  body: any
  text: string
}

/** What each running app has answered that its document does not say, by the app's address. */
const mismatchesAt = new Map<string, string[]>()

/** Starts the app as `momentum serve` would. Every answer and refusal is held against the OpenAPI document. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.database ?? (await createTestDatabase())
  const dataFolder = dirname(database.file)
  const config = readConfig(
    {
      RATE_LIMITS: 'off',
      ...options.settings,
      MOMENTUM_DATA: dataFolder,
      HOST: '127.0.0.1',
      PORT: '0',
      ...(options.port === undefined ? {} : { PUBLIC_URL: `http://127.0.0.1:${options.port}` }),
      ...(database.url === undefined ? {} : { DATABASE_URL: database.url, DATABASE_POOL: '6' }),
    },
    '/nonexistent',
  )
  const mediaTools = options.clients?.mediaTools ?? (await sharedMediaTools())
  const app = await openApp(config, logFor(options.logLines), {
    ...options,
    clients: { ...(options.realHasher ? {} : { hasher: quickHasher() }), ...options.clients, mediaTools },
  })
  const mismatches: string[] = []
  const server = createServer(app, {
    onAnswer: (endpoint, answer) => {
      const body = typeof answer.body === 'string' ? JSON.parse(answer.body) : answer.body
      const problem = mismatch(endpoint, answer.status, body)
      if (problem !== undefined) mismatches.push(problem)
    },
  })
  const { url } = await server.listen(options.port ?? 0, '127.0.0.1')
  mismatchesAt.set(url, mismatches)
  return {
    app,
    server,
    url,
    dataFolder,
    database,
    guest: new TestClient(url, undefined),
    close: async () => {
      await server.close()
      await app.close()
      mismatchesAt.delete(url)
      expect([...new Set(mismatches)], 'answers that differ from the OpenAPI document').to.deep.equal([])
    },
  }
}

function logFor(lines: string[] | undefined): Logger {
  if (lines === undefined) return silentLogger()
  return createLogger({ level: 'trace', destination: { write: (line: string) => lines.push(line) } })
}

function mismatch(endpoint: Endpoint, status: number, body: unknown): string | undefined {
  // A replayed refusal; `TestClient` holds those against the document, as it does the first ones.
  if (status >= 400) return undefined
  const name = `${endpoint.method} ${endpoint.path} ${status}`
  if (!(status in endpoint.answers)) return `${name}: the status is not in the document`
  const shape = endpoint.answers[status]
  if (shape === null || shape === undefined) return body === undefined ? undefined : `${name}: a body is not expected`
  if (endpoint.produces !== undefined) return undefined
  const parsed = shape.safeParse(typeof body === 'string' ? JSON.parse(body) : JSON.parse(JSON.stringify(body)))
  if (!parsed.success) return `${name}: ${parsed.error.message}`
  const extra = undocumented(JSON.parse(typeof body === 'string' ? body : JSON.stringify(body)), parsed.data, '')
  return extra === undefined ? undefined : `${name}: the field ${extra} is not in the document`
}

/** Speaks to the API as an app would: JSON in and out, a bearer token where there is one. */
export class TestClient {
  readonly url: string
  readonly token: string | undefined

  constructor(url: string, token: string | undefined) {
    this.url = url
    this.token = token
  }

  get(path: string, headers?: Record<string, string>): Promise<TestAnswer> {
    return this.send('GET', path, undefined, headers)
  }

  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<TestAnswer> {
    return this.send('POST', path, body, headers)
  }

  put(path: string, body?: unknown, headers?: Record<string, string>): Promise<TestAnswer> {
    return this.send('PUT', path, body, headers)
  }

  patch(path: string, body?: unknown, headers?: Record<string, string>): Promise<TestAnswer> {
    return this.send('PATCH', path, body, headers)
  }

  delete(path: string, body?: unknown, headers?: Record<string, string>): Promise<TestAnswer> {
    return this.send('DELETE', path, body, headers)
  }

  /** Any request; `path` is below /api/v1 unless it begins with it, a FormData body is sent as multipart. */
  async send(method: string, path: string, sent?: unknown, headers: Record<string, string> = {}): Promise<TestAnswer> {
    const isForm = sent instanceof FormData
    const response = await fetch(this.address(path), {
      method,
      redirect: 'manual',
      headers: {
        ...(sent === undefined || isForm ? {} : { 'Content-Type': 'application/json' }),
        ...(this.token === undefined ? {} : { Authorization: `Bearer ${this.token}` }),
        ...headers,
      },
      ...(sent === undefined ? {} : { body: isForm || typeof sent === 'string' ? sent : JSON.stringify(sent) }),
    })
    const text = await response.text()
    const isJson = text !== '' && /json/.test(response.headers.get('content-type') ?? '')
    const body = isJson ? JSON.parse(text) : undefined
    if (response.status >= 400 && body !== undefined) {
      const mismatch = undocumentedRefusal(method, this.address(path), response.status, body.code)
      if (mismatch !== undefined) mismatchesAt.get(this.url)?.push(mismatch)
    }
    return { status: response.status, headers: response.headers, text, body }
  }

  address(path: string): string {
    return /^\/(api|health|metrics|media\/[0-9a-f]{32}|\.well-known)\b/.test(path)
      ? this.url + path
      : `${this.url}/api/v1${path}`
  }
}
