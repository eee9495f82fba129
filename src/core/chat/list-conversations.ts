import { z } from 'zod'
import { type Page, pageOf } from '../../lib/cursor.ts'
import { pageQuery } from '../../lib/fields.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { type ConversationView, conversationQuery, readConversations, withLastMessages } from './conversation-rows.ts'

export const listConversationsInput = pageQuery({
  folder: z
    .enum(['inbox', 'requests', 'archive'])
    .optional()
    .describe('`requests`: what strangers sent and waits for an answer. Without it: everything but the archive.'),
})

export type ListConversationsInput = z.output<typeof listConversationsInput>

// Greater than every id.
const newest = '~'

const folders = {
  inbox: `p.request = 'accepted' AND NOT p.is_archived`,
  requests: `p.request = 'pending'`,
  archive: `p.request <> 'refused' AND p.is_archived`,
  all: `p.request <> 'refused' AND NOT p.is_archived`,
}

const inFolder = Object.fromEntries(
  Object.entries(folders).map(([folder, condition]) => [
    folder,
    conversationQuery(
      'participants p',
      '$4',
      `AND p.user_id = $1 AND p.last_message_id <> '' AND p.last_message_id < $2 AND ${condition}
       ORDER BY p.last_message_id DESC LIMIT $3`,
    ),
  ]),
)

/** The conversations of the person who acts, those with the newest message first. */
export async function listConversations(
  context: Context,
  input: ListConversationsInput,
): Promise<Page<ConversationView>> {
  const { userId } = personOf(context.actor)
  const folder = input.folder ?? 'all'
  const list = `conversations:${userId}:${folder}`
  const before = input.cursor === undefined ? newest : String(context.cursors.decode(list, input.cursor)[0])
  const now = context.now()
  const { read } = context.db
  const rows = await read.rows(inFolder[folder]!, [userId, before, input.limit + 1, now])
  const views = await withLastMessages(read, rows, now)
  return pageOf(
    views,
    input.limit,
    (view) => view,
    (view) => context.cursors.encode(list, [view.lastMessageId]),
  )
}

/** One conversation of the person who acts. Throws `not_found`. */
export async function readConversation(context: Context, conversationId: string): Promise<ConversationView> {
  const { userId } = personOf(context.actor)
  const [found] = await readConversations(context.db.read, [[userId, conversationId]], context.now())
  if (found === undefined) throw notFound()
  return found
}
