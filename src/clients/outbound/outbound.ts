import { lookup as systemLookup } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isLoopbackAddress, isPublicAddress } from './addresses.ts'

export interface OutboundRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD'
  headers?: Record<string, string>
  body?: Buffer | string
  signal?: AbortSignal
}

export interface OutboundResponse {
  status: number
  headers: http.IncomingHttpHeaders
  body: Buffer
}

/** Sends requests to addresses that people have named, and to the public internet only. */
export interface Outbound {
  /** Redirects are answers like any other. Rejects with `OutboundRefused` or `OutboundFailed`. */
  request(url: string, request?: OutboundRequest): Promise<OutboundResponse>
  /** Closes what is kept open. */
  close(): void
}

export interface OutboundOptions {
  /** For all of a request, from the look-up to the last byte, in ms. Default 5 s. */
  timeoutMs?: number
  /** The longest body that is read, in bytes. Default 1 MB. */
  maxBytes?: number
  /** For tests alone: this machine's loopback counts as public. */
  allowLoopback?: boolean
  /** For tests alone: http as well as https. */
  allowHttp?: boolean
  /** For tests alone: how names are resolved, and which certificate authority is believed. */
  lookup?: LookupFunction
  ca?: string
}

/** The address is not one that may be called; nothing was sent. */
export class OutboundRefused extends Error {
  override readonly name = 'OutboundRefused'
}

/** The other side did not answer, not in time, or too much; trying again later may help. */
export class OutboundFailed extends Error {
  override readonly name = 'OutboundFailed'
}

const longestUrl = 2048

/**
 * Reads the URL of an endpoint somebody gave, and throws `OutboundRefused` when its form alone is reason enough: another
 * scheme than https, user and password in it, an address that is not public, in whatever notation.
 */
export function checkOutboundUrl(
  text: string,
  options: Pick<OutboundOptions, 'allowHttp' | 'allowLoopback'> = {},
): URL {
  if (text.length > longestUrl || !URL.canParse(text)) throw new OutboundRefused('not a URL')
  const url = new URL(text)
  if (url.protocol !== 'https:' && !(options.allowHttp && url.protocol === 'http:')) {
    throw new OutboundRefused('only https addresses are called')
  }
  if (url.username !== '' || url.password !== '') throw new OutboundRefused('an address with a user name is not called')
  // The parser has turned decimal, octal, hexadecimal and short forms into the usual one, so this sees them all.
  const address = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(address) !== 0) assertCallable(address, options)
  return url
}

/**
 * The one way to send a request to an address that a person has set (SAFETY.md IN12). Every connection goes to an
 * address that was looked up and judged for it, so a name that resolves to the inside, now or at the next look-up, is
 * refused before a single byte is sent. No redirect is followed, no proxy is asked, nothing is unpacked.
 */
export function createOutbound(options: OutboundOptions = {}): Outbound {
  const timeoutMs = options.timeoutMs ?? 5000
  const maxBytes = options.maxBytes ?? 1_000_000
  const agentOptions = { keepAlive: true, maxSockets: 8, maxFreeSockets: 8, maxTotalSockets: 256, timeout: 30_000 }
  const lookup = guardedLookup(options)
  const secureAgent = new https.Agent({
    ...agentOptions,
    lookup,
    ...(options.ca === undefined ? {} : { ca: options.ca }),
  })
  const plainAgent = new http.Agent({ ...agentOptions, lookup })

  return {
    request(address, request = {}) {
      return new Promise((resolve, reject) => {
        const url = checkOutboundUrl(address, options)
        const signals = [AbortSignal.timeout(timeoutMs), ...(request.signal ? [request.signal] : [])]
        const body = request.body === undefined ? undefined : Buffer.from(request.body)
        const secure = url.protocol === 'https:'
        const sent = (secure ? https : http).request(url, {
          method: request.method ?? 'GET',
          agent: secure ? secureAgent : plainAgent,
          headers: { ...request.headers, ...(body === undefined ? {} : { 'content-length': String(body.length) }) },
          signal: AbortSignal.any(signals),
          maxHeaderSize: 16_384,
        })
        const fail = (error: Error) => reject(asOutboundError(error, timeoutMs))
        sent.once('error', fail)
        sent.once('response', (response) => {
          const chunks: Buffer[] = []
          let length = 0
          response.once('error', fail)
          response.on('data', (chunk: Buffer) => {
            length += chunk.length
            if (length > maxBytes) response.destroy(new OutboundFailed(`the answer is longer than ${maxBytes} bytes`))
            else chunks.push(chunk)
          })
          response.once('end', () => {
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) })
          })
          response.once('close', () => {
            if (!response.complete) fail(new OutboundFailed('the answer broke off'))
          })
        })
        sent.end(body)
      })
    },
    close() {
      secureAgent.destroy()
      plainAgent.destroy()
    },
  }
}

// Judges what the resolver says before anything connects. One forbidden address among several is enough to refuse: no
// honest name has both kinds.
function guardedLookup(options: OutboundOptions): LookupFunction {
  const resolve = options.lookup ?? (systemLookup as LookupFunction)
  return (hostname, lookupOptions, callback) => {
    resolve(hostname, { ...lookupOptions, all: true }, (error, found) => {
      const addresses = typeof found === 'string' ? [{ address: found, family: isIP(found) }] : (found ?? [])
      if (error !== null) return callback(error, [])
      try {
        if (addresses.length === 0) throw new OutboundFailed('the name has no address')
        for (const { address } of addresses) assertCallable(address, options)
      } catch (refusal) {
        return callback(refusal as Error, [])
      }
      if (lookupOptions.all) return callback(null, addresses)
      return callback(null, addresses[0]!.address, addresses[0]!.family)
    })
  }
}

function assertCallable(address: string, options: Pick<OutboundOptions, 'allowLoopback'>): void {
  if (isPublicAddress(address) || (options.allowLoopback && isLoopbackAddress(address))) return
  throw new OutboundRefused('the address is not one of the public internet')
}

function asOutboundError(error: Error, timeoutMs: number): Error {
  if (error instanceof OutboundRefused || error instanceof OutboundFailed) return error
  if (error.cause instanceof Error && error.cause.name === 'TimeoutError') {
    return new OutboundFailed(`no whole answer within ${timeoutMs} ms`, { cause: error })
  }
  // The message of a network error names host and address, which are somebody's secret here; its code says what it was.
  const { code } = error as { code?: unknown }
  return new OutboundFailed(typeof code === 'string' ? code : error.name, { cause: error })
}
