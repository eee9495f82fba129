/** How the measurements are made. */
export interface BenchOptions {
  people: number
  rounds: number
  seconds: number
  connections: number
  /** Scenarios, when not all are wanted. */
  only: readonly string[] | undefined
  /** A data set that is there already, in the shape of bench/data/rows.ts. */
  seed: string | undefined
  /** Processes that serve as Momentum in the group `requests`. */
  workers: number
  /** Other servers, as `file#name`. */
  beside: readonly string[]
  /** How many videos the large feed has. */
  videos: number
}
