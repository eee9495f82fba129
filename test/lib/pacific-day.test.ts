import { expect } from 'chai'
import { day, hour } from '../../src/lib/clock.ts'
import { nextPacificMidnight, pacificDay, startOfPacificDay } from '../../src/lib/pacific-day.ts'

const at = (iso: string): number => Date.parse(iso)

describe('pacificDay', () => {
  const rows: [moment: string, date: string][] = [
    ['2026-11-23T07:59:59.999Z', '2026-11-22'],
    ['2026-11-23T08:00:00.000Z', '2026-11-23'],
    ['2026-07-01T06:59:59.999Z', '2026-06-30'],
    ['2026-07-01T07:00:00.000Z', '2026-07-01'],
    ['2027-01-01T07:59:59.999Z', '2026-12-31'],
    ['2028-02-29T12:00:00.000Z', '2028-02-29'],
  ]
  for (const [moment, date] of rows) it(`is ${date} at ${moment}`, () => expect(pacificDay(at(moment))).to.equal(date))
})

describe('nextPacificMidnight', () => {
  const rows: [what: string, moment: string, midnight: string, hoursInDay: number][] = [
    ['in winter', '2026-11-23T13:00:00Z', '2026-11-24T08:00:00.000Z', 24],
    ['in summer', '2026-07-01T13:00:00Z', '2026-07-02T07:00:00.000Z', 24],
    ['on the day the clocks go forward', '2026-03-08T09:00:00Z', '2026-03-09T07:00:00.000Z', 23],
    ['on the day the clocks go back', '2026-11-01T08:00:00Z', '2026-11-02T08:00:00.000Z', 25],
    ['on the eve of summer time', '2026-03-07T20:00:00Z', '2026-03-08T08:00:00.000Z', 24],
    ['on the eve of winter time', '2026-10-31T20:00:00Z', '2026-11-01T07:00:00.000Z', 24],
    ['in the doubled hour, first time', '2026-11-01T08:30:00Z', '2026-11-02T08:00:00.000Z', 25],
    ['in the doubled hour, second time', '2026-11-01T09:30:00Z', '2026-11-02T08:00:00.000Z', 25],
    ['at the end of the year', '2026-12-31T20:00:00Z', '2027-01-01T08:00:00.000Z', 24],
  ]
  for (const [what, moment, midnight, hoursInDay] of rows) {
    it(`is ${midnight} ${what}`, () => {
      const next = nextPacificMidnight(at(moment))

      expect(new Date(next).toISOString()).to.equal(midnight)
      expect((next - startOfPacificDay(pacificDay(at(moment)))) / hour).to.equal(hoursInDay)
    })
  }

  it('is strictly later, at midnight itself too, for every midnight of four years', () => {
    let midnight = startOfPacificDay('2026-01-01')
    const end = at('2030-01-01T12:00:00Z')
    while (midnight < end) {
      const next = nextPacificMidnight(midnight)
      expect(next - midnight).to.be.within(23 * hour, 25 * hour)
      expect(nextPacificMidnight(next - 1)).to.equal(next)
      expect(pacificDay(next)).not.to.equal(pacificDay(next - 1))
      expect(startOfPacificDay(pacificDay(midnight + 3 * hour))).to.equal(midnight)
      midnight = next
    }
    expect(midnight - end).to.be.lessThan(day)
  })

  it('refuses what is not a date', () => {
    expect(() => startOfPacificDay('tomorrow')).to.throw(RangeError)
  })
})
