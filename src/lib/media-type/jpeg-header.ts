import { BrokenHeader, type ByteSource, readExactly } from './byte-source.ts'
import type { ImageHeader } from './image-header.ts'

/** More segments than any camera writes before the picture (a large colour profile takes dozens of them). */
const maxSegments = 2000

/** The size in the frame header (SOF) of a JPEG, found by walking the segments before it. */
export async function readJpegHeader(source: ByteSource): Promise<ImageHeader> {
  let offset = 2
  for (let segment = 0; segment < maxSegments; segment += 1) {
    const view = await readExactly(source, offset, 4)
    if (view.getUint8(0) !== 0xff) throw new BrokenHeader('a JPEG with bytes between its segments')
    const marker = view.getUint8(1)
    // Any number of 0xff may fill the space before a marker, and these markers stand alone.
    if (marker === 0xff) offset += 1
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) offset += 2
    else if (isFrameHeader(marker)) return readFrame(source, offset)
    else if (marker === 0xda || marker === 0xd9) break
    else offset += 2 + Math.max(2, view.getUint16(2))
  }
  throw new BrokenHeader('a JPEG without a frame header')
}

function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

async function readFrame(source: ByteSource, offset: number): Promise<ImageHeader> {
  const view = await readExactly(source, offset, 9)
  const height = view.getUint16(5)
  const width = view.getUint16(7)
  // A height of 0 means "told after the first scan" (DNL), which no camera does and no decoder of ours reads.
  if (width === 0 || height === 0) throw new BrokenHeader('a JPEG without width or height')
  return { width, height, frames: 1 }
}
