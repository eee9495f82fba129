import { minute, second } from '../../lib/clock.ts'
import type { YoutubeFailure } from './failure.ts'

/** Waits before the second, third … try of a request that met a transient failure. */
const transientWaits = [1, 2, 4, 8].map((seconds) => seconds * second)

/** Waits after a throttle of YouTube's: its windows are minutes, so anything shorter only costs units. */
const throttleWaits = [minute, minute]

/** A longer wait than this is not for a request to sit out; the caller gets `retry-later` and comes back. */
const longestWait = 5 * minute

/** Reasons that a second try seldom cures: each costs a unit and a whole answer. */
const stubborn = new Set(['too_large', 'wrong_shape', 'not_json'])

/**
 * How long to wait before trying again, in ms with jitter, or null to give up. `tries` counts the tries made;
 * `random` is from 0 to below 1.
 */
export function waitBeforeRetry(failure: YoutubeFailure, tries: number, random: number): number | null {
  const waits = waitsFor(failure)
  const base = waits[tries - 1]
  if (base === undefined) return null
  const wait = Math.max(base, failure.retryAfterMs ?? 0)
  return wait > longestWait ? null : Math.round(wait * (1 + random / 2))
}

function waitsFor(failure: YoutubeFailure): number[] {
  if (failure.action === 'retry-later') return throttleWaits
  if (failure.action !== 'transient') return []
  return stubborn.has(failure.reason) ? transientWaits.slice(0, 1) : transientWaits
}
