import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import busboy, { type Busboy } from 'busboy'
import type { Request } from 'express'
import { failure, invalidField } from '../core/errors.ts'
import { Failure } from '../lib/errors.ts'

/** A file that was received, and the fields beside it. */
export interface ReceivedUpload {
  /** Where it lies. Whoever takes it moves it away. */
  readonly path: string
  readonly bytes: number
  readonly sha256: string
  readonly fields: Readonly<Record<string, string>>
}

const mostFields = 8

/**
 * Reads a multipart body with one part `file` and a few small fields, in any order, straight to the disk at `path`. Names
 * and types that the sender gives to the file are not looked at. Throws `content_type_unsupported`, `malformed_request`,
 * `validation_failed`, `payload_too_large`, `storage_full`; then nothing of it is left.
 */
export async function readUpload(request: Request, path: string, maxBytes: number): Promise<ReceivedUpload> {
  const announced = Number(request.headers['content-length'] ?? 0)
  if (announced > maxBytes + 64 * 1024) throw tooLarge(maxBytes)
  const parser = openParser(request, maxBytes)
  const form = new UploadForm(path, maxBytes)
  try {
    form.follow(parser)
    await Promise.race([pipeline(request, parser as Writable), form.refused])
    return await form.finish()
  } catch (error) {
    request.unpipe(parser as Writable)
    // What still comes is thrown away, so that the client reads the answer and does not meet a reset.
    request.resume()
    ;(parser as Writable).destroy()
    await form.abandon()
    throw asFailure(error)
  }
}

function openParser(request: Request, maxBytes: number): Busboy {
  const type = request.headers['content-type'] ?? ''
  if (!/^multipart\/form-data\s*(;|$)/i.test(type)) {
    throw failure('content_type_unsupported', 'Send the file as multipart/form-data.')
  }
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: {
        ...{ files: 1, fields: mostFields, parts: mostFields + 1, headerPairs: 50 },
        ...{ fieldNameSize: 100, fieldSize: 10_000, fileSize: maxBytes },
      },
    })
  } catch (error) {
    throw failure('malformed_request', 'The multipart body has no usable boundary.', { cause: error })
  }
}

class UploadForm {
  readonly #path: string
  readonly #maxBytes: number
  readonly #fields: Record<string, string> = {}
  #refuse: (error: unknown) => void = () => {}
  /** Rejected with the first thing that is wrong, so that the rest is not waited for. */
  readonly refused: Promise<never>
  #file: Readable | undefined
  #written: Promise<{ bytes: number; sha256: string }> | undefined

  constructor(path: string, maxBytes: number) {
    this.#path = path
    this.#maxBytes = maxBytes
    this.refused = new Promise((_, reject) => {
      this.#refuse = reject
    })
    this.refused.catch(() => {})
  }

  follow(parser: Busboy): void {
    parser.on('file', (name, file) => this.#takeFile(name, file))
    parser.on('field', (name, value, info) => {
      if (name === undefined || name === '') return this.#refuse(invalidField('', 'A field has no name.'))
      if (info.nameTruncated || info.valueTruncated) return this.#refuse(invalidField(name.slice(0, 100), 'Too long.'))
      if (Object.hasOwn(this.#fields, name)) return this.#refuse(invalidField(name, 'Given twice.'))
      Object.defineProperty(this.#fields, name, { value, enumerable: true })
    })
    parser.on('filesLimit', () => this.#refuse(invalidField('file', 'Send one file at a time.')))
    for (const limit of ['partsLimit', 'fieldsLimit'] as const) {
      parser.on(limit, () => this.#refuse(invalidField('', `At most ${mostFields} fields beside the file.`)))
    }
  }

  #takeFile(name: string, file: Readable): void {
    // A file that is not read holds the parser up, and one that fails without a listener would end the process.
    file.on('error', (error) => this.#refuse(error))
    if (name !== 'file') {
      file.resume()
      this.#refuse(invalidField((name ?? '').slice(0, 100), 'The file comes in the part named "file".'))
      return
    }
    file.on('limit', () => this.#refuse(tooLarge(this.#maxBytes)))
    this.#file = file
    this.#written = this.#write(file)
    this.#written.catch((error: unknown) => this.#refuse(error))
  }

  async #write(file: Readable): Promise<{ bytes: number; sha256: string }> {
    const hash = createHash('sha256')
    let bytes = 0
    await pipeline(
      file,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk)
          bytes += chunk.length
          yield chunk
        }
      },
      createWriteStream(this.#path, { flags: 'wx', mode: 0o600 }),
    )
    return { bytes, sha256: hash.digest('hex') }
  }

  async finish(): Promise<ReceivedUpload> {
    if (this.#written === undefined) throw invalidField('file', 'There is no file in the part named "file".')
    const written = await Promise.race([this.#written, this.refused])
    return { path: this.#path, fields: this.#fields, ...written }
  }

  async abandon(): Promise<void> {
    this.#file?.destroy()
    await this.#written?.catch(() => {})
    await rm(this.#path, { force: true })
  }
}

function tooLarge(maxBytes: number): Failure {
  return failure('payload_too_large', `A file may have at most ${maxBytes} bytes.`, { extra: { limits: { maxBytes } } })
}

/** A disk without room is ours; whatever else the parser or the connection complains of is the sender's. */
function asFailure(error: unknown): unknown {
  if (error instanceof Failure) return error
  const { code } = error as { code?: string }
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return failure('storage_full', 'The server has no room left for this file.', { cause: error })
  }
  if (code !== undefined && /^E[A-Z]+$/.test(code) && code !== 'ECONNRESET' && code !== 'EPIPE') return error
  return failure('malformed_request', 'The multipart body ended early or is not well-formed.')
}
