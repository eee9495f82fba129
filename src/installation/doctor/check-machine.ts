import { existsSync } from 'node:fs'
import { stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Config } from '../../config/config.ts'
import type { Database } from '../../db/database.ts'
import { isoTime, minute } from '../../lib/clock.ts'
import { backupFolderOf, databaseFileOf, secretsFileOf } from '../open-parts.ts'
import { megabytes } from './check-database.ts'
import { type Finding, failing, fine, said, warning } from './finding.ts'

/** Free room where data and backups are, against the floor below which uploads are refused. */
export async function checkDisk(config: Config, floor: number): Promise<Finding[]> {
  const folders = [['disk', config.dataFolder] as const]
  const backups = backupFolderOf(config)
  if (config.backupFolder !== undefined) folders.push(['disk.backups' as 'disk', backups])
  const findings: Finding[] = []
  for (const [name, folder] of folders) {
    if (!existsSync(folder)) {
      if (folder !== config.dataFolder)
        findings.push(warning(name, `${folder} is not there yet`, `mkdir -m 700 ${folder}`))
      continue
    }
    const { bavail, blocks, bsize, ffree, files } = await statfs(folder)
    const [free, share] = [bavail * bsize, bavail / Math.max(1, blocks)]
    const detail = `${megabytes(free)} free (${Math.round(share * 100)} %) in ${folder}`
    if (free < floor) {
      findings.push(
        failing(
          name,
          `${detail}: uploads are refused`,
          'make room, or momentum settings set media.freeBytesFloor <bytes>',
        ),
      )
    } else if (share < 0.05 || free < floor * 3)
      findings.push(warning(name, `${detail}: soon there is none`, 'make room'))
    else if (files > 0 && ffree / files < 0.02)
      findings.push(warning(name, `few names of files are left in ${folder}`, 'a file system with more inodes'))
    else findings.push(fine(name, detail))
  }
  return findings
}

/** No release is older: a machine that thinks so has lost its clock. */
const earliest = Date.UTC(2026, 0)

/** The machine's clock against sense, against itself, and against the database. */
export async function checkClock(db: Database | null): Promise<Finding> {
  const now = Date.now()
  const mend = 'timedatectl set-ntp true'
  if (now < earliest) return failing('clock', `the machine thinks it is ${isoTime(now)}`, mend)
  const [wall, steady] = [Date.now(), performance.now()]
  await delay(100)
  const drift = Date.now() - wall - (performance.now() - steady)
  if (Math.abs(drift) > 1000)
    return failing('clock', `the clock jumped by ${Math.round(drift)} ms while it was looked at`, mend)
  if (db?.dialect === 'postgres') {
    const asked = Date.now()
    const row = await db.read.get<{ now: number }>(
      'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now',
    )
    const skew = Math.round(row!.now - (asked + Date.now()) / 2)
    if (Math.abs(skew) > 2000)
      return failing('clock', `PostgreSQL's clock differs by ${skew} ms`, `${mend}, on both machines`)
    return fine('clock', `${isoTime(now)}, ${Math.abs(skew)} ms from PostgreSQL's`)
  }
  const newest = db === null ? null : await newestMoment(db)
  if (newest !== null && newest > now + 5 * minute) {
    return failing(
      'clock',
      `the database knows of ${isoTime(newest)}, which is yet to come: the clock was set back`,
      mend,
    )
  }
  return fine('clock', isoTime(now))
}

async function newestMoment(db: Database): Promise<number | null> {
  const row = await db.read
    .get<{ at: number | null }>(
      'SELECT max(at) AS at FROM (SELECT max(created_at) AS at FROM events UNION ALL SELECT max(started_at) FROM job_runs) t',
    )
    .catch(() => undefined)
  return row?.at ?? null
}

/** Who may read the data, the keys and the socket. */
export async function checkPermissions(config: Config, socketPath: string): Promise<Finding[]> {
  if (process.platform === 'win32') return []
  const own = process.getuid?.() ?? 0
  const findings: Finding[] = []
  const things: [name: string, path: string, mode: string][] = [
    ['permissions.data', config.dataFolder, '700'],
    ['permissions.database', databaseFileOf(config), '600'],
    ['permissions.secrets', secretsFileOf(config), '600'],
    ['permissions.media', join(config.dataFolder, 'media'), '700'],
    ['permissions.backups', backupFolderOf(config), '700'],
    ['permissions.socket', socketPath, '600'],
  ]
  for (const [name, path, mode] of things) {
    const found = await stat(path).catch(() => null)
    if (found === null) continue
    if ((found.mode & 0o077) !== 0 && !(name === 'permissions.socket' && (await isPrivate(config.dataFolder)))) {
      const open = (found.mode & 0o777).toString(8)
      findings.push(failing(name, `others may read ${path} (mode ${open})`, `chmod ${mode} ${path}`))
    } else if (own !== 0 && found.uid !== own) {
      findings.push(
        failing(name, `${path} belongs to another user (${found.uid})`, `chown -R $(id -u) ${config.dataFolder}`),
      )
    }
  }
  return findings.length > 0 ? findings : [fine('permissions', 'data, keys and socket are for their owner alone')]
}

async function isPrivate(folder: string): Promise<boolean> {
  return stat(folder).then(
    ({ mode }) => (mode & 0o077) === 0,
    () => false,
  )
}

/** Redis, when several processes need it. */
export async function checkRedis(config: Config): Promise<Finding> {
  if (config.redisUrl === undefined) return fine('redis', 'not set up, and needed only by several processes')
  const { openRedis } = await import('../../clients/redis/index.ts')
  const { silentLogger } = await import('../../lib/logger.ts')
  const link = openRedis({ url: config.redisUrl, purpose: 'doctor', log: silentLogger(), commandTimeoutMs: 3000 })
  try {
    for (let tries = 0; tries < 50 && !link.isReady(); tries += 1) await delay(100)
    const started = performance.now()
    await link.redis.ping()
    const took = performance.now() - started
    const [seconds] = await link.redis.time()
    const skew = Math.abs(Number(seconds) * 1000 - Date.now())
    if (skew > 5000)
      return warning(
        'redis',
        `its clock differs by ${Math.round(skew / 1000)} s`,
        'timedatectl set-ntp true, on both machines',
      )
    if (took > 50) return warning('redis', `it takes ${Math.round(took)} ms to answer`, 'a Redis that is near')
    return fine('redis', `answers in ${took.toFixed(1)} ms`)
  } catch (error) {
    return failing('redis', `it does not answer: ${said(error)}`, 'REDIS_URL, or start Redis')
  } finally {
    await link.close()
  }
}
