import { z } from 'zod'
import type { Flag, Reader } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import { type DailyHours, isTimeZone, nextTimeOfDay } from '../../lib/time-zone.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { failure } from '../errors.ts'
import { holdBoxes } from './boxes.ts'
import { type Channel, type NotificationTypeName, notificationTypeNames, notificationTypes } from './types.ts'

const channels = z.strictObject({ inApp: z.boolean(), push: z.boolean(), email: z.boolean() }).partial()

const timeOfDay = z
  .string()
  .length(5)
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'This is not a time such as 22:30.')

const quietHoursInput = z
  .strictObject({
    from: timeOfDay,
    to: timeOfDay,
    timeZone: z.string().max(64).refine(isTimeZone, 'This time zone is not known.').describe('IANA, `Europe/Berlin`.'),
  })
  .refine(({ from, to }) => from !== to, {
    path: ['to'],
    message: 'The hours must end at another time than they begin.',
  })

export const changePreferencesInput = z
  .strictObject({
    types: z
      .strictObject(
        Object.fromEntries(notificationTypeNames.map((name) => [name, channels])) as Record<
          NotificationTypeName,
          typeof channels
        >,
      )
      .partial(),
    quietHours: quietHoursInput.nullable(),
    previews: z.boolean().describe('Whether pushes show names and what was written.'),
    digest: z.enum(['off', 'daily', 'weekly']).describe('A mail in the morning with what is unread and new.'),
  })
  .partial()

export type ChangePreferencesInput = z.output<typeof changePreferencesInput>

export type Digest = 'off' | 'daily' | 'weekly'

/** How a person wants to be told of things. */
export interface Preferences {
  types: Record<NotificationTypeName, Record<Channel, boolean>>
  quietHours: DailyHours | null
  previews: boolean
  digest: Digest
}

interface StoredType {
  type: string
  inApp: Flag
  push: Flag
  email: Flag
}

interface StoredBox {
  quietFrom: string | null
  quietTo: string | null
  quietTimeZone: string | null
  previews: Flag
  digest: Digest
}

/** The same for whoever shows it: the types in their order, with what cannot be switched off. */
export interface PreferenceRow extends Omit<Preferences, 'types'> {
  types: ({ type: NotificationTypeName; locked: readonly Channel[] } & Record<Channel, boolean>)[]
}

/** The preferences of the person who acts. */
export async function showPreferences(context: Context): Promise<PreferenceRow> {
  const preferences = await readPreferences(context.db.read, personOf(context.actor).userId)
  const types = notificationTypeNames.map((type) => ({
    type,
    ...preferences.types[type],
    locked: notificationTypes[type].locked,
  }))
  return { ...preferences, types }
}

/** The preferences of a person, with what holds where they have said nothing. */
export async function readPreferences(reader: Reader, userId: string): Promise<Preferences> {
  const stored = await reader.all<StoredType>(
    'SELECT type, in_app, push, email FROM notification_preferences WHERE user_id = $1',
    [userId],
  )
  const box = await reader.get<StoredBox>(
    `SELECT quiet_from, quiet_to, quiet_time_zone, previews, digest FROM notification_boxes WHERE user_id = $1`,
    [userId],
  )
  const types = Object.fromEntries(
    notificationTypeNames.map((name) => {
      const { inApp, push, email, locked } = notificationTypes[name] as (typeof notificationTypes)[typeof name]
      const own = stored.find(({ type }) => type === name)
      const chosen =
        own === undefined
          ? { inApp, push, email }
          : { inApp: Boolean(own.inApp), push: Boolean(own.push), email: Boolean(own.email) }
      return [name, { ...chosen, ...Object.fromEntries(locked.map((channel) => [channel, true])) }]
    }),
  ) as Preferences['types']
  return { types, quietHours: hoursOf(box), previews: Boolean(box?.previews ?? true), digest: box?.digest ?? 'off' }
}

/** The quiet hours that a box holds. */
export function hoursOf(
  box: Pick<StoredBox, 'quietFrom' | 'quietTo' | 'quietTimeZone'> | undefined,
): DailyHours | null {
  if (box === undefined || box.quietFrom === null || box.quietTo === null || box.quietTimeZone === null) return null
  return { from: box.quietFrom, to: box.quietTo, timeZone: box.quietTimeZone }
}

/**
 * Changes how the person who acts is told of things; what is not named stays. Throws `validation_failed` for what cannot be
 * switched off.
 */
export async function changePreferences(context: Context, input: ChangePreferencesInput): Promise<void> {
  const { userId } = personOf(context.actor)
  refuseLocked(input)
  await context.write(async (unit) => {
    await holdBoxes(unit, [userId])
    const before = await readPreferences(unit, userId)
    for (const name of notificationTypeNames) {
      const chosen = input.types?.[name]
      if (chosen === undefined) continue
      const { inApp, push, email } = { ...before.types[name], ...chosen }
      await unit.run(
        `INSERT INTO notification_preferences (user_id, type, in_app, push, email) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (user_id, type) DO UPDATE SET in_app = excluded.in_app, push = excluded.push,
           email = excluded.email`,
        [userId, name, inApp, push, email],
      )
    }
    await changeBox(unit, context, userId, before, input)
  })
}

function refuseLocked(input: ChangePreferencesInput): void {
  const errors = notificationTypeNames.flatMap((name) =>
    (notificationTypes[name].locked as readonly Channel[])
      .filter((channel) => input.types?.[name]?.[channel] === false)
      .map((channel) => ({ path: `types.${name}.${channel}`, message: 'This cannot be switched off.' })),
  )
  if (errors.length > 0) throw failure('validation_failed', errors[0]!.message, { errors })
}

async function changeBox(
  unit: Unit,
  context: Context,
  userId: string,
  before: Preferences,
  input: ChangePreferencesInput,
): Promise<void> {
  const quiet = input.quietHours === undefined ? before.quietHours : input.quietHours
  const digest = input.digest ?? before.digest
  await unit.run(
    `UPDATE notification_boxes SET quiet_from = $2, quiet_to = $3, quiet_time_zone = $4, previews = $5, digest = $6
     WHERE user_id = $1`,
    [
      userId,
      quiet?.from ?? null,
      quiet?.to ?? null,
      quiet?.timeZone ?? null,
      input.previews ?? before.previews,
      digest,
    ],
  )
  if (digest === before.digest) return
  const dueAt = digest === 'off' ? null : nextDigestAt(await timeZoneOf(unit, userId), context.now())
  await unit.run('UPDATE notification_boxes SET digest_due_at = $2 WHERE user_id = $1', [userId, dueAt])
}

/** When the person's day begins next, as far as digests are concerned. */
export function nextDigestAt(timeZone: string, now: number): number {
  return nextTimeOfDay('08:00', timeZone, now)
}

/** The time zone a person lives in, as far as is known. */
export async function timeZoneOf(reader: Reader, userId: string): Promise<string> {
  const known = await reader.get<{ timeZone: string | null; quietTimeZone: string | null }>(
    `SELECT u.time_zone, b.quiet_time_zone FROM users u LEFT JOIN notification_boxes b ON b.user_id = u.id
     WHERE u.id = $1`,
    [userId],
  )
  return known?.timeZone ?? known?.quietTimeZone ?? 'UTC'
}
