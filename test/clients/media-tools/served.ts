import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect } from 'chai'
import sharp from 'sharp'
import type { MediaTools, RenderedFile, RenderedImage, RenderedVideo } from '../../../src/clients/media-tools/index.ts'
import { Failure } from '../../../src/lib/errors.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const run = promisify(execFile)

/** The path of a file of the corpus, by its name in `index.tsv`. */
export function corpusFile(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/media-corpus/${name}`, import.meta.url))
}

/** Inspects and renders one file as an upload would be; answers what came of it, or the failure. */
export async function takeIn(tools: MediaTools, path: string): Promise<RenderedImage | RenderedVideo | Failure> {
  const outDir = `${await temporaryFolder('media')}/out`
  try {
    return await tools.render(await tools.inspect(path), outDir)
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
}

/** The rendered picture or video, or the test fails with the reason of the refusal. */
export async function accepted(tools: MediaTools, path: string): Promise<RenderedImage | RenderedVideo> {
  const outcome = await takeIn(tools, path)
  if (outcome instanceof Failure) throw outcome
  return outcome
}

/** The rendered file of that name. */
export function variant(media: RenderedImage | RenderedVideo, name: RenderedFile['variant']): RenderedFile {
  return media.files.find((file) => file.variant === name) ?? expect.fail(`there is no ${name}`)
}

// Texts that the corpus hides in metadata and behind pictures; none may be in anything that is served.
const leaks = [
  'Leaktown',
  'SN-LEAK',
  'leak-',
  'Secret-Model',
  '+17.123456',
  '31.654321',
  '<script',
  '<html',
  'PK\u0003\u0004',
  'http://ns.adobe.com',
  'com.apple.quicktime',
  'ISO6709',
  'Exif\0',
]

const pictureChunks = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF'])

/** Checks one served file: it decodes, is what it says, and holds pixels and sound and nothing else. */
export async function expectClean(file: RenderedFile): Promise<void> {
  const bytes = await readFile(file.path)
  for (const leak of leaks) expect(bytes.includes(leak), `${leak} in ${file.variant}`).to.equal(false)
  expect(bytes.length).to.equal(file.bytes)
  if (file.mimeType === 'image/webp') await expectCleanPicture(file, bytes)
  else await expectCleanVideo(file, bytes)
}

async function expectCleanPicture(file: RenderedFile, bytes: Buffer): Promise<void> {
  expect(webpChunks(bytes).filter((chunk) => !pictureChunks.has(chunk))).to.deep.equal([])
  const picture = sharp(bytes, { failOn: 'warning' })
  const facts = await picture.metadata()
  await picture.stats()
  expect(facts).to.include({ format: 'webp', width: file.width, space: 'srgb', depth: 'uchar' })
  expect(facts.pageHeight ?? facts.height).to.equal(file.height)
}

function webpChunks(bytes: Buffer): string[] {
  const chunks: string[] = []
  for (let at = 12; at + 8 <= bytes.length; ) {
    chunks.push(bytes.toString('latin1', at, at + 4))
    const length = bytes.readUInt32LE(at + 4)
    at += 8 + length + (length % 2)
  }
  return chunks
}

async function expectCleanVideo(file: RenderedFile, bytes: Buffer): Promise<void> {
  if (file.extension === 'mp4') {
    const boxes = mp4Boxes(bytes, 0, bytes.length)
    for (const box of ['meta', 'uuid', 'keys', 'loci']) expect(boxes).to.not.include(box)
    if (boxes.includes('udta')) expectEmptyUserData(bytes)
    expect(boxes.indexOf('moov'), 'the index stands in front').to.be.lessThan(boxes.indexOf('mdat'))
  }
  // A decoder that shares nothing with the one that read the tables shows every frame.
  if (!(await hasFfmpeg)) return
  const { stdout } = await run('ffmpeg', ['-v', 'error', '-i', file.path, '-f', 'framecrc', '-'])
  expect(stdout).to.match(/^0, /m)
}

/** Whether this machine has ffmpeg; suites that need it skip themselves otherwise. */
export const hasFfmpeg: Promise<boolean> = run('ffmpeg', ['-version']).then(
  () => true,
  () => false,
)

// ffmpeg writes the box for tags even when there are none: one header, and a list of length 0.
function expectEmptyUserData(bytes: Buffer): void {
  const at = bytes.indexOf('udta', 0, 'latin1') - 4
  const box = bytes.toString('latin1', at, at + bytes.readUInt32BE(at))
  expect(box).to.have.length(61)
  expect(box.endsWith('\0\0\0\u0008ilst')).to.equal(true)
}

const containers = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'edts', 'dinf'])

/** The types of all boxes of an MP4, in order, children after their parent. */
function mp4Boxes(bytes: Buffer, start: number, end: number): string[] {
  const boxes: string[] = []
  for (let at = start; at + 8 <= end; ) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    boxes.push(type)
    if (containers.has(type)) boxes.push(...mp4Boxes(bytes, at + 8, at + length))
    at += Math.max(8, length)
  }
  return boxes
}

/** How much two pictures differ: the mean difference of their channels (0–255), each turned and shrunk to 32 by 32. */
export async function difference(left: string, right: string, rotateRight = 0): Promise<number> {
  const [one, other] = await Promise.all([shrunk(left, 0), shrunk(right, rotateRight)])
  return one.reduce((sum, value, index) => sum + Math.abs(value - other[index]!), 0) / one.length
}

async function shrunk(path: string, rotate: number): Promise<Buffer> {
  const turned = await sharp(path).rotate(rotate).png().toBuffer()
  return sharp(turned).removeAlpha().resize(32, 32, { fit: 'fill' }).raw().toBuffer()
}

/** The colour of one pixel, as [red, green, blue]. */
export async function pixelAt(path: string, x: number, y: number): Promise<number[]> {
  const pixel = await sharp(path).extract({ left: x, top: y, width: 1, height: 1 }).removeAlpha().raw().toBuffer()
  return [...pixel]
}
