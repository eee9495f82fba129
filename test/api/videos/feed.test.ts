import { expect } from 'chai'
import { hour, manualClock } from '../../../src/lib/clock.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { signUp, type TestPerson } from '../../support/people.ts'
import { lookAgainAt, type StoredTraits, storeVideos } from '../../support/videos.ts'

const noon = Date.parse('2026-11-23T12:00:00Z')
const many = (count: number, traits: Partial<StoredTraits> = {}, prefix = 'video'): StoredTraits[] =>
  Array.from({ length: count }, (_, index) => ({ id: `${prefix}${String(index).padStart(4, '0')}`, ...traits }))

describe('the video feed', () => {
  let momentum: TestApp
  let ada: TestPerson
  let clock: ReturnType<typeof manualClock>

  beforeEach(async () => {
    clock = manualClock(noon)
    const settings = { YOUTUBE_API_KEY: 'never-sent', YOUTUBE_REGIONS: 'US,DE' }
    momentum = await startTestApp({ clock, settings })
    ada = await signUp(momentum)
  })
  afterEach(() => momentum.close())

  const ids = (answer: { body: { items: { youtubeId: string }[] } }) => answer.body.items.map((item) => item.youtubeId)

  async function readAll(path: string, by = ada, from: string | null = null): Promise<string[]> {
    const all: string[] = []
    let cursor = from
    do {
      const answer = await by.get(`${path}${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`)
      expect(answer.status, answer.text).to.equal(200)
      all.push(...ids(answer))
      cursor = answer.body.nextCursor
    } while (cursor !== null)
    return all
  }

  describe('GET /videos', () => {
    it('gives Shorts and long videos apart, each category by itself and all together', async () => {
      await storeVideos(momentum.app, [
        { id: 'music-short', category: '10' },
        { id: 'music-long', category: '10', kind: 'long' },
        { id: 'game-short', category: '20' },
        { id: 'news-short', category: '25' },
      ])

      expect(ids(await ada.get('/videos?kind=short'))).to.deep.equal(['music-short', 'game-short'])
      expect(ids(await ada.get('/videos?kind=long'))).to.deep.equal(['music-long'])
      expect(ids(await ada.get('/videos?kind=short&category=gaming'))).to.deep.equal(['game-short'])
    })

    it('tells everything that YouTube asks an app to show, and the counts as YouTube gave them', async () => {
      await storeVideos(momentum.app, [{ id: 'short-one', views: '9007199254740993', madeForKids: null }])

      const [video] = (await ada.get('/videos?kind=short')).body.items

      expect(video).to.deep.include({ viewCount: '9007199254740993', likeCount: null, madeForKids: null })
      expect(video.attribution).to.deep.equal({
        source: 'YouTube',
        url: 'https://www.youtube.com/shorts/short-one',
        channelUrl: `https://www.youtube.com/channel/${video.channel.id}`,
      })
      expect(video.thumbnail.url).to.match(/^https:\/\/i\.ytimg\.com\//)
    })

    it('keeps YouTube’s order within a chart, whatever the counts are', async () => {
      await storeVideos(momentum.app, [
        { id: 'first', views: '1' },
        { id: 'second', views: '1000000' },
        { id: 'third', views: '500' },
      ])

      expect(ids(await ada.get('/videos?kind=short'))).to.deep.equal(['first', 'second', 'third'])
    })

    it('puts newer finds before older ones, and videos of one channel far apart', async () => {
      await storeVideos(momentum.app, many(40, {}, 'older'))
      clock.advance(12 * hour)
      const channelId = 'UCsamesamesamesamesames1'
      await storeVideos(momentum.app, [...many(6, { channelId }, 'same'), ...many(30, {}, 'newer')])

      const all = await readAll('/videos?kind=short&limit=7')

      expect(all).to.have.length(76)
      expect(all.slice(0, 3)).to.deep.equal(['same0000', 'newer0000', 'newer0001'])
      const places = all.flatMap((id, place) => (id.startsWith('same') ? [place] : []))
      expect(places.slice(0, 2)[1]! - places[0]!).to.be.at.least(30)
    })

    it('pages through everything once, while videos come and go', async () => {
      await storeVideos(momentum.app, many(50))
      const first = await ada.get('/videos?kind=short&limit=20')
      await storeVideos(momentum.app, many(10, {}, 'fresh'))
      await lookAgainAt(momentum.app, [{ id: 'video0030', privacy: 'private' }])

      const rest = await readAll('/videos?kind=short&limit=20', ada, first.body.nextCursor)

      expect(rest).to.have.length(29)
      expect(new Set([...ids(first), ...rest]).size).to.equal(49)
    })

    it('shows what was seen last, the longest ago first, and ends', async () => {
      await storeVideos(momentum.app, many(30))
      await ada.post('/videos/seen', { ids: ['video0003'] })
      clock.advance(hour)
      await ada.post('/videos/seen', { ids: ['video0001', 'nothing'] })

      const all = await readAll('/videos?kind=short&limit=8')

      expect(all).to.have.length(30)
      expect(all.slice(-2)).to.deep.equal(['video0003', 'video0001'])
      const last = (await ada.get('/videos?kind=short&limit=100')).body.items.at(-1)
      expect(last.isSeen).to.equal(true)
      const bela = await signUp(momentum)
      const hers = await readAll('/videos?kind=short&limit=8', bela)
      expect(hers.slice(0, 4)).to.deep.equal(['video0000', 'video0001', 'video0002', 'video0003'])
    })

    it('still ends when a person sees everything while they scroll', async () => {
      await storeVideos(momentum.app, many(12))
      const seen: string[] = []
      let cursor: string | null = ''
      while (cursor !== null && seen.length < 60) {
        const answer = await ada.get(
          `/videos?kind=short&limit=5${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
        )
        seen.push(...ids(answer))
        await ada.post('/videos/seen', { ids: ids(answer) })
        clock.advance(1000)
        cursor = answer.body.nextCursor
      }

      expect(new Set(seen).size).to.equal(12)
      expect(seen.length).to.be.at.most(24)
    })

    it('serves the fallback for a region that is not fetched, without what is blocked there', async () => {
      await storeVideos(momentum.app, [
        { id: 'everywhere' },
        { id: 'not-in-fr', blocked: ['FR'] },
        { id: 'only-us', allowed: ['US'] },
      ])

      const abroad = await ada.get('/videos?kind=short&region=FR')

      expect(ids(abroad)).to.deep.equal(['everywhere'])
      expect(abroad.body.region).to.equal('US')
    })

    it('serves the fallback where a region has nothing of the category, and its own where it has', async () => {
      await storeVideos(momentum.app, [{ id: 'us-game', category: '20' }])
      await storeVideos(momentum.app, [{ id: 'de-music', category: '10' }], 'DE')

      expect((await ada.get('/videos?kind=short&category=gaming&region=DE')).body.region).to.equal('US')
      expect(ids(await ada.get('/videos?kind=short&region=DE'))).to.deep.equal(['de-music'])
    })

    it('answers 304 until the feed changes', async () => {
      await storeVideos(momentum.app, many(3))
      const first = await ada.get('/videos?kind=short')
      const etag = first.headers.get('etag')!

      expect((await ada.get('/videos?kind=short', { 'If-None-Match': etag })).status).to.equal(304)
      await ada.put('/videos/video0001/save')
      expect((await ada.get('/videos?kind=short', { 'If-None-Match': etag })).status).to.equal(200)
    })

    it('says why it is empty', async () => {
      expect((await ada.get('/videos?kind=short')).body).to.deep.include({ items: [], reason: 'preparing' })
      await storeVideos(momentum.app, [{ id: 'one', kind: 'long' }])
      expect((await ada.get('/videos?kind=short')).body.reason).to.equal('nothing_here')
      expect((await ada.get('/videos?kind=long')).body.reason).to.equal(null)
    })

    it('refuses what it cannot know: kinds, categories, foreign cursors, strangers', async () => {
      await storeVideos(momentum.app, many(3))
      const { nextCursor } = (await ada.get('/videos?kind=short&limit=1')).body
      const bela = await signUp(momentum)

      expect((await ada.get('/videos')).status).to.equal(422)
      expect((await ada.get('/videos?kind=short&category=nonsense')).status).to.equal(422)
      expect((await ada.get(`/videos?kind=long&cursor=${nextCursor}`)).body.code).to.equal('cursor_invalid')
      expect((await bela.get(`/videos?kind=short&cursor=${nextCursor}`)).body.code).to.equal('cursor_invalid')
      expect((await momentum.guest.get('/videos?kind=short')).status).to.equal(401)
    })
  })

  describe('one video, and saving it', () => {
    it('shows it with its description, and 404 for what is not there', async () => {
      await storeVideos(momentum.app, [{ id: 'long-one', kind: 'long' }])

      const answer = await ada.get('/videos/long-one')

      expect(answer.body).to.deep.include({ kind: 'long', description: 'What it is about.', isSaved: false })
      const { origin, pathname } = new URL(answer.body.embedUrl)
      expect(pathname).to.equal('/embed/long-one')
      const page = await fetch(momentum.url, { headers: { Accept: 'text/html' } })
      expect(page.headers.get('content-security-policy'), 'what our pages may frame').to.include(`frame-src ${origin};`)
      expect(answer.body.attribution.url).to.equal('https://www.youtube.com/watch?v=long-one')
      expect((await ada.get('/videos/another')).status).to.equal(404)
    })

    it('saves once, lists the newest save first, and takes it back', async () => {
      await storeVideos(momentum.app, many(3))
      await ada.put('/videos/video0000/save')
      await ada.put('/videos/video0002/save')
      expect((await ada.put('/videos/video0002/save')).body).to.deep.equal({ youtubeId: 'video0002', isSaved: true })

      expect(ids(await ada.get('/me/saved-videos'))).to.deep.equal(['video0002', 'video0000'])
      const page = await ada.get('/me/saved-videos?limit=1')
      expect(ids(await ada.get(`/me/saved-videos?limit=1&cursor=${page.body.nextCursor}`))).to.deep.equal(['video0000'])

      expect((await ada.delete('/videos/video0002/save')).body.isSaved).to.equal(false)
      expect((await ada.delete('/videos/video0002/save')).body.isSaved).to.equal(false)
      expect(ids(await ada.get('/me/saved-videos'))).to.deep.equal(['video0000'])
      expect((await ada.put('/videos/nothing/save')).status).to.equal(404)
    })

    it('lets a video that our people save rise for everybody, and sink again', async () => {
      await storeVideos(momentum.app, many(5))
      const bela = await signUp(momentum)
      await ada.put('/videos/video0004/save')

      expect(ids(await bela.get('/videos?kind=short'))[0]).to.equal('video0004')
      await ada.delete('/videos/video0004/save')
      expect(ids(await bela.get('/videos?kind=short'))[4]).to.equal('video0004')
    })

    it('notes that a player could not play it, once', async () => {
      await storeVideos(momentum.app, many(1))

      expect((await ada.post('/videos/video0000/unplayable')).body).to.deep.equal({ noted: true })
      expect((await ada.post('/videos/video0000/unplayable')).body).to.deep.equal({ noted: false })
    })

    it('keeps GET /videos/categories to those that are on', async () => {
      const answer = await ada.get('/videos/categories')

      expect(answer.body.items).to.have.length(10)
      expect(answer.body.items[0]).to.deep.equal({ id: 'music', name: 'Music' })
    })
  })

  describe('what may not be shown', () => {
    const cases: [what: string, traits: Partial<StoredTraits>][] = [
      ['private', { privacy: 'private' }],
      ['not embeddable', { embeddable: false }],
      ['age-restricted', { ageRestricted: true }],
      ['blocked in the region', { blocked: ['US'] }],
      ['allowed nowhere', { allowed: [] }],
    ]
    for (const [what, traits] of cases) {
      it(`never enters when it is ${what}, and leaves at the next look when it becomes so`, async () => {
        await storeVideos(momentum.app, [{ id: 'sound' }, { id: 'bad', ...traits }, { id: 'turning' }])
        expect(ids(await ada.get('/videos?kind=short'))).to.deep.equal(['sound', 'turning'])

        await lookAgainAt(momentum.app, [{ id: 'turning', ...traits }])

        expect(ids(await ada.get('/videos?kind=short'))).to.deep.equal(['sound'])
        expect((await ada.get('/videos/turning')).status).to.equal(404)
      })
    }

    it('leaves the feed of one region when it is blocked there alone', async () => {
      await storeVideos(momentum.app, [{ id: 'both' }])
      await storeVideos(momentum.app, [{ id: 'both' }], 'DE')

      await lookAgainAt(momentum.app, [{ id: 'both', blocked: ['DE'] }])

      expect(ids(await ada.get('/videos?kind=short&region=US'))).to.deep.equal(['both'])
      expect(ids(await ada.get('/videos?kind=short&region=DE'))).to.deep.equal([])
    })
  })
})

describe('the video feed without a key', () => {
  it('answers an empty list with the reason', async () => {
    const momentum = await startTestApp()
    const ada = await signUp(momentum)

    const answer = await ada.get('/videos?kind=short')

    expect(answer.status).to.equal(200)
    expect(answer.body).to.deep.equal({ items: [], nextCursor: null, region: 'US', regions: ['US'], reason: 'no_key' })
    await momentum.close()
  })
})
