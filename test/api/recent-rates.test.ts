import { expect } from 'chai'
import { countTimes, mergeRates, type ProcessRates } from '../../src/api/recent-rates.ts'

const rates = (times: number[], more: Partial<ProcessRates> = {}): ProcessRates => ({
  ...{ requestsPerSecond: times.length, errorsPerSecond: 0.5, eventLoopP99Ms: 1, ...more },
  times: countTimes(times),
})

describe('mergeRates', () => {
  it('adds up what comes each second, and takes the worst event loop', () => {
    const merged = mergeRates([rates([1, 2, 3]), rates([4], { eventLoopP99Ms: 80 })])

    expect(merged).to.include({ requestsPerSecond: 4, errorsPerSecond: 1, eventLoopP99Ms: 80 })
  })

  it('finds percentiles of all times together, to three digits', () => {
    const quick = Array.from({ length: 900 }, (_, index) => 1 + index / 1000)
    const slow = Array.from({ length: 100 }, (_, index) => 123.456 + index)
    const all = [...quick, ...slow]

    const merged = mergeRates([rates(quick), rates(slow)])

    expect(merged.p50Ms).to.be.closeTo(all[500]!, 0.005)
    expect(merged.p99Ms).to.be.closeTo(all[990]!, 0.5)
  })

  it('is nothing where nothing was asked', () => {
    expect(mergeRates([rates([]), rates([])])).to.include({ requestsPerSecond: 0, p50Ms: 0, p99Ms: 0 })
    expect(countTimes([0, 0.001, 0.00101])).to.deep.equal([
      [0, 1],
      [0.001, 2],
    ])
  })
})
