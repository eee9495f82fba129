import { expect } from 'chai'
import { endOfHours, isTimeZone, nextTimeOfDay } from '../../src/lib/time-zone.ts'

describe('isTimeZone', () => {
  it('knows the names of IANA and nothing else', () => {
    for (const name of ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu']) {
      expect(isTimeZone(name), name).to.equal(true)
    }
    for (const name of ['', 'Mars/Olympus', '../../etc', 'Europe/Berlin '])
      expect(isTimeZone(name), name).to.equal(false)
  })
})

describe('endOfHours', () => {
  const night = { from: '22:00', to: '07:00', timeZone: 'Europe/Berlin' }
  const at = (iso: string) => Date.parse(iso)
  const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString())

  it('finds the end of hours that go over midnight, on the clocks of the zone', () => {
    // Berlin is at +1 in winter.
    expect(iso(endOfHours(night, at('2026-01-10T21:00:00Z')))).to.equal('2026-01-11T06:00:00.000Z')
    expect(iso(endOfHours(night, at('2026-01-11T05:59:30Z')))).to.equal('2026-01-11T06:00:00.000Z')
  })

  it('answers null outside of them, and at their very end', () => {
    expect(endOfHours(night, at('2026-01-10T20:59:59Z'))).to.equal(null)
    expect(endOfHours(night, at('2026-01-11T06:00:00Z'))).to.equal(null)
    expect(endOfHours({ ...night, from: '12:00', to: '13:00' }, at('2026-01-10T12:30:00Z'))).to.equal(null)
  })

  it('keeps to the clocks on the nights on which they change', () => {
    // Forward on 29 March at 1:00 UTC, back on 25 October.
    expect(iso(endOfHours(night, at('2026-03-28T22:00:00Z')))).to.equal('2026-03-29T05:00:00.000Z')
    expect(iso(endOfHours(night, at('2026-10-24T21:00:00Z')))).to.equal('2026-10-25T06:00:00.000Z')
  })

  it('works in zones that are half an hour off', () => {
    const hours = { from: '00:00', to: '05:45', timeZone: 'Asia/Kathmandu' }
    expect(iso(endOfHours(hours, at('2026-05-01T19:00:00Z')))).to.equal('2026-05-02T00:00:00.000Z')
  })
})

describe('nextTimeOfDay', () => {
  it('is always later, at most a day and an hour', () => {
    const now = Date.parse('2026-03-28T07:00:20Z')
    expect(new Date(nextTimeOfDay('08:00', 'Europe/Berlin', now)).toISOString()).to.equal('2026-03-29T06:00:00.000Z')
    expect(new Date(nextTimeOfDay('08:01', 'Europe/Berlin', now)).toISOString()).to.equal('2026-03-28T07:01:00.000Z')
    for (let hour = 0; hour < 24; hour += 1) {
      const next = nextTimeOfDay(`${String(hour).padStart(2, '0')}:30`, 'America/St_Johns', now)
      expect(next - now).to.be.within(1, 25 * 3_600_000)
    }
  })
})
