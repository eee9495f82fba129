export interface RetryOptions {
  /** Tries in all, the first included. */
  tries: number
  /** Milliseconds before the second try; doubled before each further one. */
  baseMs: number
  /** The longest wait, in milliseconds. */
  maxMs: number
  /** A number from 0 to 1, for the jitter; `Math.random` unless a test says otherwise. */
  random?: () => number
}

/** How long to wait before try number `attempt` (the first retry is 1): exponential, with full jitter. */
export function backoffMs(attempt: number, options: RetryOptions): number {
  const ceiling = Math.min(options.maxMs, options.baseMs * 2 ** (attempt - 1))
  return Math.round(ceiling * (0.5 + 0.5 * (options.random ?? Math.random)()))
}
