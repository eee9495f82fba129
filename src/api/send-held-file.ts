import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import type { Context } from '../core/context.ts'
import { notFound } from '../core/errors.ts'
import type { HeldFile } from '../core/media/index.ts'

/** Sends a held file whole, to be kept by no cache and to run nowhere. Throws `not_found` when the store has lost it. */
export async function sendHeldFile(context: Context, file: HeldFile, response: Response): Promise<void> {
  const opened = await context.clients.mediaStore.open(file.key)
  if (opened === null) throw notFound()
  response.statusCode = 200
  response.setHeader('Cache-Control', 'private, no-store')
  response.setHeader('Content-Type', file.mimeType)
  response.setHeader('Content-Length', file.bytes)
  response.setHeader('Content-Disposition', `inline; filename="${file.name}"`)
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox")
  response.setHeader('X-Content-Type-Options', 'nosniff')
  if (response.destroyed) {
    opened.stream.destroy()
    return
  }
  await pipeline(opened.stream, response).catch((error: unknown) => {
    if ((error as { code?: unknown }).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  })
}
