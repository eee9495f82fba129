import { z } from 'zod'
import type { JobRow, JobRunRow } from '../core/jobs/index.ts'
import type { QuotaReading, VideoCategory } from '../core/videos/index.ts'
import { isoTime } from '../lib/clock.ts'
import { timeShape } from '../lib/fields.ts'

/** A run of a job. */
export const jobRunShape = z
  .object({
    id: z.string().max(36),
    job: z.string().max(60),
    slot: z.string().max(60).describe('The scheduled moment it was for, or when it was asked for.'),
    attempt: z.int().positive(),
    startedBy: z.string().max(20).describe('schedule or request.'),
    outcome: z.string().max(20).describe('running, done, partial, failed, timed-out, stopped or lost.'),
    startedAt: timeShape(),
    finishedAt: timeShape().nullable(),
    durationMs: z.int().nonnegative().nullable(),
    progress: z.number().min(0).max(1).nullable(),
    counts: z.record(z.string().max(60), z.int()),
    quotaUsed: z.int().nonnegative(),
    error: z.string().max(500).nullable().describe('What went wrong, or what could not be done.'),
  })
  .meta({ id: 'JobRun' })

/** A run as operators see it. */
export function presentJobRun(row: JobRunRow): z.output<typeof jobRunShape> {
  return {
    id: row.id,
    job: row.job,
    slot: row.slot,
    attempt: row.attempt,
    startedBy: row.startedBy,
    outcome: row.outcome,
    startedAt: isoTime(row.startedAt),
    finishedAt: isoTime(row.endedAt),
    durationMs: row.endedAt === null ? null : Math.max(0, row.endedAt - row.startedAt),
    progress: row.progress,
    counts: JSON.parse(row.counts) as Record<string, number>,
    quotaUsed: row.quotaUsed,
    error: row.note,
  }
}

/** A job with its newest run. */
export const jobShape = z
  .object({
    name: z.string().max(60),
    about: z.string().max(300),
    schedule: z.string().max(100),
    timeZone: z.string().max(60),
    state: z.string().max(20).describe('idle, running, asked, paused or off.'),
    offReason: z.string().max(300).nullable(),
    progress: z.number().min(0).max(1).nullable(),
    lastRun: jobRunShape.nullable(),
    nextRunAt: timeShape().nullable(),
  })
  .meta({ id: 'Job' })

/** A job as operators see it. */
export function presentJob(row: JobRow): z.output<typeof jobShape> {
  return {
    name: row.name,
    about: row.about,
    schedule: row.schedule,
    timeZone: row.timeZone,
    state: stateOf(row),
    offReason: row.offReason,
    progress: row.lastRun?.progress ?? null,
    lastRun: row.lastRun === null ? null : presentJobRun(row.lastRun),
    nextRunAt: row.pausedAt === null ? isoTime(row.nextAt) : null,
  }
}

function stateOf(row: JobRow): string {
  if (row.lastRun?.outcome === 'running') return 'running'
  if (row.offReason !== null) return 'off'
  if (row.requestedAt !== null) return 'asked'
  return row.pausedAt === null ? 'idle' : 'paused'
}

/** The day's quota. */
export const quotaShape = z
  .object({
    day: z.string().max(10).describe('The date in Los Angeles, by which YouTube counts.'),
    resetsAt: timeShape(),
    buckets: z
      .array(
        z.object({
          name: z.string().max(20),
          used: z.int().nonnegative(),
          limit: z.int().nonnegative(),
          softLimit: z.int().nonnegative(),
          left: z.int().nonnegative(),
          planned: z.int().nonnegative().describe('What the day will come to at today’s pace.'),
          closedUntil: timeShape().nullable(),
          closedReason: z.string().max(200).nullable(),
          resetsAt: timeShape(),
          by: z.array(z.object({ job: z.string().max(60), used: z.int().nonnegative() })).max(100),
        }),
      )
      .max(10),
  })
  .meta({ id: 'Quota' })

/** The day's quota as operators see it. */
export function presentQuota(reading: QuotaReading): z.output<typeof quotaShape> {
  return {
    day: reading.day,
    resetsAt: isoTime(reading.resetsAt),
    buckets: reading.buckets.map((bucket) => ({
      ...bucket,
      closedUntil: isoTime(bucket.closedUntil),
      resetsAt: isoTime(bucket.resetsAt),
    })),
  }
}

const words = (max: number, length: number) => z.array(z.string().max(length)).max(max)

/** A category of the feed with how it is filled. */
export const operatorCategoryShape = z
  .object({
    id: z.string().max(30),
    name: z.string().max(40),
    enabled: z.boolean(),
    youtubeCategories: words(15, 3),
    regions: words(50, 2),
    phrases: z.record(z.string().max(10), words(40, 80)),
    allowChannels: words(500, 24),
    denyChannels: words(5000, 24),
    denyWords: words(500, 60),
    kidsOnly: z.boolean(),
    videos: z.int().nonnegative().describe('How many videos its feeds hold.'),
  })
  .meta({ id: 'OperatorVideoCategory' })

/** A category as operators see it. */
export function presentOperatorCategory(
  category: VideoCategory & { videos: number },
): z.output<typeof operatorCategoryShape> {
  return {
    id: category.slug,
    name: category.name,
    enabled: category.enabled,
    youtubeCategories: category.youtubeCategories,
    regions: category.regions,
    phrases: category.phrases,
    allowChannels: category.allowChannels,
    denyChannels: category.denyChannels,
    denyWords: category.denyWords,
    kidsOnly: category.kidsOnly,
    videos: category.videos,
  }
}
