import type { FileHandle } from 'node:fs/promises'
import type { ByteSource } from '../../lib/media-type/index.ts'

const windowLength = 65_536

/** A `ByteSource` over an open file that reads 64 kB at a time, so that walking a header costs few system calls. */
export function fileSource(file: FileHandle, size: number): ByteSource {
  let start = 0
  let window = new Uint8Array(0)

  async function fill(offset: number, length: number): Promise<Uint8Array> {
    const buffer = new Uint8Array(Math.max(0, Math.min(length, size - offset)))
    const { bytesRead } = await file.read(buffer, 0, buffer.length, offset)
    return buffer.subarray(0, bytesRead)
  }

  return {
    size,
    async read(offset, length) {
      if (length > windowLength) return fill(offset, length)
      if (offset < start || offset + length > start + window.length) {
        window = (await fill(offset, windowLength)) as Uint8Array<ArrayBuffer>
        start = offset
      }
      return window.subarray(offset - start, offset - start + length)
    },
  }
}
