import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { rm, truncate, writeFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { FileStore } from '@tus/file-store'
import { Server, type ServerOptions } from '@tus/server'
import { type Request, type RequestHandler, Router } from 'express'
import type { App } from '../app.ts'
import { personOf } from '../core/actor.ts'
import type { Context } from '../core/context.ts'
import { failure, notFound } from '../core/errors.ts'
import { admitUpload, storeUpload, uploadFields } from '../core/media/index.ts'
import { day } from '../lib/clock.ts'
import { Failure } from '../lib/errors.ts'
import { checkInput } from './check-input.ts'
import { consumeLimits } from './middleware/rate-limits.ts'
import { problemOf, statusOf } from './problems.ts'
import { requestState } from './request-state.ts'
import { uploadLocks } from './upload-locks.ts'

const path = '/api/v1/media/uploads'
const methods = ['POST', 'HEAD', 'PATCH', 'DELETE', 'OPTIONS']

type TusRequest = Parameters<NonNullable<ServerOptions['onIncomingRequest']>>[0]
type TusUpload = Parameters<NonNullable<ServerOptions['onUploadFinish']>>[1]

/**
 * Resumable uploads (tus 1.0) for phones on bad networks. An upload belongs to whoever began it, and to everybody else is
 * not there. When its last byte has come it goes the way of `POST /media`, and the answer names the item in `Media-Id`; a
 * `HEAD` says it again, for a phone that lost the answer. Half-received uploads are removed after a day.
 */
export function resumableUploads(app: App): Router {
  const directory = join(app.instance.dataFolder, 'incoming', 'tus')
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const store = new FileStore({ directory, expirationPeriodInMilliseconds: day })
  const contextOf = (request: TusRequest): Context => {
    const { actor, door, origin } = requestState(request.runtime!.node!.req as IncomingMessage)
    return app.as(actor, door, origin)
  }
  const tools = app.clients.mediaTools
  const server = new Server({
    path,
    datastore: store,
    ...(app.siblings === undefined ? {} : { locker: uploadLocks(app.siblings) }),
    relativeLocation: true,
    allowedOrigins: [new URL(app.instance.publicUrl).origin],
    exposedHeaders: ['Media-Id'],
    maxSize: Math.max(tools.limits.imageBytes, tools.limits.videoBytes),
    namingFunction: () => randomBytes(16).toString('hex'),
    onIncomingRequest: async (request, id) => {
      const found = await store.getUpload(id).catch(() => undefined)
      if (found !== undefined) requireOwner(contextOf(request), found)
    },
    onUploadCreate: (request, upload) => asTusFailure(request, () => begin(app, contextOf(request), upload)),
    onUploadFinish: (request, upload) =>
      asTusFailure(request, () => finish(contextOf(request), store, directory, upload)),
    onResponseError: (_request, error) => {
      const { status_code: status = 500, body = '' } = error as { status_code?: number; body?: string }
      if (status < 500 || body.startsWith('{')) return undefined
      app.log.warn({ err: error }, 'a resumable upload failed')
      // A write that failed may work the next time, and the protocol resumes it.
      return { status_code: 503, body: 'The upload was interrupted; please resume it.\n' }
    },
  })
  return routerOf(server, store)
}

function routerOf(server: Server, store: FileStore): Router {
  const router = Router({ caseSensitive: true, strict: true })
  const handle: RequestHandler = async (request, response) => {
    const state = requestState(request)
    state.route = `${path}/{id}`
    if (!methods.includes(request.method)) {
      response.setHeader('Allow', methods.join(', '))
      throw failure('method_not_allowed', `Allowed here: ${methods.join(', ')}.`)
    }
    if (state.actor.kind === 'anonymous') throw failure('unauthenticated', 'This needs a session: sign in first.')
    personOf(state.actor)
    if (state.actor.kind === 'person' && state.actor.scope !== 'full') {
      throw failure('account_suspended', 'The account is suspended; its strikes say why, and how to appeal.')
    }
    response.setHeader('Cache-Control', 'no-store')
    await sayMediaId(request, response, store)
    // The library reads the whole path, of which Express has cut off what it matched.
    request.url = request.originalUrl
    await server.handle(request, response)
  }
  router.all('/', handle)
  router.all('/:id', (request, response, next) => {
    if (!/^[0-9a-f]{32}$/.test(request.params.id as string)) throw notFound()
    return handle(request, response, next)
  })
  return router
}

async function sayMediaId(request: Request, response: Parameters<RequestHandler>[1], store: FileStore): Promise<void> {
  const { id } = request.params as { id?: string }
  if (id === undefined || request.method !== 'HEAD') return
  const found = await store.getUpload(id).catch(() => undefined)
  const { actor } = requestState(request)
  const mediaId = found?.metadata?.mediaId
  if (typeof mediaId === 'string' && actor.kind === 'person' && found?.metadata?.ownerId === actor.userId) {
    response.setHeader('Media-Id', mediaId)
  }
}

function requireOwner(context: Context, upload: TusUpload): void {
  if (upload.metadata?.ownerId !== personOf(context.actor).userId) throw { status_code: 404, body: 'Not found\n' }
}

async function begin(app: App, context: Context, upload: TusUpload): Promise<{ metadata: TusUpload['metadata'] }> {
  const { userId } = personOf(context.actor)
  if (app.config.rateLimits) await consumeLimits(['general', 'uploads'], context)
  const { purpose, alt } = upload.metadata ?? {}
  const fields = checkInput(uploadFields, withoutNulls({ purpose, alt }), 'body') as {
    purpose: string
    alt?: string
  }
  await admitUpload(context, userId)
  // What the client says beyond that, such as the name of the file, is dropped.
  return { metadata: { purpose: fields.purpose, alt: fields.alt ?? null, ownerId: userId } }
}

function withoutNulls(fields: Record<string, string | null | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

async function finish(
  context: Context,
  store: FileStore,
  directory: string,
  upload: TusUpload,
): Promise<{ headers: Record<string, string> }> {
  const done = upload.metadata?.mediaId
  if (typeof done === 'string') return { headers: { 'Media-Id': done } }
  const file = join(directory, upload.id)
  const { purpose, alt } = upload.metadata as { purpose: 'post' | 'message'; alt: string | null }
  try {
    const input = { ownerId: personOf(context.actor).userId, path: file, purpose, alt }
    const { mediaId } = await storeUpload(context, input)
    // The content is ours now; an empty file of the same length keeps the upload known, and costs nothing.
    await rm(file, { force: true })
    await writeFile(file, '', { mode: 0o600 })
    await truncate(file, upload.size ?? 0)
    upload.metadata = { ...upload.metadata, mediaId }
    await store.configstore.set(upload.id, upload)
    return { headers: { 'Media-Id': mediaId } }
  } catch (error) {
    // What was refused for good is refused again when it is resumed: it may as well go.
    if (error instanceof Failure && statusOf[error.kind] < 500) await store.remove(upload.id).catch(() => {})
    throw error
  }
}

async function asTusFailure<T>(request: TusRequest, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const { requestId } = requestState(request.runtime!.node!.req as IncomingMessage)
    throw { status_code: statusOf[error.kind], body: JSON.stringify(problemOf(error, requestId)) }
  }
}
