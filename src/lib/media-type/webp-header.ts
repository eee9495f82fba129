import { BrokenHeader, type ByteSource, fourCharacters, readExactly } from './byte-source.ts'
import type { ImageHeader } from './image-header.ts'

/** The canvas of a WebP and the number of its frames, found by walking the chunks. */
export async function readWebpHeader(source: ByteSource, maxFrames: number): Promise<ImageHeader> {
  const view = await readExactly(source, 12, 18)
  const kind = fourCharacters(view, 0)
  if (kind === 'VP8 ') {
    // 3 bytes of frame tag, the start code, then 14 bits each of width and height.
    if (view.getUint8(11) !== 0x9d || view.getUint8(12) !== 0x01 || view.getUint8(13) !== 0x2a)
      throw new BrokenHeader('a WebP without its start code')
    return sized(view.getUint16(14, true) & 0x3fff, view.getUint16(16, true) & 0x3fff, 1)
  }
  if (kind === 'VP8L') {
    if (view.getUint8(8) !== 0x2f) throw new BrokenHeader('a lossless WebP without its signature')
    const bits = view.getUint32(9, true)
    return sized((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1, 1)
  }
  if (kind !== 'VP8X') throw new BrokenHeader('a WebP without a picture')
  const width = (view.getUint32(12, true) & 0xffffff) + 1
  const height = (view.getUint16(15, true) | (view.getUint8(17) << 16)) + 1
  const animated = (view.getUint8(8) & 0x02) !== 0
  return sized(width, height, animated ? await countFrames(source, maxFrames) : 1)
}

async function countFrames(source: ByteSource, maxFrames: number): Promise<number> {
  let frames = 0
  let offset = 30
  // Every chunk takes at least 8 bytes and only frames are counted, so a limit on chunks keeps the walk short.
  for (let chunk = 0; chunk < 4 * maxFrames + 64 && offset + 8 <= source.size; chunk += 1) {
    const view = await readExactly(source, offset, 8)
    if (fourCharacters(view, 0) === 'ANMF') frames += 1
    if (frames > maxFrames) break
    const length = view.getUint32(4, true)
    offset += 8 + length + (length % 2)
  }
  return Math.max(1, frames)
}

function sized(width: number, height: number, frames: number): ImageHeader {
  if (width === 0 || height === 0) throw new BrokenHeader('a WebP without width or height')
  return { width, height, frames }
}
