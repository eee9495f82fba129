import type { DefineCommand } from '../command.ts'

/** A command by name; its module is imported only when it was asked for. */
export interface Row {
  name: string
  summary: string
  load(): Promise<DefineCommand>
}

/** A noun of the command line: with verbs, or a command by itself. */
export interface Noun {
  name: string
  summary: string
  group: 'People' | 'Content' | 'Moderation' | 'Videos and jobs' | 'Installation' | 'This command line'
  verbs?: Row[]
  load?: Row['load']
}

export type Catalogue = readonly Noun[]

/** One row of the table. */
export const row = (name: string, summary: string, load: Row['load']): Row => ({ name, summary, load })
