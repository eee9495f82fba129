export * from './classify-format.ts'
export * from './create-youtube.ts'
export * from './create-youtube-client.ts'
export { parseDuration } from './duration.ts'
export * from './failure.ts'
export * from './methods.ts'
export type { SkippedItems, YoutubePage } from './read-page.ts'
export type {
  YoutubeChannel,
  YoutubePlaylistItem,
  YoutubeSearchHit,
  YoutubeVideo,
  YoutubeVideoCategory,
  YoutubeVideoStats,
} from './resources.ts'
export { bestThumbnail, type YoutubeThumbnail, type YoutubeThumbnails } from './thumbnails.ts'
export * from './video-blockers.ts'
export { walkPages } from './walk-pages.ts'
