import type { Config } from '../../config/config.ts'
import { listBackups } from '../../core/backups/index.ts'
import type { Context } from '../../core/context.ts'
import { recountEverything } from '../../core/counters/index.ts'
import { findUndeleted } from '../../core/deletions/index.ts'
import { listJobs } from '../../core/jobs/index.ts'
import { readQuota } from '../../core/videos/index.ts'
import { day, hour, isoTime, minute } from '../../lib/clock.ts'
import { backupFolderOf } from '../open-parts.ts'
import { type Finding, failing, fine, said, warning } from './finding.ts'

/** The key of YouTube by one call of one unit, which is entered into the ledger, and the ledger of today. */
export async function checkYoutube(context: Context): Promise<Finding[]> {
  const { youtube } = context.clients
  if (youtube === null) {
    return [
      warning(
        'youtube.key',
        'no YOUTUBE_API_KEY: the video feed stays empty',
        'YOUTUBE_API_KEY=…, from console.cloud.google.com',
      ),
    ]
  }
  const quota = await readQuota(context)
  const general = quota.buckets.find(({ name }) => name === 'general')!
  const findings: Finding[] = []
  if (general.left > 0) {
    const [regionCode = 'US'] = context.instance.videoRegions
    findings.push(
      await youtube.listVideoCategories({ regionCode }).then(
        () => fine('youtube.key', 'YouTube takes the key'),
        (error: unknown) =>
          failing(
            'youtube.key',
            said(error),
            'the key, its restrictions, and that YouTube Data API v3 is switched on for it',
          ),
      ),
    )
  }
  for (const { name, used, limit, closedUntil, closedReason } of quota.buckets) {
    const detail = `${used} of ${limit} units used today`
    if (closedUntil !== null) {
      findings.push(
        warning(
          `youtube.quota.${name}`,
          `${detail}; closed until ${isoTime(closedUntil)} (${closedReason})`,
          'wait, or momentum quota',
        ),
      )
    } else findings.push(fine(`youtube.quota.${name}`, detail))
  }
  return findings
}

/** The numbers kept beside rows, counted anew. Changes nothing. */
export async function checkCounters(context: Context): Promise<Finding> {
  const differing = Object.entries(await recountEverything(context, { repair: false })).filter(([, count]) => count > 0)
  if (differing.length === 0) return fine('counters', 'every counter is what its rows say')
  const words = differing.map(([kind, count]) => `${count} × ${kind}`).join(', ')
  return failing('counters', `some differ from their rows: ${words}`, 'momentum jobs run counter-audit')
}

/** What the ledger of deletions says is gone, and is not. */
export async function checkDeletions(context: Context): Promise<Finding> {
  const left = await findUndeleted(context.db.read)
  if (left.length === 0) return fine('deletions', 'what was deleted is gone')
  const words = left.map(({ subjectType, count }) => `${count} × ${subjectType}`).join(', ')
  return failing(
    'deletions',
    `what was deleted is there again (${words}): a copy was put in place by hand`,
    'momentum backup restore <name>, which deletes it again',
  )
}

const bad = new Set(['failed', 'timed-out', 'lost'])

/** How the last run of every job ended, and whether anybody runs them. */
export async function checkJobs(context: Context): Promise<Finding[]> {
  const jobs = await listJobs(context.db.read)
  if (jobs.length === 0) return [warning('jobs', 'none has ever run', 'momentum serve, or momentum jobs start')]
  const now = context.now()
  const findings: Finding[] = []
  for (const { name, lastRun, pausedAt, offReason } of jobs) {
    if (offReason !== null) continue
    if (pausedAt !== null)
      findings.push(warning(`jobs.${name}`, `paused since ${isoTime(pausedAt)}`, `momentum jobs resume ${name}`))
    else if (lastRun !== null && bad.has(lastRun.outcome)) {
      findings.push(
        failing(
          `jobs.${name}`,
          `the last run ${lastRun.outcome}: ${lastRun.note ?? 'without a word'}`,
          `momentum jobs runs ${name}, momentum jobs run ${name}`,
        ),
      )
    } else if (lastRun?.outcome === 'partial') {
      findings.push(
        warning(`jobs.${name}`, lastRun.note ?? 'some of it could not be done', `momentum jobs runs ${name}`),
      )
    }
  }
  const late = jobs.filter(
    ({ offReason, pausedAt, nextAt }) =>
      offReason === null && pausedAt === null && nextAt !== null && nextAt < now - 10 * minute,
  )
  if (late.length > 0) {
    findings.push(
      failing(
        'jobs',
        `${late.length} are overdue (${late
          .slice(0, 3)
          .map(({ name }) => name)
          .join(', ')} …): nobody runs them`,
        'momentum serve, or momentum jobs start',
      ),
    )
  }
  return findings.length > 0 ? findings : [fine('jobs', `${jobs.length} known, none failing, none overdue`)]
}

/** Whether there is a recent backup. */
export async function checkBackups(config: Config, now: number): Promise<Finding> {
  const folder = backupFolderOf(config)
  const all = await listBackups(folder)
  const newest = all.find(({ manifest }) => manifest !== null)
  if (newest === undefined) return warning('backups', `there is none in ${folder}`, 'momentum backup create')
  const age = now - newest.createdAt
  const detail = `the newest is ${age < 2 * hour ? `${Math.round(age / minute)} minutes` : age < 2 * day ? `${Math.round(age / hour)} hours` : `${Math.round(age / day)} days`} old`
  if (age > 2 * day) return warning('backups', detail, 'momentum backup create, and momentum jobs list')
  return fine('backups', `${detail}, ${all.length} in all`)
}

/** Whether anybody can look after the community. */
export async function checkOperators(context: Context): Promise<Finding> {
  const admins = await context.db.read.all<{ username: string; totp: number | null }>(
    `SELECT username, totp_confirmed_at AS totp FROM users WHERE role = 'admin' AND status = 'active' ORDER BY id LIMIT 100`,
  )
  if (admins.length === 0) return warning('operators', 'there is no admin yet', 'momentum users create --role admin')
  const without = admins.filter(({ totp }) => totp === null).map(({ username }) => username)
  if (without.length > 0) {
    return warning(
      'operators',
      `without two-factor sign-in: ${without.slice(0, 5).join(', ')}`,
      'they set it up in the app, under security',
    )
  }
  return fine('operators', `${admins.length} admin${admins.length === 1 ? '' : 's'}, all with two-factor sign-in`)
}

/** Whether mails leave the outbox. */
export async function checkOutbox(context: Context): Promise<Finding> {
  const row = await context.db.read.get<{ count: number; oldest: number | null }>(
    'SELECT count(*) AS count, min(created_at) AS oldest FROM mail_outbox',
  )
  const age = row!.oldest === null ? 0 : context.now() - row!.oldest
  if (age < 15 * minute) return fine('mail.outbox', `${row!.count} mails wait`)
  return warning(
    'mail.outbox',
    `${row!.count} mails wait, the oldest for ${Math.round(age / minute)} minutes`,
    'what the log says of "mail not sent"; the server must run',
  )
}
