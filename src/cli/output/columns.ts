import type { Look } from './style.ts'
import { byteSize, durationInWords, fullTime, relativeTime } from './times.ts'

/** What a row holds at a place; null and undefined are shown as nothing there. */
export type CellValue = string | number | boolean | null | undefined

export type CellKind = 'text' | 'id' | 'number' | 'time' | 'deadline' | 'state' | 'bytes' | 'duration'

/** A column of a table or a line of a detail view: what it is called, what it holds, and how that is shown. */
export interface Column<Row> {
  title: string
  kind: CellKind
  value(row: Row): CellValue
  /** On a narrow terminal the columns with the highest number go first; those without one stay. */
  drop?: number
  /** The widest the column may grow, for texts that would push everything else out. */
  max?: number
  /** The narrowest a text may become before columns marked `drop` go. */
  least?: number
}

type Extra<Row> = Pick<Column<Row>, 'drop' | 'max' | 'least'>
type Read<Row> = (row: Row) => CellValue

function columnOf(kind: CellKind) {
  return <Row>(title: string, value: Read<Row>, extra: Extra<Row> = {}): Column<Row> => ({
    title,
    kind,
    value,
    ...extra,
  })
}

/** Words, shortened when the terminal is narrow. */
export const text = columnOf('text')
/** An id or a name that is typed into the next command: never shortened, never dropped. */
export const id = columnOf('id')
/** A count, aligned to the right. */
export const number = columnOf('number')
/** An ISO time: relative for a person, as it is for a pipe. */
export const time = columnOf('time')
/** A time by which something must be done: red once it is over. */
export const deadline = columnOf('deadline')
/** A word such as `suspended`, coloured by what it means. */
export const state = columnOf('state')
/** A size in bytes: with a unit for a person, a plain number for a pipe. */
export const bytes = columnOf('bytes')
/** A length of time in seconds. */
export const duration = columnOf('duration')

/** A value as a pipe gets it: ISO times, plain numbers, `true` and `false`, nothing for nothing. */
export function cellForPipe(value: CellValue): string {
  return value === null || value === undefined ? '' : String(value)
}

/** A value as a person reads it in a table. */
export function cellForPerson(kind: CellKind, value: CellValue, now: number): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (kind === 'time' || kind === 'deadline') {
    const at = Date.parse(String(value))
    return Number.isNaN(at) ? String(value) : relativeTime(at, now)
  }
  if (kind === 'bytes') return byteSize(Number(value))
  if (kind === 'duration') return durationInWords(Number(value))
  return String(value)
}

/** A value as a person reads it in a detail view, where there is room for a time in full. */
export function cellInFull(kind: CellKind, value: CellValue, now: number): string {
  return (kind === 'time' || kind === 'deadline') && typeof value === 'string' && value !== ''
    ? fullTime(value, now)
    : cellForPerson(kind, value, now)
}

const good = new Set(['active', 'ready', 'visible', 'ok', 'succeeded', 'upheld', 'resolved', 'enabled', 'public'])
const grave = new Set(['suspended', 'deleted', 'failed', 'overdue', 'urgent', 'removed', 'refused', 'exhausted'])
const waiting = new Set(['silenced', 'hidden', 'open', 'claimed', 'pending', 'paused', 'running', 'processing', 'held'])

/** The look of a cell: ids stand out, states take the colour of what they mean. */
export function lookOf(kind: CellKind, value: CellValue, now: number): Look | undefined {
  if (value === null || value === undefined || value === '') return 'dim'
  if (kind === 'id') return 'bold'
  if (kind === 'time') return 'dim'
  if (kind === 'deadline') return Date.parse(String(value)) < now ? 'red' : undefined
  if (kind !== 'state') return undefined
  const word = String(value)
  if (grave.has(word)) return 'red'
  if (waiting.has(word)) return 'yellow'
  return good.has(word) ? 'green' : undefined
}
