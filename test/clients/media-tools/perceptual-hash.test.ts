// Runs once: no database is asked.
import { expect } from 'chai'
import sharp, { type Sharp } from 'sharp'
import { perceptualHash } from '../../../src/clients/media-tools/worker/perceptual-hash.ts'
import { differingBits } from '../../../src/core/filters/index.ts'
import { settingsCatalogue } from '../../../src/core/settings/index.ts'
import { corpusPath } from '../../support/uploads.ts'

// Measured over the corpus (17 pictures of 100 pixels a side and more): scaling, blurring and WebP at quality 30 change at
// most 2 bits, JPEG at quality 40 and 25 % brighter or darker 6 at the 90th percentile, JPEG at quality 10 and a cut of 1 %
// on each side 8. Different pictures are at least 22 bits apart.
const pictures = [
  'images/orient-Landscape_3.jpg',
  'images/orient-Portrait_5.jpg',
  'images/sharp-Landscape_9.jpg',
  'images/sharp-Channel_digital_image_CMYK_color_no_profile.jpg',
]

const changes: Record<string, (picture: Sharp, size: { width: number; height: number }) => Sharp> = {
  'JPEG at quality 40': (picture) => picture.jpeg({ quality: 40 }),
  'WebP at quality 30': (picture) => picture.webp({ quality: 30 }),
  'half the size': (picture, { width }) => picture.resize(Math.round(width / 2)).jpeg(),
  'a third of the size': (picture, { width }) => picture.resize(Math.round(width / 3)).webp(),
  brighter: (picture) => picture.modulate({ brightness: 1.2 }).jpeg(),
  darker: (picture) => picture.modulate({ brightness: 0.8 }).jpeg(),
  'without colour': (picture) => picture.greyscale().jpeg(),
  'more contrast': (picture) => picture.linear(1.15, -15).jpeg(),
  blurred: (picture) => picture.blur(1.5).png(),
  'a little cut off': (picture, { width, height }) => {
    const [x, y] = [Math.floor(width / 100), Math.floor(height / 100)]
    return picture.extract({ left: x, top: y, width: width - 2 * x, height: height - 2 * y }).jpeg()
  },
}

describe('The perceptual hash of a picture', () => {
  const distance = settingsCatalogue['moderation.imageDistance'].fallback
  const originals: { png: Buffer; width: number; height: number; hash: string }[] = []

  before(async () => {
    for (const name of pictures) {
      const { data, info } = await sharp(corpusPath(name))
        .autoOrient()
        .resize(800, 800, { fit: 'inside', withoutEnlargement: true })
        .toColourspace('srgb')
        .png()
        .toBuffer({ resolveWithObject: true })
      const hash = await perceptualHash(sharp(data))
      expect(hash, name).to.match(/^[0-9a-f]{16}$/)
      originals.push({ png: data, width: info.width, height: info.height, hash: hash! })
    }
  })

  for (const [change, make] of Object.entries(changes)) {
    it(`stays within the setting when it is ${change}`, async () => {
      for (const { png, hash, ...size } of originals) {
        const changed = await perceptualHash(sharp(await make(sharp(png), size).toBuffer()))
        expect(differingBits(hash, changed!)).to.be.at.most(distance)
      }
    })
  }

  it('keeps different pictures twice as far apart', () => {
    for (const [index, one] of originals.entries()) {
      for (const other of originals.slice(index + 1)) {
        expect(differingBits(one.hash, other.hash)).to.be.at.least(2 * distance)
      }
    }
  })

  it('is none where there is nothing to tell it by', async () => {
    const plain = sharp({ create: { width: 90, height: 60, channels: 3, background: '#2080c0' } })
    expect(await perceptualHash(sharp(await plain.jpeg().toBuffer()))).to.equal(null)
    const transparent = sharp({ create: { width: 9, height: 6, channels: 4, background: '#00000000' } })
    expect(await perceptualHash(sharp(await transparent.png().toBuffer()))).to.equal(null)
  })

  it('counts differing bits', () => {
    expect(differingBits('0000000000000000', 'ffffffffffffffff')).to.equal(64)
    expect(differingBits('8000000000000001', '0000000000000000')).to.equal(2)
    expect(differingBits('89abcdef01234567', '89abcdef01234567')).to.equal(0)
  })
})
