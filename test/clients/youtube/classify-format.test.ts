import { expect } from 'chai'
import { classifyFormat, type FormatEvidence, formatRule } from '../../../src/clients/youtube/index.ts'
import { videoResource } from '../../../src/clients/youtube/resources.ts'
import { buildVideo } from './build-video.ts'

type Traits = Parameters<typeof buildVideo>[0]

const upright: [number, number] = [563, 1000]
const square: [number, number] = [1000, 1000]
const wide: [number, number] = [1778, 1000]
const before = '2024-10-14T23:59:59Z'
const since = '2024-10-15T00:00:00Z'

const rows: [what: string, traits: Traits, verdict: string, evidence?: FormatEvidence][] = [
  ['upright, 30 s', { shape: upright }, 'short upright'],
  ['square, 30 s', { shape: square }, 'short upright'],
  ['upright, exactly 3 minutes', { shape: upright, duration: 'PT3M' }, 'short upright'],
  ['upright, 3 minutes and a second', { shape: upright, duration: 'PT3M1S' }, 'long over-three-minutes'],
  ['landscape, 45 s', { shape: wide, duration: 'PT45S' }, 'long landscape'],
  ['4:3, 19 s', { shape: [1000, 750], duration: 'PT19S' }, 'long landscape'],
  ['5 % wider than high', { shape: [1050, 1000] }, 'short upright'],
  ['a little more than 5 % wider', { shape: [1051, 1000] }, 'long landscape'],
  ['upright hour', { shape: upright, duration: 'PT1H10S' }, 'long over-three-minutes'],
  ['days', { shape: wide, duration: 'P1DT2H' }, 'long over-three-minutes'],
  ['2 minutes, the day before the rule', { duration: 'PT2M', publishedAt: before }, 'long upright-before-2024'],
  ['2 minutes, the day of the rule', { duration: 'PT2M', publishedAt: since }, 'short upright'],
  ['1 minute, long before the rule', { duration: 'PT1M', publishedAt: '2021-01-01T00:00:00Z' }, 'short upright'],
  ['61 s, before the rule', { duration: 'PT1M1S', publishedAt: before }, 'long upright-before-2024'],
  ['2 minutes, no date', { duration: 'PT2M', publishedAt: null }, 'unknown no-date'],
  ['30 s, no date', { publishedAt: null }, 'short upright'],
  ['live', { live: 'live', duration: 'P0D' }, 'live live'],
  ['upcoming', { live: 'upcoming', duration: 'P0D' }, 'live live'],
  ['completed', { live: 'completed', duration: 'PT30S' }, 'live live'],
  ['a kind of live nobody knows', { live: 'rehearsal' }, 'live live'],
  ['P0D though not live', { duration: 'P0D' }, 'live no-duration'],
  ['PT0S', { duration: 'PT0S' }, 'live no-duration'],
  ['a duration in no known form', { duration: '00:30' }, 'live no-duration'],
  ['no details at all', { contentDetails: null }, 'live no-duration'],
  ['past broadcast, upright and short', { isPastBroadcast: true }, 'long past-broadcast'],
  ['no shape', { shape: 'none' }, 'unknown no-shape'],
  ['no shape but over 3 minutes', { shape: 'none', duration: 'PT4M' }, 'long over-three-minutes'],
  [
    'no shape, in the list, not yet three looks',
    { shape: 'none' },
    'unknown no-shape',
    { hydrations: 2, inShortsList: true },
  ],
  [
    'no shape, three looks, in the list',
    { shape: 'none' },
    'short in-shorts-list',
    { hydrations: 3, inShortsList: true },
  ],
  [
    'no shape, three looks, not in it',
    { shape: 'none' },
    'long not-in-shorts-list',
    { hydrations: 3, inShortsList: false },
  ],
  ['no shape, three looks, no list', { shape: 'none' }, 'unknown no-shape', { hydrations: 3, inShortsList: null }],
  [
    'no shape, in the list, 2 minutes before the rule',
    { shape: 'none', duration: 'PT2M', publishedAt: before },
    'long upright-before-2024',
    { hydrations: 3, inShortsList: true },
  ],
  [
    'no shape, but a picture for Shorts',
    { shape: 'none', thumbnails: { maxres: { url: 'https://i.ytimg.com/x.jpg', shortsAspectRatio: true } } },
    'short shorts-picture',
  ],
  [
    'no shape, and a picture for Shorts that is not trusted',
    { shape: 'none', thumbnails: { maxres: { url: 'https://i.ytimg.com/x.jpg', shortsAspectRatio: true } } },
    'unknown no-shape',
    { trustsShortsPicture: false },
  ],
  ['landscape with a picture for Shorts', { shape: wide, thumbnails: { shortsAspectRatio: {} } }, 'long landscape'],
]

describe('classifyFormat', () => {
  for (const [what, traits, verdict, evidence] of rows) {
    it(`${what}: ${verdict}`, () => {
      const { format, reason, rule } = classifyFormat(buildVideo(traits), evidence)

      expect(`${format} ${reason}`).to.equal(verdict)
      expect(rule).to.equal(formatRule)
    })
  }

  it('keeps what it rests on', () => {
    const verdict = classifyFormat(buildVideo({ duration: 'PT45S', shape: wide }))

    expect(verdict).to.include({ durationSeconds: 45, embedWidth: 1778, embedHeight: 1000 })
  })

  it('takes an item without a snippet for incomplete', () => {
    const bare = videoResource.parse({ id: 'abcdefghijk', player: { embedWidth: '563', embedHeight: '1000' } })

    expect(classifyFormat(bare)).to.include({ format: 'unknown', reason: 'incomplete' })
  })
})
