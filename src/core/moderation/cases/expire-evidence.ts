import { day } from '../../../lib/clock.ts'
import type { Context } from '../../context.ts'
import { eraseEvidence } from './freeze-evidence.ts'

/** YouTube lets nobody keep what it says of a video for longer; the link stays. */
const videoTextMs = 30 * day

/** Erases what was kept of decided cases whose time is over; answers of how many cases. */
export async function expireEvidence(context: Context, input: { signal?: AbortSignal } = {}): Promise<number> {
  const due = await context.db.read.all<{ id: string }>(
    'SELECT id FROM cases WHERE evidence_expires_at <= $1 ORDER BY evidence_expires_at LIMIT 1000',
    [context.now()],
  )
  let erased = 0
  for (const { id } of due) {
    if (input.signal?.aborted) break
    await context.write(async (unit) => {
      const kept = await unit.all<{ id: string }>('SELECT id FROM case_evidence WHERE case_id = $1', [id])
      await eraseEvidence(
        unit,
        context,
        kept.map((piece) => piece.id),
      )
      await unit.run('UPDATE reports SET comment = NULL WHERE case_id = $1', [id])
      await unit.run('UPDATE cases SET evidence_expires_at = NULL WHERE id = $1', [id])
    })
    erased += 1
  }
  await context.write((unit) =>
    unit.run(`UPDATE case_evidence SET text = NULL WHERE type = 'video' AND text IS NOT NULL AND happened_at < $1`, [
      context.now() - videoTextMs,
    ]),
  )
  return erased
}
