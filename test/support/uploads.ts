import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import sharp from 'sharp'
import type { TestAnswer, TestClient } from './app.ts'

/** The path of a file of the media corpus, by its name in `index.tsv`. */
export function corpusPath(name: string): string {
  return fileURLToPath(new URL(`../fixtures/media-corpus/${name}`, import.meta.url))
}

/** A photo of one colour, as JPEG. */
export function plainPhoto(width = 60, height = 40, colour = '#2080c0'): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: colour } })
    .jpeg()
    .toBuffer()
}

/**
 * 120 wide and 160 high, red above and blue below, as a phone held upright stores it: on its side, with a note of how to
 * turn it (orientation 6), where it was taken and with what.
 */
export async function photoOnItsSide(): Promise<Buffer> {
  const red = await sharp({ create: { width: 80, height: 120, channels: 3, background: '#ff0000' } })
    .png()
    .toBuffer()
  return sharp({ create: { width: 160, height: 120, channels: 3, background: '#0000ff' } })
    .composite([{ input: red, left: 0, top: 0 }])
    .withExif({
      IFD0: { Make: 'Apple', Model: 'SN-LEAK', Orientation: '6' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
    .toBuffer()
}

/** The colours in the middle of a picture's upper and of its lower half, each as [red, green, blue]. */
export async function topAndBottom(picture: Uint8Array): Promise<[top: number[], bottom: number[]]> {
  const { width, height } = await sharp(picture).metadata()
  const at = async (top: number) => {
    const area = { left: width >> 1, top, width: 1, height: 1 }
    return [...(await sharp(picture).extract(area).removeAlpha().raw().toBuffer())]
  }
  return [await at(height >> 2), await at((height * 3) >> 2)]
}

/** What `photoOnItsSide` looks like when it stands upright. */
export function expectRedAboveBlue([top, bottom]: [top: number[], bottom: number[]], name: string): void {
  expect(top[0], `red above, in ${name}`).to.be.above(200)
  expect(top[2], `red above, in ${name}`).to.be.below(60)
  expect(bottom[2], `blue below, in ${name}`).to.be.above(200)
  expect(bottom[0], `blue below, in ${name}`).to.be.below(60)
}

/** A form as an app sends it; fields of `undefined` are left out. */
export function uploadForm(bytes: Uint8Array, fields: Record<string, string | undefined> = {}, type = ''): FormData {
  const form = new FormData()
  const { filename = 'picture', ...others } = fields
  for (const [name, value] of Object.entries(others)) if (value !== undefined) form.append(name, value)
  form.append('file', new Blob([bytes as Uint8Array<ArrayBuffer>], { type }), filename)
  return form
}

/** Uploads bytes as a post's picture unless told otherwise. */
export function upload(
  person: TestClient,
  bytes: Uint8Array,
  fields: Record<string, string | undefined> = {},
  headers: Record<string, string> = {},
): Promise<TestAnswer> {
  return person.send('POST', '/media', uploadForm(bytes, { purpose: 'post', ...fields }), headers)
}

/** Uploads a file of the corpus. */
export async function uploadCorpus(
  person: TestClient,
  name: string,
  fields: Record<string, string | undefined> = {},
): Promise<TestAnswer> {
  return upload(person, await readFile(corpusPath(name)), fields)
}

/** Uploads a small photo and answers the item. */
export async function uploadPhoto(
  person: TestClient,
  fields: Record<string, string | undefined> = {},
  bytes?: Buffer,
): Promise<{ id: string; url: string; thumbnailUrl: string; mediumUrl: string }> {
  const answer = await upload(person, bytes ?? (await plainPhoto()), fields)
  expect(answer.status, answer.text).to.equal(201)
  return answer.body
}
