import { crc32, deflateSync } from 'node:zlib'

type Colour = readonly [red: number, green: number, blue: number]

const pairs: readonly (readonly [Colour, Colour])[] = [
  [
    [32, 128, 192],
    [240, 200, 120],
  ],
  [
    [150, 60, 140],
    [250, 170, 150],
  ],
  [
    [30, 110, 80],
    [190, 230, 140],
  ],
]

/** A picture of two colours that run into each other, as PNG. */
export function drawGradient(width: number, height: number, turn: number): Buffer {
  const [from, to] = pairs[turn % pairs.length]!
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const share = (x / width + y / height) / 2
      const at = y * (1 + width * 3) + 1 + x * 3
      for (let part = 0; part < 3; part += 1)
        rows[at + part] = Math.round(from[part]! + (to[part]! - from[part]!) * share)
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits, red, green and blue (PNG, 11.2.2).
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(8 + body.length)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), 4 + body.length)
  return framed
}
