import { rename, rm } from 'node:fs/promises'
import type { MediaInspection, RenderedImage, RenderedVideo } from '../../clients/media-tools/index.ts'
import type { Unit } from '../../db/unit.ts'
import { hour } from '../../lib/clock.ts'
import { newId } from '../../lib/ids.ts'
import type { Context } from '../context.ts'
import type { MediaFacts, MediaPurpose } from './facts.ts'
import { newIncomingPath, sourcePath } from './incoming.ts'
import { newPublicPath } from './public-path.ts'
import { countUsage } from './quota.ts'
import { refuseKnown } from './refuse-known.ts'
import { dropFiles, type KeptFile, keepFiles, type NewFile, type StoreArea } from './stored-files.ts'
import { wakeMediaKeeper } from './wake.ts'

export interface StoreUploadInput {
  ownerId: string
  /** The received file. It may be taken; what is left of it is the caller's to remove. */
  path: string
  purpose: 'post' | 'message'
  alt: string | null
}

/**
 * Takes in a received file: decides by its bytes what it is, makes what is served of it, and stores it as an upload that
 * waits to be used. What takes long is left to the keeper, and the item says `processing`. Throws `media_unsupported`,
 * `media_invalid`, `media_refused`, `payload_too_large`, `media_quota_exceeded`, `storage_full`, `unavailable`.
 */
export async function storeUpload(context: Context, input: StoreUploadInput): Promise<{ mediaId: string }> {
  const inspection = await context.clients.mediaTools.inspect(input.path)
  return inspection.kind === 'video' && inspection.needsTranscode
    ? storeForConversion(context, input, inspection)
    : storeRendered(context, input, inspection)
}

async function storeRendered(
  context: Context,
  input: StoreUploadInput,
  inspection: MediaInspection,
): Promise<{ mediaId: string }> {
  return withRendered(context, areaOf(input.purpose), inspection, async (rendered, files) => {
    await refuseKnown(context, input.ownerId, rendered, files)
    return context.write(async (unit) => {
      const mediaId = newId(context.now())
      await insertMedia(unit, context, {
        ...{ id: mediaId, ownerId: input.ownerId, purpose: input.purpose, source: null },
        facts: readyFacts(rendered, input.alt),
        perceptualHashes: rendered.perceptualHashes,
        bytes: sumOf(files),
      })
      await insertFiles(unit, mediaId, files)
      return { mediaId }
    })
  })
}

/**
 * Renders an inspected file, keeps the results in the store and hands them to `store`; whatever fails, nothing of them
 * stays behind. The counts of the files are those of the item that `store` writes.
 */
export async function withRendered<Result>(
  context: Context,
  area: StoreArea,
  inspection: MediaInspection,
  store: (rendered: RenderedImage | RenderedVideo, files: KeptFile[]) => Promise<Result>,
  options: { square?: boolean } = {},
): Promise<Result> {
  const { mediaTools } = context.clients
  const folder = await newIncomingPath(context)
  try {
    const rendered =
      inspection.kind === 'image'
        ? await mediaTools.renderImage(inspection, folder, options)
        : await mediaTools.renderVideo(inspection, folder)
    const files = await keepFiles(context, area, rendered.files.map(namedFile))
    try {
      return await store(rendered, files)
    } catch (error) {
      await dropFiles(context, files)
      throw error
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function namedFile(file: RenderedImage['files'][number]): NewFile {
  const { path, extension, mimeType, bytes } = file
  return { name: `${file.variant}.${extension}`, path, extension, mimeType, bytes }
}

async function storeForConversion(
  context: Context,
  input: StoreUploadInput,
  inspection: MediaInspection & { kind: 'video' },
): Promise<{ mediaId: string }> {
  const id = newId(context.now())
  const source = `${id}.source`
  await rename(input.path, sourcePath(context, source))
  try {
    const mediaId = await context.write(async (unit) => {
      await insertMedia(unit, context, {
        ...{ id, ownerId: input.ownerId, purpose: input.purpose, source, bytes: inspection.bytes },
        facts: processingFacts(inspection, input.alt),
      })
      unit.afterCommit(() => wakeMediaKeeper(context))
      return id
    })
    return { mediaId }
  } catch (error) {
    await rm(sourcePath(context, source), { force: true })
    throw error
  }
}

interface NewMedia {
  id: string
  ownerId: string
  purpose: MediaPurpose
  source: string | null
  facts: MediaFacts
  /** Of its pixels; not known before it is ready. */
  perceptualHashes?: readonly string[]
  bytes: number
}

/** Writes an item that waits to be used, and counts it as the person's. */
export async function insertMedia(unit: Unit, context: Context, media: NewMedia): Promise<void> {
  const now = context.now()
  await unit.run(
    `INSERT INTO media (id, owner_id, purpose, state, public_path, facts, bytes, source, expires_at, created_at,
       perceptual_hashes)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      media.id,
      media.ownerId,
      media.purpose,
      media.facts.state,
      newPublicPath(),
      JSON.stringify(media.facts),
      media.bytes,
      media.source,
      now + context.settings.get('media.unusedHours') * hour,
      now,
      media.perceptualHashes?.join(' ') ?? null,
    ],
  )
  await countUsage(unit, context, media.ownerId, { files: 1, bytes: media.bytes })
}

/** Writes the files of an item; their counts were taken when they were kept. */
export async function insertFiles(unit: Unit, mediaId: string, files: readonly KeptFile[]): Promise<void> {
  for (const file of files) {
    await unit.run('INSERT INTO media_files (media_id, name, file_key, mime_type, bytes) VALUES ($1, $2, $3, $4, $5)', [
      mediaId,
      file.name,
      file.key,
      file.mimeType,
      file.bytes,
    ])
  }
}

/** What is told of something rendered. */
export function readyFacts(rendered: RenderedImage | RenderedVideo, alt: string | null): MediaFacts {
  const named = (variant: string): string | null => {
    const file = rendered.files.find((one) => one.variant === variant)
    return file === undefined ? null : `${file.variant}.${file.extension}`
  }
  const main = rendered.kind === 'image' ? 'large' : 'video'
  return {
    state: 'ready',
    problem: null,
    kind: rendered.kind,
    mimeType: rendered.mimeType,
    width: rendered.width,
    height: rendered.height,
    durationMs: rendered.kind === 'video' && rendered.durationMs !== null ? Math.round(rendered.durationMs) : null,
    bytes: rendered.files.find((one) => one.variant === main)!.bytes,
    placeholder: rendered.placeholder,
    alt,
    files: { main: named(main), medium: named('medium'), thumbnail: named('small'), poster: named('poster') },
  }
}

function processingFacts(inspection: MediaInspection & { kind: 'video' }, alt: string | null): MediaFacts {
  return {
    state: 'processing',
    problem: null,
    kind: 'video',
    mimeType: 'video/mp4',
    width: inspection.width,
    height: inspection.height,
    durationMs: inspection.durationMs === null ? null : Math.round(inspection.durationMs),
    bytes: 0,
    placeholder: null,
    alt,
    files: { main: null, medium: null, thumbnail: null, poster: null },
  }
}

/** The bytes of all files together. */
export function sumOf(files: readonly { bytes: number }[]): number {
  return files.reduce((sum, file) => sum + file.bytes, 0)
}

/** The folder of the store for what an item was made for. */
export function areaOf(purpose: MediaPurpose): StoreArea {
  return `${purpose}s`
}
