import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import type { Database } from '../../db/database.ts'
import { second } from '../../lib/clock.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { sendPassing } from '../log/index.ts'
import { findPassage } from './passage.ts'

export const typingInput = z.strictObject({
  on: z.boolean().default(true).describe('`false` when the person stopped; otherwise it fades after some seconds.'),
})

/** More often than this the same is not told again. */
const coalesceMs = second

const told = new WeakMap<Database, LRUCache<string, boolean>>()

/**
 * Tells the other person that somebody types. It passes without being kept, at most once a second, and only where both
 * have accepted the conversation and show presence to each other; elsewhere nothing happens. Throws `not_found`.
 */
export async function showTyping(context: Context, conversationId: string, input: { on: boolean }): Promise<void> {
  const { userId } = personOf(context.actor)
  const passage = await findPassage(context, userId, conversationId)
  if (!passage.isOpen || wasTold(context.db, `${userId} ${conversationId}`, input.on)) return
  sendPassing(context, { userId: passage.otherId, type: 'typing', data: { conversationId, userId, on: input.on } })
}

function wasTold(db: Database, key: string, on: boolean): boolean {
  let recent = told.get(db)
  if (recent === undefined) {
    recent = new LRUCache({ max: 20_000, ttl: coalesceMs })
    told.set(db, recent)
  }
  if (recent.get(key) === on) return true
  recent.set(key, on)
  return false
}
