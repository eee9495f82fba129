import { expect } from 'chai'
import fc from 'fast-check'
import { bestThumbnail, parseDuration } from '../../../src/clients/youtube/index.ts'
import { readPage, UnreadablePage } from '../../../src/clients/youtube/read-page.ts'
import { videoResource } from '../../../src/clients/youtube/resources.ts'
import { isoDuration } from '../../../src/clients/youtube/stand-in/write-video.ts'

const form = { kind: 'youtube#videoListResponse', itemKind: 'youtube#video', item: videoResource }
const pageWith = (...items: unknown[]) => ({ kind: form.kind, items })

describe('parseDuration', () => {
  const rows: [string, number | null][] = [
    ['PT45S', 45],
    ['PT3M', 180],
    ['PT6M', 360],
    ['PT1H10S', 3610],
    ['PT1H50M', 6600],
    ['PT1H2M3S', 3723],
    ['P0D', 0],
    ['P1DT2H', 93_600],
    ['P1W', 604_800],
    ['245s', 245],
    ['93600s', 93_600],
    ['0s', 0],
    ['12.5s', 12],
    ['P', null],
    ['PT', null],
    ['P1DT', null],
    ['', null],
    ['45', null],
    ['PT-5S', null],
    ['PT1M ', null],
    ['1:30', null],
  ]
  for (const [text, seconds] of rows) {
    it(`${JSON.stringify(text)} is ${seconds}`, () => expect(parseDuration(text)).to.equal(seconds))
  }

  it('reads back every duration that the stand-in writes, in both forms', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), (seconds) => {
        expect(parseDuration(isoDuration(seconds))).to.equal(seconds)
        expect(parseDuration(`${seconds}s`)).to.equal(seconds)
      }),
    )
  })
})

describe('bestThumbnail', () => {
  it('takes the largest there is', () => {
    const { snippet } = videoResource.parse({
      id: 'abcdefghijk',
      snippet: {
        thumbnails: {
          default: { url: 'https://i.ytimg.com/vi/abcdefghijk/default.jpg' },
          high: { url: 'https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg', width: 480, height: 360 },
        },
      },
    })

    expect(bestThumbnail('abcdefghijk', snippet!.thumbnails).url).to.match(/hqdefault/)
  })

  it('falls back to the picture that every video has', () => {
    expect(bestThumbnail('abcdefghijk', null).url).to.equal('https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg')
  })

  for (const url of [
    'http://i.ytimg.com/x.jpg',
    'https://evil.example/x.jpg',
    'https://ytimg.com.evil.example/x',
    'javascript:1',
    '',
  ]) {
    it(`leaves ${url || 'an empty address'} out`, () => {
      const { snippet } = videoResource.parse({ id: 'abcdefghijk', snippet: { thumbnails: { default: { url } } } })

      expect(snippet!.thumbnails!.pictures).to.deep.equal({})
    })
  }
})

describe('readPage', () => {
  it('leaves out items of another kind and items that cannot be read, and says their ids', () => {
    const page = readPage(
      pageWith(
        { kind: 'youtube#video', id: 'good0000000' },
        { kind: 'youtube#channel', id: 'UCother' },
        { id: 17 },
        'x',
      ),
      form,
    )

    expect(page.items.map(({ id }) => id)).to.deep.equal(['good0000000'])
    expect(page.skipped).to.deep.equal({ wrongKind: 1, malformed: 2, ids: ['UCother'] })
  })

  it('takes missing items for none', () => {
    expect(readPage({ kind: form.kind }, form).items).to.deep.equal([])
  })

  for (const body of [
    null,
    [],
    'text',
    {},
    { items: [] },
    { kind: 'youtube#searchListResponse', items: [] },
    pageWith(1, 2),
    { kind: form.kind, items: {} },
  ]) {
    it(`refuses ${JSON.stringify(body)}`, () => {
      expect(() => readPage(body, form)).to.throw(UnreadablePage)
    })
  }

  it('nulls a field of the wrong type and keeps the rest', () => {
    const item = {
      id: 'good0000000',
      etag: 5,
      snippet: { title: ['a'], channelTitle: 'Kept', publishedAt: 'yesterday', thumbnails: 'none' },
      contentDetails: { duration: 30, regionRestriction: { allowed: 'DE', blocked: ['fr', 3] } },
      status: 'fine',
      statistics: { viewCount: -1, likeCount: 12, commentCount: '1e3' },
      player: { embedWidth: '0', embedHeight: 1000 },
    }

    const [video] = readPage(pageWith(item), form).items

    expect(video).to.deep.include({ etag: null, status: null, player: { embedWidth: null, embedHeight: 1000 } })
    expect(video!.snippet).to.include({ title: null, channelTitle: 'Kept', publishedAt: null, thumbnails: null })
    expect(video!.contentDetails).to.deep.include({
      durationSeconds: null,
      regionRestriction: { allowed: [], blocked: ['FR'] },
    })
    expect(video!.statistics).to.deep.equal({ viewCount: null, likeCount: '12', commentCount: null })
  })

  it('gives texts that a database can hold', () => {
    const title = `a\0b\ud83d${'x'.repeat(1000)}`

    const [video] = readPage(pageWith({ id: 'good0000000', snippet: { title } }), form).items

    expect(video!.snippet!.title).to.match(/^abx+$/)
    expect(video!.snippet!.title!.length).to.be.at.most(300)
  })

  it('never fails but with UnreadablePage, whatever comes', () => {
    const anything = fc.object({ withNullPrototype: true, maxDepth: 4 })
    fc.assert(
      fc.property(fc.array(anything), (items) => {
        try {
          readPage(pageWith(...items.map((item) => ({ id: 'good0000000', ...item }))), form)
        } catch (error) {
          expect(error).to.be.instanceOf(UnreadablePage)
        }
      }),
    )
  })
})
