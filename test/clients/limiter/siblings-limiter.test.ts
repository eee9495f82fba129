import { PassThrough } from 'node:stream'
import { expect } from 'chai'
import { createLimiter, type Limiter } from '../../../src/clients/limiter/index.ts'
import { createLogger, silentLogger } from '../../../src/lib/logger.ts'
import { eventually } from '../../support/eventually.ts'
import { joinWorkers } from '../../support/workers.ts'

const rule = { points: 3, windowSeconds: 60 }

describe('createLimiter between workers', () => {
  const open = (count: number, log = silentLogger()) => {
    const workers = joinWorkers(count)
    const limiters = workers.siblings.map((siblings) => createLimiter({ siblings, log }))
    return { ...workers, limiters: limiters as [Limiter, Limiter] }
  }

  it('counts for all together, lets none take the last point twice, and asks once a turn', async () => {
    const { limiters, lines } = open(2)

    const tries = await Promise.all(
      Array.from({ length: 40 }, (_, n) => limiters[n % 2]!.consume('k', { points: 10, windowSeconds: 60 })),
    )

    expect(tries.filter(({ allowed }) => allowed)).to.have.length(10)
    expect(lines.map(({ sent }) => sent.length)).to.deep.equal([1, 1])
    expect(await limiters[0].peek('k', { points: 10, windowSeconds: 60 })).to.deep.equal({
      ...{ allowed: false, limit: 10, remaining: 0, resetSeconds: 60 },
    })
  })

  it('works as the one in memory does', async () => {
    const [one, two] = open(2).limiters

    expect(await one.peek('k', rule)).to.deep.equal({ allowed: true, limit: 3, remaining: 3, resetSeconds: 0 })
    expect(await one.consume('k', rule, 2)).to.deep.equal({ allowed: true, limit: 3, remaining: 1, resetSeconds: 60 })
    expect(await two.consume('k', rule, 2)).to.include({ allowed: false, remaining: 1 })
    expect(await two.penalise('k', rule, 5)).to.include({ allowed: false, remaining: 0 })
    await one.reset('k')
    expect(await two.consume('k', rule)).to.include({ allowed: true, remaining: 2 })
  })

  it('counts by itself while the supervisor does not answer, says so once, and comes back', async () => {
    const destination = new PassThrough()
    const { limiters, lines } = open(2, createLogger({ level: 'info', destination }))
    const [one, two] = limiters
    await one.consume('k', rule, 3)
    lines[1]!.isDead = true
    const started = performance.now()

    expect(await two.consume('k', rule, 3), 'from nothing').to.include({ allowed: true, remaining: 0 })
    expect(performance.now() - started, 'in the time of patience').to.be.within(250, 5000)
    expect(await two.consume('k', rule)).to.include({ allowed: false })
    lines[1]!.isDead = false
    await one.consume('other', rule, 3)
    await eventually(async () => !(await two.peek('other', rule)).allowed)

    const said = String(destination.read())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).msg)
    expect(said).to.deep.equal([
      'the supervisor does not count the limits; counting in this process',
      'the supervisor counts the limits again',
    ])
  })
})
