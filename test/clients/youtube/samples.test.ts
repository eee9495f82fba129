import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import {
  createYoutubeClient,
  type YoutubeClient,
  YoutubeFailure,
  type YoutubeMethod,
  type YoutubePage,
} from '../../../src/clients/youtube/index.ts'
import { startYoutubeStandIn, type YoutubeStandIn } from '../../../src/clients/youtube/stand-in/index.ts'
import { manualClock } from '../../../src/lib/clock.ts'
import { silentLogger } from '../../../src/lib/logger.ts'

const folder = new URL('../../fixtures/youtube/', import.meta.url)
const sample = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'))

interface Expected {
  items: number
  wrongKind?: number
  next?: string
  missing?: number
}

const lists: Record<string, Expected> = {
  'channels.contentDetails.uploads.json': { items: 1, missing: 1 },
  'constructed.videos.awkward-a.json': { items: 3, missing: 1 },
  'playlistItems.empty.json': { items: 0 },
  'playlistItems.page1.50.json': { items: 50, next: 'CDIQAA' },
  'playlistItems.page2.17.json': { items: 17 },
  'search.by.50.2020.json': { items: 50, next: 'CDIQAA' },
  'search.channels.json': { items: 0, wrongKind: 5, next: 'CAUQAA' },
  'search.empty.totalResults23.json': { items: 0 },
  'search.fr.48.entities.2021.json': { items: 48, next: 'CBgQAA' },
  'search.keywords.page1.json': { items: 25, next: 'CBkQAA' },
  'search.keywords.page2.json': { items: 25, next: 'CDIQAA' },
  'search.order-date.50.json': { items: 50, next: 'CDIQAA' },
  'videoCategories.us.json': { items: 32 },
  'videos.chart.us.2023-10.json': { items: 50, next: 'CDIQAA', missing: 1 },
  'videos.id.unknown.empty.json': { items: 0, missing: 1 },
  'videos.ids2.one-missing.json': { items: 1, missing: 1 },
  'videos.ids50.contentDetails-statistics.json': { items: 50, missing: 1 },
  'videos.ids50.status-statistics.2018.json': { items: 50, missing: 1 },
  'videos.live.scheduled.json': { items: 1, missing: 1 },
  'videos.part-player.no-size.json': { items: 1, missing: 1 },
  'videos.related20.contentDetails.json': { items: 20, missing: 1 },
  'videos.single.2020.json': { items: 1, missing: 1 },
}

const errors: Record<string, Pick<YoutubeFailure, 'action' | 'reason' | 'bucket'> & { method: YoutubeMethod }> = {
  'error.400.API_KEY_INVALID.json': {
    method: 'videos.list',
    action: 'stop-all',
    reason: 'API_KEY_INVALID',
    bucket: 'general',
  },
  'error.400.keyInvalid.legacy.json': {
    method: 'search.list',
    action: 'stop-all',
    reason: 'keyInvalid',
    bucket: 'search',
  },
  'error.400.unknownPart.json': {
    method: 'videos.list',
    action: 'our-bug',
    reason: 'unknownPart',
    bucket: 'general',
  },
  'error.403.accessNotConfigured.legacy.json': {
    method: 'videos.list',
    action: 'stop-all',
    reason: 'accessNotConfigured',
    bucket: 'general',
  },
  'error.403.quotaExceeded.json': {
    method: 'playlistItems.list',
    action: 'close-bucket',
    reason: 'quotaExceeded',
    bucket: 'general',
  },
  'error.404.videoNotFound.json': {
    method: 'playlistItems.list',
    action: 'source-dead',
    reason: 'videoNotFound',
    bucket: 'general',
  },
  'error.429.searchBucket.short.json': {
    method: 'search.list',
    action: 'close-bucket',
    reason: 'rateLimitExceeded',
    bucket: 'search',
  },
}

const neverThere = 'neverThere0'

