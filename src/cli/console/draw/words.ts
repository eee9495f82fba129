const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** `3 min ago` for a time of the API; `-` for none, and the text itself when it is no time. */
export function ago(time: string | null, now: number): string {
  if (time === null || time === '') return '-'
  const at = Date.parse(time)
  if (Number.isNaN(at)) return time
  const past = now - at
  return past >= 0 ? `${span(past)} ago` : `in ${span(-past)}`
}

/** `3 min`, the way `ago` says it, for seconds. */
export function duration(seconds: number | null): string {
  return seconds === null ? 'for good' : span(seconds * secondMs)
}

/** `2:05` for the length of a video. */
export function playTime(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return '-'
  const seconds = Math.round(milliseconds / secondMs)
  const minutes = Math.floor(seconds / 60)
  const tail = `${String(seconds % 60).padStart(2, '0')}`
  return minutes < 60
    ? `${minutes}:${tail}`
    : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${tail}`
}

/** `12.4k`, `3.1M`: a number in at most five columns. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return '-'
  const size = Math.abs(value)
  if (size >= 1e9) return `${(value / 1e9).toFixed(1)}G`
  if (size >= 999_500) return `${(value / 1e6).toFixed(1)}M`
  if (size >= 1e4) return `${(value / 1e3).toFixed(size >= 99_950 ? 0 : 1)}k`
  return Number.isInteger(value) ? String(value) : value.toFixed(size < 10 ? 1 : 0)
}

/** `1.2 GB` for bytes. */
export function bytes(value: number): string {
  if (!Number.isFinite(value)) return '-'
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let size = value
  let unit = 0
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000
    unit += 1
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit]}`
}

/** `2026-11-23 09:00` for a time of the API, in UTC as everything the server says. */
export function clockTime(time: string | null): string {
  return time === null
    ? '-'
    : /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(time)
      ? `${time.slice(0, 10)} ${time.slice(11, 16)}`
      : time
}

/** Seconds for `90`, `30m`, `12h`, `7d`, `2w`; null for `forever`, `undefined` for anything else. */
export function readDuration(text: string): number | null | undefined {
  const typed = text.trim().toLowerCase()
  if (typed === 'forever' || typed === 'for good') return null
  const match = /^(\d{1,6})\s*(s|m|h|d|w)?$/.exec(typed)
  if (match === null) return undefined
  const unit = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }[match[2] ?? 's'] ?? 1
  return Number(match[1]) * unit
}

/** The shortest form `readDuration` and the command line understand: `7d`. */
export function writeDuration(seconds: number | null): string {
  if (seconds === null) return 'forever'
  for (const [unit, size] of [
    ['d', 86_400],
    ['h', 3600],
    ['m', 60],
  ] as const) {
    if (seconds >= size && seconds % size === 0) return `${seconds / size}${unit}`
  }
  return `${seconds}s`
}

function span(milliseconds: number): string {
  if (milliseconds < minuteMs) return `${Math.floor(milliseconds / secondMs)} s`
  if (milliseconds < hourMs) return `${Math.floor(milliseconds / minuteMs)} min`
  if (milliseconds < 2 * dayMs) return `${Math.floor(milliseconds / hourMs)} h`
  return `${Math.floor(milliseconds / dayMs)} d`
}
