import { mkdirSync } from 'node:fs'
import sharp from 'sharp'
import { people, visitor } from '../../src/cli/installation/demo/people/people.ts'
import { posts } from '../../src/cli/installation/demo/people/posts.ts'
import { drawAvatar, drawPicture } from '../../src/cli/installation/demo/pictures/index.ts'

// Draws what the README shows of the demo's pictures: `node --import=tsx test/support/draw-demo-pictures.ts`.

mkdirSync('docs/demo', { recursive: true })
const faces = [visitor, ...people].filter(({ look }) => typeof look !== 'string').slice(0, 24)
await sheet(
  'docs/demo/people.webp',
  12,
  100,
  faces.map(({ username, look }) => drawAvatar(username, look)),
)
const shown = posts.filter(({ film, by }, index) => !film && by !== 'deal.hunter' && index % 5 < 2).slice(0, 40)
await sheet(
  'docs/demo/pictures.webp',
  10,
  120,
  shown.map(({ scenes, shape, by, caption }) => drawPicture(scenes[0]!, shape, `${by} ${caption}`)),
)

async function sheet(file: string, columns: number, side: number, drawing: Promise<Buffer>[]): Promise<void> {
  const gap = 4
  const tiles = await Promise.all(
    (await Promise.all(drawing)).map((bytes) => sharp(bytes).resize(side, side, { fit: 'cover' }).toBuffer()),
  )
  const rows = Math.ceil(tiles.length / columns)
  const place = (index: number) => ({
    left: (index % columns) * (side + gap),
    top: Math.floor(index / columns) * (side + gap),
  })
  await sharp({
    create: {
      width: columns * (side + gap) - gap,
      height: rows * (side + gap) - gap,
      channels: 4,
      background: { r: 0, g: 0, b: 0, alpha: 0 },
    },
  })
    .composite(tiles.map((input, index) => ({ input, ...place(index) })))
    .webp({ quality: 82 })
    .toFile(file)
}
