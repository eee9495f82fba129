import { expect } from 'chai'
import {
  createYoutubeClient,
  type YoutubeAction,
  type YoutubeBucket,
  type YoutubeClient,
  YoutubeFailure,
  type YoutubeMethod,
} from '../../../src/clients/youtube/index.ts'
import { readRefusal } from '../../../src/clients/youtube/read-refusal.ts'
import {
  type RefusalName,
  refusals,
  startYoutubeStandIn,
  type YoutubeStandIn,
} from '../../../src/clients/youtube/stand-in/index.ts'
import { manualClock } from '../../../src/lib/clock.ts'
import { silentLogger } from '../../../src/lib/logger.ts'

type Row = [name: RefusalName, method: YoutubeMethod, action: YoutubeAction, tries?: number, bucket?: YoutubeBucket]

// Waits of 60 s twice for a throttle, of 1, 2, 4 and 8 s for what is transient.
const rows: Row[] = [
  ['quotaExceeded', 'playlistItems.list', 'close-bucket', 1, 'general'],
  ['dailyLimitExceeded', 'videos.list', 'close-bucket', 1, 'general'],
  ['searchQuotaExceeded', 'search.list', 'close-bucket', 1, 'search'],
  ['searchQuotaExceededBare', 'search.list', 'close-bucket', 1, 'search'],
  ['statsQuotaExceeded', 'videos.batchGetStats', 'close-bucket', 1, 'stats'],
  ['throttled', 'search.list', 'retry-later', 3, 'search'],
  ['throttledWithLimitName', 'videos.list', 'retry-later', 3, 'general'],
  ['throttledUser', 'videos.list', 'retry-later', 3, 'general'],
  ['throttledWithoutWindow', 'search.list', 'close-bucket', 3, 'search'],
  ['keyInvalidLegacy', 'videos.list', 'stop-all'],
  ['keyInvalid', 'videos.list', 'stop-all'],
  ['keyInvalidBare', 'videos.list', 'stop-all'],
  ['keyExpired', 'videos.list', 'stop-all'],
  ['keyMissing', 'playlistItems.list', 'stop-all'],
  ['accessNotConfigured', 'videos.list', 'stop-all'],
  ['serviceDisabled', 'videos.list', 'stop-all'],
  ['keyBlockedLegacy', 'videos.list', 'stop-all'],
  ['keyBlockedByAddress', 'playlistItems.list', 'stop-all'],
  ['keyBlockedByReferrer', 'playlistItems.list', 'stop-all'],
  ['keyBlockedByReferrerBare', 'playlistItems.list', 'stop-all'],
  ['keyBlockedByAndroidApp', 'playlistItems.list', 'stop-all'],
  ['keyBlockedForService', 'playlistItems.list', 'stop-all'],
  ['authError', 'videos.list', 'stop-all'],
  ['authorizationRequired', 'channels.list', 'stop-all'],
  ['authorizationRequired', 'videos.batchGetStats', 'our-bug', 1, 'stats'],
  ['chartNotFound', 'videos.list', 'skip-slice'],
  ['chartNotFoundAsBadRequest', 'videos.list', 'skip-slice'],
  ['invalidPageToken', 'playlistItems.list', 'restart-list'],
  ['invalidFilters', 'videos.list', 'our-bug'],
  ['invalidSearchFilter', 'search.list', 'our-bug', 1, 'search'],
  ['incompatibleParameters', 'videos.list', 'our-bug'],
  ['missingRequiredParameter', 'videos.list', 'our-bug'],
  ['unexpectedParameter', 'videos.list', 'our-bug'],
  ['unknownPart', 'videos.list', 'our-bug'],
  ['invalidParameter', 'videos.list', 'our-bug'],
  ['badRequest', 'videos.list', 'our-bug'],
  ['invalidRegionCode', 'videoCategories.list', 'our-bug'],
  ['playlistNotFound', 'playlistItems.list', 'source-dead'],
  ['channelNotFound', 'channels.list', 'source-dead'],
  ['videoNotFound', 'playlistItems.list', 'source-dead'],
  ['playlistItemsNotAccessible', 'playlistItems.list', 'source-dead'],
  ['forbidden', 'playlistItems.list', 'source-dead'],
  ['forbidden', 'search.list', 'stop-all', 1, 'search'],
  ['backendError', 'videos.list', 'transient', 5],
  ['internalError', 'videos.list', 'transient', 5],
  ['serviceUnavailable', 'videos.list', 'transient', 5],
  ['serviceUnavailableAsForbidden', 'playlistItems.list', 'transient', 5],
  ['badGateway', 'videos.list', 'transient', 5],
  ['gatewayTimeout', 'videos.list', 'transient', 5],
]

