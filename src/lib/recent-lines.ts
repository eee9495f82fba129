/** A line with its place: each has a higher number than those before it. */
export interface RecentLine {
  number: number
  line: string
}

/** The last lines of a log, so many and no more than fit. */
export interface RecentLines {
  add(line: string): void
  newestFirst(): RecentLine[]
}

/** Keeps the last 2,000 lines, and fewer where they are long: at most about two million characters. */
export function createRecentLines({ lines = 2000, characters = 2_000_000 } = {}): RecentLines {
  // A ring, because this is on the way of every request.
  const ring = new Array<string>(lines).fill('')
  let written = 0
  let kept = 0
  let length = 0
  const oldest = () => (written - kept) % lines
  const forgetOne = () => {
    length -= ring[oldest()]!.length
    ring[oldest()] = ''
    kept -= 1
  }
  return {
    add: (line) => {
      if (kept === lines) forgetOne()
      ring[written % lines] = line
      written += 1
      kept += 1
      length += line.length
      while (length > characters && kept > 1) forgetOne()
    },
    newestFirst: () =>
      Array.from({ length: kept }, (_, back) => {
        const number = written - back
        return { number, line: ring[(number - 1) % lines]! }
      }),
  }
}
