import { randomInt } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'
import { join } from 'node:path'
import { failed, wrongUsage } from '../../failures.ts'

/** What a demo's folder says of itself, beside its database. */
export interface DemoRecord {
  state: 'filling' | 'ready'
  passwords: { visitor: string; admin: string }
  /** Sessions of the people of the demo, by which they go on living. */
  tokens: Record<string, string>
  hasFilms: boolean
}

const recordName = 'demo.json'

/**
 * Looks at the folder the demo is to live in: answers its record, or undefined when it has to be filled. Throws for a
 * folder that holds anything else, because demo data must never be poured over an installation.
 */
export function readDemoFolder(folder: string): DemoRecord | undefined {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return undefined
  const file = join(folder, recordName)
  if (!existsSync(file)) {
    throw wrongUsage(
      `${folder} holds something that is not a demo, and the demo leaves it alone.`,
      'Give it a folder of its own: momentum demo --data ./data-demo',
    )
  }
  try {
    const record = JSON.parse(readFileSync(file, 'utf8')) as DemoRecord
    return record.state === 'ready' ? record : undefined
  } catch {
    return undefined
  }
}

/** Keeps the record; only the owner of the folder may read it. */
export function writeDemoRecord(folder: string, record: DemoRecord): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(join(folder, recordName), `${JSON.stringify(record, undefined, 2)}\n`, { mode: 0o600 })
}

/** Removes a demo and everything in it, so that it can begin anew. The folder must have been looked at before. */
export function clearDemoFolder(folder: string): void {
  if (!existsSync(join(folder, recordName))) return
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true })
}

// Short, common, and hard to mistake when they are typed from one screen into another.
const words =
  'amber autumn basil birch bridge candle canyon cedar cinnamon clover cobalt comet copper coral cotton cricket daisy ember falcon fern flint forest garden ginger glacier harbour hazel heron honey indigo island ivory jasmine juniper kettle lagoon lantern lemon lilac linen maple marble meadow mint moss nectar oasis olive orchard otter pebble pepper plum poppy quartz raven ribbon river saffron sage sparrow spruce thistle thunder tulip velvet violet walnut willow winter'.split(
    ' ',
  )

/** A password for this demo alone: chosen anew for each, so that no demo has a door that somebody knows. */
export function newPassword(count: number): string {
  return Array.from({ length: count }, () => words[randomInt(words.length)]!).join('-')
}

/** Throws when a server answers on the socket already, or the port is taken: before anything is filled, not after. */
export async function requireFree(socketPath: string, port: number, host: string): Promise<void> {
  if (await answersOn(socketPath)) {
    throw failed('A demo runs on this folder already.', 'Stop it first, or give this one another folder with --data.')
  }
  if (port !== 0 && !(await canListen(port, host))) {
    throw failed(`Something listens on port ${port} already.`, 'Choose another one: momentum demo --port 3001')
  }
}

function answersOn(path: string): Promise<boolean> {
  if (!existsSync(path)) return Promise.resolve(false)
  return new Promise((resolve) => {
    const socket = createConnection(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, host, () => server.close(() => resolve(true)))
  })
}
