import { BrokenHeader, type ByteSource, fourCharacters, readExactly } from './byte-source.ts'
import type { ImageHeader } from './image-header.ts'

const maxBoxes = 4096

interface Box {
  type: string
  /** Where the content starts, and where the box ends (never past its parent). */
  start: number
  end: number
}

/**
 * The size of a HEIF or AVIF picture: the largest of the sizes (`ispe`) that its items claim. A picture made of tiles
 * has its whole size among them, so the largest is what a decoder would have to make room for.
 */
export async function readHeifHeader(source: ByteSource): Promise<ImageHeader> {
  const budget = { boxes: maxBoxes }
  const meta = await findBox(source, { type: '', start: 0, end: source.size }, 'meta', budget)
  // `meta` is a full box: four bytes of version and flags stand before its children.
  const properties = meta && (await findBox(source, { ...meta, start: meta.start + 4 }, 'iprp', budget))
  const container = properties && (await findBox(source, properties, 'ipco', budget))
  if (!container) throw new BrokenHeader('a HEIF file without item properties')

  let largest: ImageHeader | null = null
  for await (const box of walkBoxes(source, container, budget)) {
    if (box.type !== 'ispe' || box.end - box.start < 12) continue
    const view = await readExactly(source, box.start, 12)
    const width = view.getUint32(4)
    const height = view.getUint32(8)
    if (!largest || width * height > largest.width * largest.height) largest = { width, height, frames: 1 }
  }
  if (!largest || largest.width === 0 || largest.height === 0) throw new BrokenHeader('a HEIF file without a size')
  return largest
}

async function findBox(source: ByteSource, parent: Box, type: string, budget: { boxes: number }): Promise<Box | null> {
  for await (const box of walkBoxes(source, parent, budget)) if (box.type === type) return box
  return null
}

async function* walkBoxes(source: ByteSource, parent: Box, budget: { boxes: number }): AsyncGenerator<Box> {
  let offset = parent.start
  while (offset + 8 <= parent.end) {
    budget.boxes -= 1
    if (budget.boxes < 0) throw new BrokenHeader('a HEIF file with too many boxes')
    const view = await readExactly(source, offset, 8)
    let length = view.getUint32(0)
    let headerLength = 8
    if (length === 0) length = parent.end - offset
    if (length === 1) {
      length = Number((await readExactly(source, offset + 8, 8)).getBigUint64(0))
      headerLength = 16
    }
    if (length < headerLength) throw new BrokenHeader('a HEIF file with a box shorter than its header')
    yield { type: fourCharacters(view, 4), start: offset + headerLength, end: Math.min(offset + length, parent.end) }
    offset += length
  }
}
