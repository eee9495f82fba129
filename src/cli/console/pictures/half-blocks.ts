import type { TrustedRow } from '../draw/paint.ts'
import type { ColourDepth } from '../terminal/theme.ts'
import type { Pixels } from './draw-picture.ts'

type Colour = readonly [red: number, green: number, blue: number]

const shades = ' .:-=+*#%@'
const sixteen: readonly Colour[] = [
  [0, 0, 0],
  [170, 0, 0],
  [0, 170, 0],
  [170, 85, 0],
  [0, 0, 170],
  [170, 0, 170],
  [0, 170, 170],
  [170, 170, 170],
  [85, 85, 85],
  [255, 85, 85],
  [85, 255, 85],
  [255, 255, 85],
  [85, 85, 255],
  [255, 85, 255],
  [85, 255, 255],
  [255, 255, 255],
]

/** Two pixels a cell: the upper half block in one colour on the other; without colours, letters by brightness. */
export function halfBlockRows(pixels: Pixels, depth: ColourDepth): TrustedRow[] {
  const rows: TrustedRow[] = []
  for (let y = 0; y < pixels.height; y += 2) {
    rows.push({ trusted: depth === 'none' ? shadeRow(pixels, y) : colourRow(pixels, y, depth) })
  }
  return rows
}

function colourRow(pixels: Pixels, y: number, depth: ColourDepth): string {
  let line = ''
  let style = ''
  for (let x = 0; x < pixels.width; x += 1) {
    const upper = colourCode(pixelAt(pixels, x, y), depth, 38)
    const hasLower = y + 1 < pixels.height
    const next = hasLower ? `${upper};${colourCode(pixelAt(pixels, x, y + 1), depth, 48)}` : `${upper};49`
    if (next !== style) line += `\u001b[${next}m`
    style = next
    line += '▀'
  }
  return `${line}\u001b[0m`
}

function shadeRow(pixels: Pixels, y: number): string {
  let line = ''
  for (let x = 0; x < pixels.width; x += 1) {
    const light =
      (brightness(pixelAt(pixels, x, y)) + brightness(pixelAt(pixels, x, Math.min(y + 1, pixels.height - 1)))) / 2
    line += shades[Math.min(shades.length - 1, Math.floor((light / 256) * shades.length))]
  }
  return line
}

/** SGR parameters for a colour in the foreground (38) or the background (48), as close as the terminal can. */
export function colourCode(colour: Colour, depth: ColourDepth, place: 38 | 48): string {
  const [red, green, blue] = colour
  if (depth === 'full') return `${place};2;${red};${green};${blue}`
  if (depth === '256') return `${place};5;${cubeIndex(colour)}`
  const nearest = sixteen.reduce(
    (best, _, index) => (distance(colour, index) < distance(colour, best) ? index : best),
    0,
  )
  const base = nearest < 8 ? 30 + nearest : 82 + nearest
  return String(place === 38 ? base : base + 10)
}

function cubeIndex([red, green, blue]: Colour): number {
  const grey = Math.abs(red - green) < 8 && Math.abs(green - blue) < 8
  if (grey && red > 4 && red < 247) return 232 + Math.min(23, Math.round(((red - 8) / 230) * 23))
  const step = (value: number) => (value < 48 ? 0 : value < 115 ? 1 : Math.min(5, Math.floor((value - 35) / 40)))
  return 16 + 36 * step(red) + 6 * step(green) + step(blue)
}

function distance(colour: Colour, index: number): number {
  const other = sixteen[index] as Colour
  return (colour[0] - other[0]) ** 2 * 2 + (colour[1] - other[1]) ** 2 * 4 + (colour[2] - other[2]) ** 2 * 3
}

function brightness([red, green, blue]: Colour): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function pixelAt({ data, width }: Pixels, x: number, y: number): Colour {
  const at = (y * width + x) * 3
  return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0]
}
