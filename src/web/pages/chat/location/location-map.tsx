import type { JSX } from 'preact'
import { metresFrom, niceLength, type Point } from './geometry.ts'
import { sayDistance } from './say-distance.ts'

interface LocationMapProps {
  place: Point
  /** Radius in metres in which it is. */
  accuracy: number
  heading: number | null
  trail: readonly Point[]
  /** Where oneself is. */
  own: Point | undefined
  label: string
}

const width = 320
const height = 200
const margin = 34

/** A drawing without streets, north above: the place with its accuracy, its way, oneself, and a scale. */
export function LocationMap({ place, accuracy, heading, trail, own, label }: LocationMapProps): JSX.Element {
  const points = [...trail, place, ...(own === undefined ? [] : [own])].map((point) => metresFrom(place, point))
  const reach = Math.max(40, Math.min(accuracy, own === undefined ? accuracy : Number.POSITIVE_INFINITY))
  const edges = {
    west: Math.min(-reach, ...points.map(({ east }) => east)),
    east: Math.max(reach, ...points.map(({ east }) => east)),
    south: Math.min(-reach, ...points.map(({ north }) => north)),
    north: Math.max(reach, ...points.map(({ north }) => north)),
  }
  const scale = Math.min(
    (width - 2 * margin) / (edges.east - edges.west),
    (height - 2 * margin) / (edges.north - edges.south),
  )
  const [middleEast, middleNorth] = [(edges.east + edges.west) / 2, (edges.north + edges.south) / 2]
  const onMap = (point: Point): { x: number; y: number } => {
    const { east, north } = metresFrom(place, point)
    return { x: width / 2 + (east - middleEast) * scale, y: height / 2 - (north - middleNorth) * scale }
  }
  const at = onMap(place)
  const me = own === undefined ? undefined : onMap(own)
  const grid = niceLength(70 / scale)
  const gridPixels = grid * scale
  const path = trail.map(onMap).map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`)
  return (
    <svg class="location-map" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <g class="location-grid">
        {lines(at.x, gridPixels, width).map((x) => (
          <line key={`x${x}`} x1={x} x2={x} y1={0} y2={height} />
        ))}
        {lines(at.y, gridPixels, height).map((y) => (
          <line key={`y${y}`} x1={0} x2={width} y1={y} y2={y} />
        ))}
      </g>
      <circle class="location-accuracy" cx={at.x} cy={at.y} r={Math.max(10, accuracy * scale)} />
      {path.length > 1 && <polyline class="location-trail" points={path.join(' ')} />}
      {me !== undefined && <line class="location-between" x1={me.x} y1={me.y} x2={at.x} y2={at.y} />}
      {me !== undefined && <circle class="location-own" cx={me.x} cy={me.y} r={7} />}
      {heading !== null && (
        <path class="location-heading" d="M0-17 6-7H-6z" transform={`translate(${at.x} ${at.y}) rotate(${heading})`} />
      )}
      <circle class="location-place" cx={at.x} cy={at.y} r={8} />
      <g class="location-scale" transform={`translate(14 ${height - 14})`}>
        <path d={`M0-5V0H${gridPixels}V-5`} />
        <text x={gridPixels / 2} y={-7}>
          {sayDistance(grid)}
        </text>
      </g>
      <g class="location-north" transform={`translate(${width - 20} 22)`}>
        <path d="M0-12 5 2 0-1-5 2z" />
        <text y={14}>N</text>
      </g>
    </svg>
  )
}

/** Where lines of a grid through a point cross an edge of this length. */
function lines(through: number, step: number, length: number): number[] {
  const first = ((through % step) + step) % step
  return Array.from({ length: Math.floor((length - first) / step) + 1 }, (_, index) => first + index * step)
}
