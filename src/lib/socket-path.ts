import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'

/** What the kernel accepts as the path of a unix socket, with room to spare (104 bytes on macOS, 108 on Linux). */
const longestPath = 100

/**
 * Where the local operator's socket of an installation is: `<data>/momentum.sock`, or, where that path is too long for
 * a socket, `$XDG_RUNTIME_DIR/momentum-<hash of the folder>.sock`. Server and command line both ask here. Throws a
 * `RangeError` when the path is too long and there is no runtime folder.
 */
export function operatorSocketPath(dataFolder: string, runtimeFolder: string | undefined): string {
  const folder = resolve(dataFolder)
  const path = join(folder, 'momentum.sock')
  if (Buffer.byteLength(path) <= longestPath) return path
  const name = `momentum-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}.sock`
  const moved = runtimeFolder ? join(runtimeFolder, name) : undefined
  if (moved === undefined || Buffer.byteLength(moved) > longestPath) {
    throw new RangeError(
      `The path ${path} is longer than the ${longestPath} bytes a socket may have. Choose a shorter MOMENTUM_DATA, or set XDG_RUNTIME_DIR.`,
    )
  }
  return moved
}
