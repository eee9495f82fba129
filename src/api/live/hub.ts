import type { App } from '../../app.ts'
import {
  type LogRow,
  logTopic,
  type PassingEvent,
  passingTopic,
  readLogBounds,
  readLogHeads,
  readLogsAfter,
  readNews,
} from '../../core/log/index.ts'
import { second } from '../../lib/clock.ts'
import { BySession } from './by-session.ts'
import type { ServerFrame } from './frames.ts'
import { renderEntries } from './render.ts'

/** Whoever follows a person's log live: a stream, or a `/sync` that waits. */
export interface Follower {
  readonly sessionId: string
  /** Sends the frame; must not throw. */
  deliver(frame: ServerFrame): void
  /** The session behind it has ended. */
  end(): void
}

/** The open streams of one person in this process, and how far the log was handed to them. */
interface Channel {
  position: number
  /** Each with the position it had read by itself when it joined. */
  readonly followers: Map<Follower, number>
}

/** News of a person's log: its entries, or `unread` where they must be read. */
type News = LogRow[] | 'unread'

/** Entries read in one question; what is over it comes with the next. */
const maxRows = 5000

/**
 * Hands the logs of connected people to their streams. The doorbell says who has news; once a turn of the loop one
 * question for each type renders the news of all of them. What a bell brings along is not read again where it goes on
 * from what was handed out; all else is read in one question. A bell that was lost delays by a second.
 */
export class LiveHub {
  readonly #app: App
  readonly #channels = new Map<string, Channel>()
  readonly #dirty = new Map<string, News>()
  readonly #stops: (() => void)[] = []
  readonly #onPresence: (userId: string) => void
  #flushing: Promise<void> | undefined
  #looking: Promise<void> | undefined
  #mark = -1

  /** `onPresence` is told when a person's first stream was opened here, and when their last one ended. */
  constructor(app: App, onPresence: (userId: string) => void) {
    this.#app = app
    this.#onPresence = onPresence
    this.#stops.push(
      app.clients.doorbell.subscribe((topic, payload) => {
        if (topic === logTopic) this.#heard(payload)
        else if (topic === passingTopic) this.#pass(payload as unknown as PassingEvent)
      }),
      app.onAccessChanged((userId) => {
        if (this.#channels.has(userId)) this.#endDeadSessions(userId).catch((error: unknown) => this.#failed(error))
      }),
    )
    const timer = setInterval(() => this.#look(), second)
    this.#stops.push(() => clearInterval(timer))
  }

  /** Streams open in this process. */
  get size(): number {
    let size = 0
    for (const channel of this.#channels.values()) size += channel.followers.size
    return size
  }

  /** The people with a stream open in this process. */
  connectedPeople(): string[] {
    return [...this.#channels.keys()]
  }

  /** The streams that a person has open here. */
  followersOf(userId: string): number {
    return this.#channels.get(userId)?.followers.size ?? 0
  }

  /**
   * Brings a follower from its position up to the present by `replay`, which reads and delivers a page and answers how far
   * it came, and then hands it everything new. Answers a function that ends it.
   */
  async attach(
    userId: string,
    start: { position: number; last: number },
    follower: Follower,
    replay: (from: number) => Promise<number>,
  ): Promise<() => void> {
    let reached = start.position
    let known: number | undefined = start.last
    for (;;) {
      // Who is at the end already joins in this very turn, so that what passes right after `ready` reaches them.
      const target =
        this.#channels.get(userId)?.position ?? known ?? (await readLogBounds(this.#app.db.read, userId)).last
      known = undefined
      // Between this look and joining there is no turn of the loop, so nothing is missed; what the channel has yet to
      // hand out and the follower has read already is left out by its own position.
      if (reached >= (this.#channels.get(userId)?.position ?? target)) break
      const next = await replay(reached)
      // Nothing there: what stood between was not for keeping.
      reached = next > reached ? next : target
    }
    const channel = this.#channels.get(userId) ?? { position: reached, followers: new Map() }
    channel.followers.set(follower, reached)
    this.#channels.set(userId, channel)
    if (channel.followers.size === 1) this.#onPresence(userId)
    this.#news(userId)
    const leave = () => {
      channel.followers.delete(follower)
      if (channel.followers.size > 0 || this.#channels.get(userId) !== channel) return
      this.#channels.delete(userId)
      this.#onPresence(userId)
    }
    // What ended while it was catching up, which takes as long as its reader likes, ended before it could be told here.
    const isLive = await this.#isLive(follower.sessionId).catch((error: unknown) => {
      leave()
      throw error
    })
    if (!isLive) follower.end()
    return leave
  }

  /** Ends every stream and stops listening. */
  close(): void {
    for (const stop of this.#stops) stop()
    this.#channels.clear()
  }

  #heard(payload: unknown): void {
    const { userId, rows } = readNews(payload)
    this.#news(userId, rows)
  }

  #news(userId: string, rows?: LogRow[]): void {
    if (!this.#channels.has(userId)) return
    const before = this.#dirty.get(userId) ?? []
    this.#dirty.set(userId, rows === undefined || before === 'unread' ? 'unread' : [...before, ...rows])
    this.#flushing ??= this.#flush().catch((error: unknown) => this.#failed(error))
  }

  async #flush(): Promise<void> {
    try {
      // Bells of one group commit ring in the same turn; one question serves them all.
      await new Promise((resolve) => setImmediate(resolve))
      while (this.#dirty.size > 0) {
        const news = [...this.#dirty]
        this.#dirty.clear()
        await this.#deliverNews(news)
      }
    } finally {
      this.#flushing = undefined
    }
  }

  async #deliverNews(news: readonly (readonly [userId: string, news: News])[]): Promise<void> {
    const positions: [userId: string, position: number][] = []
    const heard: LogRow[] = []
    for (const [userId, entries] of news) {
      const channel = this.#channels.get(userId)
      if (channel === undefined) continue
      if (entries !== 'unread' && goesOn(entries, channel.position)) heard.push(...entries)
      else positions.push([userId, channel.position])
    }
    const read = positions.length === 0 ? [] : await readLogsAfter(this.#app.db.read, positions, maxRows)
    if (read.length === maxRows) for (const [userId] of positions) this.#dirty.set(userId, 'unread')
    const rows = [...heard, ...read]
    const data = await renderEntries(this.#app, rows)
    for (const [index, row] of rows.entries()) this.#deliver(row, data[index])
  }

  #deliver(row: LogRow, data: unknown): void {
    const channel = this.#channels.get(row.userId)
    if (channel === undefined || row.seq <= channel.position) return
    channel.position = row.seq
    const frame: ServerFrame = { id: String(row.seq), type: row.type, data }
    for (const [follower, joinedAt] of [...channel.followers]) {
      if (row.seq <= joinedAt) continue
      follower.deliver(data instanceof BySession ? { ...frame, data: data.for(follower.sessionId) } : frame)
      if (row.type === 'session.ended' && row.subjectId === follower.sessionId) follower.end()
    }
  }

  #pass(event: PassingEvent): void {
    const channel = this.#channels.get(event.userId)
    if (channel === undefined) return
    const frame: ServerFrame = { type: event.type, data: event.data }
    for (const follower of channel.followers.keys()) follower.deliver(frame)
  }

  async #isLive(sessionId: string): Promise<boolean> {
    const live = await this.#app.db.read.get('SELECT 1 AS live FROM sessions WHERE id = $1 AND ended_at IS NULL', [
      sessionId,
    ])
    return live !== undefined
  }

