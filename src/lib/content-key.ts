import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'

/** The name of content by its SHA-256: `posts/3f/3f9a….webp`, spread over 256 folders in each area. */
export function contentKey(area: 'photos' | 'posts' | 'messages', sha256: string, extension: string): string {
  return `${area}/${sha256.slice(0, 2)}/${sha256}.${extension}`
}

/** The SHA-256 of a file, in hex, read as a stream. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
