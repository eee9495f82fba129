export interface Point {
  latitude: number
  longitude: number
}

const earthMetres = 6_371_008.8

const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Metres between two points, over the ground (haversine). */
export function distanceBetween(one: Point, other: Point): number {
  const [a, b] = [radians(one.latitude), radians(other.latitude)]
  const h =
    Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(radians(other.longitude - one.longitude) / 2) ** 2
  return 2 * earthMetres * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** In which direction the other point lies at first, in degrees from north. */
export function bearingTo(from: Point, to: Point): number {
  const [a, b] = [radians(from.latitude), radians(to.latitude)]
  const turn = radians(to.longitude - from.longitude)
  const y = Math.sin(turn) * Math.cos(b)
  const x = Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(turn)
  return ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360
}

/** Which of the eight directions, from north clockwise, a bearing is closest to. */
export function directionOf(bearing: number): number {
  return Math.round((((bearing % 360) + 360) % 360) / 45) % 8
}

/** Metres to the east and to the north of a centre: true on the scale of a town, across the date line too. */
export function metresFrom(centre: Point, point: Point): { east: number; north: number } {
  const turn = ((point.longitude - centre.longitude + 540) % 360) - 180
  return {
    east: radians(turn) * earthMetres * Math.cos(radians(centre.latitude)),
    north: radians(point.latitude - centre.latitude) * earthMetres,
  }
}

const niceSteps = [1, 2, 5]

/** The roundest length that is at most `metres`: 1, 2 or 5 with noughts. */
export function niceLength(metres: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, metres)))
  const step = niceSteps.findLast((one) => one * power <= metres) ?? 1
  return step * power
}
