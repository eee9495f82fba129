import { expect } from 'chai'
import { systemActor } from '../../../src/core/actor.ts'
import type { SettingName } from '../../../src/core/settings/index.ts'
import { type PrefetchTask, prefetchVideos, readCategories } from '../../../src/core/videos/index.ts'
import { hour } from '../../../src/lib/clock.ts'
import { startVideoWorld, type VideoWorld } from '../../support/video-world.ts'
import { storeVideos } from '../../support/videos.ts'

// What YouTube does not document is a setting each, so that whoever finds out need not wait for a release.
describe('what YouTube does not say', function () {
  this.timeout(300_000)
  let world: VideoWorld

  beforeEach(async () => {
    world = await startVideoWorld({
      at: '2026-11-23T15:00:00Z',
      categories: ['music', 'gaming'],
      settings: { YOUTUBE_REGIONS: 'US' },
    })
  })
  afterEach(() => world.close())

  async function set(name: SettingName, value: unknown): Promise<void> {
    await world.app.db.transaction((unit) =>
      unit.run(
        `INSERT INTO settings (name, value, updated_at) VALUES ($1, $2, 1)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
        [name, JSON.stringify(value)],
      ),
    )
    await world.app.settings.reload()
  }

  async function run(task: PrefetchTask): Promise<Record<string, number>> {
    const counts: Record<string, number> = {}
    const report = {
      progress: () => {},
      count: (name: string, by = 1) => {
        counts[name] = (counts[name] ?? 0) + by
      },
      spent: () => {},
      partial: () => {},
      isRequested: false,
    }
    const context = world.app.as(systemActor('test'), 'job')
    await prefetchVideos(context, task, { signal: new AbortController().signal, report })
    return counts
  }

  const searches = () => world.youtube.requests.filter(({ method }) => method === 'search.list')

  it('searches without a phrase only when told to', async () => {
    for (const { slug, ...config } of await readCategories(world.app.as(systemActor('test'), 'job'))) {
      if (slug !== 'music') continue
      await world.app.db.transaction((unit) =>
        unit.run('INSERT INTO video_categories (slug, config, updated_at) VALUES ($1, $2, 1)', [
          slug,
          JSON.stringify({ ...config, phrases: {} }),
        ]),
      )
    }
    await run('search')
    expect(searches().length).to.be.greaterThan(0)
    expect(searches().every(({ params }) => params.q !== undefined)).to.equal(true)

    await set('videos.searchWithoutPhrase', true)
    world.clock.advance(4 * hour)
    const told = await run('search')

    const bare = searches().filter(({ params }) => params.q === undefined)
    expect(bare.length).to.be.greaterThan(0)
    expect(bare.every(({ params }) => params.videoCategoryId === '10')).to.equal(true)
    expect(told['empty searches']).to.equal(bare.length)
  })

  it('names the category in a search unless told not to', async () => {
    await set('videos.searchWithCategory', false)
    await run('search')

    expect(searches().length).to.be.greaterThan(0)
    expect(searches().every(({ params }) => params.videoCategoryId === undefined)).to.equal(true)
  })

  it('charges a search to the general bucket as well when told so', async () => {
    const quota = world.app.settings.get('videos.quota')
    await set('videos.quota', { ...quota, searchCostsGeneral: 3 })
    await run('search')

    const spent = async (bucket: string) =>
      (await world.app.db.read.get<{ used: number }>('SELECT used FROM quota_days WHERE bucket = $1', [bucket]))!.used
    const others = world.youtube.requests.filter(
      ({ method }) => !['search.list', 'videos.batchGetStats'].includes(method),
    )
    expect(await spent('general')).to.equal(searches().length * 3 + others.length)
    expect(await spent('search')).to.equal(searches().length)
  })

  it('takes a refused chart for none by the statuses it was told, and for a failure otherwise', async () => {
    world.youtube.fail('chartNotFound', { times: 1 })
    expect((await run('charts'))['without chart']).to.equal(1)

    await set('videos.chartlessStatuses', [400])
    world.clock.advance(6 * hour)
    world.youtube.fail('chartNotFound', { times: 1 })
    const told = await run('charts')
    expect(told['without chart']).to.equal(undefined)
    expect(told.failed).to.equal(1)
  })

  it('takes a picture made for Shorts for a Short only as long as told to', async () => {
    const formatOf = async (id: string) => {
      await storeVideos(world.app, [{ id, shapeless: true, shortsPicture: true }])
      const row = await world.app.db.read.get<{ format: string }>('SELECT format FROM videos WHERE youtube_id = $1', [
        id,
      ])
      return row!.format
    }
    const trusted = await formatOf('trusted')
    await set('videos.trustShortsPicture', false)

    expect([trusted, await formatOf('not-trusted')]).to.deep.equal(['short', 'unknown'])
  })

  it('leaves so much time between two requests as told, from the next one on', async () => {
    await world.close()
    const waits: number[] = []
    world = await startVideoWorld({
      at: '2026-11-23T15:00:00Z',
      categories: ['music'],
      settings: { YOUTUBE_REGIONS: 'US' },
      pace: { sleep: async (ms) => waits.push(ms) },
    })
    await run('charts')
    const usual = waits.splice(0)
    await set('videos.requestIntervalMs', 60_000)
    world.clock.advance(12 * hour)
    await run('charts')

    expect(usual.length).to.be.greaterThan(1)
    expect(Math.max(...usual), 'half a second each').to.be.at.most(500 * (usual.length + 1))
    expect(waits.length).to.be.greaterThan(1)
    expect(Math.max(...waits), 'a minute each').to.be.greaterThan(50_000)
  })

  it('counts from the general bucket when told to', async () => {
    await set('videos.statsMethod', 'videos.list')
    await run('charts')
    world.clock.advance(21 * hour)
    const before = world.youtube.requests.length
    expect((await run('stats')).counted).to.be.greaterThan(50)

    const methods = new Set(world.youtube.requests.slice(before).map(({ method }) => method))
    expect([...methods]).to.deep.equal(['videos.list'])
  })
})
