import { connect } from 'node:net'
import { freePort } from './free-port.ts'
import { findProgram, spawnProcess } from './spawn.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { whenTestsEnd } from './when-tests-end.ts'

export interface TestRedis {
  url: string
  /** Stops it in the middle of everything; only where it is ours. */
  stop?(): Promise<void>
}

let shared: Promise<TestRedis | undefined> | undefined

/**
 * A Redis for tests: the installed server started for this process, because channels are shared by all who use one
 * server; else the one that listens on this machine. Answers undefined where there is neither.
 */
export function testRedis(): Promise<TestRedis | undefined> {
  shared ??= findRedis()
  return shared
}

/** The same for a test or hook that cannot do without: it is shown as skipped where there is none. */
export async function requireRedis(context: Mocha.Context): Promise<TestRedis> {
  const redis = await testRedis()
  // `skip` throws, so what follows has a server.
  if (!redis) context.skip()
  return redis as TestRedis
}

/** Starts a Redis of the caller's own, to be stopped and started at will; undefined where it is not installed. */
export async function startRedis(
  port?: number,
): Promise<(TestRedis & { port: number; stop(): Promise<void> }) | undefined> {
  if (findProgram('redis-server') === undefined) return undefined
  const chosen = port ?? (await freePort())
  const words = ['--port', String(chosen), '--bind', '127.0.0.1', '--save', '', '--dir', await temporaryFolder('redis')]
  const server = spawnProcess('redis-server', words)
  await server.waitForLine(/Ready to accept connections/i)
  return {
    url: `redis://127.0.0.1:${chosen}`,
    port: chosen,
    async stop() {
      await server.kill('SIGTERM')
    },
  }
}

async function findRedis(): Promise<TestRedis | undefined> {
  const own = await startRedis()
  if (own) {
    whenTestsEnd(() => own.stop())
    return { url: own.url }
  }
  return (await answersPing(6379)) ? { url: 'redis://127.0.0.1:6379' } : undefined
}

function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'))
    const answer = (value: boolean) => {
      socket.destroy()
      resolve(value)
    }
    socket.setTimeout(1000, () => answer(false))
    socket.once('error', () => answer(false))
    socket.once('data', (data) => answer(data.toString().startsWith('+PONG')))
  })
}
