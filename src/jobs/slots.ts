import { parse } from 'node-cron'
import { hour, minute, second } from '../lib/clock.ts'

/** When something is to run: the pattern of cron (five fields, or six with seconds) on the clock of a place. */
export interface Schedule {
  pattern: string
  timeZone: string
}

/** The longest way back or ahead that is looked at; nothing is scheduled more rarely. */
const farthest = 32 * 24 * hour

interface Fields {
  second: readonly number[]
  minute: readonly number[]
  hour: ReadonlySet<number>
  dayOfMonth: ReadonlySet<number>
  month: ReadonlySet<number>
  dayOfWeek: ReadonlySet<number>
}

/**
 * The newest moment at or before `at` that the schedule names (ms since the epoch), or null within a month. node-cron
 * tells only what comes next, and runs nothing that it missed; this is what makes up for it.
 */
export function lastSlot(schedule: Schedule, at: number): number | null {
  const fields = fieldsOf(schedule.pattern)
  for (let start = floorTo(at, hour); start > at - farthest; start -= hour) {
    if (!isHourOf(fields, schedule.timeZone, start)) continue
    const slot = momentsOf(fields, start).findLast((moment) => moment <= at)
    if (slot !== undefined) return slot
  }
  return null
}

/** The first moment after `at` that the schedule names, or null within a month. */
export function nextSlot(schedule: Schedule, at: number): number | null {
  const fields = fieldsOf(schedule.pattern)
  for (let start = floorTo(at, hour); start < at + farthest; start += hour) {
    if (!isHourOf(fields, schedule.timeZone, start)) continue
    const slot = momentsOf(fields, start).find((moment) => moment > at)
    if (slot !== undefined) return slot
  }
  return null
}

/** Names a slot in the records: the same everywhere, whatever the machine's own time zone is. */
export function slotName(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z')
}

const parsed = new Map<string, Fields>()

function fieldsOf(pattern: string): Fields {
  const known = parsed.get(pattern)
  if (known) return known
  const raw = parse(pattern)
  const fields: Fields = {
    second: raw.second,
    minute: raw.minute,
    hour: new Set(raw.hour),
    dayOfMonth: new Set(raw.dayOfMonth.map(Number)),
    month: new Set(raw.month),
    dayOfWeek: new Set(raw.dayOfWeek.map((weekday) => Number(weekday) % 7)),
  }
  parsed.set(pattern, fields)
  return fields
}

const formats = new Map<string, Intl.DateTimeFormat>()
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

// Clocks are whole hours apart in every zone that a job may have, and change on the hour, so one look an hour will do.
function isHourOf(fields: Fields, timeZone: string, start: number): boolean {
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      weekday: 'short',
    })
    formats.set(timeZone, format)
  }
  const parts: Record<string, string> = {}
  for (const { type, value } of format.formatToParts(start)) parts[type] = value
  return (
    fields.hour.has(Number(parts.hour)) &&
    fields.dayOfMonth.has(Number(parts.day)) &&
    fields.month.has(Number(parts.month)) &&
    fields.dayOfWeek.has(weekdays.indexOf(parts.weekday!))
  )
}

function momentsOf(fields: Fields, start: number): number[] {
  return fields.minute
    .flatMap((at) => fields.second.map((seconds) => start + at * minute + seconds * second))
    .sort((one, other) => one - other)
}

function floorTo(at: number, step: number): number {
  return Math.floor(at / step) * step
}
