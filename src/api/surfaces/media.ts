import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { type Request, type Response, Router } from 'express'
import type { App } from '../../app.ts'
import { failure, notFound } from '../../core/errors.ts'
import { findServedFile, type ServedFile } from '../../core/media/index.ts'
import { readByteRange } from '../../lib/byte-range.ts'
import { authenticate } from '../middleware/authenticate.ts'
import { requestState } from '../request-state.ts'

/**
 * `/media/<address>/<name>`: pictures and videos, for those who may see them (API.md, Other surfaces). Whether they still
 * may is asked at each request, before anything else, so that what is gone is 404 also to who has it in a cache.
 */
export function mediaSurface(app: App): Router {
  const router = Router({ caseSensitive: true, strict: true })
  router.use('/media', authenticate(app.sessions, app.instance))
  const route = router.route('/media/:address/:name')
  route.get(async (request, response) => {
    requestState(request).route = '/media/:address/:name'
    const { file, cacheControl } = await find(app, request)
    setHeaders(response, file, cacheControl)
    await serve(app, request, response, file)
  })
  route.all((_request, response) => {
    response.setHeader('Allow', 'GET, HEAD')
    throw failure('method_not_allowed', 'Allowed here: GET, HEAD.')
  })
  return router
}

async function find(app: App, request: Request): Promise<{ file: ServedFile; cacheControl: string }> {
  const { actor, door, origin } = requestState(request)
  const context = app.as(actor, door, origin)
  const { address, name } = request.params as { address: string; name: string }
  const file = await findServedFile(context, address, name)
  if (file === undefined) throw notFound()
  const admission = await app.mediaViewers.admit(context, file)
  if (admission === 'nobody') throw notFound()
  if (admission === 'everybody') return { file, cacheControl: 'public, max-age=31536000, immutable' }
  return { file, cacheControl: file.scope === 'conversation' ? 'private, no-store' : 'private, no-cache' }
}

function setHeaders(response: Response, file: ServedFile, cacheControl: string): void {
  response.setHeader('Cache-Control', cacheControl)
  response.setHeader('Content-Type', file.mimeType)
  // The names of uploads are not kept; ours is made of letters that need no quoting (RFC 6266).
  response.setHeader('Content-Disposition', `inline; filename="${file.name}"`)
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox")
  response.setHeader('Accept-Ranges', 'bytes')
  // Of the item and not of its content, which would tell that two people have the same picture.
  const tag = createHash('sha256').update(`${file.mediaId}/${file.name}`).digest('base64url').slice(0, 22)
  response.setHeader('ETag', `"${tag}"`)
  if (!cacheControl.startsWith('public')) response.setHeader('Vary', 'Authorization, Cookie')
}

async function serve(app: App, request: Request, response: Response, file: ServedFile): Promise<void> {
  const tag = response.getHeader('ETag') as string
  if (matches(request.headers['if-none-match'], tag)) {
    response.removeHeader('Content-Type')
    response.status(304).end()
    return
  }
  const ifRange = request.headers['if-range']
  const range = ifRange === undefined || ifRange === tag ? readByteRange(request.headers.range, file.bytes) : 'whole'
  if (range === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${file.bytes}`)
    response.removeHeader('Content-Type')
    response.removeHeader('Content-Disposition')
    response.setHeader('Content-Length', 0)
    response.status(416).end()
    return
  }
  const span = range === 'whole' ? undefined : range
  if (span !== undefined) {
    response.statusCode = 206
    response.setHeader('Content-Range', `bytes ${span.start}-${span.end}/${file.bytes}`)
  }
  response.setHeader('Content-Length', span === undefined ? file.bytes : span.end - span.start + 1)
  if (request.method === 'HEAD') {
    response.end()
    return
  }
  await send(app, response, file, span)
}

async function send(
  app: App,
  response: Response,
  file: ServedFile,
  span: { start: number; end: number } | undefined,
): Promise<void> {
  const opened = await app.clients.mediaStore.open(file.key, span)
  if (opened === null) {
    // Removed between the question and the look: gone like any other.
    for (const name of response.getHeaderNames()) if (name.startsWith('content-')) response.removeHeader(name)
    throw notFound()
  }
  if (response.destroyed) {
    opened.stream.destroy()
    return
  }
  // Ends the file when the reader goes away, and the answer when the file fails half-way.
  await pipeline(opened.stream, response).catch((error: unknown) => {
    if ((error as { code?: unknown }).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  })
}

// RFC 9110, 13.1.2: a list of tags, compared weakly, or `*`.
function matches(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  return header === '*' || header.split(',').some((part) => part.trim().replace(/^W\//, '') === tag)
}
