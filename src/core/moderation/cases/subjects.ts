import type { Reader } from '../../../db/sql.ts'
import type { Unit } from '../../../db/unit.ts'
import { eraseMessage, hideMessage, restoreMessage } from '../../chat/index.ts'
import type { Context } from '../../context.ts'
import { invalidField, notFound } from '../../errors.ts'
import {
  findPost,
  hideComment,
  hidePost,
  readComment,
  removeComment,
  removePost,
  restoreComment,
  restorePost,
} from '../../posts/index.ts'
import { hideVideoIn, restoreVideoIn } from '../../videos/index.ts'
import type { SubjectType } from './reasons.ts'

/** What a report or decision is about. */
export interface Subject {
  type: SubjectType
  id: string
}

/** The person responsible for a subject, found for somebody who may see it; null for a video. Throws `not_found`. */
export async function reportable(
  unit: Unit,
  context: Context,
  viewerId: string,
  subject: Subject,
): Promise<string | null> {
  const userId = await responsible[subject.type](unit, context, viewerId, subject.id)
  if (userId === viewerId) throw invalidField('subject', 'This is yours; delete it instead.')
  return userId
}

type Finder = (unit: Unit, context: Context, viewerId: string, id: string) => Promise<string | null>

const responsible: Record<SubjectType, Finder> = {
  user: async (unit, _context, viewerId, id) => {
    // Whom one has blocked can still be reported; whoever blocked the viewer is absent for them.
    const person = await unit.get<{ id: string }>(
      `SELECT u.id FROM users u WHERE u.id = $1 AND u.status = 'active'
         AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.blocker_id = u.id AND b.blocked_id = $2)`,
      [id, viewerId],
    )
    return present(person).id
  },
  post: async (unit, _context, viewerId, id) => present(await findPost(unit, viewerId, id)).authorId,
  comment: async (_unit, context, _viewerId, id) => (await readComment(context, id)).authorId,
  message: async (unit, _context, viewerId, id) => {
    const message = await unit.get<{ senderId: string }>(
      `SELECT m.sender_id FROM messages m
       JOIN participants p ON p.conversation_id = m.conversation_id AND p.user_id = $2
       WHERE m.id = $1 AND m.deleted_at IS NULL AND m.hidden_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM message_removals r WHERE r.message_id = m.id AND r.user_id = $2)`,
      [id, viewerId],
    )
    return present(message).senderId
  },
  conversation: async (unit, _context, viewerId, id) => {
    const other = await unit.get<{ userId: string }>(
      `SELECT o.user_id FROM participants p
       JOIN participants o ON o.conversation_id = p.conversation_id AND o.user_id <> p.user_id
       WHERE p.conversation_id = $1 AND p.user_id = $2`,
      [id, viewerId],
    )
    return present(other).userId
  },
  video: async (unit, _context, _viewerId, id) => {
    present(await unit.get('SELECT youtube_id FROM videos WHERE youtube_id = $1', [id]))
    return null
  },
}

function present<Row>(row: Row | undefined): Row {
  if (row === undefined) throw notFound()
  return row
}

/** Whoever published a subject, whatever its state; undefined when it is gone. */
export async function authorOf(reader: Reader, subject: Subject): Promise<string | null | undefined> {
  const statement = authors[subject.type]
  const row = await reader.get<{ author: string | null }>(statement, [subject.id])
  return row?.author
}

const authors: Record<SubjectType, string> = {
  user: 'SELECT id AS author FROM users WHERE id = $1',
  post: 'SELECT author_id AS author FROM posts WHERE id = $1',
  comment: 'SELECT author_id AS author FROM comments WHERE id = $1',
  message: 'SELECT sender_id AS author FROM messages WHERE id = $1 AND deleted_at IS NULL',
  conversation: 'SELECT NULL AS author FROM conversations WHERE id = $1',
  video: 'SELECT NULL AS author FROM videos WHERE youtube_id = $1',
}

/** Whether something of this type can be hidden and deleted. */
export function isContent(type: string): boolean {
  return type === 'post' || type === 'comment' || type === 'message' || type === 'video'
}

type Effect = (unit: Unit, context: Context, id: string) => Promise<unknown>

const hides: Partial<Record<SubjectType, Effect>> = {
  post: hidePost,
  comment: hideComment,
  message: hideMessage,
  video: hideVideoIn,
}
const restores: Partial<Record<SubjectType, Effect>> = {
  post: restorePost,
  comment: restoreComment,
  message: restoreMessage,
  video: restoreVideoIn,
}
const removals: Partial<Record<SubjectType, Effect>> = {
  post: removePost,
  comment: removeComment,
  message: removeMessage,
  video: hideVideoIn,
}

/** Hides, restores or removes content; what is gone already stays gone. Throws `validation_failed` for what is no content. */
export async function applyToContent(
  unit: Unit,
  context: Context,
  effect: 'hide' | 'restore' | 'delete',
  subject: Subject,
): Promise<void> {
  const act = { hide: hides, restore: restores, delete: removals }[effect][subject.type]
  if (act === undefined) throw invalidField('actions', `A ${subject.type} cannot be hidden or deleted.`)
  if ((await authorOf(unit, subject)) === undefined) return
  await act(unit, context, subject.id)
}

async function removeMessage(unit: Unit, context: Context, id: string): Promise<void> {
  const message = await unit.get<{
    id: string
    conversationId: string
    senderId: string
    text: string | null
    locationId: string | null
    otherId: string
  }>(
    `SELECT m.id, m.conversation_id, m.sender_id, m.text, m.location_id, o.user_id AS other_id FROM messages m
     JOIN participants o ON o.conversation_id = m.conversation_id AND o.user_id <> m.sender_id WHERE m.id = $1`,
    [id],
  )
  if (message !== undefined) await eraseMessage(unit, context, message, message.otherId)
}
