import { hour } from './clock.ts'

const pacificDate = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** The date in Los Angeles at a moment (ms since the epoch), as `2026-11-23`: the day Google counts daily quota by. */
export function pacificDay(now: number): string {
  // By parts, because the order and the marks of a locale's format have changed between versions of ICU.
  const parts: Record<string, string> = {}
  for (const { type, value } of pacificDate.formatToParts(now)) parts[type] = value
  return `${parts.year}-${parts.month}-${parts.day}`
}

/** When a Pacific date (`2026-11-23`) begins, in ms since the epoch: 07:00 UTC in summer, 08:00 UTC in winter. */
export function startOfPacificDay(date: string): number {
  // The clocks there change at two in the morning, so midnight itself is always one of these two.
  const inSummer = Date.parse(`${date}T07:00:00Z`)
  if (Number.isNaN(inSummer)) throw new RangeError(`Not a date: ${date}`)
  return pacificDay(inSummer) === date ? inSummer : inSummer + hour
}

/** The next midnight in Los Angeles after a moment, in ms since the epoch: when daily quota is given anew. */
export function nextPacificMidnight(now: number): number {
  const noonToday = Date.parse(`${pacificDay(now)}T12:00:00Z`)
  return startOfPacificDay(new Date(noonToday + 24 * hour).toISOString().slice(0, 10))
}
