import { day, hour, minute, second } from '../../lib/clock.ts'

const week = 7 * day
const year = 365 * day

/** How long ago, or how far ahead, for a person: `3 min ago`, `in 2 d`, `just now`. */
export function relativeTime(at: number, now: number): string {
  const distance = Math.abs(now - at)
  if (distance < 10 * second) return 'just now'
  const text = roughDuration(distance)
  return at <= now ? `${text} ago` : `in ${text}`
}

/** A length of time in its largest unit: `45 s`, `3 min`, `5 h`, `2 d`, `6 wk`, `2 yr`. */
export function roughDuration(ms: number): string {
  if (ms < minute) return `${Math.floor(ms / second)} s`
  if (ms < hour) return `${Math.floor(ms / minute)} min`
  if (ms < 2 * day) return `${Math.floor(ms / hour)} h`
  if (ms < 5 * week) return `${Math.floor(ms / day)} d`
  if (ms < 2 * year) return `${Math.floor(ms / week)} wk`
  return `${Math.floor(ms / year)} yr`
}

/** A moment in full for a person: `2026-11-23 09:00 UTC (3 min ago)`. */
export function fullTime(iso: string, now: number): string {
  const at = Date.parse(iso)
  if (Number.isNaN(at)) return iso
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC (${relativeTime(at, now)})`
}

const units: Record<string, number> = { s: second, m: minute, min: minute, h: hour, d: day, w: week, y: year }

/** Reads a length of time as people write it (`90s`, `30m`, `12h`, `7d`, `2w`, `1y`) into seconds; null if it is none. */
export function parseDuration(text: string): number | null {
  const match = /^(\d{1,6})\s*(s|m|min|h|d|w|y)$/.exec(text.trim().toLowerCase())
  if (!match) return null
  const seconds = (Number(match[1]) * units[match[2]!]!) / second
  return seconds > 0 ? seconds : null
}

/** Seconds as words for a person: `7 days`, `90 minutes`; null is for good. */
export function durationInWords(seconds: number | null): string {
  if (seconds === null) return 'for good'
  const names: [number, string][] = [
    [86400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ]
  const [size, name] = names.find(([unit]) => seconds >= unit && seconds % unit === 0) ?? [1, 'second']
  const count = seconds / size
  return `${count} ${name}${count === 1 ? '' : 's'}`
}

/** Bytes for a person: `812 B`, `3.4 MB`. */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const names = ['kB', 'MB', 'GB', 'TB', 'PB']
  let size = bytes
  let index = -1
  while (size >= 1000 && index < names.length - 1) {
    size /= 1000
    index += 1
  }
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${names[index]}`
}
