'use strict'

// Draws the web client's icons from the one drawing in static/icons/icon.svg: `node bin/draw-icons.js`. The pictures are
// kept in the repository, so that nothing has to be drawn to build.

const { readFileSync } = require('node:fs')
const path = require('node:path')
const sharp = require('sharp')

const folder = path.join(__dirname, '..', 'static', 'icons')
const drawing = readFileSync(path.join(folder, 'icon.svg'), 'utf8')
// Where the device cuts its own shape, the ground reaches the edges and the sign stays in the safe circle of 80 %.
const fullBleed = drawing
  .replace('rx="8"', '')
  .replace('</svg>', '</g></svg>')
  .replace(/(<rect[^>]*>)/, '$1<g transform="translate(16 16) scale(.8) translate(-16 -16)">')

/** The sign alone, white on nothing, as Android draws it in the status bar. */
const silhouette = drawing.replace(/<rect[^>]*>/, '').replace(/#8fe3cb/g, '#ffffff')

const pictures = [
  ['icon-32.png', drawing, 32],
  ['icon-192.png', drawing, 192],
  ['icon-512.png', drawing, 512],
  ['maskable-512.png', fullBleed, 512],
  ['apple-touch-icon.png', fullBleed, 180],
  ['badge-96.png', silhouette, 96],
]

async function main() {
  for (const [name, svg, size] of pictures) {
    await sharp(Buffer.from(svg), { density: (72 * size) / 32 })
      .resize(size, size)
      .png({ compressionLevel: 9, palette: true })
      .toFile(path.join(folder, name))
  }
}

main()