describe('recorded answers of YouTube', () => {
  let standIn: YoutubeStandIn
  let client: YoutubeClient

  before(async () => {
    const clock = manualClock(Date.UTC(2026, 10, 23, 20))
    standIn = await startYoutubeStandIn({ clock })
    client = createYoutubeClient({
      baseUrl: standIn.url,
      apiKey: standIn.apiKey,
      log: silentLogger(),
      clock,
      minIntervalMs: 0,
    })
  })

  after(async () => {
    client.close()
    await standIn.close()
  })

  const methodOf = (name: string): YoutubeMethod => {
    if (name.startsWith('constructed.videos')) return 'videos.list'
    if (name.startsWith('videoCategories')) return 'videoCategories.list'
    const [noun] = name.split('.')
    return `${noun}.list` as YoutubeMethod
  }

  function call(method: YoutubeMethod): Promise<YoutubePage<unknown>> {
    if (method === 'videos.list') return client.listVideos({ ids: [neverThere] })
    if (method === 'search.list') return client.searchVideos({ q: 'anything' })
    if (method === 'playlistItems.list') return client.listPlaylistItems({ playlistId: 'UUanything' })
    if (method === 'channels.list') return client.listChannels({ ids: ['UCanything'] })
    return client.listVideoCategories({ regionCode: 'US' })
  }

  it('are all named here', () => {
    expect(Object.keys({ ...lists, ...errors }).sort()).to.deep.equal(readdirSync(folder).sort())
  })

  for (const [name, expected] of Object.entries(lists)) {
    it(`${name} gives ${expected.items} items`, async () => {
      standIn.replay(methodOf(name), sample(name))

      const page = await call(methodOf(name))

      expect(page.items).to.have.length(expected.items)
      expect(page.skipped).to.include({ wrongKind: expected.wrongKind ?? 0, malformed: 0 })
      expect(page.nextPageToken).to.equal(expected.next ?? null)
      if (expected.missing) expect(page).to.have.property('missingIds').that.has.length(expected.missing)
    })
  }

  for (const [name, { method, ...expected }] of Object.entries(errors)) {
    it(`${name} means ${expected.action}`, async () => {
      const status = Number(name.split('.')[1])
      standIn.replay(method, sample(name), status)

      const failure = await call(method).then(
        () => expect.fail('must not succeed'),
        (error: unknown) => error,
      )

      expect(failure).to.be.instanceOf(YoutubeFailure)
      expect(failure).to.include({ ...expected, method, status, tries: 1 })
      expect((failure as YoutubeFailure).detail).not.to.match(/[<>]a href/)
    })
  }

  it('keeps counts beyond 2^53, and absent ones as null', async () => {
    standIn.replay('videos.list', sample('constructed.videos.awkward-a.json'))

    const { items } = await client.listVideos({ ids: [neverThere] })

    expect(items[1]?.statistics?.viewCount).to.equal('9007199254740993')
    expect(items[0]?.statistics).to.deep.equal({ viewCount: '12', likeCount: null, commentCount: null })
    expect(items[2]?.statistics).to.equal(null)
    expect(items[2]?.status?.madeForKids).to.equal(null)
    expect(items[2]?.contentDetails).to.deep.include({
      isAgeRestricted: true,
      regionRestriction: { allowed: [], blocked: null },
    })
  })

  it('reads every duration of the recorded charts and lists', async () => {
    for (const name of ['videos.chart.us.2023-10.json', 'videos.related20.contentDetails.json']) {
      standIn.replay('videos.list', sample(name))
      const { items } = await client.listVideos({ ids: [neverThere] })
      for (const { id, contentDetails } of items) expect(contentDetails?.durationSeconds, id).to.be.greaterThan(0)
    }
  })

  it('has a null view count where statistics are not public', async () => {
    standIn.replay('videos.list', sample('videos.ids50.status-statistics.2018.json'))

    const { items } = await client.listVideos({ ids: [neverThere] })
    const hidden = items.filter(({ statistics }) => statistics?.viewCount === null)

    expect(hidden).to.have.length(1)
    expect(hidden[0]?.status?.publicStatsViewable).to.equal(false)
  })

  it('leaves the shape null where the player came without a size', async () => {
    standIn.replay('videos.list', sample('videos.part-player.no-size.json'))

    const { items } = await client.listVideos({ ids: [neverThere] })

    expect(items[0]?.player).to.deep.equal({ embedWidth: null, embedHeight: null })
  })

  it('reads the uploads playlist of a channel', async () => {
    standIn.replay('channels.list', sample('channels.contentDetails.uploads.json'))

    const { items } = await client.listChannels({ ids: ['UCBR8-60-B28hp2BmDPdntcQ'] })

    expect(items[0]).to.include({ id: 'UCBR8-60-B28hp2BmDPdntcQ', uploadsPlaylistId: 'UUBR8-60-B28hp2BmDPdntcQ' })
  })

  it('gives titles of a search as the escaped text they are', async () => {
    standIn.replay('search.list', sample('search.fr.48.entities.2021.json'))

    const { items } = await client.searchVideos({ q: 'anything' })

    expect(items[0]?.escapedTitle).to.contain('&quot;LEPPAM')
  })
})
