import type { Request } from 'express'
import { failure } from '../core/errors.ts'
import { parseStrictJson } from '../lib/strict-json.ts'

/**
 * Reads a JSON body whole, up to `limit` bytes. Throws what the door answers: another type (415), a packed body (415),
 * too much (413), not JSON (400), JSON that is refused (422). A body that is not there is an empty object.
 */
export async function readJsonBody(request: Request, limit: number): Promise<unknown> {
  const bytes = await readBytes(request, limit)
  if (bytes.length === 0) return {}
  checkType(request)
  const parsed = parseStrictJson(bytes)
  if (parsed.ok) return parsed.value
  const { kind, message } = parsed.refusal
  if (kind === 'malformed') throw failure('malformed_request', message)
  throw failure('validation_failed', message, { errors: [{ path: '', message }] })
}

function checkType(request: Request): void {
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/(json|[\w.+-]{1,60}\+json)\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type)) {
    throw failure('content_type_unsupported', 'Send the body as application/json in UTF-8.')
  }
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') throw failure('content_type_unsupported', 'Send the body without Content-Encoding.')
}

/** The body whole, up to `limit` bytes. Throws `payload_too_large` or `malformed_request`. */
export async function readBytes(request: Request, limit: number): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0)
  if (announced > limit) throw tooLarge(limit)
  if (announced === 0 && request.headers['transfer-encoding'] === undefined) return Buffer.alloc(0)
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      // What is over the limit is read and thrown away, so that the client gets the answer and not a reset.
      if (size <= limit) chunks.push(chunk)
      else if (size > limit + 1024 * 1024) request.destroy()
    })
    request.on('end', () => (size > limit ? reject(tooLarge(limit)) : resolve(Buffer.concat(chunks, size))))
    request.on('error', () => reject(failure('malformed_request', 'The body ended early.')))
    request.on('close', () => {
      // Also at the end of every whole body, where making an error would be for nothing.
      if (!request.readableEnded) reject(failure('malformed_request', 'The body ended early.'))
    })
  })
}

function tooLarge(limit: number): Error {
  return failure('payload_too_large', `The body may have at most ${limit} bytes.`)
}
