import { z } from 'zod'
import { type Flag, type Reader, rowQuery, viewerPairs } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import { idField } from '../../lib/fields.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { invalidField } from '../errors.ts'
import { appendToLog } from '../log/index.ts'
import { visiblePersonSql } from '../people/index.ts'
import { type ConversationAccess, holdConversation, isMutual } from './access.ts'
import { unreadSql } from './unread.ts'

export const receiptInput = z.strictObject({ upTo: idField().describe('The newest message it is about.') })

/** How far a person has read or received a conversation, as the person themself sees it. */
export interface Receipt {
  conversationId: string
  userId: string
  upTo: string
  /** What the person has not read; null where it is none of the viewer's business. */
  unreadCount: number | null
}

/**
 * Records that the person who acts has read up to a message; it never moves back. The other person is told when both let
 * each other see receipts. Throws `not_found`, or `validation_failed` for a message of another conversation.
 */
export function markRead(context: Context, conversationId: string, input: { upTo: string }): Promise<Receipt> {
  return context.write(async (unit) => {
    const { userId } = personOf(context.actor)
    const conversation = await holdConversation(unit, userId, conversationId)
    await requireMessage(unit, conversationId, input.upTo)
    const changed = await unit.run(
      `UPDATE participants SET read_up_to = $3, updated_at = $4, unread_count = ${unreadSql('$1', '$2', '$3')},
         delivered_up_to = CASE WHEN delivered_up_to < $3 THEN $3 ELSE delivered_up_to END
       WHERE conversation_id = $1 AND user_id = $2 AND read_up_to < $3`,
      [conversationId, userId, input.upTo, context.now()],
    )
    const receipt = await ownReceipt(unit, conversationId, userId, 'read')
    if (changed === 0) return receipt
    const entry = { type: 'receipt.read', subjectId: conversationId, detail: { userId, upTo: input.upTo } }
    await appendToLog(unit, context, [{ userId, ...entry }])
    if (isTold(conversation)) await appendToLog(unit, context, [{ userId: conversation.otherId, ...entry }])
    await context.events.publish(unit, context, 'conversation.read', { userId, conversationId, upTo: input.upTo })
    return receipt
  })
}

/** The same for what has arrived on a device of the person who acts. */
export function markDelivered(context: Context, conversationId: string, input: { upTo: string }): Promise<Receipt> {
  return context.write(async (unit) => {
    const { userId } = personOf(context.actor)
    const conversation = await holdConversation(unit, userId, conversationId)
    await requireMessage(unit, conversationId, input.upTo)
    const changed = await unit.run(
      `UPDATE participants SET delivered_up_to = $3, updated_at = $4
       WHERE conversation_id = $1 AND user_id = $2 AND delivered_up_to < $3`,
      [conversationId, userId, input.upTo, context.now()],
    )
    if (changed > 0 && isTold(conversation)) {
      const detail = { userId, upTo: input.upTo }
      const entry = { userId: conversation.otherId, type: 'receipt.delivered', subjectId: conversationId, detail }
      await appendToLog(unit, context, [entry])
    }
    return ownReceipt(unit, conversationId, userId, 'delivered')
  })
}

function isTold(conversation: ConversationAccess): boolean {
  return isMutual(conversation) && Boolean(conversation.readReceipts) && Boolean(conversation.otherReadReceipts)
}

async function requireMessage(unit: Unit, conversationId: string, messageId: string): Promise<void> {
  const found = await unit.get('SELECT id FROM messages WHERE id = $1 AND conversation_id = $2', [
    messageId,
    conversationId,
  ])
  if (found === undefined) throw invalidField('upTo', 'There is no such message in this conversation.')
}

async function ownReceipt(
  unit: Unit,
  conversationId: string,
  userId: string,
  kind: 'read' | 'delivered',
): Promise<Receipt> {
  const side = (await unit.get<{ readUpTo: string; deliveredUpTo: string; unreadCount: number }>(
    'SELECT read_up_to, delivered_up_to, unread_count FROM participants WHERE conversation_id = $1 AND user_id = $2',
    [conversationId, userId],
  ))!
  const upTo = kind === 'read' ? side.readUpTo : side.deliveredUpTo
  return { conversationId, userId, upTo, unreadCount: side.unreadCount }
}

/** What decides whether a viewer may see receipts in a conversation, and what they have not read there. */
export interface ReceiptSight {
  viewerId: string
  conversationId: string
  isTold: Flag
  unreadCount: number
}

function sightQuery(pairs: string) {
  return rowQuery<ReceiptSight>(
    {
      viewerId: 'p.user_id',
      conversationId: 'p.conversation_id',
      isTold: `(me.read_receipts AND u.read_receipts AND p.request = 'accepted' AND o.request = 'accepted')`,
      unreadCount: 'p.unread_count',
    },
    `FROM (${pairs}) k
     JOIN participants p ON p.conversation_id = k.id AND p.user_id = k.viewer_id
     JOIN participants o ON o.conversation_id = p.conversation_id AND o.user_id <> p.user_id
     JOIN users me ON me.id = p.user_id
     JOIN users u ON u.id = o.user_id
     WHERE ${visiblePersonSql('u', 'p.user_id')}`,
  )
}

const sights = {
  sqlite: sightQuery(viewerPairs.sqlite),
  postgres: sightQuery(viewerPairs.postgres),
}

/** Who may see receipts of which conversations at this moment, by `viewer conversation`. */
export async function readReceiptSights(
  reader: Reader,
  pairs: readonly (readonly [viewerId: string, conversationId: string])[],
): Promise<Map<string, ReceiptSight>> {
  const rows = await reader.rows(sights[reader.dialect], [JSON.stringify(pairs)])
  return new Map(rows.map((row) => [`${row.viewerId} ${row.conversationId}`, row]))
}
