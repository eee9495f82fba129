import { readdir, readFile } from 'node:fs/promises'
import { expect } from 'chai'
import fc from 'fast-check'
import {
  BrokenHeader,
  bufferSource,
  type MediaFormat,
  readImageHeader,
  sniffMedia,
} from '../../../src/lib/media-type/index.ts'

const corpus = new URL('../../fixtures/media-corpus/', import.meta.url)

async function readHeaderOf(file: string) {
  const bytes = await readFile(new URL(file, corpus))
  const { format } = sniffMedia(bytes.subarray(0, 4096))
  return readImageHeader(bufferSource(bytes), format!, { maxFrames: 500 })
}

describe('readImageHeader', () => {
  const files: [file: string, width: number, height: number, frames: number][] = [
    ['images/orient-Portrait_5.jpg', 1800, 1200, 1],
    ['images/sharp-Channel_digital_image_CMYK_color_no_profile.jpg', 500, 333, 1],
    ['images/sharp-65536-uint32-limit.png', 65536, 65536, 1],
    ['generated/bomb-50000x50000.png', 50000, 50000, 1],
    ['generated/dims-65535.jpg', 65535, 65535, 1],
    ['images/sharp-animated-loop-3.gif', 370, 285, 10],
    ['images/sharp-animated-loop-3.webp', 370, 285, 10],
    ['images/sharp-rotating-squares.gif', 80, 80, 30],
    ['images/sharp-big-height.webp', 13, 169, 97],
    ['generated/animated-3.webp', 96, 69, 3],
    ['generated/frames-5000.gif', 16, 16, 501],
    ['generated/still.avif', 336, 240, 1],
    ['generated/still.heic', 336, 240, 1],
    ['images/mp4parse-bug-1661347.avif', 3840, 2160, 1],
  ]
  for (const [file, width, height, frames] of files)
    it(`reads ${width}x${height}, ${frames} frames in ${file}`, async () => {
      expect(await readHeaderOf(file)).to.deep.equal({ width, height, frames })
    })

  for (const file of ['images/mp4parse-no-ispe.avif', 'images/sharp-corrupt-header.jpg'])
    it(`finds no size in ${file}`, async () => {
      const error = await readHeaderOf(file).catch((caught: unknown) => caught)

      expect(error).to.be.instanceOf(BrokenHeader)
    })

  it('reads both kinds of still WebP', async () => {
    const { default: sharp } = await import('sharp')
    const picture = sharp({ create: { width: 301, height: 17, channels: 3, background: 'red' } })

    for (const lossless of [true, false]) {
      const bytes = await picture.clone().webp({ lossless }).toBuffer()
      const header = await readImageHeader(bufferSource(bytes), 'webp', { maxFrames: 1 })
      expect(header).to.deep.equal({ width: 301, height: 17, frames: 1 })
    }
  })

  it('answers or throws BrokenHeader, soon, whatever bytes follow a good start', async () => {
    const starts = (await readdir(new URL('images/', corpus))).filter((name) => /basn6|loop-3|Landscape_9/.test(name))
    const files = [...starts.map((name) => `images/${name}`), 'generated/still.avif']
    for (const file of files) {
      const bytes = await readFile(new URL(file, corpus))
      const { format } = sniffMedia(bytes)
      await fc.assert(
        fc.asyncProperty(
          fc.nat({ max: 600 }),
          fc.uint8Array({ maxLength: 60 }),
          fc.nat({ max: 4000 }),
          (at, patch, cut) => isAnswered(damage(bytes, at, patch, cut), format!),
        ),
        { numRuns: 150 },
      )
    }
  })
})

function damage(bytes: Buffer, at: number, patch: Uint8Array, cut: number): Uint8Array {
  const copy = Buffer.from(bytes)
  copy.set(patch.subarray(0, Math.max(0, copy.length - at)), Math.min(at, copy.length))
  return copy.subarray(0, Math.max(0, copy.length - cut))
}

async function isAnswered(bytes: Uint8Array, format: MediaFormat): Promise<boolean> {
  const started = Date.now()
  const outcome = await readImageHeader(bufferSource(bytes), format, { maxFrames: 500 }).catch((error) => error)
  if (outcome instanceof Error && !(outcome instanceof BrokenHeader)) throw outcome
  return Date.now() - started < 10_000
}
