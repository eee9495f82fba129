import type { Unit } from '../../db/unit.ts'
import { type PlannedChange, recordAudit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'

/** What an operator may ask of a job; whichever process runs it obeys within a second or two. */
export type JobOrder = 'run' | 'pause' | 'resume'

interface SteerInput {
  name: string
  order: JobOrder
  reason: string
}

interface Held {
  pausedAt: number | null
  requestedAt: number | null
}

/**
 * Keeps an operator's order in the database: run once now, pause until resumed, or resume. A paused job still runs when
 * it is asked to. Answers the audit entry's id. Throws `not_found`.
 */
export function steerJob(context: Context, input: SteerInput): Promise<{ auditId: string }> {
  return context.write(async (unit) => {
    const before = await held(unit, input.name)
    const after = afterOrder(context, before, input.order)
    await unit.run('UPDATE jobs SET paused_at = $2, requested_at = $3 WHERE name = $1', [
      input.name,
      after.pausedAt,
      after.requestedAt,
    ])
    const auditId = await recordAudit(unit, context, {
      action: `job.${input.order}`,
      subjectType: 'job',
      subjectId: input.name,
      reason: input.reason,
      before: { isPaused: before.pausedAt !== null },
      after: { isPaused: after.pausedAt !== null },
    })
    return { auditId }
  })
}

/** What the order would change, without effect. Throws `not_found`. */
export async function planJobOrder(context: Context, input: Omit<SteerInput, 'reason'>): Promise<PlannedChange[]> {
  const before = await held(context.db.read, input.name)
  const after = afterOrder(context, before, input.order)
  return [
    {
      action: `job.${input.order}`,
      subject: { type: 'job', id: input.name },
      before: { isPaused: before.pausedAt !== null },
      after: { isPaused: after.pausedAt !== null },
    },
  ]
}

async function held(reader: Pick<Unit, 'get'>, name: string): Promise<Held> {
  const job = await reader.get<Held>('SELECT paused_at, requested_at FROM jobs WHERE name = $1', [name])
  if (job === undefined) throw notFound()
  return job
}

function afterOrder(context: Context, job: Held, order: JobOrder): Held {
  if (order === 'run') return { ...job, requestedAt: job.requestedAt ?? context.now() }
  return { ...job, pausedAt: order === 'pause' ? (job.pausedAt ?? context.now()) : null }
}
