import type { Unit } from '../../db/unit.ts'
import type { EventBus } from '../events.ts'
import { randomPathSql } from './public-path.ts'
import { removeMedia } from './remove.ts'

/** Keeps items in step with what happens to the accounts of their owners, each in the unit of the change itself. */
export function subscribeMedia(events: EventBus): void {
  events.subscribe('privacy.narrowed', (unit, _context, { userId }) => moveShown(unit, userId))
  // The one who is blocked keeps no address that works for everybody. The media of the blocked person stay where they
  // are: else anybody could break the addresses and caches of somebody well known.
  events.subscribe('user.blocked', (unit, _context, { blockerId }) => moveShown(unit, blockerId))
  events.subscribe('account.erased', async (unit, context, { userId }) => {
    const items = await unit.all<{ id: string }>('SELECT id FROM media WHERE owner_id = $1 ORDER BY id', [userId])
    await removeMedia(
      unit,
      context,
      items.map((item) => item.id),
    )
  })
}

/** New addresses for all that everybody could fetch; the old ones answer 404 from this commit on. */
async function moveShown(unit: Unit, ownerId: string): Promise<void> {
  await unit.run(
    `UPDATE media SET public_path = ${randomPathSql[unit.dialect]} WHERE owner_id = $1 AND scope = 'public'`,
    [ownerId],
  )
}
