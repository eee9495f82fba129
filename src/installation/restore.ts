import { existsSync } from 'node:fs'
import { constants, copyFile, mkdir, mkdtemp, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { openApp } from '../app.ts'
import { type MediaStore, openMediaStore } from '../clients/store/index.ts'
import type { Config } from '../config/config.ts'
import { systemActor } from '../core/actor.ts'
import {
  type BackupManifest,
  createBackup,
  linked,
  listBackups,
  mediaListFile,
  type Replayed,
  replayDeletions,
  type Settled,
  secretsFile,
  settleRestored,
  stageDatabase,
  verifyBackup,
} from '../core/backups/index.ts'
import { migrate } from '../db/migrate.ts'
import { openDatabase } from '../db/open.ts'
import { copyRows } from '../db/transfer/index.ts'
import { day, isoTime } from '../lib/clock.ts'
import { Failure } from '../lib/errors.ts'
import type { Logger } from '../lib/logger.ts'
import { databaseFileOf, openParts, secretsFileOf } from './open-parts.ts'
import { type Ledger, readLedgerOfBackup, readPredecessor } from './predecessor.ts'

export interface RestoreOptions {
  /** The folder of the backup. */
  folder: string
  /** Makes new keys where neither the installation nor the backup has any. */
  newSecrets: boolean
  /** Restores also a backup that is older than the ledger of deletions reaches back. */
  beyondLedger: boolean
  onStage?: ((stage: RestoreStage, done: number, total: number) => void) | undefined
  signal?: AbortSignal | undefined
}

export type RestoreStage = 'proving' | 'media' | 'deleting again' | 'putting in place'

/** What a restore did. */
export interface Restored extends Settled {
  backup: string
  createdAt: string
  rows: number
  mediaFiles: number
  deletedAgain: Replayed
  /** Where the ledger of deletions came from; null when none later than the backup could be found. */
  ledger: string | null
  /** Where the installation that was there before is; null when there was none. */
  aside: string | null
}

/**
 * Puts a backup in the place of an installation that nobody uses. It is proven first, brought up to date and made to forget
 * what was deleted since, all in a folder beside; only then it changes places with what was there, which is kept aside.
 * What fails before leaves everything as it was. Throws `backup_damaged`, `backup_beyond_ledger`, `secrets_missing` and
 * what `verifyBackup` throws.
 */
export async function restoreInstallation(config: Config, log: Logger, options: RestoreOptions): Promise<Restored> {
  const { folder, onStage, signal } = options
  const verified = await verifyBackup(folder, {
    signal,
    onProgress: (_, done, total) => onStage?.('proving', done, total),
  })
  const { manifest } = verified
  const problems = verified.problems.filter((text) => !/was missing from the installation already$/.test(text))
  if (problems.length > 0) {
    throw new Failure(
      'conflict',
      'backup_damaged',
      `The backup is damaged, so nothing was changed: ${problems.join('; ')}.`,
    )
  }
  await mkdir(config.dataFolder, { recursive: true, mode: 0o700 })
  const predecessor = await readPredecessor(config, log)
  const ledger = predecessor.ledger ?? (await newestLedger(folder, manifest))
  requireReach(manifest, ledger, options)
  const staging = await mkdtemp(join(config.dataFolder, '.restoring-'))
  try {
    const stagedConfig: Config = {
      ...config,
      dataFolder: staging,
      databaseUrl: undefined,
      redisUrl: undefined,
      smtpUrl: undefined,
      mediaStore: config.mediaStore,
      secretsFile: undefined,
      backupFolder: undefined,
    }
    await stageDatabase(folder, manifest, databaseFileOf(stagedConfig))
    await stageMedia(folder, manifest, config, staging, options)
    const withNewKeys = await stageSecrets(folder, manifest, config, staging, options)
    onStage?.('deleting again', 0, 1)
    const app = await openApp(stagedConfig, log, { background: false })
    let settled: Settled
    let deletedAgain: Replayed
    try {
      const context = app.as(systemActor('restore'), 'cli')
      if (withNewKeys) await dropSecondFactors(context.write)
      deletedAgain = await replayDeletions(context, ledger?.entries() ?? nothing())
      settled = await settleRestored(context, {
        backup: manifest.name,
        createdAt: manifest.createdAt,
        predecessor: { endedSessions: predecessor.endedSessions, leaving: predecessor.leaving },
        before: null,
      })
    } finally {
      await app.close()
    }
    signal?.throwIfAborted()
    onStage?.('putting in place', 0, 1)
    const aside = await putInPlace(config, staging, log)
    return {
      backup: manifest.name,
      createdAt: manifest.createdAt,
      rows: verified.rows,
      mediaFiles: manifest.media.files,
      deletedAgain,
      ledger: ledger?.from ?? null,
      aside,
      ...settled,
    }
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

async function* nothing(): AsyncGenerator<never[]> {}

// Each backup holds the ledger up to its own time, so the newest that can be read knows the most.
async function newestLedger(folder: string, manifest: BackupManifest): Promise<Ledger | null> {
  const beside = await listBackups(dirname(folder))
  const newest = beside.find((row) => row.manifest !== null)
  if (newest === undefined || newest.createdAt <= Date.parse(manifest.createdAt)) return null
  return readLedgerOfBackup(newest.folder, newest.manifest!)
}

function requireReach(manifest: BackupManifest, ledger: Ledger | null, options: RestoreOptions): void {
  if (options.beyondLedger || ledger === null || ledger.keptDays === null) return
  const reaches = ledger.until - (ledger.keptDays + 1) * day
  if (Date.parse(manifest.createdAt) >= reaches) return
  throw new Failure(
    'conflict',
    'backup_beyond_ledger',
    `The backup is from ${manifest.createdAt}, but deletions are remembered only since ${isoTime(reaches)}: ` +
      'what was deleted before would come back. Add --beyond-ledger to restore it all the same.',
  )
}

async function stageMedia(
  folder: string,
  manifest: BackupManifest,
  config: Config,
  staging: string,
  { onStage, signal }: RestoreOptions,
): Promise<void> {
  const bucket: MediaStore | null = config.mediaStore === undefined ? null : await openMediaStore(config.mediaStore)
  const target = join(staging, 'media')
  await mkdir(target, { recursive: true, mode: 0o700 })
  const list = await open(join(folder, mediaListFile))
  let done = 0
  for await (const line of createInterface({ input: list.createReadStream() })) {
    signal?.throwIfAborted()
    const { key } = JSON.parse(line) as { key: string }
    const source = join(folder, 'media', key)
    if (bucket === null) {
      const path = join(target, key)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      if (!(await linked(source, path))) await copyFile(source, path, constants.COPYFILE_FICLONE)
    } else if ((await bucket.stat(key)) === null) {
      await bucket.put(key, source)
    }
    done += 1
    onStage?.('media', done, manifest.media.files)
  }
}

/** Puts the keys that belong to the data beside them; answers whether new ones have to be made. */
async function stageSecrets(
  folder: string,
  manifest: BackupManifest,
  config: Config,
  staging: string,
  options: RestoreOptions,
): Promise<boolean> {
  const target = join(staging, 'secrets.json')
  const own = secretsFileOf(config)
  if (manifest.secrets) await copyFile(join(folder, secretsFile), target)
  else if (existsSync(own)) await copyFile(own, target)
  else if (options.newSecrets) {
    await makeSecrets(target)
    return true
  } else {
    throw new Failure(
      'conflict',
      'secrets_missing',
      `The backup has no keys, and ${own} is not there. Put the installation's secrets.json in its place, or add ` +
        '--new-secrets: then everybody sets up two-factor sign-in anew, and push to browsers starts afresh.',
    )
  }
  return false
}

async function makeSecrets(file: string): Promise<void> {
  const { loadSecrets } = await import('../config/secrets.ts')
  const { createVapidKeys } = await import('../lib/vapid-keys.ts')
  loadSecrets({ dataFolder: dirname(file), secretsFile: undefined, hasData: false, makeVapid: createVapidKeys })
}

// What was encrypted with the old key can never be read again.
function dropSecondFactors(
  write: (work: (unit: { run(sql: string): Promise<number> }) => Promise<void>) => Promise<void>,
) {
  return write(async (unit) => {
    await unit.run('UPDATE users SET totp_secret = NULL, totp_confirmed_at = NULL, totp_last_step = NULL')
    await unit.run('DELETE FROM recovery_codes')
  })
}

async function putInPlace(config: Config, staging: string, log: Logger): Promise<string | null> {
  const aside = join(config.dataFolder, `before-restore-${isoTime(Date.now()).slice(0, 19).replaceAll(':', '-')}`)
  const kept =
    config.databaseUrl === undefined
      ? await swapDatabaseFiles(config, staging, aside)
      : await replaceRows(config, staging, aside, log)
  if (config.mediaStore === undefined) {
    const media = join(config.dataFolder, 'media')
    if (existsSync(media)) await moved(media, join(aside, 'media'))
    await rename(join(staging, 'media'), media)
  }
  const secrets = secretsFileOf(config)
  if (existsSync(secrets)) {
    await mkdir(aside, { recursive: true, mode: 0o700 })
    await copyFile(secrets, join(aside, 'secrets.json'))
  }
  await copyFile(join(staging, 'secrets.json'), `${secrets}.new`)
  await rename(`${secrets}.new`, secrets)
  return kept || existsSync(aside) ? aside : null
}

// Until the new file is there, the note of the old one makes every start refuse instead of beginning afresh.
async function swapDatabaseFiles(config: Config, staging: string, aside: string): Promise<boolean> {
  const file = databaseFileOf(config)
  const had = existsSync(file)
  for (const end of ['-wal', '-shm', '']) {
    if (existsSync(`${file}${end}`)) await moved(`${file}${end}`, join(aside, `momentum.db${end}`))
  }
  await rename(databaseFileOf({ dataFolder: staging }), file)
  if (existsSync(`${file}.state`)) await copyFile(`${file}.state`, join(aside, 'momentum.db.state')).catch(() => {})
  await rename(`${databaseFileOf({ dataFolder: staging })}.state`, `${file}.state`)
  const handle = await open(config.dataFolder, 'r')
  await handle.sync().finally(() => handle.close())
  return had
}

// The rows change in one transaction; what was there before is kept as a backup.
async function replaceRows(config: Config, staging: string, aside: string, log: Logger): Promise<boolean> {
  const parts = await openParts(config, log)
  try {
    await migrate(parts.db)
    const had = (await parts.db.read.get('SELECT id FROM users LIMIT 1')) !== undefined
    if (had) await createBackup(parts, { folder: aside, secrets: null })
    const source = await openDatabase({
      url: undefined,
      file: databaseFileOf({ dataFolder: staging }),
      poolSize: 1,
      onError: (error) => log.error({ err: error }, 'something failed in the background'),
    })
    try {
      await copyRows(source, parts.db, { replace: true })
    } finally {
      await source.close()
    }
    return had
  } finally {
    await parts.close()
  }
}

async function moved(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  await rename(from, to)
}

/** Whether there is an installation that a restore would replace. */
export async function hasInstallation(config: Config): Promise<boolean> {
  if (config.databaseUrl === undefined) {
    return (await stat(databaseFileOf(config)).catch(() => null)) !== null
  }
  const db = await openDatabase({
    url: config.databaseUrl,
    file: databaseFileOf(config),
    poolSize: 1,
    onError: () => {},
  })
  try {
    const table = await db.read.get<{ name: string | null }>("SELECT to_regclass('users')::text AS name")
    if (table?.name == null) return false
    return (await db.read.get('SELECT id FROM users LIMIT 1')) !== undefined
  } finally {
    await db.close()
  }
}
