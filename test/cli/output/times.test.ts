import { expect } from 'chai'
import { byteSize, durationInWords, fullTime, parseDuration, relativeTime } from '../../../src/cli/output/times.ts'

const now = Date.parse('2026-11-23T12:00:00.000Z')
const ago = (seconds: number) => relativeTime(now - seconds * 1000, now)

describe('times for people', () => {
  it('are relative, in the largest unit', () => {
    expect([0, 9, 45, 90, 3600, 47 * 3600, 3 * 86400, 40 * 86400, 800 * 86400].map(ago)).to.deep.equal([
      'just now',
      'just now',
      '45 s ago',
      '1 min ago',
      '1 h ago',
      '47 h ago',
      '3 d ago',
      '5 wk ago',
      '2 yr ago',
    ])
    expect(relativeTime(now + 180_000, now)).to.equal('in 3 min')
  })

  it('are in full where there is room, and left as they are when they are none', () => {
    expect(fullTime('2026-11-23T11:57:00.000Z', now)).to.equal('2026-11-23 11:57 UTC (3 min ago)')
    expect(fullTime('soon', now)).to.equal('soon')
  })
})

describe('lengths of time', () => {
  const cases: [text: string, seconds: number | null][] = [
    ['90s', 90],
    ['30m', 1800],
    ['30min', 1800],
    ['12h', 43200],
    ['7d', 604800],
    [' 2W ', 1209600],
    ['1y', 31536000],
    ['0d', null],
    ['7', null],
    ['d', null],
    ['-1d', null],
    ['1.5h', null],
    ['9999999d', null],
    ['7 d', 604800],
  ]
  for (const [text, seconds] of cases) {
    it(`reads ${JSON.stringify(text)} as ${seconds}`, () => {
      expect(parseDuration(text)).to.equal(seconds)
    })
  }

  it('are named in the largest unit that fits exactly', () => {
    expect([86400, 604800, 5400, 3600, 61, null].map(durationInWords)).to.deep.equal([
      '1 day',
      '7 days',
      '90 minutes',
      '1 hour',
      '61 seconds',
      'for good',
    ])
  })
})

describe('byteSize', () => {
  it('has one decimal below ten of a unit', () => {
    expect([0, 999, 1000, 9_949, 123_456, 3_400_000_000].map(byteSize)).to.deep.equal([
      '0 B',
      '999 B',
      '1.0 kB',
      '9.9 kB',
      '123 kB',
      '3.4 GB',
    ])
  })
})
