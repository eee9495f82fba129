import { LRUCache } from 'lru-cache'
import type { Database } from '../../db/database.ts'
import type { Unit } from '../../db/unit.ts'
import { second } from '../../lib/clock.ts'
import type { Context } from '../context.ts'
import { isMutual, requireConversation } from './access.ts'

// What passes between two people comes many times a second and changes nothing, so whether it may pass is remembered for
// a moment. Whatever could end it (a block, a refusal, a setting) makes every process forget at once.

/** Where a person's passing things in a conversation go. */
export interface Passage {
  otherId: string
  /** Both have accepted, and both show presence to each other. */
  isOpen: boolean
}

const topic = 'chat-passage'
const rememberedMs = 2 * second
const maxRemembered = 20_000

interface Remembered {
  readonly passages: LRUCache<string, Passage>
  /** The keys of a person's passages, own and of others towards them. */
  readonly keys: Map<string, Set<string>>
}

const rememberedOf = new WeakMap<Database, Remembered>()

/** Whether and to whom passing things of a person go in a conversation. Throws `not_found`. */
export async function findPassage(context: Context, userId: string, conversationId: string): Promise<Passage> {
  const { passages, keys } = rememberedBy(context)
  const key = `${userId} ${conversationId}`
  const known = passages.get(key)
  if (known !== undefined) return known
  const conversation = await requireConversation(context.db.read, userId, conversationId)
  const passage = {
    otherId: conversation.otherId,
    isOpen: isMutual(conversation) && Boolean(conversation.presence) && Boolean(conversation.otherPresence),
  }
  passages.set(key, passage)
  for (const person of [userId, conversation.otherId]) {
    const own = keys.get(person)
    if (own) own.add(key)
    else keys.set(person, new Set([key]))
  }
  return passage
}

/** Makes every process forget, once the unit is committed, what passes to and from these people. */
export function forgetPassage(unit: Unit, context: Context, people: readonly string[]): void {
  // Heard by this process in any case, if it remembers anything.
  unit.afterCommit(() => context.clients.doorbell.ring(topic, [...people]))
}

function rememberedBy(context: Context): Remembered {
  const known = rememberedOf.get(context.db)
  if (known !== undefined) return known
  const keys = new Map<string, Set<string>>()
  const passages = new LRUCache<string, Passage>({
    max: maxRemembered,
    ttl: rememberedMs,
    dispose: (passage, key) => {
      for (const person of [key.split(' ')[0]!, passage.otherId]) {
        const own = keys.get(person)
        own?.delete(key)
        if (own?.size === 0) keys.delete(person)
      }
    },
  })
  const remembered = { passages, keys }
  rememberedOf.set(context.db, remembered)
  context.clients.doorbell.subscribe((heard, payload) => {
    if (heard !== topic) return
    for (const person of payload as string[]) for (const key of [...(keys.get(person) ?? [])]) passages.delete(key)
  })
  return remembered
}
