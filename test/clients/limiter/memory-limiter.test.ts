import { expect } from 'chai'
import fc from 'fast-check'
import { createCounterTable } from '../../../src/clients/limiter/counter-table.ts'
import { createLimiter, type Limiter } from '../../../src/clients/limiter/index.ts'
import { keyedHash } from '../../../src/clients/limiter/keyed-hash.ts'
import { hour, manualClock } from '../../../src/lib/clock.ts'
import { silentLogger } from '../../../src/lib/logger.ts'
import { quickest } from '../../support/quickest.ts'

const rule = { points: 3, windowSeconds: 60 }

describe('createLimiter in memory', () => {
  let clock: ReturnType<typeof manualClock>
  let limiter: Limiter

  beforeEach(() => {
    clock = manualClock(1_000_000)
    limiter = createLimiter({ log: silentLogger(), clock })
  })

  it('lets through what the rule has, and gives it back at the end of the window', async () => {
    expect(await limiter.consume('k', rule)).to.deep.equal({ allowed: true, limit: 3, remaining: 2, resetSeconds: 60 })
    clock.advance(10_500)
    expect(await limiter.consume('k', rule, 2)).to.deep.equal({
      allowed: true,
      limit: 3,
      remaining: 0,
      resetSeconds: 50,
    })
    expect(await limiter.consume('k', rule)).to.deep.equal({ allowed: false, limit: 3, remaining: 0, resetSeconds: 50 })
    clock.advance(49_499)
    expect(await limiter.consume('k', rule)).to.deep.equal({ allowed: false, limit: 3, remaining: 0, resetSeconds: 1 })
    clock.advance(1)
    expect(await limiter.consume('k', rule)).to.deep.equal({ allowed: true, limit: 3, remaining: 2, resetSeconds: 60 })
  })

  it('counts each key by itself', async () => {
    await limiter.consume('a', rule, 3)

    expect((await limiter.consume('b', rule)).allowed).to.equal(true)
    expect((await limiter.consume('a ', rule)).allowed).to.equal(true)
    expect((await limiter.consume('a', rule)).allowed).to.equal(false)
  })

  it('takes nothing for what it refuses, nor for a look', async () => {
    expect(await limiter.peek('k', rule)).to.deep.equal({ allowed: true, limit: 3, remaining: 3, resetSeconds: 0 })
    expect((await limiter.consume('k', rule, 4)).allowed).to.equal(false)
    await limiter.consume('k', rule, 2)
    expect((await limiter.consume('k', rule, 2)).allowed).to.equal(false)
    expect(await limiter.peek('k', rule)).to.include({ allowed: true, remaining: 1, resetSeconds: 60 })
  })

  it('counts failures after the fact, beyond the limit too, and forgets them on reset', async () => {
    for (let turn = 0; turn < 5; turn += 1) await limiter.penalise('k', rule)
    expect(await limiter.peek('k', rule)).to.include({ allowed: false, remaining: 0 })

    await limiter.reset('k')
    expect(await limiter.peek('k', rule)).to.include({ allowed: true, remaining: 3 })
    await limiter.reset('never used')
  })

  it('freezes no key for longer than its window when the clock is set, and opens none by a look', async () => {
    await limiter.consume('k', rule, 3)
    clock.advance(-2 * hour)
    expect(await limiter.consume('k', rule)).to.include({ allowed: false, resetSeconds: 60 })
    clock.advance(30_000)
    expect(await limiter.peek('k', rule)).to.include({ allowed: false, resetSeconds: 30 })
    clock.advance(30_000)
    expect(await limiter.consume('k', rule)).to.include({ allowed: true, remaining: 2 })

    clock.advance(2 * hour)
    expect(await limiter.consume('k', rule)).to.include({ allowed: true, remaining: 2, resetSeconds: 60 })
  })

  it('measures on a clock that nobody can set', async () => {
    const own = createLimiter({ log: silentLogger() })
    const realNow = Date.now
    try {
      await own.consume('k', rule, 3)
      Date.now = () => realNow() + 2 * hour
      expect((await own.consume('k', rule)).allowed).to.equal(false)
    } finally {
      Date.now = realNow
    }
  })

  it('never lets more through than the rule has, in whatever order', async () => {
    const step = fc.record({
      key: fc.constantFrom('a', 'b', 'c'),
      cost: fc.integer({ min: 1, max: 3 }),
      wait: fc.integer({ min: 0, max: 40_000 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const fresh = createLimiter({ log: silentLogger(), clock })
        const windows = new Map<string, { used: number; until: number }>()
        for (const { key, cost, wait } of steps) {
          clock.advance(wait)
          const known = windows.get(key)
          const window = known && known.until > clock.now() ? known : { used: 0, until: clock.now() + 60_000 }
          const state = await fresh.consume(key, rule, cost)
          expect(state.allowed).to.equal(window.used + cost <= rule.points)
          if (state.allowed) windows.set(key, { ...window, used: window.used + cost })
          expect(state.remaining).to.equal(rule.points - (state.allowed ? window.used + cost : window.used))
        }
      }),
      { numRuns: 100 },
    )
  })
})

describe('createCounterTable', () => {
  it('remembers a million keys in less than 100 MB, and one more in no time', () => {
    const keyOf = (n: number) => `login:network:2001:db8:${(n >> 8).toString(16)}:${n & 0xff}::`
    const before = process.memoryUsage()
    const table = createCounterTable()
    for (let n = 0; n < 1_000_000; n += 1) table.write(keyOf(n), 1, { used: n & 0xf, until: 1000 })
    const after = process.memoryUsage()

    expect(after.arrayBuffers - before.arrayBuffers).to.be.below(64 * 2 ** 20)
    expect(after.rss - before.rss).to.be.below(100 * 10 ** 6)
    let forgotten = 0
    for (let n = 0; n < 1_000_000; n += 20) if (table.read(keyOf(n), 2)?.used !== (n & 0xf)) forgotten += 1
    expect(forgotten).to.be.below(10)
    const spent = quickest(() => {
      for (let n = 0; n < 1000; n += 1) table.write(`other:${n}`, 1, { used: 1, until: 1000 })
    })
    expect(spent).to.be.below(50)
  })

  it('stays bounded when it is flooded, and gives way where least is lost', () => {
    const before = process.memoryUsage().arrayBuffers
    const table = createCounterTable({ mostPlacesOfAShard: 256 })
    for (let n = 0; n < 30_000; n += 1) table.write(`lasting:${n}`, 1, { used: 9, until: 9000 })
    for (let n = 0; n < 200_000; n += 1) table.write(`flood:${n}`, 1, { used: 1, until: 1000 })

    expect(process.memoryUsage().arrayBuffers - before).to.be.below(256 * 256 * 20 + 2 ** 20)
    let kept = 0
    for (let n = 0; n < 30_000; n += 1) if (table.read(`lasting:${n}`, 2)?.used === 9) kept += 1
    expect(kept).to.be.above(29_990)
    table.write('new', 1, { used: 7, until: 5000 })
    expect(table.read('new', 2)).to.deep.equal({ used: 7, until: 5000 })
    expect(table.read('new', 5000)).to.equal(null)
  })

  it('uses the places of what is over again', () => {
    const table = createCounterTable()
    const before = process.memoryUsage().arrayBuffers
    for (let round = 1; round <= 100; round += 1) {
      for (let key = 0; key < 2000; key += 1)
        table.write(`${round}:${key}`, round * 10, { used: 1, until: round * 10 + 5 })
    }

    expect(process.memoryUsage().arrayBuffers - before).to.be.below(2 ** 21)
  })
})

describe('keyedHash', () => {
  it('tells near texts apart, and depends on its key', () => {
    const hash = keyedHash([1, 2])
    const seen = new Set<string>()
    const texts = [
      '',
      '\0',
      '\0\0',
      'a',
      'a\0',
      'ab',
      'ba',
      'abc',
      ...Array.from({ length: 100_000 }, (_, n) => `k${n}`),
    ]
    for (const text of texts) {
      const { high, low } = hash(text)
      seen.add(`${high}:${low}`)
    }
    expect(seen.size).to.equal(texts.length)

    const one = { ...hash('a') }
    expect({ ...hash('a') }).to.deep.equal(one)
    expect({ ...keyedHash([1, 3])('a') }).not.to.deep.equal(one)
    expect({ ...keyedHash([2, 2])('a') }).not.to.deep.equal(one)
  })

  it('spreads evenly', () => {
    const hash = keyedHash([3, 4])
    const counts = new Uint32Array(256)
    for (let n = 0; n < 256_000; n += 1) {
      const at = hash(`user:${n}`).high & 0xff
      counts[at] = counts[at]! + 1
    }
    expect(Math.min(...counts)).to.be.above(800)
    expect(Math.max(...counts)).to.be.below(1200)
  })
})
