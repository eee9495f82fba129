import type { Unit } from '../../db/unit.ts'
import type { Context } from '../context.ts'
import { failure } from '../errors.ts'

/**
 * Refuses an upload before anything of it is received: no room on the disk, the person's own room used up, or too many
 * uploads of theirs that nothing uses. Throws `unavailable` and `media_quota_exceeded`.
 */
export async function admitUpload(context: Context, ownerId: string): Promise<void> {
  await requireFreeSpace(context)
  const usage = await context.db.read.get<{ files: number; bytes: number }>(
    'SELECT files, bytes FROM media_usage WHERE owner_id = $1',
    [ownerId],
  )
  if (usage !== undefined) requireQuota(context, usage.files + 1, usage.bytes)
  const unused = await context.db.read.get<{ count: number }>(
    'SELECT count(*) AS count FROM media WHERE owner_id = $1 AND attached_type IS NULL',
    [ownerId],
  )
  const most = context.settings.get('media.unusedUploads')
  if (unused!.count >= most) {
    throw failure('media_quota_exceeded', `At most ${most} uploads may wait to be used; use some, or wait a day.`, {
      extra: { limits: { unusedUploads: most } },
    })
  }
}

async function requireFreeSpace(context: Context): Promise<void> {
  const free = await context.clients.mediaStore.freeBytes()
  const floor = context.settings.get('media.freeBytesFloor')
  if (free === null || free >= floor) return
  context.log.error({ free, floor }, 'uploads are refused: the disk is nearly full')
  throw failure('unavailable', 'The server has too little room for uploads at the moment.', { retryAfterSeconds: 300 })
}

/**
 * Adds to what a person has stored, in the unit that stores it. Throws `media_quota_exceeded` where another item goes beyond
 * their room; what comes of an item that was taken in is counted whatever it is.
 */
export async function countUsage(
  unit: Unit,
  context: Context,
  ownerId: string,
  more: { files: number; bytes: number },
): Promise<void> {
  const usage = await unit.get<{ files: number; bytes: number }>(
    `INSERT INTO media_usage (owner_id, files, bytes) VALUES ($1, $2, $3)
     ON CONFLICT (owner_id) DO UPDATE SET files = media_usage.files + excluded.files,
       bytes = media_usage.bytes + excluded.bytes
     RETURNING files, bytes`,
    [ownerId, more.files, more.bytes],
  )
  if (more.files > 0) requireQuota(context, usage!.files, usage!.bytes)
}

function requireQuota(context: Context, files: number, bytes: number): void {
  const limits = { files: context.settings.get('media.quotaFiles'), bytes: context.settings.get('media.quotaBytes') }
  if (files <= limits.files && bytes <= limits.bytes) return
  throw failure('media_quota_exceeded', 'Your room for pictures and videos is used up; delete some first.', {
    extra: { limits, used: { files, bytes } },
  })
}
