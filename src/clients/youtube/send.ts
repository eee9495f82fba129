import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import axios, { type AxiosResponse, isAxiosError, isCancel } from 'axios'

/** An answer as it came, unpacked; what it means is decided elsewhere. */
export interface RawAnswer {
  status: number
  text: string
  bytes: number
  /** From `Retry-After`, in ms; null when absent or not in seconds. */
  retryAfterMs: number | null
}

/** No usable answer came: too late, too large, or the connection broke. `reason` is one of ours, `detail` has no secret. */
export class NoAnswer extends Error {
  readonly reason: 'timeout' | 'too_large' | 'network'
  readonly detail: string

  constructor(reason: NoAnswer['reason'], detail: string) {
    super(`${reason}: ${detail}`)
    this.reason = reason
    this.detail = detail
  }
}

export interface SenderOptions {
  baseUrl: string
  apiKey: string
  userAgent: string
  /** For the whole exchange, from the name's look-up to the last byte. */
  timeoutMs: number
  /** Of the unpacked answer. */
  maxBytes: number
}

export interface Sender {
  /** Sends one GET; throws `NoAnswer`, or the reason of `signal` when the caller gave up. */
  send(path: string, params: Record<string, string>, signal?: AbortSignal): Promise<RawAnswer>
  /** Closes kept connections. */
  close(): void
}

/** Sends requests one at a time as asked: no redirects (they would carry the key elsewhere), no retries, bounded in time and size. */
export function createSender(options: SenderOptions): Sender {
  const agents = {
    httpAgent: new HttpAgent({ keepAlive: true, maxSockets: 8 }),
    httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: 8 }),
  }
  const base = new URL(options.baseUrl.endsWith('/') ? options.baseUrl : `${options.baseUrl}/`)
  // Google packs an answer only for a client that also says so in its name.
  const userAgent = /gzip/i.test(options.userAgent) ? options.userAgent : `${options.userAgent} (gzip)`

  return {
    async send(path, params, signal) {
      signal?.throwIfAborted()
      const overall = new AbortController()
      // The time-out of axios restarts with every byte; a server that drips would hold us for ever.
      const timer = setTimeout(() => overall.abort(), options.timeoutMs)
      const giveUp = () => overall.abort()
      signal?.addEventListener('abort', giveUp, { once: true })
      try {
        const answer = await axios.get<Buffer>(new URL(path, base).href, {
          ...agents,
          params,
          headers: {
            'X-Goog-Api-Key': options.apiKey,
            'User-Agent': userAgent,
            'Accept-Encoding': 'gzip',
            Accept: 'application/json',
          },
          responseType: 'arraybuffer',
          maxContentLength: options.maxBytes,
          maxRedirects: 0,
          proxy: false,
          signal: overall.signal,
          validateStatus: () => true,
        })
        return readAnswer(answer)
      } catch (error) {
        signal?.throwIfAborted()
        throw describe(error, options)
      } finally {
        clearTimeout(timer)
        signal?.removeEventListener('abort', giveUp)
      }
    },
    close() {
      agents.httpAgent.destroy()
      agents.httpsAgent.destroy()
    },
  }
}

function readAnswer(answer: AxiosResponse<Buffer>): RawAnswer {
  const seconds = Number(answer.headers['retry-after'] ?? Number.NaN)
  return {
    status: answer.status,
    text: answer.data.toString('utf8'),
    bytes: answer.data.length,
    retryAfterMs: Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null,
  }
}

// The error of axios carries the whole request, header and key included, so nothing but its code and words goes on.
function describe(error: unknown, { timeoutMs, maxBytes }: SenderOptions): NoAnswer {
  if (isCancel(error)) return new NoAnswer('timeout', `no complete answer within ${timeoutMs} ms`)
  if (!isAxiosError(error)) throw error
  if (error.message.startsWith('maxContentLength')) return new NoAnswer('too_large', `more than ${maxBytes} bytes`)
  return new NoAnswer('network', error.code ?? 'unknown')
}
