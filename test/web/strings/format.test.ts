import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import {
  fill,
  formatBytes,
  formatClock,
  formatCount,
  formatNumber,
  formatRelative,
  plural,
  setFormats,
} from '../../../src/web/strings/format.ts'
import { projectFolder } from '../../support/spawn.ts'

describe('the catalogue of texts', () => {
  before(() => setFormats({ locale: 'en-GB', timeZone: 'UTC' }))
  after(() => setFormats({}))

  it('fills in values, numbers as they are written', () => {
    expect(fill('{name} has {count}', { name: '{count}', count: 12345 })).to.equal('{count} has 12,345')
  })

  it('takes the form that fits the number', () => {
    const forms = { one: '{count} reply', other: '{count} replies' }

    expect([0, 1, 2, 1000].map((count) => plural(count, forms))).to.deep.equal([
      '0 replies',
      '1 reply',
      '2 replies',
      '1,000 replies',
    ])
  })

  it('says how long ago something was, and the day when that is long', () => {
    const now = Date.parse('2026-11-27T12:00:00.000Z')
    const ago = (seconds: number) => formatRelative(now - seconds * 1000, now)

    expect(ago(5)).to.equal('now')
    expect(ago(90)).to.equal('1 minute ago')
    expect(ago(3 * 3600)).to.equal('3 hours ago')
    expect(ago(86_400)).to.equal('yesterday')
    expect(ago(30 * 86_400)).to.equal('28 Oct 2026')
    expect(ago(-3600)).to.equal('in 1 hour')
  })

  it('says it in English as other languages have it said for them', () => {
    const now = Date.parse('2026-11-27T12:00:00.000Z')
    const said = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto', style: 'long' })
    const cases = (['day', 'hour', 'minute'] as const).flatMap((unit) =>
      [-6, -2, -1, 1, 2, 6].map((count) => ({ unit, count })),
    )
    const ms = { day: 86_400_000, hour: 3_600_000, minute: 60_000 }

    const ours = cases.map(({ unit, count }) => formatRelative(now + count * ms[unit], now))

    expect(ours).to.deep.equal(cases.map(({ unit, count }) => said.format(count, unit)))
    expect(formatRelative(now, now)).to.equal(said.format(0, 'second'))
  })

  it('writes small numbers in the digits of the language', () => {
    const written = (locale: string, number: number) => {
      setFormats({ locale })
      return formatNumber(number)
    }

    const numbers = ['en', 'de', 'ar-EG', 'fa', 'mr', 'en-u-nu-thai'].map((locale) => [
      written(locale, 12),
      new Intl.NumberFormat(locale).format(12),
    ])
    setFormats({ locale: 'en-GB', timeZone: 'UTC' })

    expect(numbers.map(([ours]) => ours)).to.deep.equal(numbers.map(([, theirs]) => theirs))
    expect(numbers[2]![0]).to.equal('١٢')
  })

  it('writes sizes, lengths and counts for narrow places', () => {
    expect([formatBytes(0), formatBytes(3_400_000)]).to.deep.equal(['0 byte', '3.4 MB'])
    expect([formatClock(65_000), formatClock(3_750_000)]).to.deep.equal(['1:05', '1:02:30'])
    expect(formatCount(12_345)).to.match(/^12\.3k$/i)
  })

  it('goes on with what is known when a language is not', () => {
    setFormats({ locale: 'not a language' })
    expect(formatCount(5)).to.equal('5')
    setFormats({ locale: 'en-GB', timeZone: 'UTC' })
  })

  it('has no text that is empty, and every place in braces is a word', async () => {
    const folder = join(projectFolder, 'src/web/strings')
    const wrong: string[] = []
    const look = (value: unknown, path: string): void => {
      if (typeof value === 'string') {
        if (value.trim() === '' || /\{(?!\w+\})/.test(value)) wrong.push(`${path}: ${JSON.stringify(value)}`)
      } else if (typeof value === 'object' && value !== null) {
        for (const [key, inner] of Object.entries(value)) look(inner, `${path}.${key}`)
      }
    }
    for (const file of readdirSync(folder)) {
      if (file === 'format.ts') continue
      for (const [name, value] of Object.entries(await import(join(folder, file)))) look(value, name)
    }

    expect(wrong).to.deep.equal([])
  })
})
