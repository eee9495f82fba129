import sharp, { type Sharp } from 'sharp'
import { thumbHashToRGBA } from 'thumbhash'
import type { TrustedRow } from '../draw/paint.ts'
import type { PlacedPicture } from '../terminal/frame-writer.ts'
import type { TerminalAbilities } from '../terminal/graphics.ts'
import type { ColourDepth } from '../terminal/theme.ts'
import { halfBlockRows } from './half-blocks.ts'
import { kittyPicture } from './kitty.ts'
import { sixelPicture } from './sixel.ts'

/** Pixels as red, green and blue, row by row. */
export interface Pixels {
  width: number
  height: number
  data: Uint8Array
}

export interface DrawPictureOptions {
  columns: number
  rows: number
  /** Only a mosaic of a few tiles: what it is about cannot be made out. */
  mosaic: boolean
  grey: boolean
  abilities: TerminalAbilities
  depth: ColourDepth
  /** A private character for a picture that the terminal draws itself. */
  marker(): string
}

export interface DrawnPicture {
  rows: TrustedRow[]
  placed: { marker: string; picture: PlacedPicture } | null
}

// A thumbnail has a few hundred pixels a side; whatever claims more is not ours and is not decoded.
const mostPixels = 4_000_000
const mosaicTiles = 6

/** A ThumbHash instead of a picture that nobody asked to see yet; null where there is not even that. */
export interface Placeholder {
  thumbHash: string | null
}

/** Decodes a thumbnail into the best form the terminal has: kitty graphics, sixel, or half blocks in its colours. */
export async function drawPicture(
  source: Uint8Array | Placeholder,
  options: DrawPictureOptions,
): Promise<DrawnPicture> {
  const bytes = source instanceof Uint8Array ? source : await blurredPicture(source)
  const { abilities, columns, rows, depth } = options
  const graphics = (abilities.kitty || abilities.sixel) && depth !== 'none'
  const cell = graphics ? abilities.cell : { width: 1, height: 2 }
  const pixels = await decode(bytes, { width: columns * cell.width, height: rows * cell.height }, options, graphics)
  if (!graphics) return { rows: halfBlockRows(pixels, depth), placed: null }
  const used = { columns: Math.ceil(pixels.width / cell.width), rows: Math.ceil(pixels.height / cell.height) }
  const marker = options.marker()
  const picture = abilities.kitty ? await kittyPicture(pixels, used, marker) : sixelPicture(pixels, used, marker)
  const blanks = Array.from({ length: used.rows }, (_, row): TrustedRow => {
    const line = ' '.repeat(used.columns)
    return { trusted: row === 0 ? marker + line.slice(1) : line }
  })
  return { rows: blanks, placed: { marker, picture } }
}

async function blurredPicture({ thumbHash }: Placeholder): Promise<Uint8Array> {
  const blur = thumbHashToRGBA(Buffer.from(thumbHash ?? '', 'base64'))
  // One that is missing or cut short comes out without a width; the picture can still be asked for.
  const image =
    blur.w === 0
      ? sharp({ create: { width: 16, height: 10, channels: 3, background: '#303030' } })
      : sharp(blur.rgba, { raw: { width: blur.w, height: blur.h, channels: 4 } })
  return image.png().toBuffer()
}

async function decode(
  bytes: Uint8Array,
  room: { width: number; height: number },
  { mosaic, grey, abilities }: DrawPictureOptions,
  graphics: boolean,
): Promise<Pixels> {
  const open = () => sharp(bytes, { limitInputPixels: mostPixels, pages: 1, failOn: 'error' }).autoOrient()
  const fitted = async () => {
    const image = open()
      .resize({ ...shape, fit: 'fill' })
      .flatten({ background: '#202020' })
    return (grey ? image.greyscale() : image).toColourspace('srgb').removeAlpha()
  }
  const { width = 1, height = 1, orientation = 1 } = await sharp(bytes, { limitInputPixels: mostPixels }).metadata()
  const [wide, high] = orientation >= 5 ? [height, width] : [width, height]
  // Half a cell is as wide as high only where a cell is twice as high as wide; other fonts would squash the picture.
  const squash = graphics ? 1 : (2 * abilities.cell.width) / abilities.cell.height
  const scale = Math.min(room.width / (wide / squash), room.height / high)
  const shape = {
    width: Math.max(1, Math.min(room.width, Math.round((wide / squash) * scale))),
    height: Math.max(1, Math.min(room.height, Math.round(high * scale))),
  }
  if (mosaic) {
    const tiles = await sharp(await (await fitted()).png().toBuffer())
      .resize({ width: mosaicTiles, height: mosaicTiles, fit: 'fill' })
      .png()
      .toBuffer()
    const image = sharp(tiles)
      .resize({ ...shape, fit: 'fill', kernel: 'nearest' })
      .removeAlpha()
    return raw(image)
  }
  return raw(await fitted())
}

async function raw(image: Sharp): Promise<Pixels> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true })
  if (info.channels === 3) return { width: info.width, height: info.height, data }
  const colours = new Uint8Array(info.width * info.height * 3)
  for (let at = 0; at < info.width * info.height; at += 1) {
    for (let part = 0; part < 3; part += 1) {
      colours[at * 3 + part] = data[at * info.channels + Math.min(part, info.channels - 1)] as number
    }
  }
  return { width: info.width, height: info.height, data: colours }
}
