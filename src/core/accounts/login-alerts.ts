import type { Flag } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import { isoTime } from '../../lib/clock.ts'
import { type Page, pageOf } from '../../lib/cursor.ts'
import { newId } from '../../lib/ids.ts'
import type { Person } from '../actor.ts'
import type { Context } from '../context.ts'
import { failure, notFound } from '../errors.ts'
import { postMail } from '../mail/index.ts'
import { spendOneTimeToken } from '../one-time-tokens.ts'
import { denySignIn } from './deny-sign-in.ts'
import { deviceKey } from './sessions.ts'

/** A sign-in from a device or network the person had not used before, and what they said of it. */
export interface LoginAlertRow {
  id: string
  userId: string
  sessionId: string
  deviceName: string
  ip: string
  newDevice: Flag
  newNetwork: Flag
  state: 'pending' | 'confirmed' | 'denied'
  answeredAt: number | null
  createdAt: number
}

const columns = 'id, user_id, session_id, device_name, ip, new_device, new_network, state, answered_at, created_at'

/**
 * Looks, before the session starts, whether the person has signed in from this device and this network before. Answers
 * what raises the alert, or undefined when both are known, or nothing is, as at a first sign-in.
 */
export async function alertOfStrangeSignIn(
  unit: Unit,
  context: Context,
  input: { userId: string; deviceName: string },
): Promise<{ raise(sessionId: string): Promise<void> } | undefined> {
  const { ip, network, userAgent } = context.origin
  const known = await unit.get<{ sessions: number; sameDevice: number; sameNetwork: number }>(
    `SELECT count(*) AS sessions, count(CASE WHEN device_key = $2 THEN 1 END) AS same_device,
       count(CASE WHEN network = $3 THEN 1 END) AS same_network FROM sessions WHERE user_id = $1`,
    [input.userId, deviceKey(input.deviceName, userAgent), network],
  )
  const newDevice = known!.sameDevice === 0
  const newNetwork = known!.sameNetwork === 0
  if (known!.sessions === 0 || !(newDevice || newNetwork)) return undefined
  return {
    raise: async (sessionId) => {
      const now = context.now()
      const alertId = newId(now)
      await unit.run(
        `INSERT INTO login_alerts (id, user_id, session_id, device_name, ip, new_device, new_network, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [alertId, input.userId, sessionId, input.deviceName, ip, newDevice, newNetwork, now],
      )
      await context.events.publish(unit, context, 'login.alerted', { userId: input.userId, alertId, sessionId })
      await postMail(unit, context, {
        kind: 'login-alert',
        to: { userId: input.userId },
        data: {
          subject: alertId,
          at: isoTime(now),
          deviceName: input.deviceName === '' ? 'without a name' : input.deviceName,
          ip,
          newDevice: newDevice ? 'yes' : 'no',
          newNetwork: newNetwork ? 'yes' : 'no',
        },
      })
    },
  }
}

const listName = 'login-alerts'

/** The alerts of a person, newest first, without those about the very session that asks. */
export async function listLoginAlerts(
  context: Context,
  person: Person,
  input: { limit: number; cursor?: string | undefined },
): Promise<Page<LoginAlertRow>> {
  const list = `${listName}:${person.userId}`
  const before = input.cursor === undefined ? '~' : String(context.cursors.decode(list, input.cursor)[0])
  const rows = await context.db.read.all<LoginAlertRow>(
    `SELECT ${columns} FROM login_alerts WHERE user_id = $1 AND session_id <> $2 AND id < $3
     ORDER BY id DESC LIMIT $4`,
    [person.userId, person.sessionId, before, input.limit + 1],
  )
  return pageOf(
    rows,
    input.limit,
    (row) => row,
    (row) => context.cursors.encode(list, [row.id]),
  )
}

export type LoginAnswer = 'confirm' | 'deny'

/**
 * Records that a sign-in was the person's own, or was not: then its session ends, the password no longer works, and a
 * mail lets them choose a new one. The session it is about can do neither, and one that is itself in question cannot
 * vouch for another. Throws `not_found`, `forbidden`, or `conflict` when it was denied before.
 */
export async function answerLoginAlert(
  context: Context,
  person: Person,
  input: { alertId: string; answer: LoginAnswer },
): Promise<void> {
  await context.write(async (unit) => {
    const alert = await readAlert(unit, input.alertId)
    if (alert === undefined || alert.userId !== person.userId || alert.sessionId === person.sessionId) throw notFound()
    if (input.answer === 'confirm' && (await isInQuestion(unit, person.sessionId))) {
      throw failure('forbidden', 'Confirm the sign-in of this device first, from another one or by the mailed link.')
    }
    await settleAlert(unit, context, alert, input.answer)
  })
}

/** The same by the link in the mail, without a session. Throws `token_invalid`, or `conflict` when it was denied before. */
export async function answerLoginAlertByMail(
  context: Context,
  input: { token: string; answer: LoginAnswer },
): Promise<{ alertId: string }> {
  return context.write(async (unit) => {
    const { subject } = await spendOneTimeToken(unit, context, 'login_alert', input.token)
    const alert = await readAlert(unit, subject!)
    if (alert === undefined) throw notFound()
    await settleAlert(unit, context, alert, input.answer)
    return { alertId: alert.id }
  })
}

/** One alert of the person, as the list shows it. Throws `not_found`. */
export async function readLoginAlert(context: Context, alertId: string): Promise<LoginAlertRow> {
  const alert = await context.db.read.get<LoginAlertRow>(`SELECT ${columns} FROM login_alerts WHERE id = $1`, [alertId])
  if (alert === undefined) throw notFound()
  return alert
}

async function settleAlert(unit: Unit, context: Context, alert: LoginAlertRow, answer: LoginAnswer): Promise<void> {
  const state = answer === 'confirm' ? 'confirmed' : 'denied'
  if (alert.state === state) return
  if (alert.state === 'denied') throw failure('conflict', 'This sign-in was denied before.')
  await unit.run('UPDATE login_alerts SET state = $2, answered_at = $3 WHERE id = $1', [alert.id, state, context.now()])
  await context.events.publish(unit, context, 'login.answered', { userId: alert.userId, alertId: alert.id })
  if (answer === 'deny') await denySignIn(unit, context, alert)
}

// On PostgreSQL the row is held, so that two answers at once come one after the other.
function readAlert(unit: Unit, alertId: string): Promise<LoginAlertRow | undefined> {
  const lock = unit.dialect === 'postgres' ? 'FOR UPDATE' : ''
  return unit.get<LoginAlertRow>(`SELECT ${columns} FROM login_alerts WHERE id = $1 ${lock}`, [alertId])
}

async function isInQuestion(unit: Unit, sessionId: string): Promise<boolean> {
  const pending = await unit.get(`SELECT id FROM login_alerts WHERE session_id = $1 AND state <> 'confirmed'`, [
    sessionId,
  ])
  return pending !== undefined
}
