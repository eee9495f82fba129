import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import { inspect } from 'node:util'
import { expect } from 'chai'
import {
  createYoutubeClient,
  walkPages,
  type YoutubeClient,
  type YoutubeClientOptions,
  YoutubeFailure,
} from '../../../src/clients/youtube/index.ts'
import {
  breakages,
  type FaultName,
  refusals,
  startYoutubeStandIn,
  type YoutubeStandIn,
} from '../../../src/clients/youtube/stand-in/index.ts'
import { manualClock, minute } from '../../../src/lib/clock.ts'
import { createLogger, silentLogger } from '../../../src/lib/logger.ts'

describe('createYoutubeClient', () => {
  const clock = manualClock(Date.UTC(2026, 10, 23, 20))
  let standIn: YoutubeStandIn
  let opened: YoutubeClient[] = []

  before(async () => {
    standIn = await startYoutubeStandIn({ clock, limits: { search: 10_000 } })
  })

  beforeEach(() => {
    standIn.heal()
    standIn.requests.length = 0
  })

  afterEach(() => {
    for (const client of opened) client.close()
    opened = []
  })

  after(() => standIn.close())

  function openClient(options: Partial<YoutubeClientOptions> = {}): YoutubeClient {
    const client = createYoutubeClient({
      baseUrl: standIn.url,
      apiKey: standIn.apiKey,
      log: silentLogger(),
      clock,
      minIntervalMs: 0,
      sleep: async () => {},
      ...options,
    })
    opened.push(client)
    return client
  }

  async function failureOf(asked: Promise<unknown>): Promise<YoutubeFailure> {
    const outcome = await asked.then(
      () => expect.fail('must not succeed'),
      (error: unknown) => error,
    )
    expect(outcome).to.be.instanceOf(YoutubeFailure)
    return outcome as YoutubeFailure
  }

  it('asks as Google wants to be asked', async () => {
    await openClient({ userAgent: 'Momentum/1.0 (https://example.org)' }).listChart({
      regionCode: 'DE',
      categoryId: '24',
    })

    const [request] = standIn.requests
    expect(request!.status).to.equal(200)
    expect(request!.headers).to.deep.equal({
      userAgent: 'Momentum/1.0 (https://example.org) (gzip)',
      acceptEncoding: 'gzip',
    })
    expect(request!.params).to.include({ chart: 'mostPopular', regionCode: 'DE', maxResults: '50', maxHeight: '1000' })
    expect(request!.params.part).to.contain('status')
  })

  it('sends only requests that the discovery document allows', async () => {
    const client = openClient()
    const [channelId] = (await client.listChart({ regionCode: 'US' })).items.map(({ snippet }) => snippet!.channelId!)
    const [channel] = (await client.listChannels({ ids: [channelId!] })).items
    const uploads = await client.listPlaylistItems({ playlistId: channel!.uploadsPlaylistId! })
    const ids = uploads.items.slice(0, 50).map(({ videoId }) => videoId)
    await client.listPlaylistItems({ playlistId: channel!.uploadsPlaylistId!, pageToken: uploads.nextPageToken! })
    await client.listVideos({ ids })
    await client.listVideos({ ids, parts: ['statistics'] })
    await client.batchGetStats({ ids })
    await client.listVideoCategories({ regionCode: 'DE', language: 'de' })
    const found = await client.searchVideos({
      q: 'lustig',
      regionCode: 'DE',
      relevanceLanguage: 'de',
      categoryId: '23',
      duration: 'short',
      order: 'date',
      publishedAfter: clock.now() - 3 * 24 * 60 * minute,
      publishedBefore: clock.now(),
      safeSearch: 'strict',
    })

    expect(found.items).not.to.have.length(0)
    expect(standIn.requests.map(({ status }) => status)).to.deep.equal(Array(9).fill(200))
  })

  it('carries the key in a header, never in an address', async () => {
    const addresses: string[] = []
    const keys: unknown[] = []
    const server = createServer((request, response) => {
      addresses.push(request.url ?? '')
      keys.push(request.headers['x-goog-api-key'])
      response.end('{"kind":"youtube#videoListResponse"}')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

    await openClient({ baseUrl, apiKey: 'secret-key-1' }).listVideos({ ids: ['abcdefghijk'] })

    server.close()
    expect(keys).to.deep.equal(['secret-key-1'])
    expect(addresses.join()).not.to.contain('secret-key-1')
  })

  it('follows no redirect, so that the key goes nowhere else', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(302, { location: `${standIn.url}/youtube/v3/videos` }).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

    const failure = await failureOf(openClient({ baseUrl }).listVideos({ ids: ['abcdefghijk'] }))

    server.close()
    expect(failure).to.include({ action: 'transient', status: 302, reason: 'unexpected_status' })
    expect(standIn.requests).to.have.length(0)
  })

  it('never lets the key into a log line or an error, whatever fails', async () => {
    let lines = ''
    const destination = new Writable({
      write(chunk, _encoding, done) {
        lines += chunk
        done()
      },
    })
    const log = createLogger({ level: 'trace', destination })
    const client = openClient({ log, timeoutMs: 60, maxBytes: 20_000 })
    const failures: unknown[] = []
    const everyFault = [...(Object.keys(refusals) as FaultName[]), ...breakages]
    for (const name of everyFault) {
      standIn.heal()
      standIn.fail(name)
      await client.searchVideos({ q: 'a phrase', categoryId: '10' }).catch((error: unknown) => failures.push(error))
    }
    standIn.heal()
    const echo = { error: { errors: [{ reason: 'badRequest' }], message: `bad ${standIn.apiKey}` } }
    standIn.replay('search.list', echo, 400)
    await client.searchVideos({ q: 'a phrase', categoryId: '10' }).catch((error: unknown) => failures.push(error))

    for (const failure of failures) log.error({ err: failure }, String(failure))
    const shown = failures.map((failure) => inspect(failure, { depth: 20, showHidden: true })).join('\n')
    expect(failures).to.have.length(everyFault.length + 1)
    expect(lines).to.contain('a phrase').and.to.contain('YouTube search.list')
    expect(lines).not.to.contain(standIn.apiKey)
    expect(shown).not.to.contain(standIn.apiKey)
    expect(inspect(client, { depth: 20, showHidden: true })).not.to.contain(standIn.apiKey)
  })

  const broken: [fault: FaultName, reason: string, tries: number][] = [
    ['silence', 'timeout', 5],
    ['drip', 'timeout', 5],
    ['slow', 'timeout', 5],
    ['reset', 'network', 5],
    ['truncated', 'network', 5],
    ['truncated-gzip', 'truncated', 5],
    ['truncated-json', 'truncated', 5],
    ['huge', 'too_large', 2],
    ['huge-gzip', 'too_large', 2],
    ['html', 'not_json', 2],
    ['empty', 'not_json', 2],
    ['wrong-types', 'wrong_shape', 2],
    ['wrong-shape', 'wrong_shape', 2],
  ]
  for (const [fault, reason, tries] of broken) {
    it(`calls an answer that is ${fault} transient (${reason}) after ${tries} tries, in bounded time`, async () => {
      // Only those that are about time have little of it, so that a busy machine makes no timeout of the others.
      const timeoutMs = reason === 'timeout' ? 250 : 20_000
      const client = openClient({ timeoutMs, maxBytes: 1_000_000 })
      standIn.fail(fault)
      const started = performance.now()

      const failure = await failureOf(client.listChart({ regionCode: 'US' }))

      expect(failure).to.include({ action: 'transient', reason, tries, bucket: 'general' })
      expect(standIn.requests).to.have.length(tries)
      expect(performance.now() - started).to.be.lessThan(250 * tries + 20_000)
    })
  }

  it('stops reading a 50 MB answer soon after its limit', async () => {
    const written: Promise<number>[] = []
    const server = createServer((_request, response) => {
      const { socket } = response
      written.push(new Promise((resolve) => socket?.once('close', () => resolve(socket.bytesWritten))))
      const send = () => response.write(Buffer.alloc(100_000, 'x')) && setImmediate(send)
      response.on('drain', send)
      send()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

    const failure = await failureOf(openClient({ baseUrl, maxBytes: 1_000_000 }).listChart({ regionCode: 'US' }))

    const bytes = await Promise.all(written)
    server.close()
    expect(failure).to.include({ reason: 'too_large', tries: 2 })
    expect(bytes).to.have.length(2)
    for (const sent of bytes) expect(sent).to.be.lessThan(15_000_000)
  })

  it('calls a server that is not there transient', async () => {
    const gone = await startYoutubeStandIn({ clock })
    await gone.close()

    const failure = await failureOf(openClient({ baseUrl: gone.url }).listChart({ regionCode: 'US' }))

    expect(failure).to.include({ action: 'transient', reason: 'network', status: null, detail: 'ECONNREFUSED' })
  })

  it('asks before every try, so that retries are charged', async () => {
    const asked: string[] = []
    const used = standIn.meter.read().general.used
    const client = openClient({
      beforeCall: async (bucket, method) => {
        asked.push(`${bucket} ${method}`)
      },
    })
    standIn.fail('backendError', { times: 3 })

    await client.listChart({ regionCode: 'US' })

    expect(asked).to.deep.equal(Array(4).fill('general videos.list'))
    expect(standIn.meter.read().general.used - used).to.equal(4)
  })

  it('sends nothing when it is refused beforehand, in a retry too', async () => {
    let left = 2
    const refusal = new Error('soft limit reached')
    const client = openClient({
      beforeCall: async () => {
        if (left === 0) throw refusal
        left -= 1
      },
    })
    standIn.fail('backendError')

    const outcome = await client.searchVideos({ q: 'x' }).catch((error: unknown) => error)

    expect(outcome).to.equal(refusal)
    expect(standIn.requests).to.have.length(2)
  })

  it('stops at once when its caller gives up, in a request and in a wait', async () => {
    const inRequest = new AbortController()
    const inWait = new AbortController()
    standIn.fail('silence', { times: 1 })
    standIn.fail('throttled')

    const first = openClient().listChart({ regionCode: 'US', signal: inRequest.signal })
    setTimeout(() => inRequest.abort(new Error('shutting down')), 50)
    const second = await first.catch((error: unknown) => error)
    const waiting = openClient({ sleep: undefined }).listChart({ regionCode: 'US', signal: inWait.signal })
    setTimeout(() => inWait.abort(), 50)
    const third = await waiting.catch((error: unknown) => error)

    expect(second).to.have.property('message', 'shutting down')
    expect(third).to.have.property('name', 'AbortError')
  })

  it('keeps the least time between two requests', async () => {
    const waits: number[] = []
    const client = openClient({
      minIntervalMs: () => 500,
      sleep: async (ms) => {
        waits.push(ms)
      },
    })

    await Promise.all([1, 2, 3].map(() => client.listVideoCategories({ regionCode: 'US' })))

    expect(waits).to.have.length(2)
    expect(waits[0]).to.be.within(400, 500)
    expect(waits[1]).to.be.within(900, 1000)
  })

  it('waits as long as Retry-After says, and gives up where that is too long', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(429, { 'retry-after': '900' }).end(JSON.stringify(refusals.throttled.body))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

    const failure = await failureOf(openClient({ baseUrl }).listChart({ regionCode: 'US' }))

    server.close()
    expect(failure).to.include({ action: 'retry-later', tries: 1, retryAfterMs: 15 * minute })
  })

  it('refuses what cannot be sent before it costs anything', () => {
    const client = openClient()
    const ids = Array.from({ length: 51 }, (_, index) => `abcdefgh${index}`)

    expect(() => client.searchVideos({ q: ' ' })).to.throw(RangeError)
    expect(() => openClient({ apiKey: '' })).to.throw(/API key/)
    expect(() => openClient({ apiKey: 'with\nnewline' })).to.throw(/API key/)
    expect(() => openClient({ baseUrl: 'nowhere' })).to.throw()
    return Promise.all(
      [client.listVideos({ ids }), client.batchGetStats({ ids: [] }), client.listChannels({ ids })].map((asked) =>
        asked.then(
          () => expect.fail('must not succeed'),
          (error: unknown) => expect(error).to.be.instanceOf(RangeError),
        ),
      ),
    ).then(() => expect(standIn.requests).to.have.length(0))
  })

  it('tells what is missing only where it can know', async () => {
    const client = openClient()
    const kind = 'youtube#videoListResponse'
    const good = { kind: 'youtube#video', id: 'good0000000' }
    const ids = ['good0000000', 'odd00000000', 'gone0000000']
    standIn.replay('videos.list', { kind, items: [good, { kind: 'youtube#movie', id: 'odd00000000' }] })
    standIn.replay('videos.list', { kind, items: [good, { kind: 'youtube#video', id: 7 }] })

    const withKnownIds = await client.listVideos({ ids })
    const withUnknownId = await client.listVideos({ ids })

    expect(withKnownIds.missingIds).to.deep.equal(['gone0000000'])
    expect(withUnknownId.missingIds).to.deep.equal([])
  })
})

describe('walkPages', () => {
  const stale = () =>
    new YoutubeFailure({
      action: 'restart-list',
      reason: 'invalidPageToken',
      method: 'videos.list',
      bucket: 'general',
      status: 400,
    })
  const page = (item: number, nextPageToken: string | null) => ({
    items: [item],
    nextPageToken,
    totalResults: null,
    etag: null,
    skipped: { wrongKind: 0, malformed: 0, ids: [] },
  })

  async function collect(pages: (token: string | undefined) => ReturnType<typeof page>, most = 10): Promise<number[]> {
    const items: number[] = []
    for await (const { items: more } of walkPages(async (token) => pages(token), most)) items.push(...more)
    return items
  }

  it('goes to the last page', async () => {
    expect(await collect((token) => (token ? page(2, null) : page(1, 'next')))).to.deep.equal([1, 2])
  })

  it('asks no more than it was allowed', async () => {
    expect(await collect(() => page(1, 'next'), 3)).to.deep.equal([1, 1, 1])
  })

  it('begins again once when a token has gone stale', async () => {
    let failed = false
    const items = await collect((token) => {
      if (token === undefined) return page(1, 'next')
      if (failed) return page(2, null)
      failed = true
      throw stale()
    })

    expect(items).to.deep.equal([1, 1, 2])
  })

  it('gives up when the token is stale again', async () => {
    const outcome = await collect((token) => {
      if (token === undefined) return page(1, 'next')
      throw stale()
    }).catch((error: unknown) => error)

    expect(outcome).to.have.property('action', 'restart-list')
  })
})
