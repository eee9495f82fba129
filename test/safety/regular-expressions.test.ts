import { createContext, Script } from 'node:vm'
import { expect } from 'chai'
import { isSingleEmoji } from '../../src/lib/emoji.ts'
import { usernamePattern } from '../../src/lib/usernames.ts'
import {
  expressionsOf,
  readRegularExpressions,
  repeats,
  type SourceExpression,
  worstUnits,
} from '../support/regular-expressions.ts'

// SAFETY.md IN16: no text of 50,000 characters makes any regular expression of ours work for 50 ms. They are read from the
// sources, so that a new one is tried by itself. What operators write runs in a linear engine (test/api/admin/filters.test.ts).

const length = 50_000
const mostMs = 50

/**
 * Where one is made of what stands elsewhere: of what is tried below, of a shape's pattern on an example of our own, and of
 * the places in src/web/vite.config.ts, which are tried with the others.
 */
const made = [
  'src/api/openapi-examples.ts',
  'src/api/surfaces/web-client.ts',
  'src/core/accounts/fields.ts',
  'src/lib/emoji.ts',
  'src/web/pages/account/check-account.ts',
]

const texts = new Map<string, string>()
const world: { expression?: RegExp; text?: string } = {}
const context = createContext(world)
const run = new Script('text.replace(expression, "")')

/** Processor time in ms, the least of three where it was long; the engine is stopped where it would go on and on. */
function spentOn(expression: RegExp, text: string): number {
  let least = Number.POSITIVE_INFINITY
  for (let turn = 0; turn < 3 && least >= mostMs; turn += 1) {
    Object.assign(world, { expression, text })
    const started = process.cpuUsage()
    try {
      run.runInContext(context, { timeout: 1000 })
    } catch {
      return Number.POSITIVE_INFINITY
    }
    const { user, system } = process.cpuUsage(started)
    least = Math.min(least, (user + system) / 1000)
  }
  return least
}

function textOf(unit: string, end: string): string {
  const name = `${unit}|${end}`
  const text = texts.get(name) ?? unit.repeat(Math.ceil(length / unit.length)).slice(0, length - end.length) + end
  texts.set(name, text)
  return text
}

/** The first text on which the expression is slow, shortened; undefined where there is none. */
function slowOn(one: SourceExpression): string | undefined {
  const expression = new RegExp(one.source, one.flags)
  for (const unit of worstUnits(one)) {
    for (const end of ['', '\0']) {
      if (spentOn(expression, textOf(unit, end)) >= mostMs) {
        return `${one.place} /${one.source}/ on ${JSON.stringify(unit)} again and again, then ${JSON.stringify(end)}`
      }
    }
  }
  return undefined
}

describe('Regular expressions (IN16)', function () {
  this.timeout(120_000)
  const all = readRegularExpressions('src')

  it('of the sources are linear on what is worst for them', () => {
    const tried = all.filter((one) => !one.isMade && repeats(one))
    const slow = tried.map(slowOn).filter((found) => found !== undefined)

    expect(tried.length).to.be.greaterThan(100)
    expect(slow).to.deep.equal([])
  })

  it('that are made of something else are known, and linear too', () => {
    expect(all.filter(({ isMade }) => isMade).map(({ place }) => place.replace(/:\d+$/, ''))).to.deep.equal(made)
    expect(slowOn({ place: 'usernamePattern', source: usernamePattern, flags: 'u', isMade: false })).to.equal(undefined)
    for (const unit of ['👩‍', '👩‍👩‍', '🏽', '🇩', '1️⃣', 'a']) expect(isSingleEmoji(textOf(unit, ''))).to.equal(false)
  })

  it('that are slow would be found', () => {
    const text = [
      'const a = /\\s+$/; const b = new RegExp(`^(a+)+$' + '{x}$`)',
      "const c = /x*y/.test('-'); const d = new RegExp('[0-9]+-')",
    ].join('\n')
    const found = expressionsOf('src/example.ts', text)

    expect(found.map(({ place, source }) => `${place} ${source}`)).to.deep.equal([
      'src/example.ts:1 \\s+$',
      'src/example.ts:1 ^(a+)+x$',
      'src/example.ts:2 x*y',
      'src/example.ts:2 [0-9]+-',
    ])
    for (const one of found) expect(slowOn(one), one.source).to.be.a('string')
  })
})
