import { type Clock, minute } from '../../../lib/clock.ts'
import { pacificDay } from '../../../lib/pacific-day.ts'
import type { YoutubeBucket } from '../methods.ts'

/** What Google counts, and what the stand-in counts after it. */
export interface MeterLimits {
  /** Units a Pacific day. Default 10,000. */
  general?: number
  /** Default 100. */
  search?: number
  /** Default 10,000. */
  stats?: number
  /** Requests in one minute of the clock, for each bucket. Default: no limit, so that a clock standing still can work a day off. */
  perMinute?: number
}

/** One bucket on one day. */
export interface MeterReading {
  used: number
  limit: number
  /** Requests that came after the bucket was empty. */
  refused: number
  /** Requests that came too fast. */
  throttled: number
}

export interface QuotaMeter {
  /** Counts one request; says whether Google would let it through. */
  charge(bucket: YoutubeBucket): 'counted' | 'exhausted' | 'throttled'
  /** Uses units up as another client of the same project would. */
  spend(bucket: YoutubeBucket, units: number): void
  /** The counters of a Pacific day; of today when no day is named. */
  read(day?: string): Record<YoutubeBucket, MeterReading>
  /** Every day that has been counted. */
  days(): string[]
}

/** Counts requests a bucket and Pacific day, with the stand-in's own clock. */
export function createQuotaMeter(clock: Clock, limits: MeterLimits = {}): QuotaMeter {
  const daily: Record<YoutubeBucket, number> = {
    general: limits.general ?? 10_000,
    search: limits.search ?? 100,
    stats: limits.stats ?? 10_000,
  }
  const perMinute = limits.perMinute ?? Number.POSITIVE_INFINITY
  const readings = new Map<string, Record<YoutubeBucket, MeterReading>>()
  const minutes = new Map<YoutubeBucket, { minute: number; count: number }>()

  return {
    charge(bucket) {
      const reading = read(pacificDay(clock.now()))[bucket]
      if (reading.used >= reading.limit) {
        reading.refused += 1
        return 'exhausted'
      }
      if (countInMinute(bucket) > perMinute) {
        reading.throttled += 1
        return 'throttled'
      }
      reading.used += 1
      return 'counted'
    },
    spend(bucket, units) {
      read(pacificDay(clock.now()))[bucket].used += units
    },
    read: (day) => structuredClone(read(day ?? pacificDay(clock.now()))),
    days: () => [...readings.keys()].sort(),
  }

  function countInMinute(bucket: YoutubeBucket): number {
    const current = Math.floor(clock.now() / minute)
    const last = minutes.get(bucket)
    const count = last?.minute === current ? last.count + 1 : 1
    minutes.set(bucket, { minute: current, count })
    return count
  }

  function read(day: string): Record<YoutubeBucket, MeterReading> {
    const known = readings.get(day)
    if (known) return known
    const fresh = (bucket: YoutubeBucket) => ({ used: 0, limit: daily[bucket], refused: 0, throttled: 0 })
    const reading = { general: fresh('general'), search: fresh('search'), stats: fresh('stats') }
    readings.set(day, reading)
    return reading
  }
}
