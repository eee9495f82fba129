import type { Unit } from '../../db/unit.ts'
import type { Context } from '../context.ts'
import type { EventBus } from '../events.ts'
import { releaseMedia } from '../media/index.ts'
import { endLocations, endLocationsBetween } from './end-locations.ts'
import { forgetPassage } from './passage.ts'
import { tellPresenceSwitched } from './presence.ts'

/** Keeps chat in step with what happens to accounts, sessions and between people, each in the unit of the change itself. */
export function subscribeChat(events: EventBus): void {
  events.subscribe('session.ended', async (unit, context, { sessionId }) => {
    await endLocations(unit, context, { sessionId, reason: 'signed_out' })
  })
  events.subscribe('password.changed', async (unit, context, { userId }) => {
    await endLocations(unit, context, { userId, reason: 'password_changed' })
  })
  events.subscribe('user.blocked', async (unit, context, { blockerId, blockedId }) => {
    await endLocationsBetween(unit, context, blockerId, blockedId)
    forgetPassage(unit, context, [blockerId, blockedId])
  })
  events.subscribe('profile.changed', async (unit, context, { userId }) => forgetPassage(unit, context, [userId]))
  events.subscribe('presence.switched', tellPresenceSwitched)
  for (const event of ['account.deleted', 'account.suspended'] as const) {
    events.subscribe(event, async (unit, context, { userId }) => {
      await endLocations(unit, context, { eitherId: userId, reason: 'account_ended' })
      forgetPassage(unit, context, [userId])
    })
  }
  events.subscribe('account.erased', (unit, context, { userId }) => eraseConversations(unit, context, userId))
}

// What the two wrote to each other was visible to them alone; with one of them gone nobody could read it any more.
async function eraseConversations(unit: Unit, context: Context, userId: string): Promise<void> {
  // Shares have ended with the account's deletion; nothing is written into a log that goes in this very unit.
  await unit.run(
    'DELETE FROM live_positions WHERE location_id IN (SELECT id FROM live_locations WHERE user_id = $1 OR viewer_id = $1)',
    [userId],
  )
  const withMedia = await unit.all<{ id: string }>(
    `SELECT id FROM messages WHERE media_count > 0
       AND conversation_id IN (SELECT conversation_id FROM participants WHERE user_id = $1)`,
    [userId],
  )
  for (const { id } of withMedia) await releaseMedia(unit, context, { type: 'message', id })
  await unit.run(
    'DELETE FROM conversations WHERE id IN (SELECT conversation_id FROM participants WHERE user_id = $1)',
    [userId],
  )
}
