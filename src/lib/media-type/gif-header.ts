import { BrokenHeader, type ByteSource, readExactly } from './byte-source.ts'
import type { ImageHeader } from './image-header.ts'

const windowLength = 4096

/** The canvas of a GIF (the largest extent of any frame) and the number of its frames, found by walking its blocks. */
export async function readGifHeader(source: ByteSource, maxFrames: number): Promise<ImageHeader> {
  const screen = await readExactly(source, 6, 7)
  const walk = { width: screen.getUint16(0, true), height: screen.getUint16(2, true), frames: 0 }
  let offset = 13 + colourTableLength(screen.getUint8(4))
  while (offset < source.size && walk.frames <= maxFrames) {
    const block = await source.read(offset, 1)
    if (block[0] === 0x21) offset = await skipSubBlocks(source, offset + 2)
    else if (block[0] === 0x2c) {
      if (offset + 10 > source.size) break
      const frame = await readExactly(source, offset + 1, 9)
      walk.frames += 1
      walk.width = Math.max(walk.width, frame.getUint16(0, true) + frame.getUint16(4, true))
      walk.height = Math.max(walk.height, frame.getUint16(2, true) + frame.getUint16(6, true))
      // The table of colours, if any, and one byte of LZW code size stand before the pixels.
      offset = await skipSubBlocks(source, offset + 10 + colourTableLength(frame.getUint8(8)) + 1)
    } else break
  }
  if (walk.frames === 0 || walk.width === 0 || walk.height === 0) throw new BrokenHeader('a GIF without a picture')
  return walk
}

function colourTableLength(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 0x07) + 1)
}

// Sub-blocks are at most 255 bytes long, so they are walked inside a window instead of by one read each.
async function skipSubBlocks(source: ByteSource, start: number): Promise<number> {
  let offset = start
  while (offset < source.size) {
    const window = await source.read(offset, windowLength)
    let at = 0
    while (at < window.length) {
      const length = window[at]!
      at += 1 + length
      if (length === 0) return offset + at
    }
    if (at === 0) break
    offset += at
  }
  return source.size
}
