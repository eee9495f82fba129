import { resolve } from 'node:path'
import { Argument, type Command, InvalidArgumentError, Option } from 'commander'
import type { CliEnvironment } from '../config/cli-environment.ts'
import type { Connection } from './connection.ts'
import { wrongUsage } from './failures.ts'
import type { ConnectionFlags } from './open-connection.ts'
import type { Terminal } from './terminal.ts'

/** The flags every command takes. */
export interface GlobalFlags extends ConnectionFlags {
  json: boolean
}

/** What a command may use. */
export interface CommandDeps {
  terminal: Terminal
  environment: CliEnvironment
  /** Fires when the operator stops the command. */
  signal: AbortSignal
  /** The global flags; to be read once the command runs. */
  globals(): GlobalFlags
  /** Opens the way to the admin API at the first call; it is closed when the command ends. */
  connect(): Promise<Connection>
  /** Sets the exit code a command ends with when it throws nothing. */
  finish(exitCode: number): void
}

/** One call of a command: what it may use and what was typed. */
export interface Invocation extends Omit<CommandDeps, 'globals' | 'finish'> {
  globals: GlobalFlags
  /** The arguments in order; those of an argument that may be many come last, one by one. */
  args: string[]
  /** The flags by their camelCase names, as their `parse` read them. */
  flags: Record<string, unknown>
}

export interface ArgumentSpec {
  name: string
  summary: string
  optional?: boolean
  /** One or more; only the last argument may be. */
  many?: boolean
  choices?: readonly string[]
  /** Reads the text; what it throws is shown as the reason for a refusal. */
  parse?: (text: string) => string
}

export interface FlagSpec {
  /** As commander writes it: `--for <duration>`. */
  flags: string
  summary: string
  choices?: readonly string[]
  /** Reads the text; what it throws is shown as the reason for a refusal. */
  parse?: (text: string) => unknown
  fallback?: unknown
  required?: boolean
  /** May be given more than once; the values are collected. */
  many?: boolean
  /** The query parameter the value is sent as. */
  query?: string
  /** The body field the value is sent as. */
  body?: string
}

/** A command as data. */
export interface CommandSpec {
  /** More than the one line of the catalogue, shown by `--help`. */
  about?: string
  arguments?: ArgumentSpec[]
  flags?: FlagSpec[]
  /** Whole command lines, shown by `--help`. */
  examples?: string[]
  /** Does it; answers the exit code, or nothing for done. */
  run(invocation: Invocation): Promise<number> | Promise<void>
}

/** Gives a commander command its arguments, flags and action. */
export type DefineCommand = (command: Command, deps: CommandDeps) => void

/** What a command's module exports. */
export interface DefinedCommand {
  define: DefineCommand
  run: CommandSpec['run']
}

/** Makes `define` and `run` out of a command's data. */
export function defineCommand(spec: CommandSpec): DefinedCommand {
  const define: DefineCommand = (command, deps) => {
    if (spec.about) {
      const summary = command.description()
      command.summary(summary).description(`${summary}\n\n${spec.about}`)
    }
    for (const argument of spec.arguments ?? []) command.addArgument(argumentOf(argument))
    for (const flag of spec.flags ?? []) command.addOption(optionOf(flag))
    if (spec.examples)
      command.addHelpText('after', `\nExamples:\n${spec.examples.map((line) => `  $ ${line}\n`).join('')}`)
    command.action(async () => {
      const { globals: readGlobals, finish, ...rest } = deps
      const globals = readGlobals()
      const environment = rest.environment
      const dataFolder = globals.data === undefined ? environment.dataFolder : resolve(globals.data)
      const args = command.processedArgs.flat().filter((value) => value !== undefined) as string[]
      const code = await spec.run({
        ...rest,
        environment: { ...environment, dataFolder },
        globals,
        args,
        flags: command.opts(),
      })
      finish(typeof code === 'number' ? code : 0)
    })
  }
  return { define, run: spec.run }
}

function argumentOf(spec: ArgumentSpec): Argument {
  const name = `${spec.name}${spec.many ? '...' : ''}`
  const argument = new Argument(spec.optional ? `[${name}]` : `<${name}>`, spec.summary)
  if (spec.choices) argument.choices([...spec.choices])
  else if (spec.parse) {
    const { parse } = spec
    argument.argParser((text: string, before: unknown) => {
      const value = refusing(() => parse(text))
      return spec.many ? [...((before as string[] | undefined) ?? []), value] : value
    })
  }
  return argument
}

function optionOf(spec: FlagSpec): Option {
  const option = new Option(spec.flags, spec.summary)
  if (spec.fallback !== undefined) option.default(spec.fallback)
  if (spec.required) option.makeOptionMandatory()
  const { parse = (text: string) => text, choices, many } = spec
  if (choices) option.choices([...choices])
  if (many || (spec.parse && !choices)) {
    option.argParser((text: string, before: unknown) => {
      if (choices && !choices.includes(text))
        throw new InvalidArgumentError(`Allowed choices are ${choices.join(', ')}.`)
      const value = refusing(() => parse(text))
      return many ? [...((before as unknown[] | undefined) ?? []), value] : value
    })
  }
  return option
}

function refusing<Value>(read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message)
  }
}

/** The name commander gives a flag's value: `--display-name <text>` is `displayName`, `--no-mail` is `mail`. */
export function flagName(flags: string): string {
  return new Option(flags).attributeName()
}

/** What the flags add to the query or to the body of a request, by the names their specs give; endless is sent as null. */
export function flagValues(specs: FlagSpec[] | undefined, to: 'query' | 'body', flags: Record<string, unknown>) {
  const values: Record<string, unknown> = {}
  for (const spec of specs ?? []) {
    const name = spec[to]
    const value = flags[flagName(spec.flags)]
    if (name !== undefined && value !== undefined) values[name] = value === Number.POSITIVE_INFINITY ? null : value
  }
  return values
}

/** A path of the API with its values encoded: api`/admin/users/${name}`. Throws on what is no name: empty, `.` or `..`. */
export function api(fixed: TemplateStringsArray, ...values: string[]): string {
  return fixed.reduce((path, part, index) => {
    if (index === 0) return part
    const value = values[index - 1]!
    if (value === '' || value === '.' || value === '..') throw wrongUsage(`'${value}' is not a name or id.`)
    return path + encodeURIComponent(value) + part
  }, '')
}
