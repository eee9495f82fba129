/** Bytes that can be read anywhere: a file, or a buffer. `read` answers fewer bytes than asked for only at the end. */
export interface ByteSource {
  readonly size: number
  read(offset: number, length: number): Promise<Uint8Array>
}

/** A `ByteSource` over bytes in memory. */
export function bufferSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: async (offset, length) => bytes.subarray(Math.min(offset, bytes.length), offset + length),
  }
}

/** Thrown by the header readers when the bytes do not hold what their format promises. */
export class BrokenHeader extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'BrokenHeader'
  }
}

/** Reads exactly `length` bytes, or throws `BrokenHeader` when the source ends before. */
export async function readExactly(source: ByteSource, offset: number, length: number): Promise<DataView> {
  const bytes = await source.read(offset, length)
  if (bytes.length < length) throw new BrokenHeader('the file ends in the middle of its header')
  return new DataView(bytes.buffer, bytes.byteOffset, length)
}

/** Four bytes as the text they spell (`IHDR`, `moov`), Latin-1. */
export function fourCharacters(view: DataView, offset: number): string {
  return String.fromCharCode(
    view.getUint8(offset),
    view.getUint8(offset + 1),
    view.getUint8(offset + 2),
    view.getUint8(offset + 3),
  )
}
