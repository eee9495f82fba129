import { cleanForTerminal, displayWidth } from '../../lib/terminal-text.ts'
import type { Terminal } from '../terminal.ts'
import { type Column, cellForPipe, cellInFull, lookOf } from './columns.ts'
import { say } from './say.ts'
import { bold, paint } from './style.ts'
import { printTable, tabText } from './table.ts'

/** A list below a detail view, such as a person's sessions. */
export interface Section<Subject> {
  title: string
  /** Prints the section's rows, if it has any. */
  print(terminal: Terminal, subject: Subject): void
}

/** A text of a row that a table may cut is shown in full below it from this width on. */
const longText = 30

/** A section of rows; without rows it is left out. `inFull` names the text of a row that a person must be able to read whole. */
export function section<Subject, Row>(
  title: string,
  rows: (subject: Subject) => readonly Row[] | null | undefined,
  columns: Column<Row>[],
  inFull: (row: Row) => string | null | undefined = () => null,
): Section<Subject> {
  return {
    title,
    print(terminal, subject) {
      const found = [...(rows(subject) ?? [])]
      if (found.length === 0) return
      if (terminal.isPerson) {
        say(terminal)
        say(terminal, bold(`${title} (${found.length})`))
        printTable(terminal, columns, found)
        for (const [index, row] of found.entries()) printInFull(terminal, index, inFull(row))
      } else {
        const name = title.toLowerCase()
        const lines = tabText(columns, found).split('\n').slice(0, -1)
        terminal.out(lines.map((line) => `${name}\t${line}\n`).join(''))
      }
    },
  }
}

function printInFull(terminal: Terminal, index: number, text: string | null | undefined): void {
  if (text === null || text === undefined || (displayWidth(text) < longText && !text.includes('\n'))) return
  const lines = cleanForTerminal(text, { keepNewlines: true }).split('\n')
  const place = `${index + 1}. `
  terminal.out(`${paint(place, 'dim', terminal.colours.out)}${lines.join(`\n${' '.repeat(place.length)}`)}\n`)
}

/** Prints one thing: `name  value` lines for a person, `name<tab>value` lines for a pipe, then its sections. */
export function printDetail<Subject>(
  terminal: Terminal,
  fields: Column<Subject>[],
  sections: Section<Subject>[],
  subject: Subject,
): void {
  if (terminal.isPerson) printForPerson(terminal, fields, subject)
  else {
    for (const field of fields) {
      const value = cleanForTerminal(cellForPipe(field.value(subject)))
      terminal.out(`${field.title.toLowerCase()}\t${value}\n`)
    }
  }
  for (const each of sections) each.print(terminal, subject)
}

function printForPerson<Subject>(terminal: Terminal, fields: Column<Subject>[], subject: Subject): void {
  const margin = Math.max(...fields.map((field) => displayWidth(field.title))) + 2
  for (const field of fields) {
    const value = field.value(subject)
    if (value === null || value === undefined || value === '') continue
    // What somebody wrote in several lines is shown in several lines, each cleaned by itself.
    const lines = cleanForTerminal(cellInFull(field.kind, value, terminal.now()), { keepNewlines: true })
      .split('\n')
      .map((line) => paint(line, lookOf(field.kind, value, terminal.now()), terminal.colours.out))
    const title = paint(field.title.padEnd(margin), 'dim', terminal.colours.out)
    terminal.out(`${title}${lines.join(`\n${' '.repeat(margin)}`)}\n`)
  }
}
