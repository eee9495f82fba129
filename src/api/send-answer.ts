import { hash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Request, Response } from 'express'
import { acceptsEncoding } from './accept-encoding.ts'
import type { Answer, Endpoint } from './endpoint.ts'
import { isLocalConnection } from './local-socket.ts'

/**
 * From so many bytes on a body is packed. A page of a list becomes a quarter, which a phone waits for and pays for; a
 * smaller body goes out in the first packets anyway, and packing costs about as much time as answering (measured).
 */
const worthPacking = 8 * 1024

const gzipOf = promisify(gzip)

/** Sends what an endpoint answered: as JSON with its length, its tag where the endpoint has one, packed where that is worth it. */
export async function sendAnswer(
  endpoint: Pick<Endpoint, 'etag'>,
  request: Request,
  response: Response,
  answer: Answer,
): Promise<void> {
  response.statusCode = answer.status
  if (!response.hasHeader('Cache-Control')) response.setHeader('Cache-Control', 'private, no-cache')
  for (const name in answer.headers) response.setHeader(name, answer.headers[name]!)
  if (answer.body === undefined) {
    response.end()
    return
  }
  // Encoded once: to tell its length, to name it and to write it a text would be encoded each time.
  const bytes = Buffer.from(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body))
  const isPackable = bytes.length >= worthPacking && !response.hasHeader('Content-Type')
  if (isPackable) response.setHeader('Vary', 'Accept-Encoding')
  // On this machine nothing is gained by it.
  const isPacked =
    isPackable && !isLocalConnection(request.socket) && acceptsEncoding(request.headers['accept-encoding'], 'gzip')
  if (endpoint.etag && answer.status === 200) {
    const tag = tagOf(bytes)
    // Packed it is not the same bytes: RFC 9110, 8.8.1.
    response.setHeader('ETag', isPacked ? `W/${tag}` : tag)
    if (isCurrent(request.headers['if-none-match'], tag)) {
      response.statusCode = 304
      response.end()
      return
    }
  }
  if (!response.hasHeader('Content-Type')) response.setHeader('Content-Type', 'application/json; charset=utf-8')
  const sent = isPacked ? await gzipOf(bytes) : bytes
  if (isPacked) response.setHeader('Content-Encoding', 'gzip')
  response.setHeader('Content-Length', sent.length)
  response.end(request.method === 'HEAD' ? undefined : sent)
}

/** The `ETag` of an answer that consists of these bytes. */
export function tagOf(bytes: Buffer): string {
  return `"${hash('sha1', bytes, 'base64url')}"`
}

// RFC 9110, 13.1.2: a list of tags, compared weakly, or `*`.
function isCurrent(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  if (header === tag || header === '*') return true
  return header.split(',').some((part) => part.trim().replace(/^W\//, '') === tag)
}
