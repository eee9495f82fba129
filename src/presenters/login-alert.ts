import { z } from 'zod'
import type { LoginAlertRow } from '../core/accounts/index.ts'
import { isoTime } from '../lib/clock.ts'
import { timeShape } from '../lib/fields.ts'

/** A sign-in from a device or network that was new. */
export const loginAlertShape = z
  .object({
    id: z.string().max(36),
    state: z.string().max(20).describe('`pending`, `confirmed` or `denied`.'),
    sessionId: z.string().max(36),
    deviceName: z.string().max(80),
    ip: z.string().max(45),
    newDevice: z.boolean(),
    newNetwork: z.boolean(),
    answeredAt: timeShape().nullable(),
    createdAt: timeShape(),
  })
  .meta({ id: 'LoginAlert', description: 'A sign-in from a device or network that was new.' })

export type LoginAlert = z.output<typeof loginAlertShape>

/** An alert as the person it belongs to sees it. */
export function presentLoginAlert(row: LoginAlertRow): LoginAlert {
  return {
    id: row.id,
    state: row.state,
    sessionId: row.sessionId,
    deviceName: row.deviceName,
    ip: row.ip,
    newDevice: Boolean(row.newDevice),
    newNetwork: Boolean(row.newNetwork),
    answeredAt: isoTime(row.answeredAt),
    createdAt: isoTime(row.createdAt),
  }
}
