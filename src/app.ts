import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createDoorbell, type Doorbell } from './clients/doorbell/index.ts'
import { createPasswordHasher } from './clients/hasher/index.ts'
import { createLimiter } from './clients/limiter/index.ts'
import { createMailer } from './clients/mail/index.ts'
import { createMediaTools } from './clients/media-tools/index.ts'
import { createPushSender, type PushSenderOptions, parseServiceAccount } from './clients/push/index.ts'
import type { Siblings } from './clients/siblings/index.ts'
import { openMediaStore } from './clients/store/index.ts'
import { createYoutube, type YoutubeBucket, type YoutubeClientOptions } from './clients/youtube/index.ts'
import { type Config, ConfigError } from './config/config.ts'
import { loadSecrets } from './config/secrets.ts'
import { accessTopic, createSessionCache, prepareSetupLink, type SessionCache } from './core/accounts/index.ts'
import { type Actor, type Door, systemActor } from './core/actor.ts'
import { keepLocations, maySeeMessageMedia, subscribeChat } from './core/chat/index.ts'
import type { Clients } from './core/clients.ts'
import type { Context, Origin } from './core/context.ts'
import { createEventBus, type EventBus } from './core/events.ts'
import type { InstanceFacts, Keys } from './core/instance.ts'
import { startCourier } from './core/mail/index.ts'
import { createMediaViewers, type MediaViewers, startMediaKeeper, subscribeMedia } from './core/media/index.ts'
import { subscribeModeration } from './core/moderation/index.ts'
import { startPusher, subscribeNotifications } from './core/notifications/index.ts'
import type { OutboxRounds } from './core/outbox-rounds.ts'
import { mayReadFollowersOnly, subscribePeople } from './core/people/index.ts'
import { subscribePosts } from './core/posts/index.ts'
import { openSettings, type SettingsStore, settingsTopic } from './core/settings/index.ts'
import { reserveUnit } from './core/videos/index.ts'
import type { Database } from './db/database.ts'
import { migrate } from './db/migrate.ts'
import { openDatabase } from './db/open.ts'
import { type Clock, second, systemClock } from './lib/clock.ts'
import { type CursorCodec, cursorCodec } from './lib/cursor.ts'
import type { Logger } from './lib/logger.ts'
import { createVapidKeys } from './lib/vapid-keys.ts'
import { version } from './lib/version.ts'

/** What tests and tools may put in the place of the real thing, and what workers bring. */
export interface AppOverrides {
  clock?: Clock
  /** False keeps what works by itself from starting (mails, conversions, the end of shared locations). Default true. */
  background?: boolean
  /** The other workers, when this process is one of several of a server. */
  siblings?: Siblings | undefined
  /** Whether another process holds the SQLite file open that has checked its pages. Default false. */
  isFileChecked?: boolean
  clients?: Partial<Clients>
  /** Options of the YouTube client, such as no pause between requests for a simulation. */
  youtube?: Partial<YoutubeClientOptions>
}

/** Everything Momentum is, opened once: the doors hand its contexts to use cases. */
export interface App {
  readonly config: Config
  readonly db: Database
  readonly log: Logger
  readonly clock: Clock
  readonly clients: Clients
  /** The other workers of this server, when it has several. */
  readonly siblings: Siblings | undefined
  readonly events: EventBus
  readonly settings: SettingsStore
  readonly sessions: SessionCache
  /** Who may fetch which picture or video. */
  readonly mediaViewers: MediaViewers
  readonly instance: InstanceFacts
  /** Sends the mails that the outbox holds, in the background. */
  readonly courier: OutboxRounds
  /** The same for pushes. */
  readonly pusher: OutboxRounds
  /** The one-time link to make the first admin, while there is none. */
  setupLink(): Promise<string | undefined>
  /** A context for somebody who comes in through a door. */
  as(actor: Actor, door: Door, origin?: Origin): Context
  /** Called when somebody's access changed, in whichever process: doors look again at who is behind their streams. */
  onAccessChanged(listener: (userId: string) => void): () => void
  /** Told of failures that no caller waits for. */
  onBackgroundFailure(listener: (error: unknown) => void): void
  /** Closes everything in the reverse of the order it was opened in. */
  close(): Promise<void>
}

/** What stands where something that works by itself was not started. */
const atRest: OutboxRounds = { flush: async () => {}, close: async () => {} }

const nowhere: Origin = { ip: '', network: 'local', userAgent: '', requestId: '' }

/**
 * Opens everything the configuration names, brings the schema up to date, and answers the app. When something cannot be
 * opened, what was is closed again before this throws.
 */
export async function openApp(config: Config, log: Logger, overrides: AppOverrides = {}): Promise<App> {
  const opened: (() => Promise<void>)[] = []
  try {
    return await openEverything(config, log, overrides, opened)
  } catch (error) {
    for (const close of opened.reverse()) await close().catch(() => {})
    throw error
  }
}

