import type { Context } from '../context.ts'
import { recountUnread, unreadSql } from './unread.ts'

/** A person's count of unread messages in a conversation that differed from the messages. */
export interface RecountedUnread {
  conversationId: string
  userId: string
  was: number
  is: number
}

const batch = 200

/** Counts what everybody has not read anew and answers what differed; with `repair` it is put right, one by one. */
export async function recountChat(context: Context, options: { repair: boolean }): Promise<RecountedUnread[]> {
  const wrong: RecountedUnread[] = []
  for (let after = { conversationId: '', userId: '' }; ; ) {
    const rows = await context.db.read.all<RecountedUnread>(
      `SELECT p.conversation_id, p.user_id, p.unread_count AS was,
         ${unreadSql('p.conversation_id', 'p.user_id', 'p.read_up_to')} AS "is"
       FROM (SELECT * FROM participants WHERE (conversation_id, user_id) > ($1, $2)
         ORDER BY conversation_id, user_id LIMIT ${batch}) p ORDER BY p.conversation_id, p.user_id`,
      [after.conversationId, after.userId],
    )
    for (const row of rows.filter(({ was, is }) => was !== is)) {
      wrong.push(row)
      if (options.repair) await repair(context, row)
    }
    if (rows.length < batch) return wrong
    after = rows.at(-1)!
  }
}

function repair(context: Context, { conversationId, userId }: RecountedUnread): Promise<void> {
  return context.write(async (unit) => {
    // As whoever sends does: nothing is written into the conversation meanwhile.
    if (unit.dialect === 'postgres') {
      await unit.get('SELECT id FROM conversations WHERE id = $1 FOR UPDATE', [conversationId])
    }
    await recountUnread(unit, conversationId, userId)
  })
}
