import { randomUUID } from 'node:crypto'
import { Agent } from 'node:http'
import { Agent as SecureAgent } from 'node:https'
import { createRequire } from 'node:module'
import type { Readable } from 'node:stream'
import type { AxiosInstance, AxiosRequestConfig, AxiosResponse } from 'axios'
import { ApiFailure, readProblem } from './api-failure.ts'
import type { Connection, ConnectionTarget, Download, LiveEvent, RequestOptions, StreamOptions } from './connection.ts'
import { readEventStream } from './event-stream.ts'
import { CommandFailure, exitCodes, failed, isCommandFailure, stopped } from './failures.ts'

// The CommonJS bundle of axios is one file and loads in two thirds of the time its many ES modules take, which a
// command that should answer in a blink notices.
const axios = createRequire(import.meta.url)('axios') as { create(config: AxiosRequestConfig): AxiosInstance }

const answerWithinMs = 30_000
const apiBase = '/api/v1'

/** A connection over a unix socket or over https. Nothing is sent until the first request. */
export function connectOverHttp(target: ConnectionTarget, close: () => Promise<void> = async () => {}): Connection {
  const agents = { httpAgent: new Agent({ keepAlive: true }), httpsAgent: new SecureAgent({ keepAlive: true }) }
  const client = axios.create({
    ...agents,
    ...addressOf(target),
    adapter: 'http',
    // A redirect would carry the token to wherever it points.
    maxRedirects: 0,
    maxContentLength: 256 * 1024 * 1024,
    validateStatus: () => true,
    // Numbers and times stay as the server wrote them; JSON is read here, so that a wrong server gets a clear error.
    responseType: 'text',
    transformResponse: (data: unknown) => data,
  })

  const call = async (config: AxiosRequestConfig, options: RequestOptions): Promise<AxiosResponse> => {
    const request = {
      ...config,
      params: queryOf(options),
      timeout: options.timeoutMs ?? answerWithinMs,
      ...(options.signal ? { signal: options.signal } : {}),
    }
    try {
      return await client.request(request)
    } catch (error) {
      // The server closed an idle connection while this request was on its way. The key makes a second try harmless.
      const repeatable = config.method === 'GET' || config.headers?.['Idempotency-Key'] !== undefined
      if (repeatable && (error as { code?: string }).code === 'ECONNRESET' && !options.signal?.aborted) {
        return await client.request(request).catch((again) => Promise.reject(explain(again, target, options)))
      }
      throw explain(error, target, options)
    }
  }

  const send = async <Answer>(method: string, path: string, body: unknown, options: RequestOptions = {}) => {
    const headers: Record<string, string> = method === 'POST' ? { 'Idempotency-Key': randomUUID() } : {}
    if (body !== undefined) headers['Content-Type'] = 'application/json'
    const data = body === undefined ? undefined : JSON.stringify(body)
    const response = await call({ method, url: `${apiBase}${path}`, headers, data }, options)
    return readAnswer(response, target.where) as Answer
  }

  const open = async (path: string, headers: Record<string, string>, options: RequestOptions) => {
    const url = path.startsWith('/media/') || path.startsWith(`${apiBase}/`) ? path : `${apiBase}${path}`
    const response = await call({ method: 'GET', url, headers, responseType: 'stream' }, options)
    if (response.status >= 200 && response.status < 300) return response
    const text = await readAll(response.data as Readable)
    return readAnswer({ ...response, data: text }, target.where) as never
  }

  return {
    where: target.where,
    get: (path, options) => send('GET', path, undefined, options),
    post: (path, body = {}, options) => send('POST', path, body, options),
    patch: (path, body = {}, options) => send('PATCH', path, body, options),
    put: (path, body = {}, options) => send('PUT', path, body, options),
    delete: (path, body, options) => send('DELETE', path, body, options),
    async *stream(path: string, options: StreamOptions = {}): AsyncGenerator<LiveEvent> {
      const headers: Record<string, string> = { Accept: 'text/event-stream' }
      if (options.lastEventId !== undefined) headers['Last-Event-ID'] = options.lastEventId
      const response = await open(path, headers, { ...options, timeoutMs: options.timeoutMs ?? 0 })
      const body = response.data as Readable
      try {
        yield* readEventStream(body)
      } catch (error) {
        throw explain(error, target, options)
      } finally {
        body.destroy()
      }
    },
    async download(path: string, options: RequestOptions = {}): Promise<Download> {
      const response = await open(path, {}, { timeoutMs: 0, ...options })
      const length = Number(response.headers['content-length'])
      return {
        stream: response.data as Readable,
        bytes: Number.isSafeInteger(length) && length > 0 ? length : null,
        mimeType: String(response.headers['content-type'] ?? 'application/octet-stream'),
      }
    },
    async close() {
      agents.httpAgent.destroy()
      agents.httpsAgent.destroy()
      await close()
    },
  }
}

