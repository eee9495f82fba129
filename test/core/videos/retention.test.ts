import { expect } from 'chai'
import { day, hour } from '../../../src/lib/clock.ts'
import { startVideoWorld, type VideoWorld } from '../../support/video-world.ts'
import { lookAgainAt, storeVideos, youtubeVideo } from '../../support/videos.ts'

/** With `--gate` every job runs through the forty days; else those that fill the store and those that empty it. */
const isLong = process.env.MOMENTUM_GATE === '1'
const keepingTasks = ['refresh', 'charts', 'categories'] as const

describe('how long videos are kept', function () {
  this.timeout(600_000)
  let world: VideoWorld
  afterEach(() => world.close())

  const count = async (table: string) =>
    (await world.app.db.read.get<{ count: number }>(`SELECT count(*) AS count FROM ${table}`))!.count
  const oldest = async () =>
    (await world.app.db.read.get<{ at: number | null }>('SELECT min(fetched_at) AS at FROM videos'))!.at

  /** Somebody who has saved every stored video, so that none is let go for want of interest. */
  async function saveAll(): Promise<void> {
    await world.app.db.transaction(async (unit) => {
      const id = '01990000-0000-7000-8000-000000000001'
      await unit.run(
        `INSERT INTO users (id, username, username_key, password_hash, display_name, search_key, created_at, updated_at)
         VALUES ($1, 'ada', 'ada', '-', 'Ada', 'ada', 1, 1)`,
        [id],
      )
      await unit.run(
        `INSERT INTO video_saves (user_id, youtube_id, id, created_at)
         SELECT CAST($1 AS TEXT), youtube_id, youtube_id, 1 FROM videos WHERE format <> 'unknown' ORDER BY youtube_id`,
        [id],
      )
    })
  }

  it('is never 30 days, although YouTube is down for forty; and saved ones come back when it is up', async () => {
    world = await startVideoWorld({ categories: ['music', 'gaming'], ...(isLong ? {} : { tasks: keepingTasks }) })
    await world.pass(day)
    await saveAll()
    const before = await count('videos')
    expect(before).to.be.greaterThan(isLong ? 200 : 150)
    world.youtube.fail('reset')

    for (let days = 0; days < 40; days += 1) {
      await world.pass(day)
      const at = await oldest()
      if (at !== null) expect(world.clock.now() - at).to.be.at.most(29 * day + 6 * hour)
      if (days === 27)
        expect(await count('videos'), 'until then the feed goes on').to.be.greaterThan(isLong ? 200 : 150)
    }

    expect(await count('videos')).to.equal(0)
    expect(await count('video_feed')).to.equal(0)
    expect(await count('youtube_categories')).to.equal(0)
    const told = world.logLines.filter((line) => line.includes('out of reach'))
    expect(told, 'one line for forty days').to.have.length(1)
    for (const date of world.youtube.meter.days()) {
      expect(world.youtube.meter.read(date).general.used, date).to.be.at.most(8000)
    }

    world.youtube.heal()
    await world.pass(day)

    const back = await world.app.db.read.get<{ count: number }>(
      'SELECT count(*) AS count FROM videos WHERE youtube_id IN (SELECT youtube_id FROM video_saves)',
    )
    expect(back!.count).to.be.greaterThan(before / 2)
  })

  it('is kept to without a key as well', async () => {
    world = await startVideoWorld({ withoutKey: true })
    await storeVideos(world.app, [{ id: 'left-over' }])
    await saveAll()

    await world.pass(28 * day)
    expect(await count('videos')).to.equal(1)
    await world.pass(2 * day)

    expect(await count('videos')).to.equal(0)
    expect(world.youtube.requests).to.have.length(0)
  })

  it('lets go of what no list has shown for ten days and nobody saved', async () => {
    world = await startVideoWorld({ withoutKey: true })
    await storeVideos(world.app, [{ id: 'saved' }])
    await saveAll()
    await storeVideos(world.app, [{ id: 'forgotten' }])

    await world.pass(11 * day)

    expect(await world.app.db.read.all('SELECT youtube_id FROM videos')).to.deep.equal([{ youtubeId: 'saved' }])
  })

  it('looks at everything again within a week, and removes what is gone or may not be shown', async () => {
    world = await startVideoWorld({ categories: ['gaming'], ...(isLong ? {} : { tasks: keepingTasks }) })
    await world.runner.runDue()
    await saveAll()
    const rows = await world.app.db.read.all<{ youtubeId: string }>(
      'SELECT youtube_id FROM videos ORDER BY youtube_id LIMIT 3',
    )
    const [deleted, unembeddable, renamed] = rows.map(({ youtubeId }) => youtubeId) as [string, string, string]
    world.youtube.world.alter(deleted, { state: 'deleted' })
    world.youtube.world.alter(unembeddable, { embeddable: false })
    world.youtube.world.alter(renamed, { title: 'A new title', state: 'public', embeddable: true })

    await world.pass(7 * day)

    expect(world.clock.now() - (await oldest())!).to.be.at.most(7 * day)
    const titles = await world.app.db.read.all<{ youtubeId: string; title: string }>(
      'SELECT youtube_id, title FROM videos WHERE youtube_id IN ($1, $2, $3)',
      [deleted, unembeddable, renamed],
    )
    expect(titles).to.deep.equal([{ youtubeId: renamed, title: 'A new title' }])
    const saves = await world.app.db.read.all('SELECT 1 AS one FROM video_saves WHERE youtube_id = $1', [deleted])
    expect(saves).to.have.length(0)
  })

  it('passes by what cannot be read, and asks for it once in a run', async () => {
    world = await startVideoWorld({ settings: { YOUTUBE_REGIONS: 'US' }, tasks: ['refresh'] })
    const ids = Array.from({ length: 160 }, (_, index) => `video-${String(index).padStart(3, '0')}`)
    await storeVideos(
      world.app,
      ids.map((id) => ({ id })),
    )
    // The very first of those that are due, more than are asked for at once. The stand-in knows none of all these, so that
    // this answers in its place.
    const unreadable = ids.slice(0, 60)
    const asked: string[][] = []
    const youtube = world.app.clients.youtube!
    youtube.listVideos = async (query) => {
      asked.push(query.ids)
      const items = query.ids.filter((id) => !unreadable.includes(id)).map((id) => youtubeVideo({ id }))
      return {
        items,
        missingIds: [],
        nextPageToken: null,
        totalResults: null,
        etag: null,
        skipped: { wrongKind: 0, malformed: unreadable.length, ids: unreadable },
      }
    }

    await world.pass(6 * day + 7 * hour)

    const old = await world.app.db.read.all<{ youtubeId: string }>(
      'SELECT youtube_id FROM videos WHERE fetched_at < $1 ORDER BY youtube_id',
      [world.clock.now() - day],
    )
    expect(old.map(({ youtubeId }) => youtubeId)).to.deep.equal(unreadable)
    const runs = asked.filter((batch) => batch.includes(unreadable[0]!)).length
    expect(runs).to.be.at.least(1)
    const requests = ids.length + (runs - 1) * unreadable.length
    expect(asked.flat(), 'each once, and what cannot be read once in each run').to.have.length(requests)
  })

  it('sweeps a video within two hours that a player could not play', async () => {
    world = await startVideoWorld({ categories: ['gaming'] })
    await world.runner.runDue()
    const row = await world.app.db.read.get<{ youtubeId: string }>('SELECT min(youtube_id) AS youtube_id FROM videos')
    world.youtube.world.alter(row!.youtubeId, { state: 'private' })
    await world.app.db.transaction((unit) =>
      unit.run('UPDATE videos SET recheck_at = $2 WHERE youtube_id = $1', [row!.youtubeId, world.clock.now()]),
    )

    await world.pass(2 * hour)

    expect(
      await world.app.db.read.all('SELECT 1 AS one FROM videos WHERE youtube_id = $1', [row!.youtubeId]),
    ).to.deep.equal([])
  })

  it('never shows what has no shape, and gives it up after three looks', async () => {
    world = await startVideoWorld({ withoutKey: true })
    const shapeless = { id: 'shapeless', kind: 'short', shapeless: true } as const
    await storeVideos(world.app, [shapeless])

    expect(await count('video_feed')).to.equal(0)
    for (let looks = 0; looks < 2; looks += 1) await lookAgainAt(world.app, [shapeless])
    expect(await count('videos')).to.equal(1)
    await lookAgainAt(world.app, [shapeless])
    expect(await count('videos')).to.equal(0)
  })
})
