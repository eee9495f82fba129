import { existsSync, readFileSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { resolve } from 'node:path'
import { parseEnv } from 'node:util'

/** What the command line takes from its surroundings, read once and handed on, so that tests can choose it. */
export interface CliEnvironment {
  /** Variables as the shell set them (`NO_COLOR`, `TERM`, `XDG_CONFIG_HOME`, `MOMENTUM_TOKEN` …). */
  readonly variables: Readonly<Record<string, string | undefined>>
  /** Absolute path of the data folder that `MOMENTUM_DATA` (shell or `.env`) names, `./data` when it names none. */
  readonly dataFolder: string
  /** The system user, recorded in the audit log beside what is done over the local socket. */
  readonly operator: string
  readonly home: string
}

/**
 * Reads what the command line needs without checking every setting, so that it starts at once and can still talk to a
 * server elsewhere when the settings here are wrong.
 */
export function readCliEnvironment(variables: NodeJS.ProcessEnv = process.env, envFile = '.env'): CliEnvironment {
  const fromFile = existsSync(envFile) ? parseEnv(readFileSync(envFile, 'utf8')) : {}
  return Object.freeze({
    variables: Object.freeze({ ...variables }),
    dataFolder: resolve(variables.MOMENTUM_DATA || fromFile.MOMENTUM_DATA || './data'),
    operator: systemUser(variables),
    home: homedir(),
  })
}

// In a container the user id may have no entry in the password file, and userInfo throws.
function systemUser(variables: NodeJS.ProcessEnv): string {
  try {
    return userInfo().username
  } catch {
    return variables.USER || `uid ${process.getuid?.() ?? 'unknown'}`
  }
}
