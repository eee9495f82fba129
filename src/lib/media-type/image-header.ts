import type { ByteSource } from './byte-source.ts'
import type { MediaFormat } from './formats.ts'
import { readGifHeader } from './gif-header.ts'
import { readHeifHeader } from './heif-header.ts'
import { readJpegHeader } from './jpeg-header.ts'
import { readPngHeader } from './png-header.ts'
import { readWebpHeader } from './webp-header.ts'

export interface ImageHeader {
  /** Pixels as stored, before any orientation is applied. For animations, of the canvas. */
  width: number
  height: number
  /** 1 for a still picture. Counting stops one past `maxFrames`. */
  frames: number
}

/**
 * Reads what a picture claims to be without decoding a pixel, so that a bomb is refused before a decoder sees it.
 * Works in bounded time for any input; throws `BrokenHeader` where there is no header to believe.
 */
export async function readImageHeader(
  source: ByteSource,
  format: MediaFormat,
  options: { maxFrames: number },
): Promise<ImageHeader> {
  switch (format) {
    case 'jpeg':
      return readJpegHeader(source)
    case 'png':
      return readPngHeader(source)
    case 'gif':
      return readGifHeader(source, options.maxFrames)
    case 'webp':
      return readWebpHeader(source, options.maxFrames)
    case 'avif':
    case 'heic':
      return readHeifHeader(source)
    default:
      throw new TypeError(`${format} is not a picture format`)
  }
}
