/** The exit codes that scripts may rely on. */
export const exitCodes = { done: 0, failed: 1, usage: 2, notAllowed: 4, stopped: 130 } as const

export interface CommandFailureOptions {
  /** What the operator can do next, one line each. */
  advice?: string[]
  /** Single things that are wrong, one line each. */
  details?: string[]
  /** What `--json` prints instead of words. */
  json?: unknown
  cause?: unknown
}

/** A failure that ends a command with words for the operator, advice on what to do next, and an exit code. */
export class CommandFailure extends Error {
  readonly exitCode: number
  readonly advice: string[]
  readonly details: string[]
  readonly json: unknown

  constructor(exitCode: number, message: string, options: CommandFailureOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'CommandFailure'
    this.exitCode = exitCode
    this.advice = options.advice ?? []
    this.details = options.details ?? []
    this.json = options.json
  }
}

/**
 * Whether an error is a `CommandFailure`. It is told by its shape: a loader that runs TypeScript directly may load this
 * module twice, once for static and once for dynamic imports, and `instanceof` would tell the two apart.
 */
export function isCommandFailure(error: unknown): error is CommandFailure {
  return error instanceof Error && 'exitCode' in error && 'advice' in error && Array.isArray(error.advice)
}

/** The command was called wrongly (exit code 2); thrown before anything is opened. */
export function wrongUsage(message: string, ...advice: string[]): CommandFailure {
  return new CommandFailure(exitCodes.usage, message, { advice })
}

/** The command could not do what it was asked (exit code 1). */
export function failed(message: string, ...advice: string[]): CommandFailure {
  return new CommandFailure(exitCodes.failed, message, { advice })
}

/** The operator stopped the command (exit code 130). */
export function stopped(): CommandFailure {
  return new CommandFailure(exitCodes.stopped, 'Stopped.')
}
