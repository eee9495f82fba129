import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { type CliEnvironment, readCliEnvironment } from '../config/cli-environment.ts'
import type { Catalogue, Row } from './catalogue/row.ts'
import { catalogue } from './catalogue.ts'
import type { CommandDeps, GlobalFlags } from './command.ts'
import type { Connection, StartInProcess } from './connection.ts'
import { CommandFailure, exitCodes, isCommandFailure } from './failures.ts'
import { createTerminal, type Terminal } from './terminal.ts'

/** What a test may put in the place of the process. */
export interface RunCliOptions {
  environment?: CliEnvironment
  terminal?: Terminal
  /** Fires to stop the command; without it ctrl-c and SIGTERM do. */
  signal?: AbortSignal
  startInProcess?: StartInProcess
  catalogue?: Catalogue
}

/** Runs one command line (without `node` and the script) and answers its exit code; it never ends the process. */
export async function runCli(argv: readonly string[], options: RunCliOptions = {}): Promise<number> {
  const environment = options.environment ?? readCliEnvironment()
  const interruption = options.signal ? followSignal(options.signal) : listenForInterruption()
  const terminal =
    options.terminal ?? processTerminal(environment, argv.includes('--no-color'), interruption.outputClosed)
  let opened: Promise<Connection> | null = null
  let exitCode: number = exitCodes.done
  const program = new Command('momentum')
  const deps: CommandDeps = {
    terminal,
    environment,
    signal: interruption.signal,
    globals: () => ({ ...program.opts<GlobalFlags>(), json: program.opts().json === true }),
    connect: () => {
      opened ??= import('./open-connection.ts').then(({ openConnection }) =>
        openConnection(program.opts(), environment, options.startInProcess ?? startVisibly(terminal)),
      )
      return opened
    },
    finish: (code) => {
      exitCode = code
    },
  }
  const refusal = { text: '' }
  try {
    const words = withHelpLast(argv)
    await buildProgram(program, words, deps, refusal, options.catalogue ?? catalogue)
    await program.parseAsync(words, { from: 'user' })
  } catch (error) {
    exitCode = interruption.signal.aborted
      ? interruption.exitCode()
      : await report(error, refusal.text, deps, argv.includes('--json'))
  } finally {
    interruption.release()
    await (opened as Promise<Connection> | null)?.then((connection) => connection.close()).catch(() => {})
  }
  return exitCode
}

function startVisibly(terminal: Terminal): StartInProcess {
  return async (options) => {
    const { duringWork } = await import('./output/progress.ts')
    return await duringWork(terminal, 'No server is running; opening the installation', async () =>
      (await import('./installation/in-process.ts')).startInProcess(options),
    )
  }
}

function processTerminal(environment: CliEnvironment, plain: boolean, outputClosed: () => void): Terminal {
  const { stdin, stdout, stderr } = process
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      outputClosed()
    })
  }
  return createTerminal({ stdin, stdout, stderr, variables: environment.variables, plain })
}

/** What can end a command from outside. */
interface Interruption {
  signal: AbortSignal
  /** The reader of a pipe went away (`| head`): it has what it wanted, so the command ends as done. */
  outputClosed(): void
  /** The code of a command that was ended so. */
  exitCode(): number
  release(): void
}

function followSignal(signal: AbortSignal): Interruption {
  return { signal, outputClosed: () => {}, exitCode: () => exitCodes.stopped, release: () => {} }
}

// The second ctrl-c finds no listener, so it ends the process at once.
function listenForInterruption(): Interruption {
  const controller = new AbortController()
  const signals = ['SIGINT', 'SIGTERM'] as const
  let exitCode: number = exitCodes.stopped
  const release = () => {
    for (const name of signals) process.off(name, stop)
  }
  const stop = () => {
    controller.abort()
    release()
  }
  for (const name of signals) process.on(name, stop)
  return {
    signal: controller.signal,
    outputClosed: () => {
      exitCode = exitCodes.done
      controller.abort()
    },
    exitCode: () => exitCode,
    release,
  }
}

