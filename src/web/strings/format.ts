/** The names in braces of a template: `count` and `name` of `'{count} from {name}'`. */
type Places<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Places<Rest>
  : never

type Values<Template extends string> = Record<Places<Template>, string | number>

/** A text in the forms that a number asks for; English has two. */
export interface Plural {
  one: string
  other: string
}

let locale: string | undefined
let timeZone: string | undefined
let formatters = new Map<string, unknown>()
/** The formatters of each way of writing: making one takes longer than all that it is asked for on a page. */
const known = new Map<string, Map<string, unknown>>()
const mostKnown = 20

/** Sets how numbers, days and times are written; undefined: as the device does. */
export function setFormats(next: { locale?: string | undefined; timeZone?: string | undefined }): void {
  locale = supported(next.locale)
  timeZone = next.timeZone
  const name = `${locale} ${timeZone}`
  formatters = known.get(name) ?? new Map()
  known.delete(name)
  known.set(name, formatters)
  // The server draws for people everywhere.
  if (known.size > mostKnown) known.delete(known.keys().next().value!)
}

function supported(name: string | undefined): string | undefined {
  try {
    return name === undefined ? undefined : Intl.getCanonicalLocales(name)[0]
  } catch {
    return undefined
  }
}

function language(): string {
  return locale ?? globalThis.navigator?.language ?? 'en'
}

function kept<Formatter>(key: string, make: () => Formatter): Formatter {
  if (!formatters.has(key)) formatters.set(key, make())
  return formatters.get(key) as Formatter
}

/** Puts values into a text of the catalogue: `fill(words.sharedBy, { name })`. The compiler checks the names. */
export function fill<const Template extends string>(template: Template, values: Values<Template>): string {
  return template.replace(/\{(\w+)\}/g, (_place, name: string) => {
    const value = (values as Record<string, string | number>)[name]
    return typeof value === 'number' ? formatNumber(value) : String(value)
  })
}

/** The form of a text that fits a number, with the number (as `{count}`) and other values in it. */
export function plural(count: number, forms: Plural, values: Record<string, string | number> = {}): string {
  // The rule of English, which the catalogue is written in.
  return fill((count === 1 ? forms.one : forms.other) as string, { ...values, count } as never)
}

/** Languages that are, or may be, written with digits of their own, and names of languages that ask for some. */
const otherDigits = /^(ar|as|bn|ckb|dz|fa|hi|ks|lrc|mni|mr|my|mzn|ne|pa|ps|sa|sat|sd|ur|uz)\b|-u-/i

/** A number as people write it: `12,345`. */
export function formatNumber(value: number): string {
  // Most are small, and the first formatter of a page takes a slow phone longer than a whole post.
  const isPlain = Number.isInteger(value) && value >= 0 && value < 1000
  if (isPlain && !otherDigits.test(language())) return String(value)
  return kept('number', () => new Intl.NumberFormat(locale)).format(value)
}

/** A number for a narrow place: `12.3K`. */
export function formatCount(value: number): string {
  return kept('count', () => new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })).format(
    value,
  )
}

/** A size of a file: `3.4 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)))
  const unit = units[step]!
  return kept(
    `bytes.${unit}`,
    () => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }),
  ).format(bytes / 1000 ** step)
}

/** A length of time as players show it: `1:05`, `1:02:30`. */
export function formatClock(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const shown = parts[0] === 0 ? parts.slice(1) : parts
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':')
}

type Moment = string | number | Date

/** `27 November 2026, 14:05`, for titles and details. */
export function formatMoment(moment: Moment): string {
  return kept(
    'moment',
    () => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone }),
  ).format(new Date(moment))
}

/** `27 Nov 2026`. */
export function formatDay(moment: Moment): string {
  return kept('day', () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone })).format(new Date(moment))
}

/** `November 2026`. */
export function formatMonth(moment: Moment): string {
  return kept('month', () => new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone })).format(
    new Date(moment),
  )
}

/** `14:05`. */
export function formatTime(moment: Moment): string {
  return kept('time', () => new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone })).format(new Date(moment))
}

const steps = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/**
 * How long ago, or how soon, as `3 hours ago` (`style` long) or `3h ago` (narrow); a day when it is more than a week
 * away. Under a minute it is the word for now.
 */
export function formatRelative(
  moment: Moment,
  now: number = Date.now(),
  style: 'long' | 'short' | 'narrow' = 'long',
): string {
  const seconds = (new Date(moment).getTime() - now) / 1000
  if (Math.abs(seconds) >= 7 * 86_400) return formatDay(moment)
  if (style === 'long' && /^en\b(?!.*-u-)/i.test(language())) return relativeInEnglish(seconds)
  const relative = kept(`relative.${style}`, () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style }))
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit)
  }
  return relative.format(0, 'second')
}

// What Intl.RelativeTimeFormat says, for most people, and without the first formatter of a page.
function relativeInEnglish(seconds: number): string {
  for (const [unit, size] of steps) {
    const count = Math.trunc(Math.abs(seconds) / size)
    if (count === 0) continue
    if (unit === 'day' && count === 1) return seconds < 0 ? 'yesterday' : 'tomorrow'
    const amount = `${count} ${unit}${count === 1 ? '' : 's'}`
    return seconds < 0 ? `${amount} ago` : `in ${amount}`
  }
  return 'now'
}

/** Names with commas and the word for "and" between them. */
export function formatList(items: readonly string[]): string {
  return kept('list', () => new Intl.ListFormat('en', { type: 'conjunction' })).format(items)
}

/** What a country is called: `Germany` for `DE`. */
export function formatRegion(code: string): string {
  return kept('region', () => new Intl.DisplayNames(locale ?? 'en', { type: 'region' })).of(code) ?? code
}
