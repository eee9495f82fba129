import cluster from 'node:cluster'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Config, ConfigError, readConfig } from '../../config/config.ts'
import type { Logger } from '../../lib/logger.ts'
import { operatorSocketPath } from '../../lib/socket-path.ts'
import { defineCommand, type Invocation } from '../command.ts'
import { exitCodes } from '../failures.ts'
import type { RunningServer } from './start-server.ts'

export const { define: defineServe, run: runServe } = defineCommand({
  about: 'Serves the API, the web client, the live stream and the jobs until it is stopped with ctrl-c or SIGTERM.',
  flags: [
    { flags: '--port <number>', summary: 'port to listen on instead of PORT' },
    { flags: '--host <address>', summary: 'address to listen on instead of HOST' },
    { flags: '--no-jobs', summary: 'leave the jobs to other processes (momentum jobs start)' },
    { flags: '--workers <number>', summary: 'processes that serve together, instead of WORKERS' },
  ],
  examples: ['momentum serve', 'momentum serve --host 0.0.0.0 --port 8080', 'momentum serve --workers 4'],
  run: async (invocation) => {
    const { terminal, signal, flags } = invocation
    const config = readSettings(invocation)
    if (config === undefined) return exitCodes.usage
    // A worker stays one, whatever the settings say by now.
    if (cluster.isWorker || config.workers > 1)
      return (await import('./workers/serve-with-workers.ts')).serveWithWorkers(invocation, config)
    const { log, path } = await openLog(config, terminal.stderr.isTTY === true)
    const socketPath = operatorSocketPath(config.dataFolder, invocation.environment.variables.XDG_RUNTIME_DIR)
    // Loaded here, so that --help answers without the server.
    const { startServer } = await import('./start-server.ts')
    const running = await startServer({ config, log, socketPath, isPublic: true, jobs: flags.jobs !== false })
    survive(running, log)
    terminal.out(await greeting(running, config, path))
    log.info({ url: running.url, version: running.app.instance.version }, 'listening')
    await stopped(signal)
    log.info('stopping')
    await running.close()
    return exitCodes.done
  },
})

/** The settings with the flags of the command; undefined once it was said what is wrong with them. */
export function readSettings({ terminal, flags, environment }: Invocation): Config | undefined {
  try {
    return readConfig(undefined, undefined, {
      MOMENTUM_DATA: environment.dataFolder,
      ...(typeof flags.port === 'string' ? { PORT: flags.port } : {}),
      ...(typeof flags.host === 'string' ? { HOST: flags.host } : {}),
      ...(typeof flags.workers === 'string' ? { WORKERS: flags.workers } : {}),
    })
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    terminal.err(`The settings are not right:\n${error.message}\nSee .env.example for what each allows.\n`)
    return undefined
  }
}

/**
 * The log of a process that stays; every line says `base` besides. On a terminal it would bury the addresses a person
 * looks for, so there it goes to a file, and the greeting says where.
 */
export async function openLog(
  config: Config,
  isTerminal: boolean,
  base: Record<string, unknown> = {},
): Promise<{ log: Logger; path: string | undefined }> {
  const { createLogger, logFile } = await import('../../lib/logger.ts')
  if (!isTerminal) return { log: createLogger({ level: config.logLevel, base }), path: undefined }
  const folder = join(config.dataFolder, 'logs')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'momentum.log')
  return { log: createLogger({ level: config.logLevel, destination: logFile(path), base }), path }
}

/** What a person who starts the server wants to know first. */
export async function greeting(running: RunningServer, config: Config, logPath: string | undefined): Promise<string> {
  const url = running.app.instance.publicUrl
  const lines = [
    ['Momentum', `${url}`],
    ['API reference', `${url}/api/docs`],
    ['Data', config.databaseUrl === undefined ? join(config.dataFolder, 'momentum.db') : 'PostgreSQL'],
    ['Log', logPath === undefined ? 'standard error' : pathToFileURL(logPath).pathname],
  ]
  const setupLink = await running.app.setupLink()
  if (setupLink !== undefined) lines.push(['First admin', `${setupLink}  (works once, for 24 hours)`])
  const notes = [
    ...(config.smtpUrl === undefined
      ? ['No SMTP_URL: each mail is written to the folder outbox beside the data.']
      : []),
    ...(config.youtube.apiKey === undefined
      ? ['No YOUTUBE_API_KEY: the video feed stays empty until one is set.']
      : []),
    ...(config.rateLimits ? [] : ['RATE_LIMITS is off: for benchmarks only.']),
  ]
  return `${lines.map(([name, value]) => `  ${name!.padEnd(15)}${value}\n`).join('')}${notes.map((note) => `  ${note}\n`).join('')}`
}

/**
 * The last resort (SAFETY.md OP16): what is thrown where nobody waits is logged and counted, and everybody else goes on.
 * What must not be lost is in the database before it is acknowledged, so no state in memory has to be given up.
 */
export function survive(running: RunningServer, log: Logger): void {
  const caught = (kind: string) => (error: unknown) => {
    running.server.metrics.failedInBackground()
    log.error({ err: error }, kind)
  }
  process.on('uncaughtException', caught('an exception that nobody caught'))
  process.on('unhandledRejection', caught('a rejection that nobody handled'))
}

/** Fulfilled when the process is asked to stop. */
export function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