/** Registers every noun, the verbs of the noun that was typed, and loads the one command that was asked for. */
async function buildProgram(
  program: Command,
  argv: readonly string[],
  deps: CommandDeps,
  refusal: { text: string },
  nouns: Catalogue,
): Promise<void> {
  const { terminal } = deps
  program
    .description('Run a Momentum community from here.')
    .version(version(), '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show what a command takes')
    .option('--json', "print the API's own answer")
    .option('--server <url>', 'speak to a server elsewhere')
    .option('--token <token>', 'the token for --server (better: MOMENTUM_TOKEN, or a profile)')
    .option('--profile <name>', 'speak to a saved server (see: momentum profiles)')
    .option('--data <folder>', 'the data folder of the installation on this machine')
    .option('--no-color', 'print without colours')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      // Usage errors hold what was typed; they are printed once they are cleaned.
      writeErr: (text) => {
        refusal.text += text
      },
      getOutHelpWidth: () => terminal.width,
      getOutHasColors: () => false,
    })
    .configureHelp({ showGlobalOptions: true })
    .addHelpCommand(
      new Command('help').argument('[command]').summary('show what a command takes').helpGroup('This command line:'),
    )
    .addHelpText('after', '\nmomentum <command> --help says more, and shows examples.')
  const [typedNoun, typedVerb] = typedWords(argv)
  for (const noun of nouns) {
    const command = program.command(noun.name).description(noun.summary).helpGroup(`${noun.group}:`)
    const isTyped = noun.name === typedNoun
    if (noun.load && isTyped) (await noun.load())(command, deps)
    if (!isTyped || !noun.verbs) continue
    command.configureHelp({ showGlobalOptions: false })
    for (const verb of noun.verbs) await addVerb(command, verb, verb.name === typedVerb, deps)
  }
}

async function addVerb(noun: Command, verb: Row, isTyped: boolean, deps: CommandDeps): Promise<void> {
  const command = noun.command(verb.name).description(verb.summary).configureHelp({ showGlobalOptions: true })
  if (isTyped) (await verb.load())(command, deps)
}

const takesValue = new Set(['--server', '--token', '--profile', '--data'])

// The first two words that are no flags name the command; commander checks everything once the command is known.
function typedWords(argv: readonly string[]): string[] {
  const words: string[] = []
  for (let index = 0; index < argv.length && words.length < 2; index += 1) {
    const word = argv[index]!
    if (word === '--') break
    if (takesValue.has(word)) index += 1
    else if (!word.startsWith('-') && word !== 'help') words.push(word)
  }
  return words
}

// `help users suspend` is what people type, and commander's own help command goes one word deep.
function withHelpLast(argv: readonly string[]): readonly string[] {
  return argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv
}

function version(): string {
  const manifest = new URL('../../package.json', import.meta.url)
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
}

async function report(error: unknown, refusal: string, deps: CommandDeps, json: boolean): Promise<number> {
  const { terminal } = deps
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCodes.done
    // A noun without a verb: its help is what was wanted.
    if (error.code === 'commander.help') {
      terminal.out(refusal)
      return exitCodes.done
    }
    const { cleanForTerminal } = await import('../lib/terminal-text.ts')
    const text = cleanForTerminal(refusal || `${error.message}\n`, { keepNewlines: true })
    terminal.err(`${text.trimEnd()}\nRun it with --help to see what it takes.\n`)
    return exitCodes.usage
  }
  const { reportFailure } = await import('./output/report-failure.ts')
  const failure = isCommandFailure(error) ? error : unexpected(error)
  reportFailure(terminal, failure, { json })
  if (!isCommandFailure(error) && deps.environment.variables.MOMENTUM_DEBUG) console.error(error)
  return failure.exitCode
}

function unexpected(error: unknown): CommandFailure {
  const message = error instanceof Error ? error.message : String(error)
  return new CommandFailure(exitCodes.failed, message, {
    advice: ['Set MOMENTUM_DEBUG=1 to see where this comes from.'],
  })
}
