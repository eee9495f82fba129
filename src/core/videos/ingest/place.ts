import { day, hour, minute } from '../../../lib/clock.ts'

/** Where a video was found: a chart, a search, the uploads of a channel. */
export type FoundIn = 'chart' | 'search' | 'uploads'

/** How much later than the head of a chart the finds of a source begin, and how far apart they are. */
const offsets: Record<FoundIn, { start: number; step: number }> = {
  chart: { start: 0, step: minute },
  uploads: { start: hour, step: minute },
  search: { start: 2 * hour, step: 2 * minute },
}

const mostAge = 10 * day
const ageWeight = 0.1

/** Videos of one channel are at least this far apart in a feed, which then has some twenty others between them. */
export const channelGap = 2 * hour

/** What a save by one of our people lifts a video by, and how much all saves together may. */
export const saveLift = 2 * hour
export const mostSaveLift = day

/**
 * The place that a video would like in a feed, as a moment (ms since the epoch): feeds are read from the latest place
 * down. It comes from when it was found, YouTube's own order and its age alone; YouTube's counts have no part in it,
 * because its policies forbid scores made of them (III.E.4.h).
 */
export function wishedPlace(now: number, found: { in: FoundIn; position: number; publishedAt: number }): number {
  const { start, step } = offsets[found.in]
  const age = Math.min(mostAge, Math.max(0, now - found.publishedAt))
  return Math.floor(now - start - found.position * step - age * ageWeight)
}

/** The latest place not after the wished one that keeps its distance from those the channel has in this feed. */
export function freePlace(wished: number, taken: readonly number[]): number {
  let place = wished
  for (const other of [...taken].sort((one, next) => next - one)) {
    if (other - channelGap >= place) continue
    if (other + channelGap <= place) break
    place = other - channelGap
  }
  return place
}
