import { expect } from 'chai'
import { day, isoTime } from '../../src/lib/clock.ts'

describe('isoTime', () => {
  it('writes every time as the machine does', () => {
    const edges = [0, 1, 9, 10, 99, 100, 999, 1000, day - 1, day, 951_782_399_999, 951_782_400_000, 253_402_300_799_999]
    const odd = [-1, 253_402_300_800_000, 1_700_000_000_000.5]
    const spread = Array.from({ length: 5000 }, (_, index) => index * 50_680_460_159 + index * index)

    for (const at of [...edges, ...odd, ...spread]) expect(isoTime(at)).to.equal(new Date(at).toISOString())
  })

  it('writes no time as null', () => {
    expect(isoTime(null)).to.equal(null)
  })
})
