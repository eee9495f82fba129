import { z } from 'zod'
import { nameField, proseField } from '../../lib/fields.ts'
import { newId } from '../../lib/ids.ts'
import { recordAudit } from '../audit/index.ts'
import type { Context } from '../context.ts'

export const announceInput = z.strictObject({ text: proseField(2000, 1), title: nameField(100).optional() })

export type AnnounceInput = z.output<typeof announceInput>

/** Tells everybody something; answers how many people have an active account. */
export function announce(
  context: Context,
  input: AnnounceInput & { reason: string | null },
): Promise<{ auditId: string; id: string; recipients: number }> {
  return context.write(async (unit) => {
    const id = newId(context.now())
    await unit.run('INSERT INTO announcements (id, title, text, created_at) VALUES ($1, $2, $3, $4)', [
      id,
      input.title ?? null,
      input.text,
      context.now(),
    ])
    const people = (await unit.get<{ count: number }>("SELECT COUNT(*) AS count FROM users WHERE status = 'active'"))!
    const auditId = await recordAudit(unit, context, {
      action: 'announcement.make',
      subjectType: 'announcement',
      subjectId: id,
      reason: input.reason,
      before: null,
      after: { title: input.title ?? null, text: input.text, recipients: people.count },
    })
    await context.events.publish(unit, context, 'announcement.made', { announcementId: id })
    return { auditId, id, recipients: people.count }
  })
}
