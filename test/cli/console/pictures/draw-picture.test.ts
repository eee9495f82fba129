import { expect } from 'chai'
import sharp from 'sharp'
import { type DrawPictureOptions, drawPicture } from '../../../../src/cli/console/pictures/draw-picture.ts'
import { colourCode } from '../../../../src/cli/console/pictures/half-blocks.ts'
import { encodeSixel } from '../../../../src/cli/console/pictures/sixel.ts'
import { unknownAbilities } from '../../../../src/cli/console/terminal/graphics.ts'

const options: DrawPictureOptions = {
  columns: 20,
  rows: 10,
  mosaic: false,
  grey: false,
  abilities: { ...unknownAbilities, answered: true },
  depth: 'full',
  marker: () => '\u{F5000}',
}

async function halves(width: number, height: number): Promise<Buffer> {
  const left = await sharp({ create: { width: width / 2, height, channels: 3, background: '#ff0000' } })
    .png()
    .toBuffer()
  return sharp({ create: { width, height, channels: 3, background: '#0000ff' } })
    .composite([{ input: left, left: 0, top: 0 }])
    .png()
    .toBuffer()
}

describe('drawPicture', () => {
  it('draws two pixels a cell in half blocks, as wide and high as there is room', async () => {
    const { rows, placed } = await drawPicture(await halves(400, 200), options)
    const first = rows[0]?.trusted ?? ''

    expect(placed).to.equal(null)
    expect(rows.length).to.equal(5)
    expect(first.match(/▀/g)?.length).to.equal(20)
    expect(first).to.match(/^\u001b\[38;2;25[0-9];\d;\d;48;2;25/)
  })

  it('shows shades where there are no colours', async () => {
    const { rows } = await drawPicture(await halves(200, 200), { ...options, depth: 'none' })

    expect(rows.map(({ trusted }) => trusted).join('')).to.match(/^[ .:\-=+*#%@]+$/)
  })

  it('makes a mosaic of what nobody asked to see, in which nothing can be made out', async () => {
    const noise = Buffer.from(Array.from({ length: 64 * 64 * 3 }, (_, at) => (at * 7919) % 256))
    const picture = await sharp(noise, { raw: { width: 64, height: 64, channels: 3 } })
      .png()
      .toBuffer()
    const colours = async (mosaic: boolean) => {
      const { rows } = await drawPicture(picture, { ...options, mosaic })
      return new Set(rows.flatMap(({ trusted }) => trusted.match(/38;2;\d+;\d+;\d+/g) ?? [])).size
    }

    expect(await colours(true)).to.be.at.most(36)
    expect(await colours(false)).to.be.greaterThan(60)
  })

  it('draws the blur of a ThumbHash, and a plain field where there is none or it is cut short', async () => {
    const coloursOf = async (thumbHash: string | null) => {
      const { rows } = await drawPicture({ thumbHash }, options)
      return new Set(rows.flatMap(({ trusted }) => trusted.match(/38;2;\d+;\d+;\d+/g) ?? [])).size
    }

    expect(await coloursOf('1QcSHQRnh493V4dIh4eXh1h4kJUI')).to.be.greaterThan(20)
    for (const none of [null, '', 'AAAA', '%%']) expect(await coloursOf(none), String(none)).to.equal(1)
  })

  it('takes the colour out when it is asked to', async () => {
    const { rows } = await drawPicture(await halves(200, 200), { ...options, grey: true })

    for (const [, red, green, blue] of (rows[0]?.trusted ?? '').matchAll(/38;2;(\d+);(\d+);(\d+)/g)) {
      expect([green, blue]).to.deep.equal([red, red])
    }
  })

  it('uses kitty graphics where the terminal has them, in chunks, without asking for an answer', async () => {
    const abilities = { ...unknownAbilities, kitty: true, answered: true }
    const { rows, placed } = await drawPicture(await halves(800, 400), { ...options, abilities })

    expect(rows[0]?.trusted.startsWith('\u{F5000}')).to.equal(true)
    expect(placed?.picture.draw).to.match(/^\u001b_Ga=T,f=100,q=2,C=1,i=\d+,c=20,r=5,m=[01];[A-Za-z0-9+/=]+\u001b\\/)
    expect(placed?.picture.erase).to.match(/a=d/)
    for (const chunk of placed?.picture.draw.split('\u001b\\') ?? []) expect(chunk.length).to.be.at.most(4096 + 80)
  })

  it('uses sixel where the terminal has that', async () => {
    const abilities = { ...unknownAbilities, sixel: true, answered: true }
    const { placed } = await drawPicture(await halves(400, 200), { ...options, abilities })

    expect(placed?.picture.draw)
      .to.match(/^\u001bP0;1q"1;1;160;80#/)
      .and.to.match(/\u001b\\$/)
  })

  it('refuses what is no picture, and what is far larger than a thumbnail', async () => {
    const huge = await sharp({ create: { width: 4000, height: 4000, channels: 3, background: 'red' } })
      .png()
      .toBuffer()

    for (const bytes of [Buffer.from('not a picture'), huge]) {
      const failure = await drawPicture(bytes, options).then(
        () => null,
        (error: Error) => error,
      )
      expect(failure).to.be.instanceOf(Error)
    }
  })
})

describe('encodeSixel', () => {
  it('gives back the pixels it was given, to the colours of its cube', () => {
    const data = new Uint8Array([255, 0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0])
    const pixels = decodeSixel(encodeSixel({ width: 2, height: 2, data }))

    expect(pixels).to.deep.equal([
      [
        [100, 0, 0],
        [0, 0, 100],
      ],
      [
        [100, 100, 100],
        [0, 0, 0],
      ],
    ])
  })
})

describe('colourCode', () => {
  it('comes as close as the terminal can', () => {
    expect(colourCode([255, 85, 85], '16', 38)).to.equal('91')
    expect(colourCode([0, 0, 170], '16', 48)).to.equal('44')
    expect(colourCode([255, 0, 0], '256', 38)).to.equal('38;5;196')
    expect(colourCode([128, 128, 128], '256', 48)).to.equal('48;5;244')
    expect(colourCode([1, 2, 3], 'full', 48)).to.equal('48;2;1;2;3')
  })
})

/** A small reading of DEC sixel, to see what a terminal would draw. */
function decodeSixel(text: string): number[][][] {
  const [, width = '0', height = '0', body = ''] = /^\u001bP0;1q"1;1;(\d+);(\d+)(.*)\u001b\\$/s.exec(text) ?? []
  const pixels = Array.from({ length: Number(height) }, () => Array<number[]>(Number(width)).fill([]))
  const palette = new Map<string, number[]>()
  let [x, top, colour] = [0, 0, [] as number[]]
  for (const [, set, part, pick, run, count, character, end] of body.matchAll(
    /#(\d+);2;(\d+;\d+;\d+)|#(\d+)|(!(\d+))?([?-~])|([$-])/g,
  )) {
    if (set !== undefined) palette.set(set, (part as string).split(';').map(Number))
    else if (pick !== undefined) colour = palette.get(pick) ?? []
    else if (end !== undefined) {
      x = 0
      if (end === '-') top += 6
    } else {
      const bits = (character as string).charCodeAt(0) - 63
      for (let left = run === undefined ? 1 : Number(count); left > 0; left -= 1, x += 1) {
        for (let row = 0; row < 6; row += 1) if (bits & (1 << row)) (pixels[top + row] as number[][])[x] = colour
      }
    }
  }
  return pixels
}
