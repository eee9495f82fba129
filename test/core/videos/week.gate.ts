import { expect } from 'chai'
import { day } from '../../../src/lib/clock.ts'
import { pacificDay } from '../../../src/lib/pacific-day.ts'
import { startVideoWorld, type VideoWorld } from '../../support/video-world.ts'

describe('seven days of prefetching with the default configuration', function () {
  this.timeout(600_000)
  let world: VideoWorld
  const start = Date.parse('2026-10-28T07:01:00Z')

  // The week has the day with 25 hours in it: on 1 November the clocks of Los Angeles go back.
  before(async () => {
    world = await startVideoWorld({ at: new Date(start).toISOString() })
  })
  after(() => world.close())

  interface Fresh {
    category: string
    kind: string
    count: number
  }
  const enteredSince = (since: number) =>
    world.app.db.read.all<Fresh>(
      'SELECT category, kind, count(*) AS count FROM video_feed WHERE entered_at >= $1 GROUP BY category, kind',
      [since],
    )

  it('fills ten categories with both kinds on the first day, within the budget', async () => {
    await world.pass(day)

    const fresh = await enteredSince(start)
    const categories = new Set(fresh.map(({ category }) => category))
    expect(categories.size, 'ten categories and the feed of everything').to.equal(11)
    for (const { category, kind, count } of fresh) expect(count, `${category} ${kind}`).to.be.at.least(100)
    const { general, search } = world.youtube.meter.read(pacificDay(start))
    expect(general.used).to.be.at.most(8000)
    expect(search.used).to.be.at.most(90)
  })

  it('brings fresh videos to every category every day, and never asks for more than there is', async () => {
    const least: number[] = []
    const byDay: Fresh[][] = []
    for (let days = 1; days < 7; days += 1) {
      const since = world.clock.now()
      await world.pass(day)
      const fresh = await enteredSince(since)
      expect(fresh, `day ${days}`).to.have.length(22)
      least.push(Math.min(...fresh.map(({ count }) => count)))
      byDay.push(fresh)
    }
    expect(Math.min(...least), `fewest fresh ones of a kind in a category, by day: ${least}`).to.be.at.least(25)

    const spent = world.youtube.meter.days().map((date) => ({ date, ...world.youtube.meter.read(date) }))
    for (const { date, general, search, stats } of spent) {
      expect(general.used, `${date} general`).to.be.at.most(8000)
      expect(search.used, `${date} search`).to.be.at.most(90)
      expect(stats.used, `${date} stats`).to.be.at.most(5000)
      for (const bucket of [general, search, stats]) expect(bucket.refused, date).to.equal(0)
    }
    const names = [...new Set(byDay[0]!.map(({ category, kind }) => `${category} ${kind}`))].sort()
    console.log(
      names
        .map((name) => {
          const counts = byDay.map((fresh) => fresh.find((one) => `${one.category} ${one.kind}` === name)?.count ?? 0)
          return `      fresh a day, ${name}: ${counts.join(', ')}`
        })
        .join('\n'),
    )
    console.log(
      spent
        .map(
          ({ date, general, search, stats }) =>
            `      ${date}: general ${general.used}, search ${search.used}, stats ${stats.used}`,
        )
        .join('\n'),
    )
  })

  it('counts what it spends exactly as YouTube does', async () => {
    const own = await world.app.db.read.all<{ day: string; bucket: 'general' | 'search' | 'stats'; used: number }>(
      'SELECT day, bucket, used FROM quota_days ORDER BY day, bucket',
    )
    for (const { day: date, bucket, used } of own) {
      expect(used, `${date} ${bucket}`).to.equal(world.youtube.meter.read(date)[bucket].used)
    }
    const byJob = await world.app.db.read.all<{ day: string; bucket: string; used: number }>(
      'SELECT day, bucket, sum(used) AS used FROM quota_spends GROUP BY day, bucket ORDER BY day, bucket',
    )
    expect(byJob.map(({ used }) => Number(used))).to.deep.equal(own.map(({ used }) => used))
  })

  it('spends the searches of the long day in portions, a few to the end', async () => {
    const long = world.youtube.meter.read('2026-11-01').search.used
    expect(long).to.be.within(75, 90)
    const searches = world.youtube.requests.filter(({ method }) => method === 'search.list')
    expect(new Set(searches.map(({ params }) => params.q)).size).to.be.at.least(3)
    expect(searches.every(({ params }) => params.type === 'video' && params.safeSearch === 'strict')).to.equal(true)
  })

  it('keeps nothing that nobody has looked at for eight days, and says nothing in the log', async () => {
    const old = await world.app.db.read.get<{ count: number }>(
      'SELECT count(*) AS count FROM videos WHERE fetched_at < $1',
      [world.clock.now() - 8 * day],
    )
    expect(old!.count).to.equal(0)
    expect(world.logLines).to.deep.equal([])
    const bad = await world.app.db.read.all(`SELECT job, note FROM job_runs WHERE outcome <> 'done'`)
    expect(bad).to.deep.equal([])
  })
})
