import type { Unit } from '../../../db/unit.ts'
import { newId } from '../../../lib/ids.ts'
import type { Context } from '../../context.ts'
import { freezeEvidence } from './freeze-evidence.ts'
import { clockOf, graver } from './reasons.ts'
import type { Subject } from './subjects.ts'

export interface OpenCase {
  id: string
  reason: string
  createdAt: number
  score: number
}

/** The case of a subject that waits for a decision, opened if there is none; its evidence is kept as it is now. */
export async function openCase(
  unit: Unit,
  context: Context,
  input: { subject: Subject; userId: string | null; reason: string },
): Promise<OpenCase> {
  const { subject, userId, reason } = input
  const now = context.now()
  const found = (await unit.get<OpenCase>(
    `INSERT INTO cases (id, subject_type, subject_id, user_id, reason, due_at, created_at, channel_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, CASE WHEN $2 = 'video' THEN (SELECT channel_id FROM videos WHERE youtube_id = $3) END)
     ON CONFLICT (subject_type, subject_id) WHERE state = 'open' DO UPDATE SET user_id = excluded.user_id
     RETURNING id, reason, created_at, score`,
    [newId(now), subject.type, subject.id, userId, reason, now + clockOf(reason), now],
  ))!
  const gravest = graver(found.reason, reason)
  if (gravest !== found.reason) {
    await unit.run('UPDATE cases SET reason = $2, due_at = $3 WHERE id = $1', [
      found.id,
      gravest,
      found.createdAt + clockOf(gravest),
    ])
  }
  await freezeEvidence(unit, context, found.id, subject)
  return { ...found, reason: gravest }
}
