import { z } from 'zod'
import type { Unit } from '../../db/unit.ts'
import { newId } from '../../lib/ids.ts'
import { usernameMaxLength } from '../../lib/usernames.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { failure, invalidField } from '../errors.ts'
import { appendToLog } from '../log/index.ts'
import { isFollowing, mayMessage, requireVisibleName } from '../people/index.ts'
import { pairKey } from './access.ts'

export const startConversationInput = z.strictObject({ username: z.string().min(1).max(usernameMaxLength) })

/**
 * The conversation of the person who acts with another one: the one that exists, or a new one. Whoever does not follow
 * the person has to accept the conversation first. Throws `not_found`, `forbidden` where the other person takes no messages
 * of this one, `validation_failed` for oneself.
 */
export async function startConversation(
  context: Context,
  input: { username: string },
): Promise<{ conversationId: string; isNew: boolean }> {
  const { userId } = personOf(context.actor)
  return context.write(async (unit) => {
    const other = await requireVisibleName(unit, userId, input.username)
    if (other.id === userId) throw invalidField('username', 'This is yourself.')
    const existing = await findConversation(unit, userId, other.id)
    if (existing !== undefined) {
      await showToStarter(unit, existing, userId)
      return { conversationId: existing, isNew: false }
    }
    if (!(await mayMessage(unit, userId, other.id))) {
      throw failure('forbidden', 'This person does not take messages from you.')
    }
    return createConversation(unit, context, userId, other.id)
  })
}

async function findConversation(unit: Unit, one: string, other: string): Promise<string | undefined> {
  const found = await unit.get<{ id: string }>('SELECT id FROM conversations WHERE pair_key = $1', [
    pairKey(one, other),
  ])
  return found?.id
}

// Begun by the other person and still without a message it is in their list alone.
async function showToStarter(unit: Unit, conversationId: string, userId: string): Promise<void> {
  await unit.run(
    `UPDATE participants SET last_message_id = conversation_id
     WHERE conversation_id = $1 AND user_id = $2 AND last_message_id = ''`,
    [conversationId, userId],
  )
}

async function createConversation(
  unit: Unit,
  context: Context,
  userId: string,
  otherId: string,
): Promise<{ conversationId: string; isNew: boolean }> {
  const now = context.now()
  const id = newId(now)
  const inserted = await unit.run(
    `INSERT INTO conversations (id, pair_key, started_by, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (pair_key) DO NOTHING`,
    [id, pairKey(userId, otherId), userId, now],
  )
  if (inserted === 0) return { conversationId: (await findConversation(unit, userId, otherId))!, isNew: false }
  const request = (await isFollowing(unit, otherId, userId)) ? 'accepted' : 'pending'
  await unit.run(
    `INSERT INTO participants (conversation_id, user_id, request, last_message_id, updated_at)
     VALUES ($1, $2, 'accepted', $1, $5), ($1, $3, $4, '', $5)`,
    [id, userId, otherId, request, now],
  )
  await appendToLog(unit, context, [{ userId, type: 'conversation.updated', subjectId: id }])
  return { conversationId: id, isNew: true }
}
