import type { YoutubeBucket } from '../../../clients/youtube/index.ts'
import { nextPacificMidnight, pacificDay } from '../../../lib/pacific-day.ts'
import type { Context } from '../../context.ts'
import { shareOfDayOver } from './ledger.ts'

/** One bucket as operators see it. */
export interface QuotaBucketRow {
  name: YoutubeBucket
  used: number
  limit: number
  /** How much of it the jobs plan with. */
  softLimit: number
  left: number
  /** What the day will come to at today's pace, no more than the soft limit unless more is used already. */
  planned: number
  /** Until when nothing is asked of it, and why; null while it is open. */
  closedUntil: number | null
  closedReason: string | null
  resetsAt: number
  /** Units by job, most first. */
  by: { job: string; used: number }[]
}

export interface QuotaReading {
  /** The Pacific date. */
  day: string
  resetsAt: number
  buckets: QuotaBucketRow[]
}

const buckets: readonly YoutubeBucket[] = ['general', 'search', 'stats']

/** Today's quota of every bucket: used, left, forecast, by job, and when it opens again. */
export async function readQuota(context: Context): Promise<QuotaReading> {
  const now = context.now()
  const day = pacificDay(now)
  const resetsAt = nextPacificMidnight(now)
  const limits = context.settings.get('videos.quota')
  const days = await context.db.read.all<{
    bucket: string
    used: number
    closedUntil: number | null
    closedReason: string | null
  }>('SELECT bucket, used, closed_until, closed_reason FROM quota_days WHERE day = $1', [day])
  const spends = await context.db.read.all<{ bucket: string; job: string; used: number }>(
    'SELECT bucket, job, used FROM quota_spends WHERE day = $1 ORDER BY used DESC, job',
    [day],
  )
  const over = Math.max(shareOfDayOver(now, resetsAt), 1 / 24)
  return {
    day,
    resetsAt,
    buckets: buckets.map((name): QuotaBucketRow => {
      const { limit, soft } = limits[name]
      const row = days.find(({ bucket }) => bucket === name)
      const used = row?.used ?? 0
      const isClosed = (row?.closedUntil ?? 0) > now
      return {
        name,
        used,
        limit,
        softLimit: soft,
        left: isClosed ? 0 : Math.max(0, limit - used),
        planned: isClosed ? used : Math.max(used, Math.min(soft, Math.round(used / over))),
        closedUntil: isClosed ? row!.closedUntil : null,
        closedReason: isClosed ? row!.closedReason : null,
        resetsAt,
        by: spends.filter(({ bucket }) => bucket === name).map(({ job, used: units }) => ({ job, used: units })),
      }
    }),
  }
}
