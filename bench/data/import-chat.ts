import { pairKey } from '../../src/core/chat/access.ts'
import type { SqlValue } from '../../src/db/sql.ts'
import type { SqliteHandle } from '../../src/db/sqlite/handle.ts'
import { searchWords } from '../../src/lib/search-words.ts'
import { seedId } from './ids.ts'
import type { PeopleIds } from './import-people.ts'
import { insertRows } from './insert.ts'
import { readInGroups, readSeed, type Seed } from './read.ts'
import type { SeedConversation } from './rows.ts'

const groupSize = 5000

/** How much of the past the search index holds: nothing measured reads it, and sending writes into it. */
const indexedMs = 10 * 86_400_000

/** Imports conversations that both have accepted and read, with their messages, the words they are found by, and reactions. */
export async function importChat(db: SqliteHandle, seed: Seed, people: PeopleIds): Promise<void> {
  const conversations = new Map<number, SeedConversation & { uuid: string; newest: string }>()
  for await (const conversation of readSeed(seed, 'conversations')) {
    const uuid = seedId('conversation', conversation.id, conversation.createdAt)
    conversations.set(conversation.id, { ...conversation, uuid, newest: uuid })
  }
  await insertRows(
    db,
    'conversations',
    ['id', 'pair_key', 'started_by', 'created_at'],
    [...conversations.values()].map(({ uuid, userA, userB, createdAt }) => {
      const [one, other] = [people.get(userA)!, people.get(userB)!]
      return [uuid, pairKey(one, other), one, createdAt]
    }),
  )
  const messages = new Map<number, { id: string; conversationId: number }>()
  for await (const group of readInGroups(seed, 'messages', groupSize)) {
    const rows: SqlValue[][] = []
    const words: SqlValue[][] = []
    for (const message of group) {
      const id = seedId('message', message.id, message.createdAt)
      const conversation = conversations.get(message.conversationId)!
      if (id > conversation.newest) conversation.newest = id
      messages.set(message.id, { id, conversationId: message.conversationId })
      rows.push([id, conversation.uuid, people.get(message.senderId)!, id, message.body, message.createdAt])
      if (message.createdAt < Date.now() - indexedMs) continue
      for (const word of searchWords(message.body, 300)) words.push([conversation.uuid, word, id])
    }
    await insertRows(db, 'messages', ['id', 'conversation_id', 'sender_id', 'client_id', 'text', 'created_at'], rows)
    await insertRows(db, 'message_words', ['conversation_id', 'word', 'message_id'], words)
  }
  const sides = [...conversations.values()].flatMap(({ uuid, userA, userB, newest, createdAt }): SqlValue[][] =>
    [userA, userB].map((user) => [uuid, people.get(user)!, newest, newest, newest, createdAt]),
  )
  const columns = ['conversation_id', 'user_id', 'read_up_to', 'delivered_up_to', 'last_message_id', 'updated_at']
  await insertRows(db, 'participants', columns, sides)
  for await (const group of readInGroups(seed, 'reactions', groupSize)) {
    const rows = group.map((reaction): SqlValue[] => {
      const message = messages.get(reaction.messageId)!
      const { userA, userB } = conversations.get(message.conversationId)!
      return [message.id, people.get(reaction.side === 'A' ? userA : userB)!, reaction.emoji, Date.now()]
    })
    await insertRows(db, 'message_reactions', ['message_id', 'user_id', 'emoji', 'created_at'], rows)
  }
}
