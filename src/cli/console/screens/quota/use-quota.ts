import type { QuotaBucket } from '../../console-shapes.ts'
import { gauge } from '../../draw/charts.ts'
import { span } from '../../draw/paint.ts'
import type { DrawnRow } from '../../draw/surface.tsx'
import { ago, clockTime } from '../../draw/words.ts'
import type { ScreenTools } from '../../frame/screen.ts'
import { createRecordControls, type RecordControls } from '../../list/record-screen.tsx'

/** The YouTube quota, bucket by bucket. */
export function useQuota(tools: ScreenTools): RecordControls<QuotaBucket[]> {
  return createRecordControls((signal) => tools.api.quota(signal), /^(quota|job)\./)
}

/** Each bucket as a gauge, with the jobs that spent it. */
export function quotaRows(tools: ScreenTools) {
  return (buckets: QuotaBucket[], { columns }: { columns: number }): DrawnRow[] => {
    const width = Math.max(10, Math.min(50, columns - 34))
    return buckets.flatMap((bucket) => [
      { row: [' ', span(bucket.name, 'strong')] },
      {
        row: [
          '   ',
          ...gauge(bucket.used / Math.max(1, bucket.limit), width),
          ` ${bucket.used.toLocaleString('en')} of ${bucket.limit.toLocaleString('en')}`,
        ],
      },
      {
        row: [
          '   ',
          span(`starts again ${ago(bucket.resetsAt, tools.now())} (${clockTime(bucket.resetsAt)} UTC)`, 'muted'),
        ],
      },
      ...bucket.by.map(
        ({ job, used }): DrawnRow => ({ row: ['     ', `${used.toLocaleString('en')}`.padStart(8), '  ', job] }),
      ),
      { row: [] },
    ])
  }
}