function addressOf(target: ConnectionTarget): AxiosRequestConfig {
  const headers = { Accept: 'application/json', 'User-Agent': 'momentum-cli' }
  if (target.kind === 'server') {
    const authorization = target.token === null ? {} : { Authorization: `Bearer ${target.token}` }
    return { baseURL: target.url, headers: { ...headers, ...authorization } }
  }
  return {
    baseURL: 'http://localhost',
    socketPath: target.socketPath,
    // A proxy set for the web must never see what goes over the local socket.
    proxy: false,
    headers: { ...headers, 'Momentum-Operator': target.operator.replace(/[^\w.@-]/g, '_').slice(0, 64) },
  }
}

function queryOf(options: RequestOptions): Record<string, string> {
  const query: Record<string, string> = {}
  for (const [name, value] of Object.entries(options.query ?? {})) {
    if (value === undefined || value === null) continue
    const text = Array.isArray(value) ? value.join(',') : String(value)
    if (!(Array.isArray(value) && value.length === 0)) query[name] = text
  }
  return query
}

function readAnswer(response: AxiosResponse, where: string): unknown {
  const body = parseBody(response)
  if (response.status >= 200 && response.status < 300 && body !== notJson) return body
  const problem = body === notJson ? null : readProblem(response.status, body)
  if (problem) throw new ApiFailure(problem, retryAfter(response), where)
  const type = String(response.headers['content-type'] ?? 'no content type').slice(0, 60)
  throw failed(
    `${where} did not answer as Momentum does (status ${response.status}, ${type}).`,
    'Check the address: it is the one the web client is opened with, without a path.',
  )
}

const notJson = Symbol('not json')

function parseBody(response: AxiosResponse): unknown {
  const text = typeof response.data === 'string' ? response.data : ''
  if (text === '') return response.status === 204 || response.status === 202 ? null : notJson
  try {
    return JSON.parse(text)
  } catch {
    return notJson
  }
}

function retryAfter(response: AxiosResponse): number | null {
  const seconds = Number(response.headers['retry-after'])
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null
}

async function readAll(stream: Readable): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

function explain(error: unknown, target: ConnectionTarget, options: RequestOptions): CommandFailure {
  if (options.signal?.aborted) return stopped()
  if (isCommandFailure(error)) return error
  const code = String((error as { code?: unknown }).code ?? '')
  const explained = unreachable[code]
  if (explained) {
    return new CommandFailure(exitCodes.failed, `${target.where}: ${explained[0]}`, {
      advice: [explained[1]],
      cause: error,
    })
  }
  const certificate = /CERT|SIGNATURE|ISSUER|SSL|TLS/.test(code)
  return new CommandFailure(exitCodes.failed, `${target.where}: ${(error as Error).message}`, {
    advice: certificate
      ? ['The certificate of the server is not trusted here. A private authority is named with NODE_EXTRA_CA_CERTS.']
      : [],
    cause: error,
  })
}

const unreachable: Record<string, [string, string]> = {
  ECONNREFUSED: ['nothing answers there.', 'Start the server (momentum serve), or check the address.'],
  ENOENT: ['the socket is gone.', 'Start the server (momentum serve), or name its data folder with --data.'],
  EACCES: ['the socket may not be opened.', 'Run this as the user that runs the server, or with sudo -u <that user>.'],
  ENOTFOUND: ['this name does not exist.', 'Check the address.'],
  ETIMEDOUT: ['no answer in time.', 'Check the network, then try again.'],
  ECONNABORTED: [
    'no answer in time.',
    'It may still be at work: look with `momentum jobs list` and `momentum audit list`.',
  ],
  ECONNRESET: ['the connection was cut.', 'Try again; the server may have been restarted.'],
}
