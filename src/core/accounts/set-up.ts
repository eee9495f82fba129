import { z } from 'zod'
import type { Reader } from '../../db/sql.ts'
import { day } from '../../lib/clock.ts'
import { tokenField } from '../../lib/fields.ts'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { mintOneTimeToken, readOneTimeToken, spendOneTimeToken } from '../one-time-tokens.ts'
import { takeTurn } from '../turns.ts'
import { insertUser, prepareUser } from './create-user.ts'
import { acceptAllRequired } from './documents.ts'
import { postVerification } from './email.ts'
import { deviceNameField, displayNameField, emailField, passwordField, usernameField } from './fields.ts'
import type { SignedIn } from './register-account.ts'
import { startSession } from './sessions.ts'

/** How long the link of a first start holds. */
const linkLifetimeMs = day

/**
 * Makes the one-time link by which the first admin is made, for the start to print; undefined when there is an admin.
 * Only its hash is stored; earlier links stay good until they end, so that two processes may start together.
 */
export async function prepareSetupLink(context: Context): Promise<string | undefined> {
  if (await hasAdmin(context.db.read)) return undefined
  const token = await context.write((unit) =>
    mintOneTimeToken(unit, context, { purpose: 'setup', userId: null, subject: null, lifetimeMs: linkLifetimeMs }),
  )
  return `${context.instance.publicUrl}/setup#token=${token}`
}

export const setUpInput = z.strictObject({
  token: tokenField(),
  username: usernameField,
  email: emailField(),
  password: passwordField(),
  displayName: displayNameField.optional(),
  deviceName: deviceNameField.optional(),
  session: z.enum(['token', 'cookie']).default('token'),
})

/**
 * Makes the first admin and signs them in; whatever the registration mode is. Throws `not_found` once there is an admin,
 * `token_invalid`, `username_taken`, `email_taken` or `password_refused`.
 */
export async function setUp(context: Context, input: z.output<typeof setUpInput>): Promise<SignedIn> {
  if (await hasAdmin(context.db.read)) throw notFound()
  await readOneTimeToken(context.db.read, context, 'setup', input.token)
  const prepared = await prepareUser(context, {
    username: input.username,
    email: input.email,
    password: input.password,
    ...(input.displayName === undefined ? {} : { displayName: input.displayName }),
    role: 'admin',
  })
  return context.write(async (unit) => {
    await takeTurn(unit, context, 'admins')
    if (await hasAdmin(unit)) throw notFound()
    await spendOneTimeToken(unit, context, 'setup', input.token)
    const userId = await insertUser(unit, context, prepared)
    await acceptAllRequired(unit, context, userId)
    await context.events.publish(unit, context, 'account.registered', { userId })
    await postVerification(unit, context, userId, prepared.email)
    await unit.run(`DELETE FROM one_time_tokens WHERE purpose = 'setup' AND used_at IS NULL`)
    const session = await startSession(unit, context, {
      userId,
      deviceName: input.deviceName ?? '',
      scope: 'full',
      door: input.session,
    })
    return { userId, ...session }
  })
}

/** Whether there is anybody who looks after the community. */
export async function hasAdmin(reader: Reader): Promise<boolean> {
  return (await reader.get(`SELECT id FROM users WHERE role = 'admin' LIMIT 1`)) !== undefined
}
