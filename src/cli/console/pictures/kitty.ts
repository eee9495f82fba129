import sharp from 'sharp'
import type { PlacedPicture } from '../terminal/frame-writer.ts'
import type { Pixels } from './draw-picture.ts'

const chunkSize = 4096

/** A picture by the kitty graphics protocol: sent as PNG in chunks, placed over its cells, and taken away by its number. */
export async function kittyPicture(
  pixels: Pixels,
  cells: { columns: number; rows: number },
  marker: string,
): Promise<PlacedPicture> {
  const { width, height, data } = pixels
  const png = await sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer()
  const encoded = png.toString('base64')
  const id = (marker.codePointAt(0) as number) & 0xfff || 1
  let draw = ''
  for (let at = 0; at < encoded.length; at += chunkSize) {
    const more = at + chunkSize < encoded.length ? 1 : 0
    // q=2: the terminal answers nothing, so that no answer can ever be taken for typing; C=1: the cursor stays.
    const head = at === 0 ? `a=T,f=100,q=2,C=1,i=${id},c=${cells.columns},r=${cells.rows},m=${more}` : `q=2,m=${more}`
    draw += `\u001b_G${head};${encoded.slice(at, at + chunkSize)}\u001b\\`
  }
  const version = Buffer.from(encoded).subarray(-64, -16).toString('latin1')
  return { id: `${id} ${encoded.length} ${version}`, draw, erase: `\u001b_Ga=d,d=I,i=${id},q=2\u001b\\`, ...cells }
}
