import type { Flag } from '../../../db/sql.ts'

/** A video as lists show it. */
export interface VideoRow {
  youtubeId: string
  kind: string
  title: string
  channelId: string
  channelTitle: string
  publishedAt: number
  durationSeconds: number
  thumbnailUrl: string
  thumbnailWidth: number | null
  thumbnailHeight: number | null
  /** Counts as YouTube gave them, decimal text; null is "not told". */
  viewCount: string | null
  likeCount: string | null
  commentCount: string | null
  /** Null is "not said", which is not "no". */
  madeForKids: Flag | null
  regionsAllowed: string | null
  regionsBlocked: string | null
  fetchedAt: number
  isSaved: Flag
  isSeen: Flag
}

/** The columns of a video `v` for the person whose id is the parameter named; `isSeen` is what the query knows of it. */
export function videoColumns(person: string, isSeen: string): { [Field in keyof VideoRow]: string } {
  return {
    youtubeId: 'v.youtube_id',
    kind: 'v.format',
    title: 'v.title',
    channelId: 'v.channel_id',
    channelTitle: 'v.channel_title',
    publishedAt: 'v.published_at',
    durationSeconds: 'v.duration_seconds',
    thumbnailUrl: 'v.thumbnail_url',
    thumbnailWidth: 'v.thumbnail_width',
    thumbnailHeight: 'v.thumbnail_height',
    viewCount: 'v.view_count',
    likeCount: 'v.like_count',
    commentCount: 'v.comment_count',
    madeForKids: 'v.made_for_kids',
    regionsAllowed: 'v.regions_allowed',
    regionsBlocked: 'v.regions_blocked',
    fetchedAt: 'v.fetched_at',
    isSaved: `EXISTS (SELECT 1 FROM video_saves a WHERE a.user_id = ${person} AND a.youtube_id = v.youtube_id)`,
    isSeen,
  }
}

/** What the query says of `isSeen`: whether the person has a row in `video_seen`. */
export function seenBy(person: string): string {
  return `EXISTS (SELECT 1 FROM video_seen n WHERE n.user_id = ${person} AND n.youtube_id = v.youtube_id)`
}
