import { lazy } from '../design/lazy.tsx'

// What few people open is fetched when they do, so that the feed is there early.

export const ShareDialog = lazy(() => import('./share-dialog.tsx').then((module) => module.ShareDialog))
export const ReactionsDialog = lazy(() => import('./reactions-dialog.tsx').then((module) => module.ReactionsDialog))
export const MediaViewer = lazy(() => import('./media-viewer.tsx').then((module) => module.MediaViewer))
export const EditPostDialog = lazy(() => import('./edit-post-dialog.tsx').then((module) => module.EditPostDialog))
export const MuteDialog = lazy(() => import('../people/mute-dialog.tsx').then((module) => module.MuteDialog))
export const ReportDialog = lazy(() => import('../safety/report-dialog.tsx').then((module) => module.ReportDialog))
export const BlockDialog = lazy(() => import('../safety/block-dialog.tsx').then((module) => module.BlockDialog))
