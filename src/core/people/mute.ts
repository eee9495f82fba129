import { z } from 'zod'
import { type Flag, type Reader, rowQuery } from '../../db/sql.ts'
import { type Page, pageOf } from '../../lib/cursor.ts'
import { newId } from '../../lib/ids.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { invalidField } from '../errors.ts'
import { appendToLog } from '../log/index.ts'
import { type ListInput, startOf } from './list.ts'
import { changeBetween } from './pair.ts'
import { type PersonSummaryRow, personColumns } from './summary.ts'
import { mutedSql, visiblePersonSql } from './visibility.ts'

const year = 365 * 24 * 60 * 60

export const mutePersonInput = z.strictObject({
  durationSeconds: z
    .int()
    .min(60)
    .max(year)
    .optional()
    .describe('How long; without it until it is taken back. Muting again sets the time anew.'),
})

export type MutePersonInput = z.output<typeof mutePersonInput>

/**
 * Stops showing what a person publishes in the feed and notifying of it, for a time or until taken back; they do not
 * learn of it. Answers the person's id. Throws `not_found`, or `validation_failed` for oneself.
 */
export function mutePerson(context: Context, username: string, input: MutePersonInput): Promise<string> {
  return changeBetween(context, username, async (unit, { viewerId, other }) => {
    if (other.id === viewerId) throw invalidField('username', 'You cannot mute yourself.')
    const { Mute } = context.db.models
    const now = context.now()
    const until = input.durationSeconds === undefined ? null : now + input.durationSeconds * 1000
    // A mute whose time is over is none: muting again is as muting for the first time.
    await unit.run('DELETE FROM mutes WHERE muter_id = $1 AND muted_id = $2 AND until <= $3', [viewerId, other.id, now])
    const mute = await Mute.findOne({ where: { muterId: viewerId, mutedId: other.id }, transaction: unit.orm })
    if (mute !== null) {
      await mute.update({ until }, { transaction: unit.orm })
    } else {
      const row = { muterId: viewerId, mutedId: other.id, id: newId(now), until, createdAt: now }
      await Mute.create(row, { transaction: unit.orm })
      await context.events.publish(unit, context, 'user.muted', { muterId: viewerId, mutedId: other.id })
    }
    await appendToLog(unit, context, [{ userId: viewerId, type: 'relationship.updated', subjectId: other.id }])
  })
}

/** Takes a mute back; when there is none nothing changes. Answers the person's id. Throws `not_found`. */
export function unmutePerson(context: Context, username: string): Promise<string> {
  return changeBetween(context, username, async (unit, { viewerId, other }) => {
    const where = { muterId: viewerId, mutedId: other.id }
    const removed = await context.db.models.Mute.destroy({ where, transaction: unit.orm })
    if (removed === 0) return
    await appendToLog(unit, context, [{ userId: viewerId, type: 'relationship.updated', subjectId: other.id }])
  })
}

/** Somebody muted, since when and until when. */
export interface MutedRow extends PersonSummaryRow {
  muteId: string
  mutedAt: number
  mutedUntil: number | null
}

const mutes = rowQuery<MutedRow>(
  { ...personColumns('u'), muteId: 'm.id', mutedAt: 'm.created_at', mutedUntil: 'm.until' },
  `FROM mutes m JOIN users u ON u.id = m.muted_id
   WHERE m.muter_id = $1 AND m.id < $2 AND (m.until IS NULL OR m.until > $3) AND ${visiblePersonSql('u', '$1')}
   ORDER BY m.id DESC LIMIT $4`,
)

/** The people whom the one who acts has muted at this moment, newest first. */
export async function listMutes(context: Context, input: ListInput): Promise<Page<MutedRow>> {
  const { userId } = personOf(context.actor)
  const list = `mutes:${userId}`
  const start = startOf(context, list, input)
  const rows = await context.db.read.rows(mutes, [userId, start, context.now(), input.limit + 1])
  return pageOf(
    rows,
    input.limit,
    (row) => row,
    ({ muteId }) => context.cursors.encode(list, [muteId]),
  )
}

const muted = rowQuery<{ isMuted: Flag }>({ isMuted: mutedSql('$1', '$2', '$3') }, '')

/** Whether one person has muted another at the moment `now` (ms since the epoch). */
export async function isMuted(reader: Reader, muterId: string, mutedId: string, now: number): Promise<boolean> {
  const row = await reader.row(muted, [mutedId, muterId, now])
  return Boolean(row?.isMuted)
}
