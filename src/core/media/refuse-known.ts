import type { Context } from '../context.ts'
import { failure } from '../errors.ts'
import { findImageFilters } from '../filters/index.ts'
import { exactHashesIn } from './held-media.ts'

/**
 * Refuses what a filter that hides knows already, before it is stored: what was removed cannot be uploaded again. The
 * attempt is told to operators. Throws `media_refused`.
 */
export async function refuseKnown(
  context: Context,
  ownerId: string,
  rendered: { perceptualHashes: readonly string[] },
  files: readonly { key: string }[],
): Promise<void> {
  const hashes = [...files.flatMap(({ key }) => exactHashesIn(key)), ...rendered.perceptualHashes]
  const distance = context.settings.get('moderation.imageDistance')
  const known = (await findImageFilters(context.db.read, hashes, distance)).filter(({ effect }) => effect === 'hide')
  if (known.length === 0) return
  await context.write(async (unit) => {
    for (const { id } of known) {
      await unit.run('UPDATE filters SET matches_count = matches_count + 1 WHERE id = $1', [id])
    }
    await context.events.publish(unit, context, 'media.refused', { ownerId })
  })
  throw failure('media_refused', 'This was removed before and cannot be uploaded again.')
}
