import type { Unit } from '../../../db/unit.ts'
import { minute } from '../../../lib/clock.ts'
import { actorIdentity, recordAudit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { failure, notFound } from '../../errors.ts'
import type { Changed } from '../people/sanction-person.ts'
import type { SubjectType } from './reasons.ts'

/** A case as decisions see it. */
export interface HeldCase {
  id: string
  subjectType: SubjectType
  subjectId: string
  userId: string | null
  state: 'open' | 'resolved' | 'dismissed'
  claimedBy: string | null
  claimedByName: string | null
  claimedUntil: number | null
}

/** Who holds claims: a person, or whoever opened the local socket under a name. */
export function claimant(context: Context): string {
  const { key, name } = actorIdentity(context.actor)
  return key ?? `operator:${name}`
}

/**
 * A case, held until the unit ends, for somebody who may decide it: not about themself, not reported by them, and not
 * claimed by somebody else. Throws `not_found`, `forbidden`, or `conflict`.
 */
export async function holdOpenCase(unit: Unit, context: Context, caseId: string): Promise<HeldCase> {
  const lock = unit.dialect === 'postgres' ? 'FOR UPDATE' : ''
  const found = await unit.get<HeldCase>(
    `SELECT id, subject_type, subject_id, user_id, state, claimed_by, claimed_by_name, claimed_until
     FROM cases WHERE id = $1 ${lock}`,
    [caseId],
  )
  if (found === undefined) throw notFound()
  const { actor } = context
  if (actor.kind === 'person') {
    if (found.userId === actor.userId) throw notFound()
    const own = await unit.get('SELECT id FROM reports WHERE case_id = $1 AND reporter_id = $2', [caseId, actor.userId])
    if (own !== undefined) throw failure('forbidden', 'Nobody acts on their own report; leave it to another operator.')
  }
  if (found.state !== 'open') throw failure('conflict', 'The case is decided already.')
  const isClaimed = found.claimedBy !== null && (found.claimedUntil ?? 0) > context.now()
  if (isClaimed && found.claimedBy !== claimant(context)) {
    throw failure('conflict', `${found.claimedByName} has claimed this case.`)
  }
  return found
}

/** Claims a case for some time, so that nobody else decides it; claiming again makes it longer. Throws like `holdOpenCase`. */
export function claimCase(context: Context, caseId: string): Promise<Changed> {
  return context.write(async (unit) => {
    const found = await holdOpenCase(unit, context, caseId)
    const until = context.now() + context.settings.get('moderation.claimMinutes') * minute
    const { name } = actorIdentity(context.actor)
    await unit.run('UPDATE cases SET claimed_by = $2, claimed_by_name = $3, claimed_until = $4 WHERE id = $1', [
      caseId,
      claimant(context),
      name,
      until,
    ])
    return { id: caseId, auditId: await auditClaim(unit, context, 'claim', found, name) }
  })
}

/** Gives a claim back. Throws like `holdOpenCase`. */
export function releaseCase(context: Context, caseId: string): Promise<Changed> {
  return context.write(async (unit) => {
    const found = await holdOpenCase(unit, context, caseId)
    await unit.run('UPDATE cases SET claimed_by = NULL, claimed_by_name = NULL, claimed_until = NULL WHERE id = $1', [
      caseId,
    ])
    return { id: caseId, auditId: await auditClaim(unit, context, 'release', found, null) }
  })
}

function auditClaim(
  unit: Unit,
  context: Context,
  verb: 'claim' | 'release',
  { id, claimedByName }: HeldCase,
  after: string | null,
): Promise<string> {
  return recordAudit(unit, context, {
    action: `case.${verb}`,
    subjectType: 'case',
    subjectId: id,
    reason: null,
    before: { claimedBy: claimedByName },
    after: { claimedBy: after },
  })
}
