import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { CliEnvironment } from '../config/cli-environment.ts'
import { failed, wrongUsage } from './failures.ts'

/** A server elsewhere and the token to speak to it. */
export interface Profile {
  server: string
  token: string
  /** Whose token it is, when signing in made it. */
  user: string | null
}

/** All saved profiles; `current` null is the installation on this machine. */
export interface Profiles {
  current: string | null
  profiles: Record<string, Profile>
}

/** The name that always means the installation on this machine. */
export const localProfile = 'local'

/** Where profiles are kept: `$XDG_CONFIG_HOME/momentum/profiles.json`, or below `~/.config`. */
export function profilesPath(environment: CliEnvironment): string {
  const folder = environment.variables.XDG_CONFIG_HOME || join(environment.home, '.config')
  return join(folder, 'momentum', 'profiles.json')
}

/** The saved profiles; none when there is no file. Throws when others could have read the tokens, or it is no JSON. */
export function readProfiles(environment: CliEnvironment): Profiles {
  const path = profilesPath(environment)
  if (!existsSync(path)) return { current: null, profiles: {} }
  if ((statSync(path).mode & 0o077) !== 0) {
    throw failed(`${path} holds tokens and can be read by other users of this machine.`, `Run: chmod 600 ${path}`)
  }
  try {
    const found = JSON.parse(readFileSync(path, 'utf8')) as Partial<Profiles>
    const profiles = Object.assign(Object.create(null), found.profiles ?? {}) as Record<string, Profile>
    return { current: found.current ?? null, profiles }
  } catch {
    throw failed(
      `${path} is not valid JSON.`,
      'Mend it, or remove it and add the profiles again: momentum profiles add',
    )
  }
}

/** Replaces the saved profiles in one step, readable by their owner alone. */
export function writeProfiles(environment: CliEnvironment, profiles: Profiles): void {
  const path = profilesPath(environment)
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(profiles, null, 2)}\n`, { mode: 0o600 })
  chmodSync(draft, 0o600)
  renameSync(draft, path)
}

/** The address of a server as requests need it. Throws for anything but https, or http to this machine itself. */
export function serverAddress(given: string): string {
  const advice = 'Give the address the web client is opened with, such as https://social.example'
  if (!URL.canParse(given)) throw wrongUsage(`${given} is not an address.`, advice)
  const url = new URL(given)
  const loopback = url.hostname === 'localhost' || url.hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) {
    throw wrongUsage(
      'A server elsewhere is spoken to over https only, since the token would be seen by others.',
      advice,
    )
  }
  if (url.username || url.password) throw wrongUsage('An address holds no user name or password here.', advice)
  return `${url.origin}${url.pathname.replace(/(?<!\/)\/+$/, '').replace(/\/api\/v1$/, '')}`
}
