/** Where rows of different heights stand below each other. */
export interface Geometry {
  /** The upper edge of each row, and at last the height of all. */
  offsets: Float64Array
  total: number
}

/** Stacks rows; `heightOf` is what was measured, or a guess. */
export function stack(count: number, heightOf: (index: number) => number): Geometry {
  const offsets = new Float64Array(count + 1)
  for (let index = 0; index < count; index += 1) offsets[index + 1] = offsets[index]! + heightOf(index)
  return { offsets, total: offsets[count]! }
}

/** The row at a height; the last one below the end. */
export function rowAt({ offsets }: Geometry, y: number): number {
  let [low, high] = [0, Math.max(0, offsets.length - 2)]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (offsets[middle]! <= y) low = middle
    else high = middle - 1
  }
  return low
}

/** The rows to be drawn for a view: those in it and so many pixels beyond. `end` is one behind the last. */
export function rowsInView(
  geometry: Geometry,
  top: number,
  height: number,
  beyond: number,
): { start: number; end: number } {
  const count = geometry.offsets.length - 1
  if (count === 0) return { start: 0, end: 0 }
  return {
    start: rowAt(geometry, Math.max(0, top - beyond)),
    end: Math.min(count, rowAt(geometry, top + height + beyond) + 1),
  }
}
