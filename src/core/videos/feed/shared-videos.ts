import { type Reader, type RowQuery, rowQuery, viewerPairs } from '../../../db/sql.ts'
import { seenBy, type VideoRow, videoColumns } from './video-row.ts'

/** A video as one viewer sees it where somebody shared it. */
export interface SharedVideoRow extends VideoRow {
  viewerId: string
}

/** Whose view of which video. */
export type VideoPair = readonly [viewerId: string, youtubeId: string]

function sharedQuery(pairs: string): RowQuery<SharedVideoRow> {
  return rowQuery<SharedVideoRow>(
    { viewerId: 'w.viewer_id', ...videoColumns('w.viewer_id', seenBy('w.viewer_id')) },
    `FROM (${pairs}) w JOIN videos v ON v.youtube_id = w.id
     WHERE v.format IN ('short', 'long') AND NOT EXISTS (SELECT 1 FROM video_hides h WHERE h.youtube_id = v.youtube_id)`,
  )
}

const shared = {
  sqlite: sharedQuery(viewerPairs.sqlite),
  postgres: sharedQuery(viewerPairs.postgres),
}

/** Videos that somebody shared, as their viewers see them; what is not stored or was hidden is left out. */
export async function readSharedVideos(reader: Reader, wanted: readonly VideoPair[]): Promise<SharedVideoRow[]> {
  if (wanted.length === 0) return []
  return reader.rows(shared[reader.dialect], [JSON.stringify(wanted)])
}
