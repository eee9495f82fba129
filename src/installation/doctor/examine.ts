import type { App } from '../../app.ts'
import type { Config } from '../../config/config.ts'
import { systemActor } from '../../core/actor.ts'
import { settingsCatalogue } from '../../core/settings/index.ts'
import type { Logger } from '../../lib/logger.ts'
import {
  checkBackups,
  checkCounters,
  checkDeletions,
  checkJobs,
  checkOperators,
  checkOutbox,
  checkYoutube,
} from './check-community.ts'
import { openAndCheck } from './check-database.ts'
import { checkClock, checkDisk, checkPermissions, checkRedis } from './check-machine.ts'
import { checkMail, checkMediaStore, checkMediaTools, checkPublicUrl, checkPush } from './check-outside.ts'
import { type Finding, failing, said, warning } from './finding.ts'

export interface ExamineOptions {
  /** Where the operator's socket would be. */
  socketPath: string
  /** Whether a server answers on it. */
  isServing: boolean
  /** Whether every counter is counted anew, which reads everything. */
  recount: boolean
  signal?: AbortSignal | undefined
  /** Told of each finding as it is made. */
  onFinding?: ((finding: Finding) => void) | undefined
}

/** No check may hold the others up for longer. */
const patienceMs = 30_000

/**
 * Looks at everything that an installation needs, with or without a server running beside, and changes nothing. What
 * cannot be looked at because of something else is said so.
 */
export async function examine(config: Config, log: Logger, options: ExamineOptions): Promise<Finding[]> {
  const findings: Finding[] = []
  const look = async (
    name: string,
    check: () => Promise<Finding | Finding[]> | Finding | Finding[],
    patient = false,
  ): Promise<void> => {
    options.signal?.throwIfAborted()
    const found = await withinPatience(name, async () => check(), patient).catch((error: unknown) =>
      failing(name, said(error), 'MOMENTUM_DEBUG=1 momentum doctor, and the log'),
    )
    for (const finding of [found].flat()) {
      findings.push(finding)
      options.onFinding?.(finding)
    }
  }

  const opened = await openAndCheck(config)
  await look('database', () => opened.findings)
  try {
    await look('clock', () => checkClock(opened.db))
    await look('permissions', () => checkPermissions(config, options.socketPath))
    const app = opened.db !== null && opened.isUpToDate ? await openQuietly(config, log, look) : null
    try {
      await look('disk', () =>
        checkDisk(
          config,
          app?.settings.get('media.freeBytesFloor') ?? settingsCatalogue['media.freeBytesFloor'].fallback,
        ),
      )
      await look('mail', () => checkMail(config))
      await look('push', () => checkPush(config, app?.clients ?? null))
      await look('redis', () => checkRedis(config))
      await look('public-url', () => checkPublicUrl(config, options.isServing))
      await look('backups', () => checkBackups(config, Date.now()))
      if (app !== null) await lookInside(app, options, look)
      else
        await look('rest', () =>
          warning('rest', 'media, YouTube, jobs and counters were not looked at', 'what failed above first'),
        )
    } finally {
      await app?.close()
    }
  } finally {
    await opened.db?.close()
  }
  return findings
}

type Look = (
  name: string,
  check: () => Promise<Finding | Finding[]> | Finding | Finding[],
  patient?: boolean,
) => Promise<void>

async function lookInside(app: App, options: ExamineOptions, look: Look): Promise<void> {
  const context = app.as(systemActor('doctor'), 'cli')
  await look('media.tools', () => checkMediaTools(app.clients))
  await look('media.store', () => checkMediaStore(app.clients))
  await look('youtube', () => checkYoutube(context))
  await look('mail.outbox', () => checkOutbox(context))
  await look('jobs', () => checkJobs(context))
  await look('operators', () => checkOperators(context))
  await look('deletions', () => checkDeletions(context), true)
  if (options.recount) await look('counters', () => checkCounters(context), true)
}

/** The installation as a server would open it, without anything that works by itself; null when it would not start. */
async function openQuietly(config: Config, log: Logger, look: Look): Promise<App | null> {
  const { openApp } = await import('../../app.ts')
  try {
    return await openApp(config, log, { background: false })
  } catch (error) {
    await look('start', () => failing('start', `a server would not start: ${said(error)}`, 'what it says'))
    return null
  }
}

async function withinPatience<T>(name: string, check: () => Promise<T>, patient: boolean): Promise<T> {
  if (patient) return check()
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} took longer than ${patienceMs / 1000} s`)), patienceMs)
  })
  return Promise.race([check(), patience]).finally(() => clearTimeout(timer))
}
