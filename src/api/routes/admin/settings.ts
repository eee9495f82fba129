import { z } from 'zod'
import { changeSettings, changeSettingsInput, listSettings } from '../../../core/moderation/index.ts'
import { isoTime } from '../../../lib/clock.ts'
import { pageShape, timeShape } from '../../../lib/fields.ts'
import { type Endpoint, endpoint, ok } from '../../endpoint.ts'
import { changeEndpoint, optionalReason } from './change-endpoint.ts'

const tag = 'Operators: settings'

const settingShape = z
  .object({
    name: z.string().max(60),
    value: z.unknown(),
    default: z.unknown(),
    description: z.string().max(500),
    changedAt: timeShape().nullable(),
  })
  .meta({ id: 'Setting' })

/** The settings kept in the database. */
export const adminSettingEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/admin/settings',
    operation: 'listSettings',
    tag,
    summary: 'Every setting, its value and its default',
    access: 'admin',
    answers: { 200: pageShape(settingShape) },
    answer: async ({ context }) => {
      const rows = await listSettings(context)
      const items = rows.map((row) => ({
        name: row.name,
        value: row.value,
        default: row.fallback,
        description: row.about,
        changedAt: isoTime(row.changedAt),
      }))
      return ok({ items, nextCursor: null })
    },
  }),
  changeEndpoint({
    method: 'patch',
    path: '/admin/settings',
    operation: 'changeSettings',
    tag,
    summary: 'Change settings, by name',
    description: '`null` brings the default back. Every process uses the new values within a moment.',
    access: 'admin',
    body: changeSettingsInput.extend({ reason: optionalReason }),
    shape: z.object({ changed: z.string().max(60) }).meta({ id: 'Changed' }),
    undoable: true,
    change: (context, { body }) => {
      const { reason, ...values } = body as Record<string, unknown>
      return changeSettings(context, { values, reason: (reason as string | undefined) ?? null })
    },
    present: (_context, { id }) => ({ changed: id }),
  }),
]
