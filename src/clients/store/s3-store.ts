import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { hashFile } from '../../lib/content-key.ts'
import { checkStore } from './check-store.ts'
import { asStoreFailure, storeUnavailable } from './failures.ts'
import { assertStoreKey } from './keys.ts'
import { createS3Client, type S3Settings } from './s3-request.ts'
import type { MediaStore, StoredFile } from './types.ts'

/** Opens a bucket of an S3-compatible store; nothing is asked of it until the first call. */
export function openS3Store(settings: S3Settings): MediaStore {
  const client = createS3Client(settings)
  const prefix = settings.prefix ? `${settings.prefix}/` : ''
  const nameOf = (key: string) => {
    assertStoreKey(key)
    return prefix + key
  }

  const store: MediaStore = {
    kind: 's3',
    async put(key, source, { contentType = 'application/octet-stream', move = false } = {}) {
      const name = nameOf(key)
      // A stream is laid down first: the protocol wants length and hash before the bytes, and a retry wants them again.
      const path = typeof source === 'string' ? source : await spool(source)
      try {
        const { size: bytes } = await stat(path)
        const file = { path, bytes, sha256: await hashFile(path) }
        await drain(await client.send({ method: 'PUT', name, headers: { 'content-type': contentType }, file }))
        return { key, bytes }
      } finally {
        if (move || typeof source !== 'string') await rm(path, { force: true })
      }
    },
    async open(key, range) {
      const headers = range ? { range: `bytes=${range.start}-${range.end}` } : undefined
      const response = await client.send({ method: 'GET', name: nameOf(key), headers })
      if (response.statusCode === 404) {
        await drain(response)
        return null
      }
      if (response.statusCode === 416) {
        await drain(response)
        throw new RangeError('the range starts past the end of the file')
      }
      const length = Number(response.headers['content-length'])
      const part = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(response.headers['content-range'] ?? '')
      // Some stores ignore or misread a range; serving other bytes than were asked for would break every player.
      const isAsked = !range || (part && Number(part[1]) === range.start && Number(part[2]) <= range.end)
      if (!Number.isSafeInteger(length) || !isAsked) {
        response.destroy()
        throw storeUnavailable(new Error('the store answered with another part than was asked for'))
      }
      return { stream: response, length, size: part ? Number(part[3]) : length }
    },
    async stat(key) {
      const response = await client.send({ method: 'HEAD', name: nameOf(key) })
      await drain(response)
      return response.statusCode === 404 ? null : { key, bytes: Number(response.headers['content-length']) }
    },
    linkTo: async () => false,
    async remove(key) {
      await drain(await client.send({ method: 'DELETE', name: nameOf(key) }))
    },
    async *list(start = '') {
      let token: string | undefined
      do {
        const page = await listPage(prefix + start, token)
        for (const file of page.files) yield { ...file, key: file.key.slice(prefix.length) }
        token = page.next
      } while (token !== undefined)
    },
    async usage() {
      const sum = { files: 0, bytes: 0 }
      for await (const file of store.list()) {
        sum.files += 1
        sum.bytes += file.bytes
      }
      return sum
    },
    freeBytes: async () => null,
    check: () => checkStore(store),
  }

  async function listPage(start: string, token: string | undefined): Promise<{ files: StoredFile[]; next?: string }> {
    const query: Record<string, string> = { 'list-type': '2', prefix: start }
    if (token !== undefined) query['continuation-token'] = token
    const response = await client.send({ method: 'GET', name: '', query })
    const body = await text(response)
    if (response.statusCode !== 200) throw storeUnavailable(new Error(`no list: ${response.statusCode}`))
    const files = [...body.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, entry]) => ({
      key: xmlValue(entry!, 'Key') ?? '',
      bytes: Number(xmlValue(entry!, 'Size')),
    }))
    const more = xmlValue(body, 'IsTruncated') === 'true'
    return { files, next: more ? xmlValue(body, 'NextContinuationToken') : undefined }
  }

  return store
}

async function spool(source: Readable): Promise<string> {
  const path = join(tmpdir(), `momentum-${randomUUID()}`)
  try {
    await pipeline(source, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
    return path
  } catch (error) {
    await rm(path, { force: true })
    throw asStoreFailure(error)
  }
}

// The connection is free for the next request only when the answer has been read to its end.
async function drain(response: IncomingMessage): Promise<void> {
  for await (const chunk of response) void chunk
}

const xmlEntities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function xmlValue(body: string, name: string): string | undefined {
  const value = new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1]
  return value?.replace(/&(\w+);/g, (whole, entity: string) => xmlEntities[entity] ?? whole)
}
