import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { resolve } from 'node:path'
import type { CliEnvironment } from '../config/cli-environment.ts'
import { operatorSocketPath } from '../lib/socket-path.ts'
import type { Connection, ConnectionTarget, StartInProcess } from './connection.ts'
import { failed, wrongUsage } from './failures.ts'
import { localProfile, readProfiles, serverAddress } from './profiles.ts'

/** The flags that say where a command goes. */
export interface ConnectionFlags {
  server?: string
  token?: string
  profile?: string
  data?: string
}

/** Where the flags, the variables and the saved profiles lead: a server elsewhere, or null for this machine's own. */
export function chooseServer(flags: ConnectionFlags, environment: CliEnvironment): ConnectionTarget | null {
  const { variables } = environment
  if ([flags.server, flags.profile, flags.data].filter((given) => given !== undefined).length > 1) {
    throw wrongUsage('--server, --profile and --data each say where to go; give one of them.')
  }
  if (flags.token !== undefined && flags.server === undefined) {
    throw wrongUsage('--token belongs to --server.', 'A saved profile has its own token: momentum profiles add')
  }
  if (flags.data !== undefined) return null
  const server = flags.server ?? (flags.profile === undefined ? variables.MOMENTUM_SERVER : undefined)
  if (server) return serverTarget(serverAddress(server), flags.token ?? variables.MOMENTUM_TOKEN, environment)
  const saved = flags.profile === localProfile ? null : readProfiles(environment)
  const name = flags.profile ?? variables.MOMENTUM_PROFILE ?? saved?.current
  if (!saved || !name || name === localProfile) return null
  const profile = saved.profiles[name]
  if (!profile) throw wrongUsage(`There is no profile ${name}.`, 'See which there are: momentum profiles list')
  return { kind: 'server', url: serverAddress(profile.server), token: profile.token, where: profile.server }
}

function serverTarget(url: string, token: string | undefined, environment: CliEnvironment): ConnectionTarget {
  const known = token ?? Object.values(readProfiles(environment).profiles).find(({ server }) => server === url)?.token
  if (!known) {
    throw wrongUsage(
      `There is no token for ${url}.`,
      `Sign in and keep it: momentum profiles add <name> --server ${url}`,
      'Or set MOMENTUM_TOKEN; --token works too, but other users of this machine can see it.',
    )
  }
  return { kind: 'server', url, token: known, where: url }
}

/**
 * Opens the way to the admin API: the server that flags, variables or the current profile name, else the server that
 * runs on this machine, else one in this process, which ends with the connection.
 */
export async function openConnection(
  flags: ConnectionFlags,
  environment: CliEnvironment,
  startInProcess: StartInProcess,
): Promise<Connection> {
  const server = chooseServer(flags, environment)
  if (server) return (await import('./http-connection.ts')).connectOverHttp(server)
  const dataFolder = flags.data === undefined ? environment.dataFolder : resolve(flags.data)
  const socketPath = operatorSocketPath(dataFolder, environment.variables.XDG_RUNTIME_DIR)
  const [{ connectOverHttp }, listening] = await Promise.all([import('./http-connection.ts'), isListening(socketPath)])
  const target = { kind: 'socket' as const, operator: environment.operator, where: 'The server on this machine' }
  if (listening) return connectOverHttp({ ...target, socketPath })
  if (!existsSync(dataFolder)) {
    throw failed(
      `There is no installation in ${dataFolder}.`,
      'Run this where the server was started, name the folder with --data, or start one: momentum serve',
    )
  }
  const started = await startInProcess({ dataFolder })
  return connectOverHttp({ ...target, socketPath: started.socketPath }, started.close)
}

/** Whether a server answers on the socket: a file without a listener is what a killed one leaves behind. */
export async function isListening(socketPath: string): Promise<boolean> {
  return await new Promise((resolve, reject) => {
    const socket = connect(socketPath)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EACCES' || error.code === 'EPERM') {
        reject(
          failed(
            `The socket ${socketPath} belongs to another user.`,
            'Run this as the user that runs the server, or with sudo -u <that user>.',
          ),
        )
      } else resolve(false)
    })
  })
}
