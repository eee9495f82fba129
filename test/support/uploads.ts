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
