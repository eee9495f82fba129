import axios, { type AxiosResponse } from 'axios'
import { expect } from 'chai'
import {
  classifyFormat,
  createYoutubeClient,
  videoBlockers,
  walkPages,
  type YoutubeClient,
  type YoutubeVideo,
} from '../../../src/clients/youtube/index.ts'
import { startYoutubeStandIn, type YoutubeStandIn } from '../../../src/clients/youtube/stand-in/index.ts'
import { day, hour, manualClock } from '../../../src/lib/clock.ts'
import { silentLogger } from '../../../src/lib/logger.ts'

const start = Date.UTC(2026, 10, 23, 20)
const chartedCategories = ['1', '2', '10', '15', '17', '20', '22', '23', '24', '25', '26', '28']
const fiftyOneIds = Array.from({ length: 51 }, (_, index) => `id${String(index).padStart(9, '0')}`).join()

describe('the YouTube stand-in', () => {
  const clock = manualClock(start)
  let standIn: YoutubeStandIn
  let client: YoutubeClient

  beforeEach(async () => {
    clock.set(start)
    standIn = await startYoutubeStandIn({ clock, seed: 3 })
    client = createYoutubeClient({
      baseUrl: standIn.url,
      apiKey: standIn.apiKey,
      log: silentLogger(),
      clock,
      minIntervalMs: 0,
      sleep: async () => {},
    })
  })

  afterEach(async () => {
    client.close()
    await standIn.close()
  })

  function ask(path: string, headers: Record<string, string> = {}): Promise<AxiosResponse> {
    return axios.get(`${standIn.url}/youtube/v3/${path}`, {
      headers: { 'X-Goog-Api-Key': standIn.apiKey, ...headers },
      validateStatus: () => true,
    })
  }

  async function chart(regionCode: string, categoryId?: string): Promise<YoutubeVideo[]> {
    const videos: YoutubeVideo[] = []
    const pages = walkPages((pageToken) => client.listChart({ regionCode, categoryId, pageToken }), 10)
    for await (const page of pages) videos.push(...page.items)
    return videos
  }

  describe('checks a request against the discovery document', () => {
    const part = 'part=snippet'
    const refused: [request: string, status: number, reason: string][] = [
      ['videos?chart=mostPopular', 400, 'missingRequiredParameter'],
      [`videos?${part}`, 400, 'missingRequiredParameter'],
      [`videos?${part}&id=`, 400, 'missingRequiredParameter'],
      [`videos?${part},nonsense&id=abc`, 400, 'unknownPart'],
      [`videos?part=fileDetails&id=abc`, 403, 'forbidden'],
      [`videos?${part}&id=abc&chart=mostPopular`, 400, 'incompatibleParameters'],
      [`videos?${part}&id=${fiftyOneIds}`, 400, 'invalidFilters'],
      [`videos?${part}&id=abc&maxResults=50`, 400, 'incompatibleParameters'],
      [`videos?${part}&id=abc&maxHeight=10`, 400, 'invalidParameter'],
      [`videos?${part}&chart=mostPopular&maxResults=51`, 400, 'invalidParameter'],
      [`videos?${part}&chart=mostPopular&maxResults=many`, 400, 'invalidParameter'],
      [`videos?${part}&chart=newest`, 400, 'badRequest'],
      [`videos?${part}&chart=mostPopular&pageToken=nonsense`, 400, 'invalidPageToken'],
      [`videos?${part}&chart=mostPopular&videoCategoryId=27`, 404, 'videoChartNotFound'],
      [`videos?${part}&chart=mostPopular&regionCode=XX`, 400, 'invalidRegionCode'],
      [`videos?${part}&id=abc&colour=red`, 400, 'invalid'],
      [`videos?${part}&id=abc&fields=items(id,colour)`, 400, 'invalidParameter'],
      [`videos?${part}&id=abc&fields=items(id`, 400, 'invalidParameter'],
      [`videos?${part}&myRating=like`, 401, 'authorizationRequired'],
      [`videos:batchGetStats?part=statistics&id=${fiftyOneIds}`, 400, 'invalidFilters'],
      ['videos:batchGetStats?part=status&id=abc', 400, 'unknownPart'],
      [`search?${part}&q=a&videoDuration=short`, 400, 'invalidSearchFilter'],
      [`search?${part}&q=a&type=video,channel&videoEmbeddable=true`, 400, 'invalidSearchFilter'],
      [`search?${part}&q=a&type=film`, 400, 'badRequest'],
      [`search?${part}&q=a&order=best`, 400, 'badRequest'],
      [`search?${part}&q=a&publishedAfter=yesterday`, 400, 'badRequest'],
      [`search?${part}&q=a&relatedToVideoId=abc`, 400, 'invalid'],
      [`search?${part}&forMine=true`, 401, 'authorizationRequired'],
      [`playlistItems?${part}&playlistId=PLnothing`, 404, 'playlistNotFound'],
      [`playlistItems?${part}&playlistId=UUa,UUb`, 404, 'playlistNotFound'],
      [`channels?${part}&mine=true`, 401, 'authorizationRequired'],
      ['videoCategories?part=snippet', 400, 'missingRequiredParameter'],
    ]
    for (const [request, status, reason] of refused) {
      it(`${request.slice(0, 80)}: ${status} ${reason}`, async () => {
        const answer = await ask(request)

        expect(answer.status).to.equal(status)
        expect(answer.data.error.errors[0].reason).to.equal(reason)
      })
    }

    it('charges what it refuses, but not a bad key', async () => {
      await ask('videos?chart=mostPopular')
      const badKey = await ask('videos?part=id&id=abc', { 'X-Goog-Api-Key': 'wrong' })
      const noKey = await ask('videos?part=id&id=abc', { 'X-Goog-Api-Key': '' })

      expect(standIn.meter.read().general.used).to.equal(1)
      expect(badKey.data.error.details[0].reason).to.equal('API_KEY_INVALID')
      expect(noKey.status).to.equal(403)
    })

    it('answers HTML where the API has nothing', async () => {
      const answer = await ask('nothing')

      expect(answer.status).to.equal(404)
      expect(answer.headers['content-type']).to.contain('text/html')
    })
  })

  describe('answers', () => {
    it('packs only for a client whose name says gzip, and sends 304 for a known etag at full price', async () => {
      const path = 'videoCategories?part=snippet&regionCode=US'
      const plain = await ask(path, { 'User-Agent': 'curl', 'Accept-Encoding': 'gzip' })
      const packed = await axios.get(`${standIn.url}/youtube/v3/${path}`, {
        headers: { 'X-Goog-Api-Key': standIn.apiKey, 'User-Agent': 'x (gzip)', 'Accept-Encoding': 'gzip' },
        decompress: false,
        responseType: 'arraybuffer',
      })
      const known = await ask(path, { 'If-None-Match': plain.headers.etag })

      expect(plain.headers).not.to.have.property('content-encoding')
      expect(packed.headers['content-encoding']).to.equal('gzip')
      expect(known.status).to.equal(304)
      expect(standIn.meter.read().general.used).to.equal(3)
    })

    it('keeps only the fields that were asked for', async () => {
      const answer = await ask(
        'videos?part=snippet&chart=mostPopular&fields=items(id,snippet/title),pageInfo/totalResults',
      )

      expect(answer.data).to.have.all.keys('items', 'pageInfo')
      expect(answer.data.pageInfo).to.deep.equal({ totalResults: 200 })
      expect(Object.keys(answer.data.items[0])).to.have.members(['id', 'snippet'])
      expect(Object.keys(answer.data.items[0].snippet)).to.deep.equal(['title'])
    })

    it('finds nothing without a phrase', async () => {
      const answer = await ask('search?part=snippet&type=video&videoCategoryId=10')

      expect(answer.data).to.deep.include({ items: [], pageInfo: { totalResults: 0, resultsPerPage: 5 } })
    })

    it('escapes titles in a search alone', async () => {
      const titles: [string | null, string | null][] = []
      for (const q of ['one', 'two', 'three', 'four']) {
        const hits = (await client.searchVideos({ q, categoryId: '24' })).items
        const { items } = await client.listVideos({ ids: hits.map(({ videoId }) => videoId) })
        for (const { videoId, escapedTitle } of hits) {
          const video = items.find(({ id }) => id === videoId)
          if (video) titles.push([escapedTitle, video.snippet!.title])
        }
      }

      const odd = titles.filter(([escaped, raw]) => escaped !== raw)
      expect(titles.length).to.be.greaterThan(100)
      expect(odd.map(([, raw]) => raw).join()).to.match(/Tom & "Jerry" <3/)
      for (const [escaped, raw] of odd) {
        expect(escaped).to.match(/&(?:amp|lt|quot|#39);/)
        expect(raw).to.match(/[&<"']/)
      }
    })

    it('keeps a search within its filters', async () => {
      const publishedAfter = clock.now() - 3 * day
      const { items } = await client.searchVideos({
        q: 'etwas',
        regionCode: 'DE',
        categoryId: '27',
        duration: 'short',
        order: 'date',
        publishedAfter,
      })
      const videos = (await client.listVideos({ ids: items.map(({ videoId }) => videoId) })).items

      expect(videos.length).to.be.greaterThan(20)
      for (const { snippet, contentDetails } of videos) {
        expect(snippet!.categoryId).to.equal('27')
        expect(snippet!.publishedAt).to.be.at.least(publishedAfter - 1000)
        expect(contentDetails!.durationSeconds).to.be.lessThan(240)
      }
      const dates = items.map(({ publishedAt }) => publishedAt!)
      expect(dates).to.deep.equal([...dates].sort((one, other) => other - one))
    })

    it('pages through all uploads of a channel, newest first, and refuses the token of another list', async () => {
      const [video] = await chart('GB', '20')
      const [channel] = (await client.listChannels({ ids: [video!.snippet!.channelId!] })).items
      const playlistId = channel!.uploadsPlaylistId!
      const ids: string[] = []
      let token: string | null = null
      const pages = walkPages((pageToken) => client.listPlaylistItems({ playlistId, pageToken }), 200)
      for await (const page of pages) {
        ids.push(...page.items.map(({ videoId }) => videoId))
        token = page.nextPageToken ?? token
      }
      const other = await client.listPlaylistItems({ playlistId: `UU${'A'.repeat(22)}` }).catch((error) => error)
      const foreign = await client
        .listPlaylistItems({ playlistId: `UUSH${playlistId.slice(2)}`, pageToken: token! })
        .catch((error) => error)

      expect(new Set(ids).size).to.equal(ids.length)
      expect(String(ids.length)).to.equal(channel!.statistics!.videoCount)
      expect(ids).to.contain(video!.id)
      expect(other).to.include({ action: 'source-dead', reason: 'playlistNotFound' })
      expect(foreign.reason).to.be.oneOf(['invalidPageToken', 'playlistNotFound'])
    })
  })

  describe('has a world', () => {
    it('that is the same for the same seed and moment, and another for another seed', async () => {
      const twin = await startYoutubeStandIn({ clock, seed: 3 })
      const stranger = await startYoutubeStandIn({ clock, seed: 4 })
      const idsOf = ({ world }: YoutubeStandIn) => world.chart('FR', '24', clock.now())!.map((video) => video?.id)

      expect(idsOf(twin)).to.deep.equal(idsOf(standIn))
      expect(idsOf(stranger)).not.to.include.members([idsOf(standIn)[0]])
      await Promise.all([twin.close(), stranger.close()])
    })

    it('whose charts have the measured lengths, shares of Shorts and one video a channel', async () => {
      const music = await chart('US', '10')
      const entertainment = await chart('US', '24')
      const general = await chart('US')
      const shareOfShorts = (videos: YoutubeVideo[]) =>
        videos.filter((video) => classifyFormat(video).format === 'short').length / videos.length

      expect(music.length).to.be.within(25, 30)
      expect(entertainment.length).to.be.within(190, 200)
      expect(general.length).to.be.within(190, 200)
      expect(shareOfShorts(entertainment)).to.be.within(0.6, 0.8)
      expect(shareOfShorts(general)).to.be.within(0.03, 0.2)
      for (const videos of [music, entertainment, general]) {
        expect(new Set(videos.map(({ snippet }) => snippet!.channelId)).size).to.equal(videos.length)
      }
    })

    it('in which about 22 % of the charts is new after a day', async () => {
      const look = async () => (await Promise.all(['17', '24', '26'].map((id) => chart('BR', id)))).flat()
      const before = new Set((await look()).map(({ id }) => id))
      clock.advance(day)

      const after = await look()
      const fresh = after.filter(({ id }) => !before.has(id)).length / after.length

      expect(fresh).to.be.within(0.15, 0.29)
    })

    it('in which videos are deleted, made private and locked as days go by', async () => {
      const ids = (await chart('US', '24')).map(({ id }) => id)
      const look = async () => {
        const pages = [0, 50, 100, 150].map((from) => client.listVideos({ ids: ids.slice(from, from + 50) }))
        return (await Promise.all(pages)).flatMap(({ items }) => items)
      }
      const blocked = (videos: YoutubeVideo[]) => videos.filter((video) => videoBlockers(video, 'US').length > 0).length
      const now = await look()
      clock.advance(30 * day)

      const later = await look()

      expect(now).to.have.length(ids.length)
      expect(ids.length - later.length).to.be.within(2, 25)
      expect(blocked(later)).to.be.at.least(blocked(now) - 2)
    })

    it('that fills 10 categories in both kinds in three regions in one day, within every bucket', async () => {
      const perSlice: Record<string, number> = {}
      for (const region of ['US', 'DE', 'JP']) {
        for (const category of ['10', '20', '23', '24', '17', '1', '26', '28', '15']) {
          for (const video of await chart(region, category)) {
            if (videoBlockers(video, region).length > 0) continue
            const slice = `${region} ${category} ${classifyFormat(video).format}`
            perSlice[slice] = (perSlice[slice] ?? 0) + 1
          }
        }
        for (const duration of ['short', 'medium'] as const) {
          const hits = await client.searchVideos({ q: 'lesson', regionCode: region, categoryId: '27', duration })
          const { items } = await client.listVideos({ ids: hits.items.map(({ videoId }) => videoId) })
          for (const video of items) {
            if (videoBlockers(video, region).length > 0) continue
            const slice = `${region} 27 ${classifyFormat(video).format}`
            perSlice[slice] = (perSlice[slice] ?? 0) + 1
          }
        }
      }

      const slices = Object.entries(perSlice).filter(([slice]) => /short|long/.test(slice))
      expect(slices).to.have.length(60)
      for (const [slice, count] of slices) expect(count, slice).to.be.at.least(5)
      expect(standIn.meter.read().general.used).to.be.lessThan(150)
    })

    it('with the awkward values that real answers have', async () => {
      const videos = (
        await Promise.all(['US', 'IN', 'MX'].flatMap((region) => chartedCategories.map((id) => chart(region, id))))
      ).flat()
      const some = (what: string, test: (video: YoutubeVideo) => boolean) =>
        expect(videos.some(test), what).to.equal(true)

      some('no likes', ({ statistics }) => statistics!.likeCount === null)
      some('no comments', ({ statistics }) => statistics!.commentCount === null)
      some(
        'no views',
        ({ statistics, status }) => statistics!.viewCount === null && status!.publicStatsViewable === false,
      )
      some('no shape', ({ player }) => player!.embedWidth === null)
      some('square', ({ player }) => player!.embedWidth === player!.embedHeight && player!.embedWidth !== null)
      some('no pictures', ({ snippet }) => Object.keys(snippet!.thumbnails!.pictures).length === 0)
      some('pictures without size', ({ snippet }) => snippet!.thumbnails!.pictures.default?.width === null)
      some('made for kids', ({ status }) => status!.madeForKids === true)
      some('kids not said', ({ status }) => status!.madeForKids === null)
      some('age-restricted', ({ contentDetails }) => contentDetails!.isAgeRestricted)
      some('allowed list', ({ contentDetails }) => contentDetails!.regionRestriction?.allowed != null)
      some('blocked list', ({ contentDetails }) => contentDetails!.regionRestriction?.blocked != null)
      some('exactly 3 minutes', ({ contentDetails }) => contentDetails!.durationSeconds === 180)
      some('over a day', ({ contentDetails }) => contentDetails!.durationSeconds === 93_600)
      some('past broadcast', ({ liveStreamingDetails }) => liveStreamingDetails !== null)
      some('landscape under a minute', (video) => classifyFormat(video).reason === 'landscape')
    })

    it('that tests can change', async () => {
      const [first, second, third] = await chart('US', '24')
      standIn.world.alter(first!.id, { state: 'deleted' })
      standIn.world.alter(second!.id, { embeddable: false, title: 'Changed' })
      standIn.world.alter(third!.id, { regionRestriction: { allowed: [] } })

      const { items, missingIds } = await client.listVideos({ ids: [first!.id, second!.id, third!.id] })

      expect(missingIds).to.deep.equal([first!.id])
      expect(items[0]!.snippet!.title).to.equal('Changed')
      expect(items.map((video) => videoBlockers(video, 'US'))).to.deep.equal([['not-embeddable'], ['region-blocked']])
    })
  })

  describe('meters', () => {
    it('each bucket on its own and closes it until midnight in Los Angeles', async () => {
      standIn.meter.spend('search', 99)
      await client.searchVideos({ q: 'last one', categoryId: '10' })

      const refused = await client.searchVideos({ q: 'one too many' }).catch((error) => error)
      const general = await client.listVideoCategories({ regionCode: 'US' })
      clock.set(refused.closedUntil - 1)
      const stillRefused = await client.searchVideos({ q: 'still' }).catch((error) => error)
      clock.advance(1)
      const again = await client.searchVideos({ q: 'a new day', categoryId: '10' })

      expect(refused).to.include({ action: 'close-bucket', bucket: 'search', tries: 1 })
      expect(new Date(refused.closedUntil).toISOString()).to.equal('2026-11-24T08:00:00.000Z')
      expect(general.items).to.have.length(32)
      expect(stillRefused).to.have.property('action', 'close-bucket')
      expect(again.items).not.to.have.length(0)
      expect(standIn.meter.days()).to.deep.equal(['2026-11-23', '2026-11-24'])
      expect(standIn.meter.read('2026-11-23').search).to.include({ used: 100, limit: 100, refused: 2 })
    })

    it('the general and the stats bucket with the answers of their own', async () => {
      standIn.meter.spend('general', 10_000)
      standIn.meter.spend('stats', 10_000)

      const general = await client.listChannels({ ids: ['UCx'] }).catch((error) => error)
      const stats = await client.batchGetStats({ ids: ['abcdefghijk'] }).catch((error) => error)

      expect(general).to.include({ action: 'close-bucket', bucket: 'general', status: 403, reason: 'quotaExceeded' })
      expect(stats).to.include({ action: 'close-bucket', bucket: 'stats', status: 429 })
    })

    it('requests a minute, where it was told to', async () => {
      await standIn.close()
      standIn = await startYoutubeStandIn({ clock, limits: { perMinute: 2 } })
      const impatient = createYoutubeClient({
        baseUrl: standIn.url,
        apiKey: standIn.apiKey,
        log: silentLogger(),
        minIntervalMs: 0,
        sleep: async (ms) => clock.advance(ms),
      })

      for (let calls = 0; calls < 5; calls += 1) await impatient.listVideoCategories({ regionCode: 'US' })

      impatient.close()
      expect(standIn.requests.map(({ status }) => status)).to.deep.equal([200, 200, 429, 200, 200, 429, 200])
      expect(standIn.meter.read().general).to.include({ used: 5, throttled: 2 })
    })

    it('a day of 25 hours as one day', async () => {
      clock.set(Date.UTC(2026, 10, 1, 7))
      standIn.meter.spend('search', 100)
      clock.advance(24 * hour)
      const refused = await client.searchVideos({ q: 'still the same day' }).catch((error) => error)
      clock.advance(hour)
      const found = await client.searchVideos({ q: 'the next', categoryId: '10' })

      expect(refused).to.have.property('action', 'close-bucket')
      expect(found.items).not.to.have.length(0)
    })
  })
})
