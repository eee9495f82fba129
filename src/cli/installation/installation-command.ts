import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, ConfigError, readConfig } from '../../config/config.ts'
import type { Logger } from '../../lib/logger.ts'
import { operatorSocketPath } from '../../lib/socket-path.ts'
import { type CommandSpec, type DefinedCommand, defineCommand, type Invocation } from '../command.ts'
import { CommandFailure, exitCodes, failed, isCommandFailure, wrongUsage } from '../failures.ts'
import { isListening } from '../open-connection.ts'

/** What a command about the installation itself is given besides its invocation. */
export interface Installation {
  readonly config: Config
  /** Says only what went wrong. */
  readonly log: Logger
}

export interface InstallationCommandSpec extends Omit<CommandSpec, 'run'> {
  run(invocation: Invocation, installation: Installation): Promise<number> | Promise<void>
}

/**
 * A command that opens the installation of this machine directly: it reads the settings as the server does, refuses to be
 * sent elsewhere, and says failures of the installation in words.
 */
export function installationCommand(spec: InstallationCommandSpec): DefinedCommand {
  return defineCommand({
    ...spec,
    run: async (invocation) => {
      requireHere(invocation)
      const config = readInstallation(invocation)
      // Loaded here, so that --help answers without it.
      const { createLogger } = await import('../../lib/logger.ts')
      const installation = { config, log: createLogger({ level: 'error' }) }
      try {
        return (await spec.run(invocation, installation)) ?? exitCodes.done
      } catch (error) {
        throw inWords(error, invocation)
      }
    },
  })
}

function requireHere({ globals }: Invocation): void {
  if (globals.server === undefined && globals.profile === undefined) return
  throw wrongUsage(
    'This command is about the installation on this machine; --server and --profile have no place here.',
    'Run it on the machine that has the data.',
  )
}

/** The settings of the installation. Throws wrong usage with everything that is wrong with them. */
export function readInstallation({ environment }: Invocation): Config {
  try {
    return readConfig(environment.variables, undefined, { MOMENTUM_DATA: environment.dataFolder })
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    throw new CommandFailure(exitCodes.usage, 'The settings are not right.', {
      details: error.message.split('\n'),
      advice: ['See .env.example for what each allows.'],
    })
  }
}

/** Throws when there is nothing to work on: no data folder, or no database in it. */
export function requireInstallation({ config }: Installation): void {
  if (config.databaseUrl !== undefined || existsSync(join(config.dataFolder, 'momentum.db'))) return
  throw failed(
    `There is no installation in ${config.dataFolder}.`,
    'Name its folder with --data, or set MOMENTUM_DATA; momentum serve starts a new one.',
  )
}

/** Throws while a server or another process uses the installation; `what` is what it must not do meanwhile. */
export async function requireStopped(
  { environment }: Invocation,
  { config }: Installation,
  what: string,
): Promise<void> {
  const socketPath = operatorSocketPath(config.dataFolder, environment.variables.XDG_RUNTIME_DIR)
  const advice = ['Stop it first (ctrl-c, or SIGTERM), and start it again afterwards: momentum serve']
  if (await isListening(socketPath))
    throw new CommandFailure(exitCodes.failed, `A server is running; ${what}.`, { advice })
  const { isDatabaseInUse } = await import('../../installation/in-use.ts')
  if (await isDatabaseInUse(config)) {
    throw new CommandFailure(exitCodes.failed, `Another process has the database open; ${what}.`, {
      advice: ['Stop servers, momentum jobs start and every momentum command first.'],
    })
  }
}

// Told by its shape: a loader that runs TypeScript directly may load the class twice.
function inWords(error: unknown, { signal }: Invocation): unknown {
  if (signal.aborted) return new CommandFailure(exitCodes.stopped, 'Stopped. Nothing was changed.', { cause: error })
  if (isCommandFailure(error)) return error
  const { kind, code, message } = error as { kind?: unknown; code?: unknown; message?: string }
  if (error instanceof ConfigError || (typeof kind === 'string' && typeof code === 'string')) {
    const [first = '', ...advice] = String(message).split('\n')
    return new CommandFailure(exitCodes.failed, first, {
      advice,
      json: { title: message, code: code ?? 'settings_wrong', exitCode: exitCodes.failed },
      cause: error,
    })
  }
  return unreachable(error) ?? error
}

function unreachable(error: unknown): CommandFailure | null {
  const { code, message } = error as { code?: unknown; message?: string }
  if (!['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EAI_AGAIN', '28P01', '28000', '3D000'].includes(String(code)))
    return null
  return new CommandFailure(exitCodes.failed, `The database cannot be reached: ${message}`, {
    advice: ['Check DATABASE_URL and whether the server runs.'],
    cause: error,
  })
}
