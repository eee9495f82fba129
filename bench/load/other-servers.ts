import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Seed } from '../data/read.ts'
import type { Turn } from './actors.ts'
import { type MeasuredServer, startServer } from './servers.ts'
import { fill, type RequestTemplate } from './templates.ts'
import type { PlannedRequest } from './wrk.ts'

// A server of another make that holds the same data set, measured in the same turns as ours. A file of servers names how
// each is started, and a mapping how its API says what the scenarios mean; docs/performance.md describes both.

interface ServerEntry {
  base: string
  mapping: string
  cmd: string[]
  cwd?: string
  env?: Record<string, string>
  /** From, to: a database that is copied before the start, so that every run begins with the same one. */
  freshCopy?: [string, string]
}

interface Mapping {
  auth: { login: RequestTemplate & { tokenPath: string }; headers: Record<string, string> }
  scenarios: Record<string, RequestTemplate>
}

/** Another server under measurement, with what it is asked in each scenario that it has. */
export interface OtherServer extends MeasuredServer {
  requests(scenario: string): PlannedRequest[] | undefined
  readonly items: (scenario: string) => string | undefined
}

/** Starts `name` of the file of servers given as `file#name`, and signs in everybody who is going to ask it something. */
export async function startOther(
  given: string,
  options: { seed: Seed; turns: readonly Turn[]; folder: string },
): Promise<OtherServer> {
  const [file = '', name = ''] = given.split('#')
  const here = dirname(resolve(file))
  const entries = JSON.parse(readFileSync(file, 'utf8')) as Record<string, ServerEntry>
  const entry = entries[name]
  if (entry === undefined) throw new Error(`${file} has no server ${name}; it has ${Object.keys(entries).join(', ')}`)
  const meant = (text: string): string => expand(text, { SEED: options.seed.folder })
  if (entry.freshCopy !== undefined) {
    const [from, to] = entry.freshCopy.map(meant) as [string, string]
    for (const suffix of ['', '-wal', '-shm']) rmSync(to + suffix, { force: true })
    mkdirSync(dirname(to), { recursive: true })
    copyFileSync(from, to)
  }
  const server = await startServer({
    name,
    command: entry.cmd.map(meant),
    port: Number(new URL(entry.base).port),
    cwd: resolve(here, entry.cwd ?? '.'),
    env: Object.fromEntries(Object.entries(entry.env ?? {}).map(([key, value]) => [key, meant(value)])),
    logFile: join(options.folder, `${name}.log`),
  })
  try {
    const mapping = JSON.parse(readFileSync(resolve(here, entry.mapping), 'utf8')) as Mapping
    const tokens = await signIn(server, mapping, options.turns)
    return {
      ...server,
      items: (scenario) => mapping.scenarios[scenario]?.items,
      requests: (scenario) => {
        const template = mapping.scenarios[scenario]
        if (template === undefined) return undefined
        return options.turns.map(({ actor, blanks }) =>
          fill(template, mapping.auth.headers, { ...blanks, token: tokens.get(actor.userId)! }),
        )
      },
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** `${NAME}` in a text, from the values given or the environment. */
function expand(text: string, values: Record<string, string>): string {
  return text.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? process.env[name]
    if (value === undefined)
      throw new Error(`the file of servers asks for ${name}, which the environment does not have`)
    return value
  })
}

async function signIn(server: MeasuredServer, mapping: Mapping, turns: readonly Turn[]): Promise<Map<number, string>> {
  const tokens = new Map<number, string>()
  for (const { actor, blanks } of turns) {
    if (tokens.has(actor.userId)) continue
    const request = fill({ ...mapping.auth.login, auth: false }, {}, blanks)
    const response = await fetch(server.url + request.path, {
      method: request.method,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request.body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${server.name} does not sign ${actor.username} in: ${response.status} ${text}`)
    const token = mapping.auth.login.tokenPath
      .split('.')
      .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], JSON.parse(text))
    tokens.set(actor.userId, String(token))
  }
  return tokens
}