async function openEverything(
  config: Config,
  log: Logger,
  overrides: AppOverrides,
  opened: (() => Promise<void>)[],
): Promise<App> {
  const clock = overrides.clock ?? systemClock
  const failureListeners: ((error: unknown) => void)[] = []
  const onError = (error: unknown): void => {
    log.error({ err: error }, 'something failed in the background')
    for (const listener of failureListeners) listener(error)
  }
  const fcm = serviceAccount(config.fcmCredentials)
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 })
  const file = join(config.dataFolder, 'momentum.db')
  // Looking for ffmpeg takes as long as all the rest of the start.
  const media = openMedia(config, log, overrides.clients ?? {})
  media.catch(() => {})
  if (overrides.clients?.mediaTools === undefined) opened.push(async () => (await media).mediaTools.close())
  const isChecked = overrides.isFileChecked === true
  const db = await openDatabase({ url: config.databaseUrl, file, poolSize: config.databasePool, isChecked, onError })
  opened.push(() => db.close())
  await migrate(db, undefined, (name) => join(config.dataFolder, `before-${name}-${clock.now()}.db`))
  const secrets = loadSecrets({
    dataFolder: config.dataFolder,
    secretsFile: config.secretsFile,
    hasData: await hasPeople(db),
    makeVapid: createVapidKeys,
  })
  const settings = await openSettings(db, log)
  const reserve = (bucket: YoutubeBucket): Promise<void> =>
    reserveUnit(contextFor(shared, systemActor('youtube'), 'job'), bucket)
  const vapid = { ...secrets.vapid, subject: config.vapidSubject }
  const clients = { ...openClients(config, log, clock, overrides, { vapid, fcm }, settings, reserve), ...(await media) }
  const events = createEventBus()
  subscribeMedia(events)
  subscribePeople(events)
  subscribePosts(events)
  subscribeChat(events)
  subscribeModeration(events)
  subscribeNotifications(events)
  const mediaViewers = createMediaViewers()
  decideMedia(mediaViewers)
  const sessions = createSessionCache(db, clock)
  const instance: InstanceFacts = {
    version,
    publicUrl: config.publicUrl ?? `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${config.port}`,
    dataFolder: config.dataFolder,
    backupFolder: config.backupFolder ?? join(config.dataFolder, 'backups'),
    registration: config.registration,
    vapidPublicKey: secrets.vapid.publicKey,
    features: { videos: config.youtube.apiKey !== undefined, fcm: config.fcmCredentials !== undefined },
    videoRegions: config.youtube.regions,
    rateLimits: config.rateLimits,
  }
  const keys: Keys = { totpKey: secrets.totpKey, linkKey: secrets.linkKey }
  const cursors = cursorCodec(secrets.cursorKey)
  clients.doorbell.subscribe((topic) => {
    if (topic === settingsTopic) settings.reload().catch(onError)
  })
  const { siblings } = overrides
  const stopWatching = watchAccess(clients.doorbell, sessions, onError)
  const isShared = siblings !== undefined || config.redisUrl !== undefined
  // Settings that another process changed are read within a second also where the bell was lost.
  const stopFollowing = isShared ? eachSecond(() => settings.lookForChanges(), onError) : () => {}
  const now = (): number => clock.now()
  const write: Context['write'] = (work, together) => db.transaction(work, together)
  const shared = { db, clients, events, clock, log, settings, instance, keys, cursors, now, write }
  const by = (name: string): Context => contextFor(shared, systemActor(name), 'job')
  const works = overrides.background !== false
  // Several may do it, but one worker does it as well, and spares the machine what the others would look for in vain.
  const worksForAll = works && siblings?.isFirst !== false
  const courier = worksForAll ? startCourier(by('courier'), onError) : atRest
  const pusher = worksForAll ? startPusher(by('pusher'), onError) : atRest
  const keeper = worksForAll ? startMediaKeeper(by('media-keeper'), onError) : atRest
  // Each worker: who erases must scrub even where the bell that tells the others is lost.
  const locations = works ? keepLocations(by('live-location-expiry'), onError) : atRest
  return {
    config,
    db,
    log,
    clock,
    clients,
    siblings,
    events,
    settings,
    sessions,
    mediaViewers,
    instance,
    courier,
    pusher,
    setupLink: () => prepareSetupLink(contextFor(shared, systemActor('serve'), 'cli')),
    as: (actor, door, origin) => contextFor(shared, actor, door, origin),
    onAccessChanged: stopWatching.listen,
    onBackgroundFailure: (listener) => failureListeners.push(listener),
    close: async () => {
      stopWatching.stop()
      stopFollowing()
      // Together: the keeper waits for a conversion, which ends when the tools do.
      await Promise.all([keeper.close(), clients.mediaTools.close()])
      await Promise.all([courier.close(), pusher.close()])
      await locations.close()
      await sessions.touch().catch(onError)
      await clients.doorbell.close()
      await clients.limiter.close()
      await clients.mailer.close()
      clients.push.close()
      clients.youtube?.close()
      await db.close()
    },
  }
}

