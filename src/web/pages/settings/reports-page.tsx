import type { JSX } from 'preact'
import { useCursorList } from '../../api/list.ts'
import type { Shape } from '../../api/types.ts'
import { Badge } from '../../design/badge.tsx'
import { InfiniteList } from '../../design/infinite-list.tsx'
import { RelativeTime } from '../../design/relative-time.tsx'
import { RichText } from '../../design/rich-text.tsx'
import { SkeletonRows } from '../../design/skeleton.tsx'
import { EmptyState } from '../../design/states.tsx'
import { PageHeader } from '../../shell/page-header.tsx'
import { words as common } from '../../strings/en.ts'
import { settingsWords as words } from '../../strings/settings.ts'
import './settings.css'

type Report = Shape<'Report'>

const keyOf = (report: Report): string => report.id

/** What one has reported, and what came of it. */
export function ReportsPage(): JSX.Element {
  const state = useCursorList('/reports', {}, keyOf)
  return (
    <>
      <PageHeader title={words.reports} back="/settings" />
      <div class="entry-list">
        <InfiniteList
          state={state}
          keyOf={keyOf}
          label={words.reports}
          skeleton={<SkeletonRows count={4} />}
          empty={
            <EmptyState picture="shield" title={words.reportsEmpty}>
              {words.reportsEmptyText}
            </EmptyState>
          }
        >
          {(report) => <ReportCard report={report} />}
        </InfiniteList>
      </div>
    </>
  )
}

function ReportCard({ report }: { report: Report }): JSX.Element {
  const reasons: Record<string, string> = common.reportReasons
  return (
    <article class="entry-card">
      <div class="entry-head">
        <h2 class="entry-title">{words.reportOf[report.subject.type] ?? words.somethingElse}</h2>
        <Outcome report={report} />
      </div>
      <p>{reasons[report.reason] ?? report.reason}</p>
      {report.comment !== null && <RichText text={report.comment} flat class="entry-note" />}
      <p class="entry-note">
        <RelativeTime moment={report.answeredAt ?? report.createdAt} style="long" />
      </p>
    </article>
  )
}

function Outcome({ report }: { report: Report }): JSX.Element {
  if (report.state === 'open') return <Badge tone="warning">{words.reportOpen}</Badge>
  if (report.outcome === 'actioned') return <Badge tone="accent">{words.reportActioned}</Badge>
  return <Badge>{words.reportDismissed}</Badge>
}