describe('the error table', () => {
  const now = Date.UTC(2026, 10, 1, 8, 30)
  const midnight = Date.UTC(2026, 10, 2, 8)
  let standIn: YoutubeStandIn
  let client: YoutubeClient
  let waits: number[]

  before(async () => {
    const clock = manualClock(now)
    standIn = await startYoutubeStandIn({ clock })
    client = createYoutubeClient({
      baseUrl: standIn.url,
      apiKey: standIn.apiKey,
      log: silentLogger(),
      clock,
      minIntervalMs: 0,
      random: () => 0.5,
      sleep: async (ms) => {
        waits.push(ms)
      },
    })
  })

  beforeEach(() => {
    waits = []
    standIn.heal()
    standIn.requests.length = 0
  })

  after(async () => {
    client.close()
    await standIn.close()
  })

  const calls: Record<YoutubeMethod, () => Promise<unknown>> = {
    'videos.list': () => client.listChart({ regionCode: 'US' }),
    'videos.batchGetStats': () => client.batchGetStats({ ids: ['abcdefghijk'] }),
    'search.list': () => client.searchVideos({ q: 'anything' }),
    'playlistItems.list': () => client.listPlaylistItems({ playlistId: 'UUanything' }),
    'channels.list': () => client.listChannels({ ids: ['UCanything'] }),
    'videoCategories.list': () => client.listVideoCategories({ regionCode: 'US' }),
  }

  it('has a row for every refusal that the stand-in knows', () => {
    expect([...new Set(rows.map(([name]) => name))].sort()).to.deep.equal(Object.keys(refusals).sort())
  })

  for (const [name, method, action, tries = 1, bucket = 'general'] of rows) {
    it(`${name} from ${method}: ${action}${tries > 1 ? ` after ${tries} tries` : ''}`, async () => {
      standIn.fail(name)

      const failure = await calls[method]().then(
        () => expect.fail('must not succeed'),
        (error: unknown) => error,
      )

      expect(failure).to.be.instanceOf(YoutubeFailure)
      expect(failure).to.include({ action, method, bucket, tries, status: refusals[name].status })
      expect(failure).to.have.property('closedUntil', action === 'close-bucket' ? midnight : null)
      expect(failure).to.have.property('retryAfterMs', action === 'retry-later' ? 60_000 : null)
      expect(standIn.requests).to.have.length(tries)
      const expectedWaits = tries === 5 ? [1250, 2500, 5000, 10_000] : tries === 3 ? [75_000, 75_000] : []
      expect(waits).to.deep.equal(expectedWaits)
    })
  }

  it('goes on where a transient failure ends', async () => {
    standIn.fail('backendError', { times: 2 })
    standIn.fail('reset', { times: 1 })

    const page = await client.listChart({ regionCode: 'US' })

    expect(page.items).not.to.have.length(0)
    expect(standIn.requests).to.have.length(4)
  })

  it('goes on where a throttle ends', async () => {
    standIn.fail('throttled', { times: 2 })

    const page = await client.searchVideos({ q: 'anything' })

    expect(page.items).not.to.have.length(0)
    expect(waits).to.deep.equal([75_000, 75_000])
  })

  const oddBodies: [what: string, method: YoutubeMethod, status: number, body: unknown, action: YoutubeAction][] = [
    [
      'a day named in an old envelope',
      'search.list',
      403,
      { error: { code: 403, message: 'x per day', errors: [{ reason: 'userRateLimitExceeded' }] } },
      'close-bucket',
    ],
    [
      '403 without a window',
      'videos.list',
      403,
      { error: { code: 403, message: 'Rate', errors: [{ reason: 'rateLimitExceeded' }] } },
      'close-bucket',
    ],
    ['429 without any reason', 'videos.list', 429, { error: { code: 429, message: 'Slow down' } }, 'retry-later'],
    ['429 as HTML', 'videos.list', 429, '<html>sorry</html>', 'retry-later'],
    ['403 as HTML', 'playlistItems.list', 403, '<html>sorry</html>', 'transient'],
    ['404 as HTML', 'videos.list', 404, '<html>Error 404</html>', 'our-bug'],
    ['302', 'videos.list', 302, '', 'transient'],
    ['503 as nothing', 'videos.list', 503, '', 'transient'],
    ['a status word alone', 'videos.list', 400, { error: { status: 'INVALID_ARGUMENT', message: 'no' } }, 'our-bug'],
    ['NOT_FOUND of a list', 'playlistItems.list', 404, { error: { status: 'NOT_FOUND', code: 404 } }, 'source-dead'],
    [
      'an unknown reason with 403',
      'playlistItems.list',
      403,
      { error: { errors: [{ reason: 'newRule' }] } },
      'stop-all',
    ],
    ['an error that is text', 'videos.list', 500, { error: 'oops' }, 'transient'],
    [
      'an error full of nonsense',
      'videos.list',
      400,
      { error: { details: {}, errors: 5, status: [], message: {} } },
      'our-bug',
    ],
    [
      'a limit by the day under a vague reason',
      'search.list',
      429,
      {
        error: {
          errors: [{ reason: 'badRequest' }],
          details: [{ metadata: { quota_limit: 'defaultSearchListPerDayPerProject' } }],
        },
      },
      'close-bucket',
    ],
  ]
  for (const [what, method, status, body, action] of oddBodies) {
    it(`${what}: ${action}`, () => {
      const text = typeof body === 'string' ? body : JSON.stringify(body)

      expect(readRefusal(method, status, text).action).to.equal(action)
    })
  }

  it('names the general bucket when a search met the general limit', () => {
    const message = "Quota exceeded for quota metric 'Queries' and limit 'Queries per day'"
    const details = [{ reason: 'RATE_LIMIT_EXCEEDED', metadata: { quota_limit: 'defaultPerDayPerProject' } }]

    const refusal = readRefusal('search.list', 429, JSON.stringify({ error: { message, details } }))

    expect(refusal).to.include({ action: 'close-bucket', bucket: 'general' })
  })
})
