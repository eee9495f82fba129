export type { VideoCategory } from './categories/category.ts'
export { enabledCategories, readCategories } from './categories/read-categories.ts'
export { type EmptyReason, type FeedInput, type FeedPage, readFeed } from './feed/read-feed.ts'
export { listSavedVideos, readVideo, shownVideoIds, type VideoDetailRow } from './feed/read-video.ts'
export { type SaveState, saveVideo, unsaveVideo } from './feed/save-video.ts'
export { reportUnplayable, seeVideos } from './feed/see-videos.ts'
export { readSharedVideos, type SharedVideoRow, type VideoPair } from './feed/shared-videos.ts'
export type { VideoRow } from './feed/video-row.ts'
export { findsOf, ingestVideos } from './ingest/ingest-videos.ts'
export { hideVideoIn, orderVideo, planVideoOrder, restoreVideoIn, type VideoOrder } from './operators/hide-video.ts'
export { type ListVideosInput, listVideos, type OperatorVideoRow, readStoredVideo } from './operators/list-videos.ts'
export { type PurgeInput, planPurge, purgeVideos } from './operators/purge-videos.ts'
export {
  listCategories,
  planCategory,
  type SetCategoryInput,
  setCategory,
  setCategoryInput,
} from './operators/set-category.ts'
export { type PrefetchTask, prefetchVideos, whyNoPrefetch } from './prefetch.ts'
export { reserveUnit } from './quota/ledger.ts'
export { type QuotaBucketRow, type QuotaReading, readQuota } from './quota/read-quota.ts'
