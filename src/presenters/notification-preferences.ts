import { z } from 'zod'
import type { PreferenceRow } from '../core/notifications/index.ts'

const channelsShape = z.object({ inApp: z.boolean(), push: z.boolean(), email: z.boolean() })

/** How a person wants to be told of things. */
export const preferencesShape = z
  .object({
    types: z
      .record(
        z.string().max(30),
        channelsShape.extend({
          locked: z.array(z.string().max(10)).max(3).describe('What cannot be switched off: `inApp`, `push`, `email`.'),
        }),
      )
      .describe('By type of notification. `email`: whether it is counted in the digest.'),
    quietHours: z
      .object({ from: z.string().max(5), to: z.string().max(5), timeZone: z.string().max(64) })
      .nullable()
      .describe('Pushes wait until they end, or are left out, by type; a login alert passes.'),
    previews: z.boolean().describe('Whether pushes show names and what was written.'),
    digest: z.string().max(10).describe('`off`, `daily` or `weekly`.'),
  })
  .meta({ id: 'NotificationPreferences' })

/** Preferences as their owner sees them. */
export function presentPreferences({
  types,
  quietHours,
  previews,
  digest,
}: PreferenceRow): z.output<typeof preferencesShape> {
  const byType = types.map(({ type, inApp, push, email, locked }) => [
    type,
    { inApp, push, email, locked: [...locked] },
  ])
  return {
    types: Object.fromEntries(byType),
    quietHours:
      quietHours === null ? null : { from: quietHours.from, to: quietHours.to, timeZone: quietHours.timeZone },
    previews,
    digest,
  }
}
