import { z } from 'zod'
import type { Reader } from '../../db/sql.ts'
import { idField, pageQuery, proseField } from '../../lib/fields.ts'
import { newId } from '../../lib/ids.ts'
import { personOf } from '../actor.ts'
import { actorIdentity, recordAudit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { failure, notFound } from '../errors.ts'
import { unblockImages } from '../filters/index.ts'
import { type ActionRow, actionColumns } from './people/actions.ts'
import type { Changed } from './people/sanction-person.ts'
import { appealableUntil } from './strikes.ts'
import { takeBack } from './undo-actions.ts'

export const appealInput = z.strictObject({ actionId: idField(), text: proseField(2000, 1) })

/** Asks operators to look at a decision again, once for each. Throws `not_found`, or `conflict` when there is an appeal or it is too late. */
export function fileAppeal(context: Context, input: z.output<typeof appealInput>): Promise<{ id: string }> {
  const { userId } = personOf(context.actor)
  return context.write(async (unit) => {
    const action = await unit.get<Pick<ActionRow, 'createdAt' | 'endReason'>>(
      'SELECT created_at, end_reason FROM moderation_actions WHERE id = $1 AND user_id = $2',
      [input.actionId, userId],
    )
    if (action === undefined || action.endReason === 'undone') throw notFound()
    if (context.now() > appealableUntil(context, action.createdAt)) {
      throw failure('conflict', 'It is too late to appeal against this decision.')
    }
    const id = newId(context.now())
    const filed = await unit.run(
      `INSERT INTO appeals (id, action_id, user_id, text, created_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (action_id) DO NOTHING`,
      [id, input.actionId, userId, input.text, context.now()],
    )
    if (filed === 0) throw failure('conflict', 'You have appealed against this decision before.')
    return { id }
  })
}

/** An appeal with what it is against. */
export interface AppealRow {
  id: string
  userId: string
  username: string
  text: string
  state: 'open' | 'upheld' | 'overturned'
  createdAt: number
  decidedAt: number | null
  actionId: string
  actionType: string
  actionReason: string
  actionBy: string
  actionCreatedAt: number
}

const select = `SELECT p.id, p.user_id, u.username, p.text, p.state, p.created_at, p.decided_at, a.id AS action_id,
    a.type AS action_type, a.reason AS action_reason, a.decided_by_name AS action_by, a.created_at AS action_created_at
  FROM appeals p JOIN users u ON u.id = p.user_id JOIN moderation_actions a ON a.id = p.action_id`

export const listAppealsInput = pageQuery({ state: z.enum(['open', 'upheld', 'overturned']).default('open') })

/** Appeals, oldest first; one row more than `limit` when there are more. */
export function listAppeals(context: Context, input: z.output<typeof listAppealsInput>): Promise<AppealRow[]> {
  const after = input.cursor === undefined ? '' : String(context.cursors.decode('admin-appeals', input.cursor)[0])
  return context.db.read.all<AppealRow>(`${select} WHERE p.state = $1 AND p.id > $2 ORDER BY p.id LIMIT $3`, [
    input.state,
    after,
    input.limit + 1,
  ])
}

/** One appeal. Throws `not_found`. */
export async function readAppeal(reader: Reader, id: string): Promise<AppealRow> {
  const row = await reader.get<AppealRow>(`${select} WHERE p.id = $1`, [id])
  if (row === undefined) throw notFound()
  return row
}

/**
 * Answers an appeal: upheld, the decision stands; overturned, it is undone and no strike remains. Nobody answers their own.
 * Throws `not_found`, `forbidden`, `conflict`.
 */
export function answerAppeal(
  context: Context,
  input: { id: string; outcome: 'upheld' | 'overturned'; reason: string },
): Promise<Changed> {
  const { id, outcome, reason } = input
  return context.write(async (unit) => {
    const appeal = await readAppeal(unit, id)
    const { key, name } = actorIdentity(context.actor)
    if (key === appeal.userId) throw failure('forbidden', 'Nobody answers their own appeal.')
    const answered = await unit.run(
      `UPDATE appeals SET state = $2, answer = $3, decided_by_name = $4, decided_at = $5 WHERE id = $1 AND state = 'open'`,
      [id, outcome, reason, name, context.now()],
    )
    if (answered === 0) throw failure('conflict', 'The appeal is answered already.')
    const action = (await unit.get<ActionRow & { subjectType: never }>(
      `SELECT ${actionColumns} FROM moderation_actions WHERE id = $1`,
      [appeal.actionId],
    ))!
    if (outcome === 'overturned') {
      await takeBack(unit, context, [action], 'overturned')
      if (action.type === 'hide' || action.type === 'delete') await unblockImages(unit, context, action.auditId)
    }
    const auditId = await recordAudit(unit, context, {
      action: outcome === 'upheld' ? 'appeal.uphold' : 'appeal.overturn',
      subjectType: 'appeal',
      subjectId: id,
      reason,
      before: { state: 'open' },
      after: { state: outcome, actionId: action.id, userId: appeal.userId },
    })
    await context.events.publish(unit, context, 'appeal.answered', { appealId: id, userId: appeal.userId, outcome })
    return { auditId, id }
  })
}
