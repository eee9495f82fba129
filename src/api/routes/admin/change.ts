import { z } from 'zod'
import type { PlannedChange } from '../../../core/audit/index.ts'
import { flagQuery, proseField } from '../../../lib/fields.ts'

/** Why an operator changes something; the audit keeps it. */
export const reasonField = proseField(500, 1).describe('Why, for the audit.')

/** The body of a change that needs nothing but a reason. */
export const reasonBody = z.strictObject({ reason: reasonField })

/** `?plan=true`: say what would change, and change nothing. */
export const planQuery = z.strictObject({
  plan: flagQuery().default(false).describe('Whether only to say what would change.'),
})

const plannedState = z.record(z.string().max(100), z.unknown()).nullable()

/** What a change answers to `?plan=true`. */
export const planShape = z
  .object({
    plan: z
      .array(
        z.object({
          action: z.string().max(60),
          subject: z
            .object({ type: z.string().max(40), id: z.string().max(100), name: z.string().max(300).nullable() })
            .nullable(),
          before: plannedState,
          after: plannedState,
        }),
      )
      .max(1000),
  })
  .meta({ id: 'Plan' })

/** The entry of the audit that a change has made, and whether it can be undone from there. */
export const changeFields = { auditId: z.string().max(36).nullable(), undoable: z.boolean() }

/** The plan of a change as it is answered. */
export function presentPlan(plan: readonly PlannedChange[]): z.output<typeof planShape> {
  return {
    plan: plan.map(({ action, subject, before, after }) => ({
      action,
      subject: subject === null ? null : { type: subject.type, id: subject.id, name: subject.name ?? null },
      before: before === null ? null : { ...before },
      after: after === null ? null : { ...after },
    })),
  }
}
