import type { FileHandle } from 'node:fs/promises'

/**
 * Whether a video's outermost parts reach past the end of the file: it was cut short. Its tables, standing in front,
 * still promise the whole, so no reader of tables notices.
 */
export async function isCutShort(file: FileHandle, container: 'mp4' | 'mov' | 'webm'): Promise<boolean> {
  const { size } = await file.stat()
  return container === 'webm' ? isMatroskaCutShort(file, size) : isBoxFileCutShort(file, size)
}

async function isBoxFileCutShort(file: FileHandle, size: number): Promise<boolean> {
  let offset = 0
  for (let box = 0; box < 100_000 && offset + 8 <= size; box += 1) {
    const view = await readView(file, offset, 16)
    const short = view.getUint32(0)
    // 0: to the end of the file. 1: a 64-bit length follows the type.
    if (short === 0) return false
    const length = short === 1 && view.byteLength === 16 ? Number(view.getBigUint64(8)) : short
    if (length < 8) return true
    offset += length
  }
  return offset > size
}

async function isMatroskaCutShort(file: FileHandle, size: number): Promise<boolean> {
  const header = await readView(file, 0, Math.min(size, 4096))
  const start = 4 + vintWidth(header.getUint8(4)) + (readVint(header, 4) ?? 0)
  if (start + 12 > header.byteLength || header.getUint32(start) !== 0x18538067) return false
  const length = readVint(header, start + 4)
  return length !== null && start + 4 + vintWidth(header.getUint8(start + 4)) + length > size
}

function vintWidth(first: number): number {
  return Math.clz32(first) - 23
}

// A variable-length number whose first bits say its width; all ones means "unknown", as live recorders write it.
function readVint(view: DataView, offset: number): number | null {
  const width = vintWidth(view.getUint8(offset))
  if (width > 8 || offset + width > view.byteLength) return null
  let value = BigInt(view.getUint8(offset) & (0xff >> width))
  for (let index = 1; index < width; index += 1) value = value * 256n + BigInt(view.getUint8(offset + index))
  return value === 2n ** BigInt(7 * width) - 1n ? null : Number(value)
}

async function readView(file: FileHandle, offset: number, length: number): Promise<DataView> {
  const bytes = new Uint8Array(length)
  const { bytesRead } = await file.read(bytes, 0, length, offset)
  return new DataView(bytes.buffer, 0, bytesRead)
}
