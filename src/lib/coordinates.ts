/** A place on the Earth, WGS 84 degrees. */
export interface Place {
  latitude: number
  longitude: number
}

/** How precisely a place may be known. */
export type Precision = 'exact' | '1km' | 'city'

const kilometresPerDegree = 111.32
const sides = { '1km': 1, city: 10 } as const

/** The side of the square that stands for a place at this precision, in metres; 0 for an exact one. */
export function precisionMetres(precision: Precision): number {
  return precision === 'exact' ? 0 : sides[precision] * 1000
}

/**
 * The place made as coarse as the precision says: the centre of a fixed square of about 1 or 10 km. The squares do not
 * depend on the place, so that many points of one square tell no more than one. An exact place keeps six decimals (0.1 m).
 */
export function coarsen(place: Place, precision: Precision): Place {
  if (precision === 'exact') return { latitude: rounded(place.latitude), longitude: rounded(place.longitude) }
  const step = sides[precision] / kilometresPerDegree
  const latitude = clamp(centre(place.latitude, step), 90)
  // Meridians run together towards the poles; near them one square is as wide as the map.
  const width = Math.min(360, step / Math.max(Math.cos((latitude * Math.PI) / 180), 1e-6))
  return { latitude: rounded(latitude), longitude: rounded(clamp(centre(place.longitude, width), 180)) }
}

function centre(degrees: number, step: number): number {
  return (Math.floor(degrees / step) + 0.5) * step
}

function clamp(degrees: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, degrees))
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}
