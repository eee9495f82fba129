import type { EndingUnit, Unit } from '../../db/unit.ts'
import { searchWords } from '../../lib/search-words.ts'

// The index of the words of messages. It begins with the conversation, because people search within one: a search reads
// the words of that conversation alone, however many messages the server holds. An index of the whole text of both
// databases would walk through everybody's messages with a common word first.

/** Words beyond these are not found by a search; the longest message has some thousands. */
const wordsKept = 300

// Of messages that are to be found when it runs: a filter may have hidden a new one, or its sender been erased.
const insertWords = {
  sqlite: `INSERT INTO message_words (conversation_id, word, message_id)
    SELECT m.conversation_id, w.value, m.id
    FROM json_each($1) i CROSS JOIN messages m ON m.id = i.value ->> 0 CROSS JOIN json_each(i.value ->> 1) w
    WHERE m.deleted_at IS NULL AND m.hidden_at IS NULL`,
  postgres: `INSERT INTO message_words (conversation_id, word, message_id)
    SELECT m.conversation_id, w.word, m.id
    FROM json_array_elements($1::json) i JOIN messages m ON m.id = i ->> 0
    CROSS JOIN json_array_elements_text(i -> 1) w(word)
    WHERE m.deleted_at IS NULL AND m.hidden_at IS NULL`,
}

const deleteWords = {
  sqlite: `DELETE FROM message_words WHERE conversation_id = $1 AND message_id = $2
    AND word IN (SELECT value FROM json_each($3))`,
  postgres: `DELETE FROM message_words WHERE conversation_id = $1 AND message_id = $2
    AND word IN (SELECT json_array_elements_text($3::json))`,
}

/** A message whose words are kept, as far as the index needs it. */
export interface IndexedMessage {
  messageId: string
  conversationId: string
}

/** Puts the words of a message that is there into the index, in the unit that stores the text. */
export async function indexWords(unit: Unit, messageId: string, text: string | null): Promise<void> {
  const words = wordsOf(text)
  if (words.length > 0) await writeWords(unit, [[messageId, words]])
}

/** The same for a message that the unit makes, at the end: those of all messages of a commit are written together. */
export function indexNewWords(unit: Unit, messageId: string, text: string | null): void {
  const words = wordsOf(text)
  if (words.length > 0) unit.atEnd(writeWords, [messageId, words] as const)
}

/** Takes the words of a text out of the index, in the unit that removes or replaces the text. */
export async function forgetWords(unit: Unit, message: IndexedMessage, text: string | null): Promise<void> {
  const words = wordsOf(text)
  if (words.length === 0) return
  await unit.run(deleteWords[unit.dialect], [message.conversationId, message.messageId, JSON.stringify(words)])
}

async function writeWords(unit: EndingUnit, items: readonly (readonly [string, readonly string[]])[]): Promise<void> {
  await unit.run(insertWords[unit.dialect], [JSON.stringify(items)])
}

function wordsOf(text: string | null): string[] {
  return text === null ? [] : searchWords(text, wordsKept)
}

/** A condition on `m`: the message has a word that begins like this; `conversation`, `from` and `to` are placeholders. */
export function hasWordSql(conversation: string, from: string, to: string): string {
  return `m.id IN (SELECT w.message_id FROM message_words w
    WHERE w.conversation_id = ${conversation} AND w.word >= ${from} AND w.word < ${to})`
}

/** The bounds between which every word stands that begins like this. */
export function wordRange(prefix: string): [from: string, to: string] {
  return [prefix, `${prefix}\u{10ffff}`]
}
