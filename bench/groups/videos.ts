import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openApp } from '../../src/app.ts'
import { createYoutube, type YoutubeVideo } from '../../src/clients/youtube/index.ts'
import { videoResource } from '../../src/clients/youtube/resources.ts'
import { readConfig } from '../../src/config/config.ts'
import { systemActor } from '../../src/core/actor.ts'
import type { Context } from '../../src/core/context.ts'
import { findsOf, ingestVideos, readFeed } from '../../src/core/videos/index.ts'
import { manualClock, minute } from '../../src/lib/clock.ts'
import { silentLogger } from '../../src/lib/logger.ts'
import { median } from '../load/compare.ts'
import type { BenchOptions } from '../options.ts'
import { atMost, type Findings } from '../report.ts'

const few = 20_000
const atOnce = 5000
const categories = ['10', '20', '23', '24', '17', '1', '26', '28', '15', '27']
const userId = '01990000-0000-7000-8000-000000000001'

/** How long ingesting takes, and whether a page of the feed costs the same however many videos are stored. */
export async function measureVideos({ videos: many }: BenchOptions): Promise<Findings> {
  const folder = await mkdtemp(join(tmpdir(), 'momentum-bench-videos-'))
  const clock = manualClock(Date.parse('2026-11-23T12:00:00Z'))
  const config = readConfig({ ...process.env, MOMENTUM_DATA: folder }, '/nonexistent')
  const app = await openApp(config, silentLogger(), { clock })
  const context = app.as(systemActor('bench'), 'job')
  const store = storing(context, clock)
  try {
    const started = performance.now()
    await store(atOnce)
    const ingestMs = performance.now() - started
    await store(few)
    const atFew = await readPages(context)
    await store(many)
    const atMany = await readPages(context)
    return {
      about: `${app.db.dialect}; pages of twenty over all categories and both kinds, one after the other.`,
      figures: [
        atMost(`ingest of ${atOnce} videos`, ingestMs / 1000, 5, ' s'),
        atMost(`a page with ${many} videos stored, times that with ${few}`, atMany.p50Ms / atFew.p50Ms, 1.3),
      ],
      details: [
        '| videos stored | p50 ms | p99 ms |',
        '|---:|---:|---:|',
        `| ${few} | ${atFew.p50Ms.toFixed(2)} | ${atFew.p99Ms.toFixed(2)} |`,
        `| ${many} | ${atMany.p50Ms.toFixed(2)} | ${atMany.p99Ms.toFixed(2)} |`,
      ].join('\n'),
    }
  } finally {
    await app.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Stores generated videos, group after group as charts bring them, until there are so many. */
function storing(context: Context, clock: ReturnType<typeof manualClock>): (upTo: number) => Promise<void> {
  const youtube = createYoutube({ apiKey: 'never-sent', log: silentLogger() })
  let have = 0
  return async (upTo) => {
    for (; have < upTo; have += atOnce) {
      const from = have
      const batch = Array.from({ length: atOnce }, (_, index) => video(from + index, clock.now()))
      await ingestVideos(context, youtube, findsOf(batch, { in: 'chart', region: 'US', category: null }))
      clock.advance(10 * minute)
    }
  }
}

/** How long a page of twenty takes, over all categories and both kinds. */
async function readPages(context: Context): Promise<{ p50Ms: number; p99Ms: number }> {
  const slugs = ['music', 'gaming', 'comedy', 'entertainment', 'sports', undefined]
  const times: number[] = []
  for (let round = 0; round < 4000; round += 1) {
    const started = performance.now()
    const page = await readFeed(context, {
      userId,
      kind: round % 2 === 0 ? 'short' : 'long',
      category: slugs[round % slugs.length],
      region: undefined,
      limit: 20,
      cursor: undefined,
    })
    // The first half warms up.
    if (round >= 2000) times.push(performance.now() - started)
    if (page.items.length !== 20) throw new Error('A page was not full')
  }
  times.sort((one, other) => one - other)
  return { p50Ms: median(times), p99Ms: times[Math.floor(times.length * 0.99)]! }
}

function video(number: number, now: number): YoutubeVideo {
  const id = `v${String(number).padStart(10, '0')}`
  const isShort = number % 2 === 0
  return videoResource.parse({
    kind: 'youtube#video',
    id,
    etag: `etag-${number}`,
    snippet: {
      publishedAt: new Date(now - (number % 500) * minute).toISOString(),
      channelId: `UC${String(number % 40_000).padStart(22, '0')}`,
      channelTitle: `Channel ${number % 40_000}`,
      title: `A video with a title of the usual length, number ${number}`,
      description: 'What it is about, in a few hundred words. '.repeat(12),
      categoryId: categories[Math.floor(number / 2) % categories.length],
      liveBroadcastContent: 'none',
      thumbnails: { high: { url: `https://i.ytimg.com/vi/${id}/hqdefault.jpg`, width: 480, height: 360 } },
    },
    contentDetails: { duration: isShort ? 'PT40S' : 'PT7M', contentRating: {} },
    status: { uploadStatus: 'processed', privacyStatus: 'public', embeddable: true, madeForKids: false },
    statistics: { viewCount: String(number), likeCount: '7', commentCount: '1' },
    player: isShort ? { embedWidth: '563', embedHeight: '1000' } : { embedWidth: '1778', embedHeight: '1000' },
  })
}
