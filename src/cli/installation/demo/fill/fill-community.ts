import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from '../../../../api/server.ts'
import { openApp } from '../../../../app.ts'
import { startYoutubeStandIn } from '../../../../clients/youtube/stand-in/index.ts'
import { type Config, readConfig } from '../../../../config/config.ts'
import { jobCatalogue } from '../../../../jobs/catalogue.ts'
import { createJobRunner } from '../../../../jobs/runner.ts'
import { manualClock } from '../../../../lib/clock.ts'
import type { Logger } from '../../../../lib/logger.ts'
import { connectOverHttp } from '../../../http-connection.ts'
import { posts } from '../people/posts.ts'
import { demoSettings } from '../settings.ts'
import { planReports } from './file-reports.ts'
import { planConversations } from './hold-conversations.ts'
import { firstDay, type Passwords, planFollows, planPeople } from './join-people.ts'
import { type Film, hasFfmpeg, makeFilm } from './make-films.ts'
import { planPosts } from './publish-posts.ts'
import { newTimeline } from './timeline.ts'
import { daysAgo, type World } from './world.ts'

export interface FilledCommunity {
  /** Tokens of everybody, by user name. */
  tokens: Record<string, string>
  /** Whether there are films; they need ffmpeg. */
  hasFilms: boolean
}

export interface FillOptions {
  dataFolder: string
  log: Logger
  passwords: Passwords
  /** Ends the filling half-way. */
  signal: AbortSignal
  progress(share: number): void
}

/** What brings the first videos; the others come with the first start of the server. */
const firstVideos = 'youtube-charts'

/**
 * Fills a new installation with a community, by acting through its API from the first day to the present on a clock of
 * its own: so every count, log, file and notification is as if it had happened. Nothing of it is reachable from outside
 * this machine, and no mail is sent. Undefined when it was stopped before it was done.
 */
export async function fillCommunity(options: FillOptions): Promise<FilledCommunity | undefined> {
  const { dataFolder, log, passwords, signal, progress } = options
  const now = Date.now()
  const clock = manualClock(Math.round(daysAgo({ now }, firstDay + 0.1)))
  const youtube = await startYoutubeStandIn({ clock })
  const socketFolder = await mkdtemp(join(tmpdir(), 'momentum-demo-'))
  const config = fillConfig(dataFolder, youtube)
  const mailer = {
    send: async () => {},
    verify: async () => ({ transport: 'outbox', destination: 'nowhere' }) as const,
    close: async () => {},
  }
  const app = await openApp(config, log, {
    clock,
    clients: { mailer },
    youtube: { minIntervalMs: 0, sleep: async () => {} },
  })
  const server = createServer(app)
  const socketPath = join(socketFolder, 'momentum.sock')
  await server.listenLocally(socketPath)
  const { url } = await server.listen(0, '127.0.0.1')
  const operator = connectOverHttp({ kind: 'socket', socketPath, operator: 'demo', where: 'the demo' })
  try {
    const world: World = {
      now,
      url,
      timeline: newTimeline(),
      operator,
      members: new Map(),
      passwords: new Map(),
      reportedVideos: new Map(),
      posts: new Map(),
      badComments: [],
      conversations: new Map(),
    }
    const films = await prepareFilms()
    world.timeline.plan(daysAgo(world, firstDay), 'rules', () => layDownRules(world))
    planPeople(world, passwords)
    planFollows(world)
    planPosts(world, films)
    planConversations(world)
    const runner = createJobRunner(
      app,
      jobCatalogue.filter(({ name }) => name === firstVideos),
    )
    world.timeline.planAlone(daysAgo(world, 4), () => runner.runDue())
    planReports(world)
    await world.timeline.play(clock, signal, progress)
    await runner.stop()
    if (signal.aborted) return undefined
    const tokens = Object.fromEntries([...world.members.values()].map(({ username, token }) => [username, token]))
    return { tokens, hasFilms: films.size > 0 }
  } finally {
    await operator.close()
    await server.close()
    await app.close()
    await youtube.close()
    await rm(socketFolder, { recursive: true, force: true })
  }
}

function fillConfig(dataFolder: string, youtube: { url: string; apiKey: string }): Config {
  // Off, because five weeks pass in half a minute; only for this loopback, and only while it is filled.
  return readConfig({}, '/nonexistent', {
    ...demoSettings(dataFolder, youtube),
    HOST: '127.0.0.1',
    PORT: '0',
    RATE_LIMITS: 'off',
  })
}

async function prepareFilms(): Promise<Map<string, Film>> {
  if (!(await hasFfmpeg())) return new Map()
  // One after the other: a film takes every processor there is.
  let before: Promise<unknown> = Promise.resolve()
  return new Map(
    posts
      .filter(({ film }) => film)
      .map((post) => [
        post.by,
        {
          bytes: () => {
            const made = before.then(() => makeFilm(post))
            before = made.catch(() => {})
            return made
          },
        },
      ]),
  )
}

async function layDownRules({ operator }: World): Promise<void> {
  await operator.patch('/admin/settings', {
    'instance.name': 'Momentum Demo',
    'instance.description': 'A made-up community. Nobody in it exists, and everything in it may be touched.',
    'instance.rules': ['Be kind.', 'Nothing illegal.', 'No spam.', 'Cats are welcome at any hour.'],
    'instance.support': 'keeper@demo.invalid',
    'childSafety.contact': 'The Keeper, keeper@demo.invalid',
    reason: 'The demo is laid out.',
  })
  for (const [pattern, effect] of [
    ['earn from home', 'flag'],
    ['payment link', 'flag'],
  ] as const) {
    await operator.post('/admin/filters', { kind: 'word', pattern, effect, reason: 'The usual tricks.' })
  }
}
