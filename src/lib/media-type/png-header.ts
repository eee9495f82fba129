import { BrokenHeader, type ByteSource, fourCharacters, readExactly } from './byte-source.ts'
import type { ImageHeader } from './image-header.ts'

/** The size that a PNG's IHDR claims; an animated PNG counts as its first picture, which is what is kept of it. */
export async function readPngHeader(source: ByteSource): Promise<ImageHeader> {
  const view = await readExactly(source, 8, 16)
  if (fourCharacters(view, 4) !== 'IHDR') throw new BrokenHeader('a PNG that does not start with IHDR')
  const width = view.getUint32(8)
  const height = view.getUint32(12)
  if (width === 0 || height === 0) throw new BrokenHeader('a PNG without width or height')
  return { width, height, frames: 1 }
}
