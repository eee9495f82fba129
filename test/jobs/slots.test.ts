import { expect } from 'chai'
import { createTask } from 'node-cron'
import { lastSlot, nextSlot } from '../../src/jobs/slots.ts'
import { hour, minute } from '../../src/lib/clock.ts'

const at = (iso: string) => Date.parse(iso)
const iso = (moment: number | null) => (moment === null ? null : new Date(moment).toISOString())

describe('slots of a schedule', () => {
  const pacific = (pattern: string) => ({ pattern, timeZone: 'America/Los_Angeles' })
  const utc = (pattern: string) => ({ pattern, timeZone: 'UTC' })

  const cases: [
    what: string,
    schedule: { pattern: string; timeZone: string },
    now: string,
    last: string,
    next: string,
  ][] = [
    ['a daily one', utc('17 3 * * *'), '2026-11-23T03:16:59Z', '2026-11-22T03:17:00.000Z', '2026-11-23T03:17:00.000Z'],
    [
      'its own minute',
      utc('17 3 * * *'),
      '2026-11-23T03:17:00Z',
      '2026-11-23T03:17:00.000Z',
      '2026-11-24T03:17:00.000Z',
    ],
    ['steps', utc('*/15 * * * *'), '2026-11-23T10:29:59Z', '2026-11-23T10:15:00.000Z', '2026-11-23T10:30:00.000Z'],
    ['weekdays', utc('0 5 * * 1'), '2026-11-25T00:00:00Z', '2026-11-23T05:00:00.000Z', '2026-11-30T05:00:00.000Z'],
    [
      'days of the month',
      utc('0 5 1 * *'),
      '2026-11-25T00:00:00Z',
      '2026-11-01T05:00:00.000Z',
      '2026-12-01T05:00:00.000Z',
    ],
    ['seconds', utc('*/10 * * * * *'), '2026-11-23T10:29:59Z', '2026-11-23T10:29:50.000Z', '2026-11-23T10:30:00.000Z'],
    [
      'Pacific winter',
      pacific('5 0 * * *'),
      '2026-11-23T12:00:00Z',
      '2026-11-23T08:05:00.000Z',
      '2026-11-24T08:05:00.000Z',
    ],
    [
      'Pacific summer',
      pacific('5 0 * * *'),
      '2026-07-23T12:00:00Z',
      '2026-07-23T07:05:00.000Z',
      '2026-07-24T07:05:00.000Z',
    ],
    [
      'the day with 23 hours',
      pacific('5 0 * * *'),
      '2026-03-08T12:00:00Z',
      '2026-03-08T08:05:00.000Z',
      '2026-03-09T07:05:00.000Z',
    ],
    [
      'the day with 25 hours',
      pacific('5 0 * * *'),
      '2026-11-01T12:00:00Z',
      '2026-11-01T07:05:00.000Z',
      '2026-11-02T08:05:00.000Z',
    ],
  ]
  for (const [what, schedule, now, last, next] of cases) {
    it(`finds the last and the next of ${what}`, () => {
      expect([iso(lastSlot(schedule, at(now))), iso(nextSlot(schedule, at(now)))]).to.deep.equal([last, next])
    })
  }

  it('answers null where a pattern names no moment within a month', () => {
    expect(lastSlot(utc('0 0 1 6 *'), at('2026-11-23T00:00:00Z'))).to.equal(null)
    expect(nextSlot(utc('0 0 1 6 *'), at('2026-11-23T00:00:00Z'))).to.equal(null)
  })

  it('agrees with node-cron about every minute of a day, also where the clocks change', () => {
    for (const [pattern, day] of [
      ['*/20 1,2,3 * * *', '2026-03-08T06:00:00Z'],
      ['30 */6 * * 0', '2026-11-01T06:00:00Z'],
    ] as const) {
      const task = createTask(pattern, () => {}, { timezone: 'America/Los_Angeles' })
      for (let moment = at(day); moment < at(day) + 26 * hour; moment += 10 * minute) {
        const isSlot = lastSlot(pacific(pattern), moment) === moment
        expect(isSlot, iso(moment)!).to.equal(task.match(new Date(moment)))
      }
    }
  })
})
