import { type App, openApp } from '../../src/app.ts'
import type { YoutubeClientOptions } from '../../src/clients/youtube/index.ts'
import { startYoutubeStandIn, type YoutubeStandIn } from '../../src/clients/youtube/stand-in/index.ts'
import { readConfig } from '../../src/config/config.ts'
import { systemActor } from '../../src/core/actor.ts'
import { type PrefetchTask, readCategories } from '../../src/core/videos/index.ts'
import { jobCatalogue } from '../../src/jobs/catalogue.ts'
import { createJobRunner, type JobRunner } from '../../src/jobs/runner.ts'
import { manualClock } from '../../src/lib/clock.ts'
import { createLogger } from '../../src/lib/logger.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { sharedMediaTools } from './media-tools.ts'
import { temporaryFolder } from './temporary-folder.ts'

export interface VideoWorldOptions {
  /** When it begins. Default noon of 23 November 2026, UTC. */
  at?: string
  settings?: Record<string, string>
  /** No key, and so no YouTube. */
  withoutKey?: boolean
  database?: TestDatabase
  /** Only these categories are on; every one by default. */
  categories?: readonly string[]
  /** Only these kinds of work are done; every one by default. */
  tasks?: readonly PrefetchTask[]
  /** Another process of the same installation. */
  beside?: VideoWorld
  /** How its requests to YouTube are paced. They are not, unless told. */
  pace?: Pick<YoutubeClientOptions, 'minIntervalMs' | 'sleep'>
}

/** An installation whose YouTube is the stand-in and whose time stands still until it is moved. */
export interface VideoWorld {
  readonly app: App
  readonly youtube: YoutubeStandIn
  readonly clock: ReturnType<typeof manualClock>
  readonly runner: JobRunner
  readonly database: TestDatabase
  readonly logLines: string[]
  /** Moves from one moment at which jobs are due to the next, running them, until the time is over. */
  pass(ms: number): Promise<void>
  close(): Promise<void>
}

/** Starts a stand-in, and an app that knows no other YouTube; nothing waits by the clock of the wall. */
export async function startVideoWorld(options: VideoWorldOptions = {}): Promise<VideoWorld> {
  const { beside } = options
  const clock = beside?.clock ?? manualClock(Date.parse(options.at ?? '2026-11-23T12:00:00Z'))
  const youtube = beside?.youtube ?? (await startYoutubeStandIn({ clock }))
  const database = options.database ?? beside?.database ?? (await createTestDatabase())
  const logLines: string[] = []
  const folder = database.url === undefined ? database.file.replace(/\/[^/]+$/, '') : await temporaryFolder('data')
  const environment = {
    MOMENTUM_DATA: folder,
    YOUTUBE_BASE_URL: youtube.url,
    ...(options.withoutKey ? {} : { YOUTUBE_API_KEY: youtube.apiKey }),
    ...(database.url === undefined ? {} : { DATABASE_URL: database.url, DATABASE_POOL: '4' }),
    ...options.settings,
  }
  const log = createLogger({ level: 'info', destination: { write: (line: string) => logLines.push(line) } })
  const app = await openApp(readConfig(environment, '/nonexistent'), log, {
    clock,
    clients: { mediaTools: await sharedMediaTools() },
    youtube: options.pace ?? { minIntervalMs: 0, sleep: async () => {} },
  })
  if (options.categories) await keepOnly(app, options.categories)
  const isWanted = (name: string) => options.tasks?.some((task) => name === `youtube-${task}`) ?? true
  const runner = createJobRunner(
    app,
    jobCatalogue.filter(({ name }) => name.startsWith('youtube-') && isWanted(name)),
  )
  return {
    app,
    youtube,
    clock,
    runner,
    database,
    logLines,
    pass: async (ms) => {
      const end = clock.now() + ms
      for (let next = runner.nextAt(); next !== null && next <= end; next = runner.nextAt()) {
        clock.set(next)
        await runner.runDue()
      }
      clock.set(end)
    },
    close: async () => {
      await runner.stop()
      await app.close()
      if (beside === undefined) await youtube.close()
    },
  }
}

async function keepOnly(app: App, wanted: readonly string[]): Promise<void> {
  const context = app.as(systemActor('test'), 'job')
  for (const { slug, ...config } of await readCategories(context)) {
    if (wanted.includes(slug)) continue
    await app.db.transaction((unit) =>
      unit.run('INSERT INTO video_categories (slug, config, updated_at) VALUES ($1, $2, 1)', [
        slug,
        JSON.stringify({ ...config, enabled: false }),
      ]),
    )
  }
}
