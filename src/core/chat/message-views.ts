import type { Reader } from '../../db/sql.ts'
import { type PostSummaryRow, readPostSummaries } from '../posts/index.ts'
import { readSharedVideos, type SharedVideoRow } from '../videos/index.ts'
import { type LocationView, readLocations } from './location-rows.ts'
import type { MessageRow } from './message-rows.ts'

/** A message with everything that is attached to it, as its viewer may see that at this moment. */
export interface MessageView extends MessageRow {
  location?: LocationView | undefined
  /** Undefined without one, and for one that the viewer may not see. */
  post?: PostSummaryRow | undefined
  video?: SharedVideoRow | undefined
}

/** Adds what is attached to messages: one question for each kind of attachment that is there at all. */
export async function viewMessages(reader: Reader, rows: readonly MessageRow[], now: number): Promise<MessageView[]> {
  const shown = rows.filter(
    (row) => !row.isGone && (row.locationId !== null || row.postId !== null || row.videoId !== null),
  )
  if (shown.length === 0) return [...rows]
  const [locations, posts, videos] = await Promise.all([
    readLocations(
      reader,
      shown.flatMap((row) => row.locationId ?? []),
      now,
    ),
    readPostSummaries(
      reader,
      shown.flatMap((row) => (row.postId === null ? [] : [[row.viewerId, row.postId] as const])),
    ),
    readSharedVideos(
      reader,
      shown.flatMap((row) => (row.videoId === null ? [] : [[row.viewerId, row.videoId] as const])),
    ),
  ])
  return rows.map((row) => ({
    ...row,
    location: row.locationId === null || row.isGone ? undefined : locations.get(row.locationId),
    post: posts.find((post) => post.viewerId === row.viewerId && post.id === row.postId),
    video: videos.find((video) => video.viewerId === row.viewerId && video.youtubeId === row.videoId),
  }))
}
