import { expect } from 'chai'
import type { FaultName } from '../../../src/clients/youtube/stand-in/index.ts'
import { systemActor } from '../../../src/core/actor.ts'
import { type PrefetchTask, prefetchVideos, readFeed, readQuota } from '../../../src/core/videos/index.ts'
import { hour } from '../../../src/lib/clock.ts'
import { startVideoWorld, type VideoWorld } from '../../support/video-world.ts'

describe('prefetching while YouTube fails', function () {
  this.timeout(300_000)
  let world: VideoWorld

  beforeEach(async () => {
    world = await startVideoWorld({
      at: '2026-11-23T15:00:00Z',
      categories: ['music', 'gaming', 'comedy', 'film', 'education'],
      settings: { YOUTUBE_REGIONS: 'US' },
    })
  })
  afterEach(() => world.close())

  interface Told {
    counts: Record<string, number>
    notes: string[]
    units: number
  }

  async function run(task: PrefetchTask, isRequested = false): Promise<Told> {
    const told: Told = { counts: {}, notes: [], units: 0 }
    const report = {
      progress: () => {},
      count: (name: string, by = 1) => {
        told.counts[name] = (told.counts[name] ?? 0) + by
      },
      spent: (units: number) => {
        told.units += units
      },
      partial: (note: string) => told.notes.push(note),
      isRequested,
    }
    const context = world.app.as(systemActor('test'), 'job')
    await prefetchVideos(context, task, { signal: new AbortController().signal, report })
    return told
  }

  const feed = () =>
    readFeed(world.app.as(systemActor('test'), 'job'), {
      userId: '00000000-0000-7000-8000-000000000000',
      kind: 'short',
      category: undefined,
      region: undefined,
      limit: 20,
      cursor: undefined,
    })
  const quota = () => readQuota(world.app.as(systemActor('test'), 'job'))
  const bucket = async (name: string) => (await quota()).buckets.find((one) => one.name === name)!
  const lines = (text: string) => world.logLines.filter((line) => line.includes(text))

  const outages: FaultName[] = [
    'backendError',
    'serviceUnavailableAsForbidden',
    'badGateway',
    'gatewayTimeout',
    'html',
    'truncated',
    'reset',
    'wrong-types',
  ]
  for (const fault of outages) {
    it(`gives up early on ${fault}, keeps the feed, and tells the log once that it began and once that it ended`, async () => {
      await run('charts')
      expect((await feed()).items).to.have.length(20)
      world.clock.advance(6 * hour)
      world.youtube.fail(fault)

      const first = await run('charts')
      const second = await run('uploads')
      world.clock.advance(hour)
      await run('charts')

      expect(first.notes.at(-1)).to.match(/out of reach/)
      expect(first.units, 'three slices with their tries, then no more').to.be.at.most(15)
      expect(second.units).to.be.at.most(15)
      expect((await feed()).items).to.have.length(20)
      expect(lines('out of reach')).to.have.length(1)
      world.youtube.heal()
      world.clock.advance(2 * hour)
      const healed = await run('charts')
      expect(healed.counts.read).to.be.greaterThan(0)
      expect(lines('YouTube answers again')).to.have.length(1)
      expect(world.logLines).to.have.length(2)
    })
  }

  for (const [fault, task, closed] of [
    ['quotaExceeded', 'charts', 'general'],
    ['dailyLimitExceeded', 'charts', 'general'],
    ['searchQuotaExceeded', 'search', 'search'],
    ['searchQuotaExceededBare', 'search', 'search'],
    ['statsQuotaExceeded', 'stats', 'stats'],
  ] as const) {
    it(`closes the bucket ${closed} until midnight in Los Angeles on ${fault}, and no other`, async () => {
      await run('charts')
      world.clock.advance(21 * hour)
      // Whatever our own count says: another client of the project may have used the rest.
      world.youtube.fail(fault)
      const told = await run(task)
      world.youtube.heal()
      const seen = world.youtube.requests.length
      await run(task)

      expect(told.notes).to.have.length(1)
      expect(world.youtube.requests.length, 'nothing more is asked of a closed bucket').to.equal(seen)
      const closedBucket = await bucket(closed)
      expect(new Date(closedBucket.closedUntil!).toISOString()).to.equal('2026-11-25T08:00:00.000Z')
      expect(closedBucket.left).to.equal(0)
      for (const other of ['general', 'search', 'stats'].filter((name) => name !== closed)) {
        expect((await bucket(other)).closedUntil, other).to.equal(null)
      }
      expect(lines('bucket is closed')).to.have.length(1)

      world.clock.set(Date.parse('2026-11-25T08:10:00Z'))
      expect((await run(task)).units).to.be.greaterThan(0)
      expect(lines('bucket is open again')).to.have.length(1)
    })
  }

  for (const fault of [
    'keyInvalid',
    'keyExpired',
    'serviceDisabled',
    'keyBlockedByReferrerBare',
    'authError',
  ] as const) {
    it(`stops everything and raises one alarm on ${fault}, until an operator or a new day tries again`, async () => {
      world.youtube.fail(fault)
      const told = await run('charts')
      for (const task of ['search', 'uploads', 'stats', 'charts'] as const) await run(task)

      expect(world.youtube.requests).to.have.length(1)
      expect(told.notes[0]).to.match(/refuses the key/)
      expect(world.logLines).to.have.length(1)
      expect(JSON.parse(world.logLines[0]!)).to.include({ level: 'error' })
      expect(world.logLines[0]).to.not.include(world.youtube.apiKey)

      world.youtube.heal()
      expect((await run('charts', true)).counts.read).to.be.greaterThan(0)
      expect(lines('takes the API key again')).to.have.length(1)
    })
  }

  it('lets a throttled minute end that run, and goes on in the next', async () => {
    world.youtube.fail('throttled', { times: 3 })
    const told = await run('charts')
    world.clock.advance(2 * hour)
    const next = await run('charts')

    expect(told.notes[0]).to.match(/slower/)
    expect(next.counts.read).to.be.greaterThan(300)
  })

  it('remembers for a week that a category has no chart, and takes that for no failure', async () => {
    const told = await run('charts')
    const again = async () => {
      const before = world.youtube.requests.length
      await run('charts')
      return world.youtube.requests.slice(before).filter(({ params }) => params.videoCategoryId === '27').length
    }

    expect(told.counts['without chart']).to.equal(1)
    expect(told.notes).to.deep.equal([])
    world.clock.advance(6 * 24 * hour)
    expect(await again()).to.equal(0)
    world.clock.advance(2 * 24 * hour)
    expect(await again()).to.equal(1)
  })

  it('lets one failing category not stop the rest', async () => {
    world.youtube.fail('badRequest', { times: 1 })
    world.youtube.fail('backendError', { times: 5 })

    const told = await run('charts')

    expect(told.counts.failed).to.equal(2)
    const categories = await world.app.db.read.all('SELECT DISTINCT category FROM video_feed')
    expect(categories.length).to.be.at.least(3)
  })

  it('takes counts from the general bucket where the method for them is not open to the key', async () => {
    await run('charts')
    world.clock.advance(21 * hour)
    world.youtube.fail('invalidParameter', { method: 'videos.batchGetStats' })

    const told = await run('stats')

    expect(told.counts.counted).to.be.greaterThan(300)
  })

  it('drops channels that are gone or hide their uploads', async () => {
    await run('charts')
    world.youtube.fail('playlistNotFound', { method: 'playlistItems.list', times: 2 })
    world.clock.advance(12 * hour)

    const told = await run('uploads')

    expect(told.counts['channels gone']).to.be.at.least(2)
    const dead = await world.app.db.read.all('SELECT id FROM video_sources WHERE dead_at IS NOT NULL')
    expect(dead.length).to.be.at.least(2)
  })

  it('lets uploads give way first, then charts; what the terms ask for and operators still go on', async () => {
    await run('charts')
    const general = (await bucket('general')).used
    const limit = async (soft: number, most: number) => {
      const { search, stats } = world.app.settings.get('videos.quota')
      const value = { general: { limit: most, soft }, search, stats, searchCostsGeneral: 0 }
      await world.app.db.transaction((unit) =>
        unit.run(
          `INSERT INTO settings (name, value, updated_at) VALUES ('videos.quota', $1, 1)
                  ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
          [JSON.stringify(value)],
        ),
      )
      await world.app.settings.reload()
    }
    world.clock.advance(6 * hour)

    await limit(general + 2, general + 100)
    expect((await run('uploads')).units, 'uploads').to.equal(0)
    expect((await run('charts')).units, 'charts').to.equal(2)
    expect((await run('charts')).units, 'charts again').to.equal(0)
    await world.app.db.transaction((unit) => unit.run('UPDATE videos SET recheck_at = 1'))
    expect((await run('sweep')).units, 'sweep').to.be.greaterThan(5)
    await limit(0, (await bucket('general')).used + 5)
    expect((await run('charts')).units).to.equal(0)
    expect((await run('charts', true)).units, 'an operator').to.equal(5)
    expect((await bucket('general')).used).to.equal((await bucket('general')).limit)
  })
})
