import { z } from 'zod'
import type { RowQuery } from '../../db/sql.ts'
import { idField, pageQuery } from '../../lib/fields.ts'
import { searchPrefixes } from '../../lib/search-words.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { invalidField, notFound } from '../errors.ts'
import { openToSql, requireConversation } from './access.ts'
import { findMessage, type MessageRow, messageQuery, notRemovedSql, readMessages } from './message-rows.ts'
import { type MessageView, viewMessages } from './message-views.ts'
import { hasWordSql, wordRange } from './message-words.ts'

const queryMaxLength = 100

export const listMessagesInput = pageQuery({
  around: idField().optional().describe('A message to jump to; the page has it in its middle.'),
  query: z
    .string()
    .trim()
    .min(1)
    .max(queryMaxLength)
    .optional()
    .describe('Only messages with words that begin like these.'),
})

export type ListMessagesInput = z.output<typeof listMessagesInput>

/** Messages, the newest first; the cursors lead on to older and to newer ones. */
export interface MessagePage {
  items: MessageView[]
  nextCursor: string | null
  previousCursor: string | null
}

// Greater than every id.
const newest = '~'
const maxWords = 8

const mine = `m.conversation_id = $1 AND EXISTS (SELECT 1 ${openToSql('$1', '$2')}) AND ${notRemovedSql('$2')}`

// Read in the order of the index of the conversation, each message once: nothing is sorted, and nothing is looked up twice.
function page(condition: string, order: string): RowQuery<MessageRow> {
  return messageQuery('$2', 'messages m', `${mine} AND ${condition}`, `m.id ${order} LIMIT $4`)
}

const older = page('m.id < $3', 'DESC')
const newer = page('m.id > $3', 'ASC')

// One statement for each number of words; the words are bound from $5 on.
const searches: RowQuery<MessageRow>[] = Array.from({ length: maxWords }, (_, index) => {
  const words = Array.from({ length: index + 1 }, (__, word) =>
    hasWordSql('$1', `$${5 + word * 2}`, `$${6 + word * 2}`),
  )
  return page(`m.id < $3 AND m.hidden_at IS NULL AND ${words.join(' AND ')}`, 'DESC')
})

/**
 * A page of a conversation: the newest messages, those before or after a cursor, those around one message, or those that
 * a search finds. Throws `not_found`, `cursor_invalid`, and `validation_failed` for a message of another conversation.
 */
export async function listMessages(
  context: Context,
  conversationId: string,
  input: ListMessagesInput,
): Promise<MessagePage> {
  const { userId } = personOf(context.actor)
  if (input.around !== undefined) return pageAround(context, conversationId, userId, input)
  const list = `messages:${userId}:${conversationId}:${input.query ?? ''}`
  const [position, direction] = startOf(context, list, input.cursor)
  const search = searchOf(input.query)
  if (search === 'nothing') {
    await requireConversation(context.db.read, userId, conversationId)
    return { items: [], nextCursor: null, previousCursor: null }
  }
  const read = direction === 'newer' ? newer : (search?.query ?? older)
  const words = direction === 'newer' ? [] : (search?.words ?? [])
  const rows = await context.db.read.rows(read, [conversationId, userId, position, input.limit + 1, ...words])
  // Nothing may be there, or nobody: only then does it cost a second look.
  if (rows.length === 0) await requireConversation(context.db.read, userId, conversationId)
  const shown = rows.slice(0, input.limit)
  if (direction === 'newer') shown.reverse()
  const items = await viewMessages(context.db.read, shown, context.now())
  const hasMore = rows.length > input.limit
  const at = (row: MessageView | undefined, way: Direction): string | null =>
    row === undefined ? null : context.cursors.encode(list, [row.id, way])
  return {
    items,
    nextCursor: direction === 'newer' || hasMore ? at(items.at(-1), 'older') : null,
    previousCursor: direction === 'newer' && hasMore ? at(items[0], 'newer') : null,
  }
}

type Direction = 'older' | 'newer'

function startOf(context: Context, list: string, cursor: string | undefined): [position: string, direction: Direction] {
  if (cursor === undefined) return [newest, 'older']
  const [position, direction] = context.cursors.decode(list, cursor)
  return [String(position), direction === 'newer' ? 'newer' : 'older']
}

function searchOf(query: string | undefined): { query: RowQuery<MessageRow>; words: string[] } | 'nothing' | undefined {
  if (query === undefined) return undefined
  const words = searchPrefixes(query, maxWords)
  if (words.length === 0) return 'nothing'
  return { query: searches[words.length - 1]!, words: words.flatMap(wordRange) }
}

async function pageAround(
  context: Context,
  conversationId: string,
  userId: string,
  input: ListMessagesInput,
): Promise<MessagePage> {
  if (input.cursor !== undefined || input.query !== undefined) {
    throw invalidField('around', 'Use `around` alone; the cursors of its answer lead on.')
  }
  await requireConversation(context.db.read, userId, conversationId)
  const { read } = context.db
  const before = Math.ceil((input.limit - 1) / 2)
  const after = input.limit - 1 - before
  const [middle] = await readMessages(read, [[userId, input.around!]])
  if (middle?.conversationId !== conversationId) throw notFound()
  const [earlier, later] = await Promise.all([
    read.rows(older, [conversationId, userId, middle.id, before + 1]),
    read.rows(newer, [conversationId, userId, middle.id, after + 1]),
  ])
  const rows = [...later.slice(0, after).reverse(), middle, ...earlier.slice(0, before)]
  const list = `messages:${userId}:${conversationId}:`
  const at = (row: MessageRow, way: Direction): string => context.cursors.encode(list, [row.id, way])
  return {
    items: await viewMessages(read, rows, context.now()),
    nextCursor: earlier.length > before ? at(rows.at(-1)!, 'older') : null,
    previousCursor: later.length > after ? at(rows[0]!, 'newer') : null,
  }
}

/** One message as the person who acts may see it. Throws `not_found`. */
export async function readMessage(context: Context, messageId: string): Promise<MessageView> {
  const { userId } = personOf(context.actor)
  const row = await findMessage(context.db.read, [userId, messageId])
  if (row === undefined) throw notFound()
  return (await viewMessages(context.db.read, [row], context.now()))[0]!
}
