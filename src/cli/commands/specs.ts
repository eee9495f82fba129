import type { ArgumentSpec, FlagSpec } from '../command.ts'
import { durationInWords, parseDuration } from '../output/times.ts'

/** A person by user name or id; a leading `@` is taken off. */
export const personArgument: ArgumentSpec = {
  name: 'user',
  summary: 'user name or id',
  parse: (text) => text.replace(/^@/, ''),
}

/** One or more people. */
export const peopleArgument: ArgumentSpec = { ...personArgument, many: true }

/** An id, as lists show them. */
export const idArgument: ArgumentSpec = { name: 'id', summary: 'id, as the list shows it' }

/** One or more ids. */
export const idsArgument: ArgumentSpec = { ...idArgument, many: true }

/** How `--for forever` is kept while commander, to which null means no value, handles it; it is sent as null. */
const forever = Number.POSITIVE_INFINITY

/** `--for 7d`, sent as `durationSeconds`; `forever` is null. */
export const forFlag: FlagSpec = {
  flags: '--for <duration>',
  summary: 'how long: 12h, 7d, 2w … or forever (default forever)',
  parse: (text) => (text === 'forever' ? forever : readDuration(text)),
  body: 'durationSeconds',
}

/** A length of time in seconds. Throws with what is allowed. */
export function readDuration(text: string): number {
  const seconds = parseDuration(text)
  if (seconds === null) throw new Error('Give a number and a unit: 90s, 30m, 12h, 7d, 2w or 1y.')
  return seconds
}

/** What `--for` comes to: seconds, null for good, undefined when it was not given. */
export function durationSeconds(flags: Record<string, unknown>): number | null | undefined {
  const seconds = flags.for as number | undefined
  return seconds === forever ? null : seconds
}

/** ` for 7 days`, or nothing without `--for`. */
export function forHowLong(flags: Record<string, unknown>): string {
  const seconds = durationSeconds(flags)
  return seconds === undefined || seconds === null ? '' : ` for ${durationInWords(seconds)}`
}

/** A time as people type it: `2026-11-23`, `2026-11-23T09:00Z`, or how long ago (`7d`); sent as ISO. */
export function readTime(text: string): string {
  const ago = parseDuration(text)
  const at = ago === null ? Date.parse(text) : Date.now() - ago * 1000
  if (Number.isNaN(at))
    throw new Error('Give a date such as 2026-11-23, a time such as 2026-11-23T09:00Z, or an age such as 7d.')
  return new Date(at).toISOString()
}

/** A whole number between two bounds. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d{1,9}$/.test(text) || value < min || value > max)
      throw new Error(`Give a whole number from ${min} to ${max}.`)
    return value
  }
}

/** People in a sentence: `@ada`, `@ada and @bob`, `@ada, @bob and 3 others`. */
export function people(names: string[]): string {
  return inSentence(names.map((name) => `@${name}`))
}

/** Things in a sentence: one by one up to three, the rest counted. */
export function inSentence(names: string[]): string {
  if (names.length <= 1) return names[0] ?? ''
  if (names.length <= 3) return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
  return `${names.slice(0, 2).join(', ')} and ${names.length - 2} others`
}
