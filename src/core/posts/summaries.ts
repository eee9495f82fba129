import { type Flag, type Reader, type RowQuery, rowQuery, viewerPairs } from '../../db/sql.ts'
import type { MediaItem } from '../media/index.ts'
import { type PrefixedSummary, prefixedPersonColumns } from '../people/index.ts'
import { visiblePostSql } from './post-rows.ts'

/** A post in short, as a message that shares it or a notification shows it to one viewer. */
export interface PostSummaryRow extends PrefixedSummary<'author'> {
  id: string
  viewerId: string
  caption: string
  isSensitive: Flag
  media: readonly MediaItem[] | null
  createdAt: number
}

/** Whose view of which post. */
export type PostPair = readonly [viewerId: string, postId: string]

function summaryQuery(pairs: string): RowQuery<PostSummaryRow> {
  return rowQuery<PostSummaryRow>(
    {
      id: 'p.id',
      viewerId: 'w.viewer_id',
      ...prefixedPersonColumns('a', 'author'),
      caption: 'p.caption',
      isSensitive: 'p.is_sensitive',
      media: 'p.media',
      createdAt: 'p.created_at',
    },
    `FROM (${pairs}) w JOIN posts p ON p.id = w.id JOIN users a ON a.id = p.author_id
     WHERE ${visiblePostSql('w.viewer_id')}`,
    { json: ['media'] },
  )
}

const summaries = {
  sqlite: summaryQuery(viewerPairs.sqlite),
  postgres: summaryQuery(viewerPairs.postgres),
}

/** Posts in short as their viewers may see them at this moment; what they may not see is left out. */
export async function readPostSummaries(reader: Reader, wanted: readonly PostPair[]): Promise<PostSummaryRow[]> {
  if (wanted.length === 0) return []
  return reader.rows(summaries[reader.dialect], [JSON.stringify(wanted)])
}
