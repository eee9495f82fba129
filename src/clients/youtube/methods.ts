/** Google's daily counters that we draw from: `search` and `stats` are their own, everything else is `general`. */
export type YoutubeBucket = 'general' | 'search' | 'stats'

/** The methods of the Data API that Momentum calls, by the names of the discovery document. */
export type YoutubeMethod =
  | 'videos.list'
  | 'videos.batchGetStats'
  | 'search.list'
  | 'playlistItems.list'
  | 'channels.list'
  | 'videoCategories.list'

/** Path under the base address, and the bucket that pays: one unit for every try, an invalid one too. */
export const youtubeMethods: Record<YoutubeMethod, { path: string; bucket: YoutubeBucket }> = {
  'videos.list': { path: 'youtube/v3/videos', bucket: 'general' },
  'videos.batchGetStats': { path: 'youtube/v3/videos:batchGetStats', bucket: 'stats' },
  'search.list': { path: 'youtube/v3/search', bucket: 'search' },
  'playlistItems.list': { path: 'youtube/v3/playlistItems', bucket: 'general' },
  'channels.list': { path: 'youtube/v3/channels', bucket: 'general' },
  'videoCategories.list': { path: 'youtube/v3/videoCategories', bucket: 'general' },
}

/** The address of the Data API itself. */
export const youtubeBaseUrl = 'https://youtube.googleapis.com'

/** The most ids that one call may name (videos, statistics, channels). */
export const maxIdsPerCall = 50