  /** Streams must not outlive their session, even when its entry in the log was not (or not yet) seen here. */
  async #endDeadSessions(userId: string): Promise<void> {
    await this.#deliverNews([[userId, 'unread']])
    const channel = this.#channels.get(userId)
    if (channel === undefined) return
    const live = await this.#app.db.read.all<{ id: string }>(
      'SELECT id FROM sessions WHERE user_id = $1 AND ended_at IS NULL',
      [userId],
    )
    const ids = new Set(live.map((session) => session.id))
    for (const follower of [...channel.followers.keys()]) if (!ids.has(follower.sessionId)) follower.end()
  }

  // Where the database keeps it waiting, a look each second would in the end hold every connection there is.
  #look(): void {
    this.#looking ??= this.#lookForLostBells()
      .catch((error: unknown) => this.#failed(error))
      .finally(() => {
        this.#looking = undefined
      })
  }

  async #lookForLostBells(): Promise<void> {
    const people = [...this.#channels.keys()]
    if (people.length === 0) return
    const mark = await this.#app.db.changeMark()
    if (mark === this.#mark) return
    this.#mark = mark
    const heads = await readLogHeads(this.#app.db.read, people)
    for (const [userId, last] of heads) {
      const channel = this.#channels.get(userId)
      if (channel && channel.position < last) this.#news(userId)
    }
  }

  #failed(error: unknown): void {
    this.#app.log.error({ err: error }, 'live events could not be delivered; the next look tries again')
  }
}

/** Whether nothing is missing between a position and the entries, nor among them: bells may be lost, or come late. */
function goesOn(entries: readonly LogRow[], position: number): boolean {
  const first = entries[0]!.seq
  return first <= position + 1 && entries.every(({ seq }, index) => seq === first + index)
}