interface Shared {
  db: Database
  clients: Clients
  events: EventBus
  clock: Clock
  log: Logger
  settings: SettingsStore
  instance: InstanceFacts
  keys: Keys
  cursors: CursorCodec
  now: Context['now']
  write: Context['write']
}

// Made for each request: listed field by field, because spreading costs ten times as much.
function contextFor(shared: Shared, actor: Actor, door: Door, origin: Origin = nowhere): Context {
  return {
    db: shared.db,
    clients: shared.clients,
    events: shared.events,
    clock: shared.clock,
    log: shared.log,
    settings: shared.settings,
    instance: shared.instance,
    keys: shared.keys,
    cursors: shared.cursors,
    actor,
    door,
    origin,
    now: shared.now,
    write: shared.write,
  }
}

function openClients(
  config: Config,
  log: Logger,
  clock: Clock,
  { clients: overrides = {}, youtube = {}, siblings }: AppOverrides,
  pushKeys: Pick<PushSenderOptions, 'vapid' | 'fcm'>,
  settings: SettingsStore,
  beforeCall: (bucket: YoutubeBucket) => Promise<void>,
): Omit<Clients, 'mediaTools' | 'mediaStore'> {
  const { apiKey, baseUrl } = config.youtube
  return {
    doorbell: overrides.doorbell ?? createDoorbell({ redisUrl: config.redisUrl, siblings, log }),
    hasher: overrides.hasher ?? createPasswordHasher(),
    limiter: overrides.limiter ?? createLimiter({ redisUrl: config.redisUrl, siblings, clock, log }),
    mailer:
      overrides.mailer ??
      createMailer({
        smtpUrl: config.smtpUrl,
        from: config.mailFrom,
        outboxFolder: join(config.dataFolder, 'outbox'),
        log,
      }),
    push: overrides.push ?? createPushSender({ ...pushKeys, clock }),
    youtube:
      overrides.youtube !== undefined
        ? overrides.youtube
        : apiKey === undefined
          ? null
          : createYoutube({
              ...{ apiKey, baseUrl, log, clock, beforeCall },
              minIntervalMs: () => settings.get('videos.requestIntervalMs'),
              ...youtube,
            }),
  }
}

/** The account that FCM_CREDENTIALS names. Throws `ConfigError`. */
function serviceAccount(file: string | undefined): ReturnType<typeof parseServiceAccount> | undefined {
  if (file === undefined) return undefined
  try {
    return parseServiceAccount(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new ConfigError([`FCM_CREDENTIALS: ${(error as Error).message}`])
  }
}

/** Who may fetch what is not for everybody; the rules stand where the nouns are. */
function decideMedia(viewers: MediaViewers): void {
  viewers.decide('followers', (context, media, viewerId) =>
    mayReadFollowersOnly(context.db.read, viewerId, media.ownerId),
  )
  viewers.decide('conversation', (context, media, viewerId) =>
    media.attachedId === null ? Promise.resolve(false) : maySeeMessageMedia(context, media.attachedId, viewerId),
  )
}

async function openMedia(
  config: Config,
  log: Logger,
  overrides: Partial<Clients>,
): Promise<Pick<Clients, 'mediaTools' | 'mediaStore'>> {
  const mediaStore =
    overrides.mediaStore ?? (await openMediaStore(config.mediaStore ?? join(config.dataFolder, 'media')))
  return { mediaStore, mediaTools: overrides.mediaTools ?? (await createMediaTools({ log })) }
}

/** Sessions end everywhere within a second: by the doorbell at once, by the look each second when a bell was lost. */
function watchAccess(
  doorbell: Doorbell,
  sessions: SessionCache,
  onError: (error: unknown) => void,
): { listen: App['onAccessChanged']; stop: () => void } {
  const listeners = new Set<(userId: string) => void>()
  const changed = (userId: string): void => {
    sessions.forget(userId)
    for (const listener of listeners) listener(userId)
  }
  doorbell.subscribe((topic, payload) => {
    if (topic === accessTopic) changed((payload as { userId: string }).userId)
  })
  const look = async (): Promise<void> => {
    for (const userId of await sessions.lookForChanges()) changed(userId)
    await sessions.touch()
  }
  return {
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop: eachSecond(look, onError),
  }
}

/** Looks once a second, and not while a look goes on, until what it answers is called. */
function eachSecond(look: () => Promise<void>, onError: (error: unknown) => void): () => void {
  let looking = false
  const timer = setInterval(() => {
    if (looking) return
    looking = true
    look()
      .catch(onError)
      .finally(() => {
        looking = false
      })
  }, second)
  return () => clearInterval(timer)
}

async function hasPeople(db: Database): Promise<boolean> {
  return (await db.read.get('SELECT id FROM users LIMIT 1')) !== undefined
}
