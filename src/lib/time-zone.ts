import { minute } from './clock.ts'

/** Whether the name is of a time zone that this machine knows, such as `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  try {
    return formatOf(name).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** Hours of each day, on the clocks of a time zone; `from` later than `to` goes over midnight. */
export interface DailyHours {
  /** `HH:MM`. */
  from: string
  to: string
  timeZone: string
}

const minutesADay = 24 * 60

/** When the hours that `now` falls into end (ms since the epoch), or null outside of them. */
export function endOfHours({ from, to, timeZone }: DailyHours, now: number): number | null {
  const [start, end, present] = [minutesOf(from), minutesOf(to), minuteOfDay(now, timeZone)]
  const sinceStart = (present - start + minutesADay) % minutesADay
  if (sinceStart >= (end - start + minutesADay) % minutesADay) return null
  return nextTime(end, timeZone, now)
}

/** The next moment after `now` at which the clocks of the zone show this time of day. */
export function nextTimeOfDay(time: string, timeZone: string, now: number): number {
  return nextTime(minutesOf(time), timeZone, now)
}

function nextTime(wanted: number, timeZone: string, now: number): number {
  const wait = (wanted - minuteOfDay(now, timeZone) + minutesADay) % minutesADay || minutesADay
  const next = now - (now % minute) + wait * minute
  // Clocks may be put forward or back in between; then it is that much earlier or later.
  const off = ((minuteOfDay(next, timeZone) - wanted + minutesADay * 1.5) % minutesADay) - minutesADay / 2
  const mended = next - off * minute
  return mended > now ? mended : next
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':')
  return Number(hours) * 60 + Number(minutes)
}

function minuteOfDay(at: number, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(at)
  const part = (type: string): number => Number(parts.find((one) => one.type === type)!.value)
  return (part('hour') % 24) * 60 + part('minute')
}

const formats = new Map<string, Intl.DateTimeFormat>()
const maxFormats = 1000

// Making one costs a hundred times as much as using it.
function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    if (formats.size >= maxFormats) formats.clear()
    formats.set(timeZone, format)
  }
  return format
}
