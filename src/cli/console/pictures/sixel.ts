import type { PlacedPicture } from '../terminal/frame-writer.ts'
import type { Pixels } from './draw-picture.ts'

const levels = 6
const bayer = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5]

/** A picture as DEC sixel: a colour cube with ordered dithering, which needs no look at the whole picture first. */
export function sixelPicture(pixels: Pixels, cells: { columns: number; rows: number }, marker: string): PlacedPicture {
  const draw = encodeSixel(pixels)
  return { id: `${marker} ${draw.length} ${draw.slice(-48)}`, draw, erase: '', ...cells }
}

/** The bytes of a sixel picture, run-length encoded, six rows at a time. */
export function encodeSixel(pixels: Pixels): string {
  const { width, height } = pixels
  const indices = quantise(pixels)
  const used = [...new Set(indices)].sort((one, other) => one - other)
  let text = `\u001bP0;1q"1;1;${width};${height}`
  for (const index of used) {
    const [red, green, blue] = [Math.floor(index / 36), Math.floor(index / 6) % 6, index % 6].map((part) => part * 20)
    text += `#${index};2;${red};${green};${blue}`
  }
  for (let top = 0; top < height; top += 6) text += `${band(indices, width, height, top)}-`
  return `${text}\u001b\\`
}

function band(indices: Uint8Array, width: number, height: number, top: number): string {
  const masks = new Map<number, Uint8Array>()
  for (let y = top; y < Math.min(top + 6, height); y += 1) {
    for (let x = 0; x < width; x += 1) {
      const index = indices[y * width + x] as number
      const mask = masks.get(index) ?? new Uint8Array(width)
      masks.set(index, mask)
      mask[x] = (mask[x] as number) | (1 << (y - top))
    }
  }
  return [...masks].map(([index, mask]) => `#${index}${runs(mask)}`).join('$')
}

function runs(mask: Uint8Array): string {
  let text = ''
  for (let x = 0; x < mask.length; ) {
    const value = mask[x] as number
    let length = 1
    while (mask[x + length] === value) length += 1
    const character = String.fromCharCode(63 + value)
    text += length > 3 ? `!${length}${character}` : character.repeat(length)
    x += length
  }
  return text
}

function quantise({ width, height, data }: Pixels): Uint8Array {
  const indices = new Uint8Array(width * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x
      const nudge = ((bayer[(y % 4) * 4 + (x % 4)] as number) + 0.5) / 16
      const part = (offset: number) =>
        Math.min(levels - 1, Math.floor(((data[at * 3 + offset] as number) / 255) * (levels - 1) + nudge))
      indices[at] = part(0) * 36 + part(1) * 6 + part(2)
    }
  }
  return indices
}
