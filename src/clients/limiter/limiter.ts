/** So many points in so many seconds. */
export interface LimitRule {
  points: number
  windowSeconds: number
}

export interface LimitState {
  /** Whether this was let through; of `peek`, whether another would be. */
  allowed: boolean
  limit: number
  remaining: number
  /** Seconds, rounded up, until all points are back; 0 when none is used. */
  resetSeconds: number
}

/**
 * Counts what is done under a key, in windows that begin with the first point used and give all back at their end. A key
 * says what is limited and for whom, such as `login:network:203.0.113.0`; one key always goes with one rule.
 */
export interface Limiter {
  /** Takes `cost` points (1 unless said otherwise) if they are there; what is refused costs nothing. */
  consume(key: string, rule: LimitRule, cost?: number): Promise<LimitState>
  /** How things stand, without taking anything. */
  peek(key: string, rule: LimitRule): Promise<LimitState>
  /** Takes points whether they are there or not, for what is counted only once it has failed. */
  penalise(key: string, rule: LimitRule, cost?: number): Promise<LimitState>
  /** Gives all points back. */
  reset(key: string): Promise<void>
  close(): Promise<void>
}

/** The answer for `used` points of a window that ends in `leftMs`. */
export function limitState(rule: LimitRule, used: number, leftMs: number, allowed = used < rule.points): LimitState {
  return {
    allowed,
    limit: rule.points,
    remaining: Math.max(0, rule.points - used),
    resetSeconds: used === 0 ? 0 : Math.max(0, Math.ceil(leftMs / 1000)),
  }
}
