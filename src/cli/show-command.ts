import {
  type ArgumentSpec,
  type DefinedCommand,
  defineCommand,
  type FlagSpec,
  flagValues,
  type Invocation,
} from './command.ts'
import type { Connection } from './connection.ts'
import type { Column } from './output/columns.ts'
import { printDetail, type Section } from './output/detail.ts'
import { safeJson } from './output/json.ts'
import { remark } from './output/say.ts'
import { dim } from './output/style.ts'

export interface ShowSpec<Subject> {
  about?: string
  arguments?: ArgumentSpec[]
  /** Flags with a `query` are sent along. */
  flags?: FlagSpec[]
  examples?: string[]
  path: string | ((invocation: Invocation) => string)
  /** Checks made before anything is opened; also where a reason is asked for. */
  prepare?: (invocation: Invocation) => Promise<Record<string, string>>
  fields: Column<Subject>[]
  sections?: Section<Subject>[]
  /** What else was asked for, before anything is printed. */
  also?: (invocation: Invocation, subject: Subject, connection: Connection) => Promise<void>
  /** Command lines to go on with, for a person. */
  next?: (subject: Subject) => string[]
}

/** A command that shows one thing of the API: fields and sections, `name<tab>value` lines, or the API's own shape. */
export function showCommand<Subject>(spec: ShowSpec<Subject>): DefinedCommand {
  const run = async (invocation: Invocation) => {
    const { terminal, globals } = invocation
    const path = typeof spec.path === 'string' ? spec.path : spec.path(invocation)
    const extra = await spec.prepare?.(invocation)
    const query = { ...flagValues(spec.flags, 'query', invocation.flags), ...extra } as Record<string, string>
    const connection = await invocation.connect()
    const subject = await connection.get<Subject>(path, { query, signal: invocation.signal })
    await spec.also?.(invocation, subject, connection)
    if (globals.json) return terminal.out(`${safeJson(subject, 2)}\n`)
    printDetail(terminal, spec.fields, spec.sections ?? [], subject)
    if (!terminal.isPerson || !spec.next) return
    for (const [index, line] of spec.next(subject).entries())
      remark(terminal, dim(`${index === 0 ? 'Next: ' : '      '}${line}`))
  }
  const { about, flags, examples } = spec
  return defineCommand({ about, arguments: spec.arguments, flags, examples, run })
}
