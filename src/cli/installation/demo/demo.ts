import { relative } from 'node:path'
import { type Config, ConfigError, readConfig } from '../../../config/config.ts'
import { systemClock } from '../../../lib/clock.ts'
import type { Logger } from '../../../lib/logger.ts'
import { operatorSocketPath } from '../../../lib/socket-path.ts'
import { defineCommand, type Invocation } from '../../command.ts'
import { exitCodes } from '../../failures.ts'
import { startProgress } from '../../output/progress.ts'
import type { Terminal } from '../../terminal.ts'
import { openLog, stopped, survive } from '../serve.ts'
import {
  clearDemoFolder,
  type DemoRecord,
  newPassword,
  readDemoFolder,
  requireFree,
  writeDemoRecord,
} from './demo-folder.ts'
import { admin, visitor } from './people/people.ts'
import { demoSettings } from './settings.ts'

export const { define: defineDemo, run: runDemo } = defineCommand({
  about:
    'Fills a folder of its own with people, posts, conversations and reports that are made up, and serves them until it ' +
    'is stopped with ctrl-c or SIGTERM. It says how to sign in. Videos come from a stand-in for YouTube; no mail is ' +
    'sent. The next start goes on where this one ended.',
  flags: [
    { flags: '--fresh', summary: 'begin with a new community, and forget the one that is there' },
    { flags: '--still', summary: 'keep the people of the demo from writing and reacting by themselves' },
    { flags: '--port <number>', summary: 'port to listen on instead of PORT' },
    { flags: '--host <address>', summary: 'address to listen on instead of HOST' },
  ],
  examples: ['momentum demo', 'momentum demo --port 8080 --still', 'momentum demo --fresh --data ./another-demo'],
  run: async (invocation) => {
    const { terminal, signal, flags, globals, environment } = invocation
    const folder = globals.data === undefined ? `${environment.dataFolder}-demo` : environment.dataFolder
    // Loaded here, so that --help answers without the server.
    const { startYoutubeStandIn } = await import('../../../clients/youtube/stand-in/index.ts')
    const youtube = await startYoutubeStandIn({ clock: systemClock })
    try {
      const config = demoConfig(invocation, demoSettings(folder, youtube))
      if (config === undefined) return exitCodes.usage
      const socketPath = operatorSocketPath(folder, environment.variables.XDG_RUNTIME_DIR)
      const found = readDemoFolder(folder)
      await requireFree(socketPath, config.port, config.host)
      const record = found !== undefined && flags.fresh !== true ? found : await fill(folder, terminal, signal)
      if (record === undefined) return exitCodes.stopped
      const { log } = await openLog(config, terminal.stderr.isTTY === true)
      const { startServer } = await import('../start-server.ts')
      const overrides = { youtube: { minIntervalMs: 20 } }
      const running = await startServer({ config, log, socketPath, isPublic: true, jobs: true, overrides })
      survive(running, log)
      const url = running.app.instance.publicUrl
      terminal.out(greeting(url, folder, record))
      log.info({ url: running.url, demo: true }, 'listening')
      const life = flags.still === true ? undefined : await goOnLiving(running.url!, record, log)
      await stopped(signal)
      log.info('stopping')
      await life?.end()
      await running.close()
      return exitCodes.done
    } finally {
      await youtube.close()
    }
  },
})

function demoConfig({ terminal, flags }: Invocation, settings: Record<string, string>): Config | undefined {
  try {
    return readConfig(undefined, undefined, {
      ...settings,
      ...(typeof flags.port === 'string' ? { PORT: flags.port } : {}),
      ...(typeof flags.host === 'string' ? { HOST: flags.host } : {}),
    })
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    terminal.err(`The settings are not right:\n${error.message}\nSee .env.example for what each allows.\n`)
    return undefined
  }
}

/** Makes the community; undefined when it was stopped half-way, and then the next start begins anew. */
async function fill(folder: string, terminal: Terminal, signal: AbortSignal): Promise<DemoRecord | undefined> {
  clearDemoFolder(folder)
  const passwords = { visitor: newPassword(3), admin: newPassword(4) }
  writeDemoRecord(folder, { state: 'filling', passwords, tokens: {}, hasFilms: false })
  const label = 'Making up a community'
  if (!terminal.showsProgress) terminal.err(`${label}; this takes about half a minute.\n`)
  const progress = startProgress(terminal, { label })
  try {
    const { fillCommunity } = await import('./fill/fill-community.ts')
    const { createLogger } = await import('../../../lib/logger.ts')
    const filled = await fillCommunity({
      dataFolder: folder,
      log: createLogger({ level: 'warn' }),
      passwords,
      signal,
      progress: (share) => progress.update(Math.round(share * 100), 100),
    })
    if (filled === undefined) return undefined
    const record: DemoRecord = { state: 'ready', passwords, ...filled }
    writeDemoRecord(folder, record)
    return record
  } finally {
    progress.end()
  }
}

async function goOnLiving(url: string, record: DemoRecord, log: Logger): Promise<{ end(): Promise<void> }> {
  const { liveOn } = await import('./life/live-on.ts')
  return liveOn({ url, tokens: record.tokens, log })
}

function greeting(url: string, folder: string, { passwords, hasFilms }: DemoRecord): string {
  const nearby = relative('.', folder)
  const shown = nearby.startsWith('..') ? folder : nearby || '.'
  const lines: [string, string][] = [
    ['Momentum demo', url],
    ['Sign in as', `${visitor.username}  with the password  ${passwords.visitor}`],
    ['or as admin', `${admin.username}  with the password  ${passwords.admin}`],
    ['Console', `npx momentum console --data ${shown}   (forty reports wait)`],
    ['API reference', `${url}/api/docs`],
    ['Data', folder],
  ]
  const notes = [
    'Everything here is made up. Videos come from a stand-in for YouTube: they fill the feed and cannot be played.',
    'As admin you act as operator for seven days; then two-factor sign-in is asked for. The console needs no password.',
    ...(hasFilms ? [] : ['No ffmpeg on this machine: the short films are left out.']),
    'Some people go on writing and reacting: --still keeps them quiet, --fresh begins anew.',
  ]
  return `${lines.map(([name, value]) => `  ${name.padEnd(15)}${value}\n`).join('')}${notes.map((note) => `  ${note}\n`).join('')}`
}
