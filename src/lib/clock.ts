/** Where the time comes from, so that tests and simulations can hold it still or move it. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() }

/** A clock that stands where it is put: `advance` moves it by milliseconds, `set` to a moment. */
export function manualClock(start: number): Clock & { advance(ms: number): void; set(at: number): void } {
  let at = start
  return {
    now: () => at,
    advance: (ms) => {
      at += ms
    },
    set: (to) => {
      at = to
    },
  }
}

/** ISO 8601 in UTC with milliseconds, as every answer of the API carries times (API.md, Conventions). */
export function isoTime(at: number): string
export function isoTime(at: number | null): string | null
export function isoTime(at: number | null): string | null {
  if (at === null) return null
  if (!Number.isInteger(at) || at < 0 || at >= lastDay * day) return new Date(at).toISOString()
  const number = Math.floor(at / day)
  let date = dates.get(number)
  if (date === undefined) {
    date = new Date(number * day).toISOString().slice(0, 11)
    if (dates.size >= mostDates) dates.clear()
    dates.set(number, date)
  }
  const time = at - number * day
  const seconds = Math.floor(time / second)
  const minutes = Math.floor(seconds / 60)
  const ms = time - seconds * second
  const fraction = ms < 10 ? `00${ms}` : ms < 100 ? `0${ms}` : ms
  return `${date}${twoDigits[Math.floor(minutes / 60)]}:${twoDigits[minutes % 60]}:${twoDigits[seconds % 60]}.${fraction}Z`
}

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

// A page of messages has fifty times, most of few days; writing a whole date each time was a twentieth of it (measured).
const dates = new Map<number, string>()
const mostDates = 1000
const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))
/** The year 10000, from which on dates are written in another form, in days since the epoch. */
const lastDay = 2_932_897
