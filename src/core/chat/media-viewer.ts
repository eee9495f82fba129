import type { Context } from '../context.ts'
import { readMessages } from './message-rows.ts'

/**
 * Whether somebody may fetch what is attached to a message: one of its two people, as long as the message is there for
 * them, and, for whoever was sent it by a stranger, once the request is accepted.
 */
export async function maySeeMessageMedia(context: Context, messageId: string, viewerId: string): Promise<boolean> {
  const [message] = await readMessages(context.db.read, [[viewerId, messageId]])
  return message !== undefined && !message.isGone && !message.isUnaccepted
}
