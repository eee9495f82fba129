import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from './config.ts'

/** The installation's own keys, made at its first start. None has a default. */
export interface Secrets {
  /** Signs cursors. */
  readonly cursorKey: Buffer
  /** Encrypts TOTP secrets at rest. */
  readonly totpKey: Buffer
  /** Signs what is given to people as links without a session. */
  readonly linkKey: Buffer
  /** VAPID keys of Web Push (RFC 8292), base64url. */
  readonly vapid: { publicKey: string; privateKey: string }
}

interface Options {
  dataFolder: string
  /** Path of the file when it is not in the data folder. */
  secretsFile: string | undefined
  /** Whether data made with earlier secrets exist: then missing secrets stop the start instead of being made anew. */
  hasData: boolean
  makeVapid: () => { publicKey: string; privateKey: string }
}

/** Reads the secrets, or makes them (mode 0600) at the very first start. Throws `ConfigError` naming what is missing. */
export function loadSecrets(options: Options): Secrets {
  const file = options.secretsFile ?? join(options.dataFolder, 'secrets.json')
  if (existsSync(file)) return parseSecrets(file)
  if (options.hasData || options.secretsFile !== undefined) {
    throw new ConfigError([
      `${file} is missing, but the database exists: cursorKey, totpKey, linkKey and vapid are needed to read it. ` +
        'Restore the file from a backup.',
    ])
  }
  const made = {
    cursorKey: randomBytes(32).toString('base64url'),
    totpKey: randomBytes(32).toString('base64url'),
    linkKey: randomBytes(32).toString('base64url'),
    vapid: options.makeVapid(),
  }
  writeDurably(file, `${JSON.stringify(made, null, 2)}\n`)
  return parseSecrets(file)
}

function parseSecrets(file: string): Secrets {
  let values: Record<string, unknown>
  try {
    values = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  } catch {
    throw new ConfigError([`${file} is damaged: it is not JSON. Restore it from a backup.`])
  }
  const missing: string[] = []
  const key = (name: string): Buffer => {
    const bytes = Buffer.from(String(values[name] ?? ''), 'base64url')
    if (bytes.length !== 32) missing.push(name)
    return bytes
  }
  const vapid = values.vapid as Secrets['vapid'] | undefined
  if (typeof vapid?.publicKey !== 'string' || typeof vapid.privateKey !== 'string') missing.push('vapid')
  const secrets = { cursorKey: key('cursorKey'), totpKey: key('totpKey'), linkKey: key('linkKey'), vapid: vapid! }
  if (missing.length > 0) throw new ConfigError([`${file} lacks ${missing.join(', ')}. Restore it from a backup.`])
  return Object.freeze(secrets)
}

function writeDurably(file: string, content: string): void {
  const temporary = `${file}.${process.pid}.new`
  const handle = openSync(temporary, 'wx', 0o600)
  try {
    writeSync(handle, content)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(temporary, file)
}
