import { expect } from 'chai'
import { systemActor } from '../../../src/core/actor.ts'
import { readQuota, reserveUnit } from '../../../src/core/videos/index.ts'
import { spendAs } from '../../../src/core/videos/quota/ledger.ts'
import { hour } from '../../../src/lib/clock.ts'
import { startVideoWorld, type VideoWorld } from '../../support/video-world.ts'

describe('two processes on one installation', function () {
  this.timeout(300_000)
  let one: VideoWorld
  let other: VideoWorld

  beforeEach(async () => {
    one = await startVideoWorld({ categories: ['music', 'comedy'] })
    other = await startVideoWorld({ beside: one })
  })
  afterEach(async () => {
    await other.close()
    await one.close()
  })

  const reserve = async (world: VideoWorld, times: number) => {
    const context = world.app.as(systemActor('test'), 'job')
    const outcomes = await spendAs({ job: 'test', right: 'plan', onSpent: () => {} }, () =>
      Promise.allSettled(Array.from({ length: times }, () => reserveUnit(context, 'search'))),
    )
    return outcomes.filter(({ status }) => status === 'fulfilled').length
  }

  it('reserve every unit once, and not one beyond the soft limit', async () => {
    const [mine, theirs] = await Promise.all([reserve(one, 70), reserve(other, 70)])

    expect(mine + theirs).to.equal(90)
    const { buckets } = await readQuota(one.app.as(systemActor('test'), 'job'))
    expect(buckets.find(({ name }) => name === 'search')).to.deep.include({ used: 90, left: 10 })
  })

  it('begin anew at midnight in Los Angeles, on the days of 23, 24 and 25 hours', async () => {
    for (const midnight of [
      '2026-03-08T08:00:00Z',
      '2026-03-09T07:00:00Z',
      '2026-11-01T07:00:00Z',
      '2026-11-02T08:00:00Z',
    ]) {
      one.clock.set(Date.parse(midnight) - 1)
      await reserve(one, 100)
      expect(await reserve(other, 1), `just before ${midnight}`).to.equal(0)
      one.clock.set(Date.parse(midnight))
      expect(await reserve(other, 1), midnight).to.equal(1)
    }
  })

  it('run each slot of the jobs once, and ask YouTube for nothing twice', async () => {
    await Promise.all([one.runner.runDue(), other.runner.runDue()])
    const first = one.youtube.requests.length
    one.clock.advance(hour)
    await Promise.all([one.runner.runDue(), other.runner.runDue()])

    const charts = one.youtube.requests.filter(({ params }) => params.chart === 'mostPopular')
    const asked = charts.map(({ params }) => `${params.videoCategoryId} ${params.pageToken}`)
    expect(new Set(asked).size).to.equal(asked.length)
    expect(first).to.be.greaterThan(20)
    const used = await one.app.db.read.all<{ bucket: 'general' | 'search' | 'stats'; used: number }>(
      'SELECT bucket, used FROM quota_days',
    )
    for (const { bucket, used: units } of used) expect(units, bucket).to.equal(one.youtube.meter.read()[bucket].used)
  })

  it('stay within the quota of the project when both are told to do everything', async () => {
    for (let round = 0; round < 6; round += 1) {
      await Promise.all([one.runner.runDue(), other.runner.runDue()])
      one.clock.advance(4 * hour)
    }

    const { search, general } = one.youtube.meter.read(one.youtube.meter.days()[0])
    expect(search.used).to.be.at.most(90)
    expect(search.refused + general.refused).to.equal(0)
  })
})
