import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, release, type as systemType, totalmem } from 'node:os'

const target = 'docs/performance.md'

/** A figure that the project promises. */
export interface Figure {
  what: string
  /** With its unit. */
  measured: string
  wanted: string
  isMet: boolean
}

/** What a group of measurements found. */
export interface Findings {
  /** What was done, in a sentence or two. */
  about: string
  figures: readonly Figure[]
  /** More to read, as Markdown. */
  details?: string
}

/** A figure that must not be greater than `most`. */
export function atMost(what: string, value: number, most: number, unit = '', digits = 2): Figure {
  const isMet = value <= most
  return { what, measured: `${value.toFixed(digits)}${unit}`, wanted: `≤ ${most}${unit}`, isMet }
}

/** A figure that must not be less than `least`. */
export function atLeast(what: string, value: number, least: number, unit = '', digits = 2): Figure {
  const isMet = value >= least
  return { what, measured: `${value.toFixed(digits)}${unit}`, wanted: `≥ ${least}${unit}`, isMet }
}

/** The date and the machine, for the head of each table. */
export function machine(): string {
  const [cpu] = cpus()
  const memory = (totalmem() / 2 ** 30).toFixed(1)
  const date = new Date().toISOString().slice(0, 10)
  return `${date}: ${cpus().length} × ${cpu!.model.trim()}, ${memory} GiB, ${systemType()} ${release()}, Node ${process.versions.node}.`
}

/** Prints what a group found, and puts it into docs/performance.md when asked. Answers whether every figure is met. */
export function report(group: string, findings: Findings, options: { write: boolean }): boolean {
  const { about, figures, details } = findings
  const rows = figures.map(
    ({ what, measured, wanted, isMet }) => `| ${what} | ${measured} | ${wanted} | ${isMet ? 'yes' : '**no**'} |`,
  )
  const parts = [
    `${machine()} ${about}`,
    ...(rows.length > 0 ? [['| figure | measured | wanted | met |', '|---|---:|---:|---|', ...rows].join('\n')] : []),
    ...(details === undefined ? [] : [details]),
  ]
  const text = parts.join('\n\n')
  console.log(`\n${group}\n\n${text}\n`)
  if (options.write) put(group, text)
  return figures.every(({ isMet }) => isMet)
}

function put(group: string, text: string): void {
  const marks = ['begin', 'end'].map((edge) => `<!-- made by npm run bench, ${group}: ${edge} -->`) as [string, string]
  const page = readFileSync(target, 'utf8')
  const [begin, end] = [page.indexOf(marks[0]), page.indexOf(marks[1])]
  if (begin < 0 || end < 0) throw new Error(`${target} lacks the marks between which the table of ${group} stands`)
  writeFileSync(target, `${page.slice(0, begin + marks[0].length)}\n\n${text}\n\n${page.slice(end)}`)
}
