import { randomUUID } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { expect } from 'chai'
import { Redis } from 'ioredis'
import { createLimiter, type Limiter } from '../../../src/clients/limiter/index.ts'
import { createLogger, silentLogger } from '../../../src/lib/logger.ts'
import { eventually } from '../../support/eventually.ts'
import { freePort } from '../../support/free-port.ts'
import { requireRedis, startRedis } from '../../support/redis.ts'

const rule = { points: 3, windowSeconds: 60 }

describe('createLimiter over Redis', () => {
  let url: string
  let prefix: string
  let admin: Redis
  const opened: Limiter[] = []

  before(async function () {
    url = (await requireRedis(this)).url
    admin = new Redis(url)
  })
  beforeEach(() => {
    prefix = `test-${randomUUID()}:`
  })
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((limiter) => limiter.close()))
  })
  after(() => admin?.quit())

  const open = (options: { redisUrl?: string; log?: ReturnType<typeof silentLogger> } = {}) => {
    const limiter = createLimiter({ redisUrl: url, prefix, log: silentLogger(), ...options })
    opened.push(limiter)
    return limiter
  }
  // A new connection counts in memory until it stands, so the test waits until a point shows up in Redis.
  const counted = async (limiter: Limiter, on = admin) => {
    const key = randomUUID()
    await eventually(async () => {
      await limiter.consume(key, { points: 1000, windowSeconds: 60 })
      return (await on.exists(`${prefix}limit:${key}`)) === 1
    })
  }

  it('counts for all processes together, and lets none take the last point twice', async () => {
    const [one, two] = [open(), open()]
    await counted(one)
    await counted(two)
    const tries = await Promise.all(
      Array.from({ length: 40 }, (_, n) => (n % 2 ? one : two).consume('k', { points: 10, windowSeconds: 60 })),
    )

    expect(tries.filter(({ allowed }) => allowed)).to.have.length(10)
    expect(await one.peek('k', { points: 10, windowSeconds: 60 })).to.deep.equal({
      allowed: false,
      limit: 10,
      remaining: 0,
      resetSeconds: 60,
    })
  })

  it('works as the one in memory does', async () => {
    const limiter = open()
    await counted(limiter)

    expect(await limiter.peek('k', rule)).to.deep.equal({ allowed: true, limit: 3, remaining: 3, resetSeconds: 0 })
    expect(await limiter.consume('k', rule, 2)).to.deep.equal({
      allowed: true,
      limit: 3,
      remaining: 1,
      resetSeconds: 60,
    })
    expect(await limiter.consume('k', rule, 2)).to.include({ allowed: false, remaining: 1 })
    expect(await limiter.penalise('k', rule, 5)).to.include({ allowed: false, remaining: 0 })
    await limiter.reset('k')
    expect(await limiter.consume('k', rule)).to.include({ allowed: true, remaining: 2 })
  })

  it('gives the points back at the end of the window', async () => {
    const limiter = open()
    await counted(limiter)
    await limiter.consume('k', { points: 1, windowSeconds: 1 })
    expect(await limiter.consume('k', { points: 1, windowSeconds: 1 })).to.include({ allowed: false, resetSeconds: 1 })

    await eventually(async () => (await limiter.consume('k', { points: 1, windowSeconds: 1 })).allowed)
  })

  it('freezes no key that never ends, or ends later than its window', async () => {
    const limiter = open()
    await counted(limiter)
    await admin.set(`${prefix}limit:forever`, '3')
    await admin.set(`${prefix}limit:late`, '3', 'EX', 7200)

    expect(await limiter.consume('forever', rule)).to.include({ allowed: false, resetSeconds: 60 })
    expect(await limiter.consume('late', rule)).to.include({ allowed: false, resetSeconds: 60 })
    expect(await admin.ttl(`${prefix}limit:forever`)).to.be.within(1, 60)
    expect(await admin.ttl(`${prefix}limit:late`)).to.be.within(1, 60)
  })

  it('counts in the process while Redis is away, says so once, and goes back', async function () {
    const port = await freePort()
    const first = await startRedis(port)
    if (!first) this.skip()
    const destination = new PassThrough()
    const limiter = open({ redisUrl: first!.url, log: createLogger({ level: 'info', destination }) })
    const own = new Redis(first!.url, { lazyConnect: false })
    own.on('error', () => {})
    await counted(limiter, own)
    await first!.stop()

    const states = []
    for (let turn = 0; turn < 4; turn += 1) states.push((await limiter.consume('k', rule)).allowed)
    expect(states).to.deep.equal([true, true, true, false])

    const second = (await startRedis(port))!
    await counted(limiter, own)
    expect((await limiter.consume('k', rule)).remaining).to.equal(2)
    const lines = String(destination.read())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).msg)
    expect(lines).to.deep.equal(['redis is away; going on without it', 'redis is back'])
    own.disconnect()
    await Promise.all(opened.splice(0).map((open) => open.close()))
    await second.stop()
  })

  it('does not wait for a Redis that hangs, more than once a second', async function () {
    const own = await startRedis()
    if (!own) this.skip()
    const destination = new PassThrough()
    const limiter = open({ redisUrl: own!.url, log: createLogger({ level: 'info', destination }) })
    const other = new Redis(own!.url)
    await counted(limiter, other)
    await other.client('PAUSE', 6000)

    const started = performance.now()
    for (let turn = 0; turn < 50; turn += 1) await limiter.consume('k', { points: 100, windowSeconds: 60 })
    expect(performance.now() - started).to.be.below(5000)
    await counted(limiter, other)
    const lines = String(destination.read())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).msg)
    expect(lines).to.deep.equal([
      'redis does not count the limits; counting in this process',
      'redis counts the limits again',
    ])
    other.disconnect()
    await Promise.all(opened.splice(0).map((open) => open.close()))
    await own!.stop()
  })
})
