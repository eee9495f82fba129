/** Width and height of a picture in its own units. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** Collects the definitions and shapes of one SVG. */
export interface Canvas extends Size {
  /** Adds shapes, later ones above earlier ones. */
  draw(...shapes: string[]): void
  /** A gradient from top to bottom, or along `angle` degrees; answers what to fill with. */
  gradient(colours: readonly string[], angle?: number): string
  /** A gradient from a middle outwards, which fades to nothing. */
  glow(colour: string, strength?: number): string
  svg(): string
}

/** An empty picture. */
export function newCanvas({ width, height }: Size): Canvas {
  const definitions: string[] = []
  const shapes: string[] = []
  const define = (make: (id: string) => string): string => {
    const id = `d${definitions.length}`
    definitions.push(make(id))
    return `url(#${id})`
  }
  const stops = (colours: readonly string[]): string =>
    colours
      .map((colour, index) => `<stop offset="${round(index / (colours.length - 1))}" stop-color="${colour}"/>`)
      .join('')
  return {
    width,
    height,
    draw: (...more) => {
      shapes.push(...more)
    },
    gradient: (colours, angle = 90) =>
      define((id) => {
        const [x, y] = [Math.cos((angle * Math.PI) / 180) / 2, Math.sin((angle * Math.PI) / 180) / 2]
        return `<linearGradient id="${id}" x1="${round(0.5 - x)}" y1="${round(0.5 - y)}" x2="${round(0.5 + x)}" y2="${round(0.5 + y)}">${stops(colours)}</linearGradient>`
      }),
    glow: (colour, strength = 1) =>
      define(
        (id) =>
          `<radialGradient id="${id}"><stop offset="0" stop-color="${colour}" stop-opacity="${strength}"/><stop offset="1" stop-color="${colour}" stop-opacity="0"/></radialGradient>`,
      ),
    svg: () =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><defs>${definitions.join('')}</defs>${shapes.join('')}</svg>`,
  }
}

type Style = Readonly<Record<string, string | number>>

function styled(style: Style): string {
  return Object.entries(style)
    .map(
      ([name, value]) =>
        ` ${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}="${typeof value === 'number' ? round(value) : value}"`,
    )
    .join('')
}

export function rect(x: number, y: number, width: number, height: number, fill: string, style: Style = {}): string {
  return `<rect${styled({ x, y, width, height, fill, ...style })}/>`
}

export function circle(cx: number, cy: number, r: number, fill: string, style: Style = {}): string {
  return `<circle${styled({ cx, cy, r, fill, ...style })}/>`
}

export function ellipse(cx: number, cy: number, rx: number, ry: number, fill: string, style: Style = {}): string {
  return `<ellipse${styled({ cx, cy, rx, ry, fill, ...style })}/>`
}

export function path(d: string, fill: string, style: Style = {}): string {
  return `<path${styled({ d, fill, ...style })}/>`
}

export function line(d: string, stroke: string, width: number, style: Style = {}): string {
  return `<path${styled({ d, fill: 'none', stroke, strokeWidth: width, strokeLinecap: 'round', ...style })}/>`
}

/** Shapes moved, turned and scaled together. */
export function group(transform: string, ...shapes: string[]): string {
  return `<g transform="${transform}">${shapes.join('')}</g>`
}

/** A smooth line through points, as the `d` of a path. */
export function smooth(points: readonly (readonly [number, number])[]): string {
  const [first, ...rest] = points
  let d = `M${round(first![0])} ${round(first![1])}`
  rest.forEach(([x, y], index) => {
    const [beforeX, beforeY] = points[index]!
    const middle = (beforeX + x) / 2
    d += `C${round(middle)} ${round(beforeY)} ${round(middle)} ${round(y)} ${round(x)} ${round(y)}`
  })
  return d
}

export function polygon(points: readonly (readonly [number, number])[]): string {
  return `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')}Z`
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

/** A colour between two, `share` of the way from the first to the second. */
export function mix(one: string, other: string, share: number): string {
  const parts = (colour: string): number[] => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  const [from, to] = [parts(one), parts(other)]
  return `#${from
    .map((value, index) =>
      Math.round(value + (to[index]! - value) * share)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`
}
