import { z } from 'zod'
import { second } from '../../lib/clock.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { sendPassing } from '../log/index.ts'
import { findPassage, type Passage } from './passage.ts'

export const typingInput = z.strictObject({
  on: z.boolean().default(true).describe('`false` when the person stopped; otherwise it fades after some seconds.'),
})

/** More often than this the same is not told again. */
const coalesceMs = second

// Passages are remembered for longer than that while they are used.
const told = new WeakMap<Passage, { on: boolean; at: number }>()

/**
 * Tells the other person that somebody types. It passes without being kept, at most once a second, and only where both
 * have accepted the conversation and show presence to each other; elsewhere nothing happens. Throws `not_found`.
 */
export async function showTyping(context: Context, conversationId: string, input: { on: boolean }): Promise<void> {
  const { userId } = personOf(context.actor)
  const passage = await findPassage(context, userId, conversationId)
  if (!passage.isOpen || wasTold(passage, input.on)) return
  sendPassing(context, { userId: passage.otherId, type: 'typing', data: { conversationId, userId, on: input.on } })
}

function wasTold(passage: Passage, on: boolean): boolean {
  const now = performance.now()
  const last = told.get(passage)
  if (last === undefined) {
    told.set(passage, { on, at: now })
    return false
  }
  if (last.on === on && now - last.at < coalesceMs) return true
  last.on = on
  last.at = now
  return false
}
