import { expect } from 'chai'
import { type VideoBlocker, videoBlockers } from '../../../src/clients/youtube/index.ts'
import { buildVideo } from './build-video.ts'

const restricted = (regionRestriction: unknown) => ({ contentDetails: { regionRestriction } })

const rows: [what: string, traits: Parameters<typeof buildVideo>[0], blockers: VideoBlocker[]][] = [
  ['an ordinary video', {}, []],
  ['one made for kids', { status: { madeForKids: true } }, []],
  ['embedding off', { status: { embeddable: false } }, ['not-embeddable']],
  ['embedding not said', { status: { embeddable: undefined } }, ['not-embeddable']],
  ['embedding said as text', { status: { embeddable: 'true' } }, []],
  ['unlisted', { status: { privacyStatus: 'unlisted' } }, ['not-public']],
  ['private', { status: { privacyStatus: 'private' } }, ['not-public']],
  ['still uploading', { status: { uploadStatus: 'uploaded' } }, ['not-processed']],
  [
    'rejected and private',
    { status: { uploadStatus: 'rejected', privacyStatus: 'private' } },
    ['not-public', 'not-processed'],
  ],
  ['no status', { status: null }, ['unknown-status']],
  ['no details', { contentDetails: null }, ['unknown-details']],
  ['age-restricted', { contentDetails: { contentRating: { ytRating: 'ytAgeRestricted' } } }, ['age-restricted']],
  ['another rating', { contentDetails: { contentRating: { mpaaRating: 'mpaaPg13' } } }, []],
  ['allowed here', restricted({ allowed: ['US', 'DE'] }), []],
  ['allowed here, in small letters', restricted({ allowed: ['de'] }), []],
  ['allowed elsewhere', restricted({ allowed: ['US'] }), ['region-blocked']],
  ['allowed nowhere', restricted({ allowed: [] }), ['region-blocked']],
  ['blocked here', restricted({ blocked: ['DE', 'AT'] }), ['region-blocked']],
  ['blocked elsewhere', restricted({ blocked: ['RU'] }), []],
  ['blocked nowhere', restricted({ blocked: [] }), []],
  ['no restriction', restricted(undefined), []],
]

describe('videoBlockers', () => {
  for (const [what, traits, blockers] of rows) {
    it(`${what}: ${blockers.join(', ') || 'none'}`, () => {
      expect(videoBlockers(buildVideo(traits), 'de')).to.deep.equal(blockers)
    })
  }
})
