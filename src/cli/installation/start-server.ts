import { type ApiServer, createServer } from '../../api/server.ts'
import { type App, type AppOverrides, openApp } from '../../app.ts'
import type { Config } from '../../config/config.ts'
import { jobCatalogue } from '../../jobs/catalogue.ts'
import { createJobRunner } from '../../jobs/runner.ts'
import type { Logger } from '../../lib/logger.ts'

export interface StartServerOptions {
  config: Config
  log: Logger
  /** Where the operator's socket is made; without it there is none. */
  socketPath: string | undefined
  /** Whether to listen for everybody, on the port of the settings; otherwise the socket is the only door. */
  isPublic: boolean
  /** Whether to run the jobs in this process. */
  jobs: boolean
  /** What the demo puts in the place of the real thing, and what workers bring. */
  overrides?: AppOverrides
  /** Waited for before the database is closed, once nothing is served any more. */
  beforeClosing?: () => Promise<void>
}

/** A server of this installation that answers. */
export interface RunningServer {
  readonly app: App
  readonly server: ApiServer
  /** Where it listens for everybody, when it does. */
  readonly url: string | undefined
  /** Ends what runs, then closes everything in the reverse of the order it was opened in. */
  close(): Promise<void>
}

/** Opens the installation and serves it. What cannot be opened is closed again before this throws. */
export async function startServer(options: StartServerOptions): Promise<RunningServer> {
  const { config, log } = options
  const app = await openApp(config, log, options.overrides)
  const server = createServer(app)
  const runner = options.jobs ? createJobRunner(app, jobCatalogue) : undefined
  const close = async (): Promise<void> => {
    await Promise.all([server.close(), runner?.stop()])
    await options.beforeClosing?.()
    await app.close()
  }
  try {
    if (options.socketPath !== undefined) await server.listenLocally(options.socketPath)
    const listening = options.isPublic ? await server.listen(config.port, config.host) : undefined
    await runner?.start()
    return { app, server, url: listening?.url, close }
  } catch (error) {
    await close()
    throw error
  }
}
