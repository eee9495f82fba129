import type { Unit } from '../../db/unit.ts'
import { day, minute } from '../../lib/clock.ts'
import { newId } from '../../lib/ids.ts'
import type { Context } from '../context.ts'
import { failure } from '../errors.ts'
import { emailKey } from '../logins.ts'
import { tokenHash } from '../tokens.ts'
import { deviceKey } from './sessions.ts'

const windowMs = 15 * minute

/** Wrong passwords in a window per account and per network, and wrong codes (SAFETY.md RL1, AN8). */
const maxFailures = 10
const maxWrongCodes = 5

/** Wrong passwords in a row, however slowly, after which only a reset or a known device helps (NIST SP 800-63B-4, 3.2.2). */
const maxInARow = 100

/** A try at proving who one is. It counts as failed from its beginning, so that many at once cannot slip through. */
export interface Attempt {
  readonly id: string
  readonly keys: readonly string[]
}

interface Counted {
  key: string
  most: number
  mostInARow?: number
}

/**
 * Lets a sign-in come as far as the hash, or refuses it because there were too many failures for this account or from
 * this network. What is counted is stored, so a restart forgives nothing; a name nobody has is counted like any other. A
 * device that the person has signed in with before, from the same network, has a count of its own, so that nobody can
 * lock them out. Throws `rate_limited`.
 */
export async function beginSignIn(
  context: Context,
  input: { login: string; userId: string | undefined; deviceName: string },
): Promise<Attempt> {
  const device = deviceKey(input.deviceName, context.origin.userAgent)
  const isKnown = await isKnownDevice(context, input.userId ?? '', device)
  if (isKnown) return begin(context, [{ key: `known:${input.userId}:${short(device)}`, most: maxFailures }])
  const account =
    input.userId === undefined ? `name:${short(tokenHash(emailKey(input.login)))}` : accountKey(input.userId)
  return begin(context, [
    { key: account, most: maxFailures, mostInARow: maxInARow },
    { key: `network:${context.origin.network}`, most: maxFailures },
  ])
}

/** The same for a person who is signed in and proves it again with their password. Throws `rate_limited`. */
export function beginPasswordProof(context: Context, userId: string): Promise<Attempt> {
  return begin(context, [{ key: proofKey(userId), most: maxFailures }])
}

/** The same for a code of the second factor: five wrong ones. Throws `rate_limited`. */
export function beginCodeProof(context: Context, userId: string): Promise<Attempt> {
  return begin(context, [{ key: codeKey(userId), most: maxWrongCodes }])
}

/** Takes an attempt back that turned out not to be a failure. */
export async function forgetAttempt(unit: Unit, attempt: Attempt): Promise<void> {
  for (const key of attempt.keys) {
    await unit.run('DELETE FROM sign_in_failures WHERE counter_key = $1 AND id = $2', [key, attempt.id])
    await unit.run('UPDATE sign_in_counters SET in_a_row = in_a_row - 1 WHERE counter_key = $1', [key])
  }
}

/**
 * Takes the attempt back that succeeded, and forgets the failures before it that were counted with it, save those of the
 * whole network. A success on a known device says nothing about what strangers have tried.
 */
export async function settleSignIn(unit: Unit, userId: string, attempt: Attempt): Promise<void> {
  await forgetAttempt(unit, attempt)
  const own = attempt.keys.filter((key) => !key.startsWith('network:'))
  await forgetKeys(unit, [...own, codeKey(userId)])
}

/** Forgets all failures of an account: its owner has chosen a new password, or it is gone. */
export async function forgetFailures(unit: Unit, userId: string): Promise<void> {
  await forgetKeys(unit, [accountKey(userId), codeKey(userId), proofKey(userId)])
  for (const table of ['sign_in_failures', 'sign_in_counters']) {
    await unit.run(`DELETE FROM ${table} WHERE counter_key > $1 AND counter_key < $2`, [
      `known:${userId}:`,
      `known:${userId};`,
    ])
  }
}

async function forgetKeys(unit: Unit, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await unit.run('DELETE FROM sign_in_failures WHERE counter_key = $1', [key])
    await unit.run('DELETE FROM sign_in_counters WHERE counter_key = $1', [key])
  }
}

/** Removes what no limit looks at any more. Bounded, for a job to repeat. */
export async function pruneSignInFailures(context: Context): Promise<void> {
  const now = context.now()
  await context.write(async (unit) => {
    await unit.run('DELETE FROM sign_in_failures WHERE failed_at < $1', [now - windowMs])
    // Only accounts have a row of failures that matters for longer.
    await unit.run(
      `DELETE FROM sign_in_counters WHERE last_at < $1 AND (in_a_row <= 0 OR counter_key NOT LIKE 'account:%')`,
      [now - day],
    )
  })
}

function accountKey(userId: string): string {
  return `account:${userId}`
}

function proofKey(userId: string): string {
  return `proof:${userId}`
}

function codeKey(userId: string): string {
  return `code:${userId}`
}

// 128 bits of a hash are plenty to tell names apart, and keep a flood of them small.
function short(hash: string): string {
  return hash.slice(0, 22)
}

async function begin(context: Context, counted: readonly Counted[]): Promise<Attempt> {
  const id = newId(context.now())
  if (!context.instance.rateLimits) return { id, keys: [] }
  await context.db.transaction(async (unit) => {
    const now = context.now()
    for (const { key, most, mostInARow } of counted) {
      // The counter's row is also what two at once wait for, so that their failures are counted one after the other.
      const counter = await unit.get<{ inARow: number }>(
        `INSERT INTO sign_in_counters (counter_key, in_a_row, last_at) VALUES ($1, 1, $2)
         ON CONFLICT (counter_key) DO UPDATE SET in_a_row = sign_in_counters.in_a_row + 1, last_at = excluded.last_at
         RETURNING in_a_row`,
        [key, now],
      )
      const failures = await failuresAround(unit, key, now)
      if (mostInARow !== undefined && counter!.inARow > mostInARow) throw tooMany(windowMs)
      const oldest = failures[most - 1]
      if (oldest !== undefined) throw tooMany(Math.min(oldest.failedAt + windowMs - now, windowMs))
      await unit.run('INSERT INTO sign_in_failures (counter_key, failed_at, id) VALUES ($1, $2, $3)', [key, now, id])
    }
  })
  return { id, keys: counted.map(({ key }) => key) }
}

// What lies further ahead than a window was written before the clock was set back, and must not lock anybody out for hours.
function failuresAround(unit: Unit, key: string, now: number): Promise<{ failedAt: number }[]> {
  return unit.all(
    `SELECT failed_at FROM sign_in_failures WHERE counter_key = $1 AND failed_at > $2 AND failed_at < $3
     ORDER BY failed_at DESC LIMIT ${maxFailures}`,
    [key, now - windowMs, now + windowMs],
  )
}

function tooMany(waitMs: number): Error {
  return failure('rate_limited', 'Too many failed tries; wait a while, or reset the password.', {
    retryAfterSeconds: waitMs / 1000,
  })
}

async function isKnownDevice(context: Context, userId: string, device: string): Promise<boolean> {
  const known = await context.db.read.get(
    'SELECT id FROM sessions WHERE user_id = $1 AND device_key = $2 AND network = $3 LIMIT 1',
    [userId, device, context.origin.network],
  )
  return known !== undefined
}
