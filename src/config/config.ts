import { existsSync, readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { isLoopback } from '../lib/network.ts'
import type { Field } from './fields.ts'
import { settingFields } from './settings.ts'

type Fields = typeof settingFields
type Value<Name extends keyof Fields> = Fields[Name] extends Field<infer Parsed> ? Parsed : never

/** What the settings come to, typed and frozen; the only reader of the environment makes it. */
export interface Config {
  readonly port: number
  readonly host: string
  /** Absolute path of the data folder. */
  readonly dataFolder: string
  /** Without a slash at its end. Undefined when it follows from the address listened on. */
  readonly publicUrl: string | undefined
  /** Processes that serve together on this machine. */
  readonly workers: number
  readonly databaseUrl: string | undefined
  readonly databasePool: number
  readonly redisUrl: string | undefined
  readonly mediaStore: string | undefined
  readonly youtube: { apiKey: string | undefined; baseUrl: string; regions: readonly string[] }
  readonly smtpUrl: string | undefined
  readonly mailFrom: string
  readonly vapidSubject: string
  readonly fcmCredentials: string | undefined
  /** As Express takes it. */
  readonly trustProxy: boolean | number | readonly string[]
  readonly registration: Value<'REGISTRATION'>
  readonly logLevel: Value<'LOG_LEVEL'>
  readonly metricsToken: string | undefined
  readonly secretsFile: string | undefined
  /** Absolute path, when backups are not kept in the data folder. */
  readonly backupFolder: string | undefined
  readonly rateLimits: boolean
}

/** A setting that stops the start: says its name, the shape of its value and what is allowed, never the value of a secret. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.name = 'ConfigError'
  }
}

/**
 * Reads the settings from `.env` (in the working folder), the environment, which wins over it, and `given` (flags of a
 * command), which wins over both. Throws `ConfigError` naming everything that is wrong.
 */
export function readConfig(
  environment: NodeJS.ProcessEnv = process.env,
  envFile = '.env',
  given: Readonly<Record<string, string>> = {},
): Config {
  const fromFile = existsSync(envFile) ? parseEnv(readFileSync(envFile, 'utf8')) : {}
  const problems: string[] = []
  const read = <Name extends keyof Fields>(name: Name): Value<Name> | undefined => {
    const setting: Field<unknown> = settingFields[name]
    const found = given[name] ?? environment[name] ?? fromFile[name]
    const text = found === undefined || found === '' ? setting.fallback : found
    if (text === undefined) return undefined
    const value = setting.parse(text)
    if (value === undefined) problems.push(`${name} is ${shape(text, setting.secret)}; allowed is ${setting.allowed}`)
    return value as Value<Name> | undefined
  }
  const required = <Name extends keyof Fields>(name: Name): Value<Name> => read(name) as Value<Name>
  const config: Config = {
    port: required('PORT'),
    host: required('HOST'),
    dataFolder: resolve(required('MOMENTUM_DATA') ?? '.'),
    publicUrl: read('PUBLIC_URL')?.replace(/(?<!\/)\/+$/, ''),
    workers: required('WORKERS'),
    databaseUrl: read('DATABASE_URL'),
    databasePool: required('DATABASE_POOL'),
    redisUrl: read('REDIS_URL'),
    mediaStore: read('MEDIA_STORE'),
    youtube: {
      apiKey: read('YOUTUBE_API_KEY'),
      baseUrl: required('YOUTUBE_BASE_URL'),
      regions: required('YOUTUBE_REGIONS'),
    },
    smtpUrl: read('SMTP_URL'),
    mailFrom: required('MAIL_FROM'),
    vapidSubject: required('VAPID_SUBJECT'),
    fcmCredentials: read('FCM_CREDENTIALS'),
    trustProxy: trustProxy(required('TRUST_PROXY'), problems),
    registration: required('REGISTRATION'),
    logLevel: required('LOG_LEVEL'),
    metricsToken: read('METRICS_TOKEN'),
    secretsFile: read('MOMENTUM_SECRETS_FILE'),
    backupFolder: absolute(read('BACKUP_FOLDER')),
    rateLimits: required('RATE_LIMITS') !== 'off',
  }
  if (!config.rateLimits && !isLoopback(config.host)) {
    problems.push('RATE_LIMITS is "off"; allowed only when HOST is a loopback address such as 127.0.0.1')
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return Object.freeze(config)
}

/** The text of `.env.example`: every setting with what it is for, what is allowed and its default. */
export function describeSettings(): string {
  return Object.entries<Field<unknown>>(settingFields)
    .map(([name, setting]) => {
      const fallback = setting.fallback === undefined ? '' : ` Default: ${setting.fallback}.`
      return `# ${setting.about}\n# ${sentence(setting.allowed)}.${fallback}\n# ${name}=${setting.fallback ?? ''}\n`
    })
    .join('\n')
}

function absolute(path: string | undefined): string | undefined {
  return path === undefined ? undefined : resolve(path)
}

function trustProxy(text: string, problems: string[]): Config['trustProxy'] {
  if (text === 'off') return false
  if (/^\d{1,2}$/.test(text)) return Number(text)
  const addresses = text.split(',').map((part) => part.trim())
  const known = (part: string): boolean =>
    ['loopback', 'linklocal', 'uniquelocal'].includes(part) || isIP(part.split('/')[0] ?? '') !== 0
  if (!addresses.every(known)) {
    problems.push(`TRUST_PROXY is ${shape(text, false)}; allowed is "off", a number of hops, or addresses and networks`)
  }
  return addresses
}

function shape(text: string, secret: boolean): string {
  return secret ? `a text of ${text.length} characters` : JSON.stringify(text.slice(0, 80))
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
