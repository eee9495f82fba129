import type { Unit } from '../../db/unit.ts'
import { newId } from '../../lib/ids.ts'
import type { Context } from '../context.ts'
import { failure } from '../errors.ts'
import { appendToLog } from '../log/index.ts'
import { bindMedia, releaseMedia } from './bind.ts'
import { mediaById } from './facts.ts'
import { refuseKnown } from './refuse-known.ts'
import { insertFiles, insertMedia, readyFacts, sumOf, withRendered } from './upload.ts'

/**
 * Makes a received picture a person's photo: square, still, in three sizes; the one before is removed. Throws
 * `media_unsupported` also for videos, and as `storeUpload` does.
 */
export async function setPhoto(context: Context, userId: string, path: string): Promise<void> {
  const { mediaTools } = context.clients
  const inspection = await mediaTools.inspect(path)
  if (inspection.kind !== 'image') {
    throw failure('media_unsupported', 'A photo of a person is a picture, not a video.', {
      extra: {
        found: inspection.mimeType,
        allowed: mediaTools.capabilities.accepts.filter((type) => type.startsWith('image/')),
      },
    })
  }
  const store = withRendered(
    context,
    'photos',
    inspection,
    async (rendered, files) => {
      await refuseKnown(context, userId, rendered, files)
      await context.write(async (unit) => {
        const id = newId(context.now())
        await releaseMedia(unit, context, { type: 'photo', id: userId })
        await insertMedia(unit, context, {
          ...{ id, ownerId: userId, purpose: 'photo', source: null, bytes: sumOf(files) },
          facts: readyFacts(rendered, null),
          perceptualHashes: rendered.perceptualHashes,
        })
        await insertFiles(unit, id, files)
        const attachedTo = { type: 'photo', id: userId } as const
        await bindMedia(unit, context, {
          mediaIds: [id],
          ownerId: userId,
          purpose: 'photo',
          attachedTo,
          scope: 'world',
        })
        const { publicPath } = (await unit.row(mediaById, [id]))!
        await showPhoto(unit, context, userId, { id, path: `/media/${publicPath}/medium.webp` })
        await context.events.publish(unit, context, 'photo.changed', { userId })
      })
    },
    { square: true },
  )
  await store
}

/** Removes a person's photo; without one nothing changes. */
export async function removePhoto(context: Context, userId: string): Promise<void> {
  await context.write(async (unit) => {
    const released = await releaseMedia(unit, context, { type: 'photo', id: userId })
    if (released > 0) await showPhoto(unit, context, userId, { id: null, path: null })
  })
}

async function showPhoto(
  unit: Unit,
  context: Context,
  userId: string,
  photo: { id: string | null; path: string | null },
): Promise<void> {
  await unit.run('UPDATE users SET photo_id = $2, photo_path = $3, updated_at = $4 WHERE id = $1', [
    userId,
    photo.id,
    photo.path,
    context.now(),
  ])
  await appendToLog(unit, context, [{ userId, type: 'relationship.updated', subjectId: userId }])
}
