import { z } from 'zod'
import { proseField } from '../../../lib/fields.ts'
import { recordAudit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { findHeldFile, type HeldFile, type MediaFacts } from '../../media/index.ts'
import { partOfSize, viewedSize } from '../viewed-size.ts'
import { claimant } from './claim-case.ts'
import { findCase } from './read-cases.ts'

export const viewEvidenceInput = z.strictObject({
  size: viewedSize.default('full'),
  reason: proseField(500, 1).optional().describe('Why it is looked at; the reason of the case if absent.'),
})

/**
 * The file of a picture or video that was kept with a case, for an operator who asks to see it clearly: the asking is
 * written to the audit, once for each operator and picture. Throws `not_found`.
 */
export async function viewEvidence(
  context: Context,
  input: { caseId: string; pictureId: string } & z.output<typeof viewEvidenceInput>,
): Promise<HeldFile> {
  const { read } = context.db
  const found = await findCase(context, input.caseId)
  const kept = await read.get<{ facts: string }>(
    `SELECT h.facts FROM held_media h
     JOIN case_evidence e ON h.holder_type = 'evidence' AND e.id = h.holder_id WHERE h.id = $1 AND e.case_id = $2`,
    [input.pictureId, found.id],
  )
  if (kept === undefined) throw notFound()
  const name = (JSON.parse(kept.facts) as MediaFacts).files[partOfSize[input.size]]
  const file = name === null ? undefined : await findHeldFile(read, input.pictureId, name)
  if (file === undefined) throw notFound()
  await auditView(context, found, input)
  return file
}

async function auditView(
  context: Context,
  found: { id: string; reason: string },
  { pictureId, reason }: { pictureId: string; reason?: string | undefined },
): Promise<void> {
  const viewer = claimant(context)
  const seen = 'SELECT audit_id FROM evidence_views WHERE held_id = $1 AND viewer = $2'
  if ((await context.db.read.get(seen, [pictureId, viewer])) !== undefined) return
  await context.write(async (unit) => {
    const first = await unit.run(
      `INSERT INTO evidence_views (held_id, viewer, audit_id) VALUES ($1, $2, '') ON CONFLICT DO NOTHING`,
      [pictureId, viewer],
    )
    if (first === 0) return
    const auditId = await recordAudit(unit, context, {
      action: 'case.look',
      subjectType: 'case',
      subjectId: found.id,
      reason: reason ?? found.reason,
      before: null,
      after: { picture: pictureId },
    })
    await unit.run('UPDATE evidence_views SET audit_id = $3 WHERE held_id = $1 AND viewer = $2', [
      pictureId,
      viewer,
      auditId,
    ])
  })
}
