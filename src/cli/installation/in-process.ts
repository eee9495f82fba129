import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../config/config.ts'
import { createLogger } from '../../lib/logger.ts'
import type { InProcessServer, StartInProcess } from '../connection.ts'
import { startServer } from './start-server.ts'

/**
 * The same server in this process, on a private socket and without jobs: what a command speaks to when no server runs
 * (DESIGN.md, Doors). Its log says only what went wrong.
 */
export const startInProcess: StartInProcess = async ({ dataFolder }): Promise<InProcessServer> => {
  const config = readConfig(undefined, undefined, { MOMENTUM_DATA: dataFolder })
  // A folder of its own, mode 0700: the socket of a server that may start meanwhile is left alone.
  const folder = await mkdtemp(join(tmpdir(), 'momentum-'))
  const socketPath = join(folder, 'momentum.sock')
  const running = await startServer({
    config,
    log: createLogger({ level: 'warn' }),
    socketPath,
    isPublic: false,
    jobs: false,
  })
  return {
    socketPath,
    close: async () => {
      await running.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
