import { chmodSync, existsSync, rmSync } from 'node:fs'
import { createConnection, type Server, type Socket } from 'node:net'

const local = new WeakSet<Socket>()

/** Whether the connection came in through the local unix socket, whose opener is the operator of this machine. */
export function isLocalConnection(socket: Socket): boolean {
  return local.has(socket)
}

/**
 * Lets a server listen on a unix socket that only this user may open (DESIGN.md, Doors). A stale socket file is replaced;
 * one that answers belongs to a running server, and then this throws.
 */
export async function listenLocally(server: Server, path: string): Promise<void> {
  server.on('connection', (socket: Socket) => local.add(socket))
  if (existsSync(path)) {
    if (await answers(path)) throw new Error(`another server listens on ${path}`)
    rmSync(path, { force: true })
  }
  // The file must never exist with wider rights, not even between bind and chmod.
  const before = process.umask(0o077)
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      // Exclusive: of several workers one has this door, and its connections do not go by way of the supervisor.
      server.listen({ path, exclusive: true }, resolve)
    })
  } finally {
    process.umask(before)
  }
  chmodSync(path, 0o600)
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
