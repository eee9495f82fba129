import { expect } from 'chai'
import fc from 'fast-check'
import { readByteRange } from '../../src/lib/byte-range.ts'

describe('readByteRange', () => {
  const cases: [string | undefined, number, ReturnType<typeof readByteRange>][] = [
    [undefined, 10, 'whole'],
    ['bytes=0-0', 10, { start: 0, end: 0 }],
    ['bytes=2-5', 10, { start: 2, end: 5 }],
    ['bytes=2-', 10, { start: 2, end: 9 }],
    ['bytes=2-500', 10, { start: 2, end: 9 }],
    ['bytes=-3', 10, { start: 7, end: 9 }],
    ['bytes=-30', 10, { start: 0, end: 9 }],
    ['bytes=-0', 10, 'unsatisfiable'],
    ['bytes=10-', 10, 'unsatisfiable'],
    ['bytes=0-', 0, 'unsatisfiable'],
    ['bytes=5-2', 10, 'whole'],
    ['bytes=-', 10, 'whole'],
    ['bytes=0-1,3-4', 10, 'whole'],
    ['items=0-1', 10, 'whole'],
    ['bytes=a-b', 10, 'whole'],
    [`bytes=${'0-1,'.repeat(1000)}5-6`, 10, 'whole'],
  ]
  for (const [header, size, expected] of cases) {
    it(`reads ${header?.slice(0, 30)} of ${size} bytes`, () => {
      const found = readByteRange(header, size)

      expect(found).to.deep.equal(expected)
    })
  }

  it('never leaves the file, whatever is asked', () => {
    const header = fc.oneof(fc.string(), fc.stringMatching(/^bytes=\d{0,4}-\d{0,4}$/))
    fc.assert(
      fc.property(header, fc.nat(2000), (text, size) => {
        const found = readByteRange(text, size)
        if (typeof found === 'string') return true
        return found.start >= 0 && found.start <= found.end && found.end < size
      }),
    )
  })
})
