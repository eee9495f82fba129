import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino'
import { createRecentLines, type RecentLine, type RecentLines } from './recent-lines.ts'

export type { Logger } from 'pino'
export type { RecentLine } from './recent-lines.ts'

/** The longest text a log line carries in one field; more is cut, so that a hostile value cannot fill the disk. */
const maxFieldLength = 2000

const recentOf = new WeakMap<Logger, RecentLines>()

const secretNames = [
  'password',
  'currentPassword',
  'token',
  'totp',
  'secret',
  'authorization',
  'cookie',
  'key',
  'text',
  'caption',
  'latitude',
  'longitude',
  'email',
  'endpoint',
]

/**
 * A logger that writes one JSON object a line (SAFETY.md IN9): secrets and people's words are removed by name, long
 * fields are cut, and line separators that some readers break lines at are escaped.
 */
export function createLogger(options: {
  level: string
  destination?: DestinationStream
  /** What every line says besides. */
  base?: Record<string, unknown>
}): Logger {
  const paths = secretNames.flatMap((name) => [name, `*.${name}`])
  const recent = createRecentLines()
  const logger = pino(
    {
      level: options.level,
      base: options.base ?? null,
      timestamp: stdTimeFunctions.isoTime,
      redact: { paths, censor: '[removed]' },
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: serializeError },
      hooks: {
        streamWrite: (text) => {
          const line = escapeSeparators(text)
          recent.add(line)
          return line
        },
      },
    },
    options.destination ?? pino.destination({ fd: 2, sync: false }),
  )
  recentOf.set(logger, recent)
  return logger
}

/** The lines that a logger of this process wrote last, newest first; none for one that keeps nothing. */
export function recentLines(logger: Logger): readonly RecentLine[] {
  return recentOf.get(logger)?.newestFirst() ?? []
}

/** A log file, appended to, readable by its owner alone. */
export function logFile(path: string): DestinationStream {
  return pino.destination({ dest: path, append: true, mode: 0o600, sync: false })
}

/** A logger that says nothing, for tools and tests. */
export function silentLogger(): Logger {
  return pino({ level: 'silent' })
}

/** Cuts a text to what a log field may hold. */
export function cutForLog(text: string, limit = maxFieldLength): string {
  return text.length <= limit ? text : `${text.slice(0, limit)}… (${text.length} characters)`
}

function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return cutForLog(String(error))
  const { code } = error as { code?: unknown }
  return {
    name: error.name,
    message: cutForLog(error.message),
    ...(typeof code === 'string' ? { code } : {}),
    stack: cutForLog(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: serializeError(error.cause) }),
  }
}

// JSON escapes CR, LF and ESC itself; U+2028, U+2029 and U+0080–U+009F pass through it as they are.
function escapeSeparators(line: string): string {
  return line.replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
