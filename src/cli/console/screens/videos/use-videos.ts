import type { VideoRow } from '../../console-shapes.ts'
import { ago, playTime, short } from '../../draw/words.ts'
import type { ScreenTools } from '../../frame/screen.ts'
import type { Column } from '../../list/columns.ts'
import { createListControls, type ListControls } from '../../list/list-controls.ts'

const columns: readonly Column<VideoRow>[] = [
  { name: 'title', title: 'Title', width: 'rest', least: 26, order: 0, cell: (video) => video.title },
  { name: 'channel', title: 'Channel', width: 18, order: 5, cell: (video) => video.channel },
  { name: 'kind', title: 'Kind', width: 5, order: 1, cell: (video) => video.kind },
  { name: 'category', title: 'Category', width: 13, order: 3, cell: (video) => video.category },
  { name: 'region', title: 'Reg.', width: 4, order: 7, cell: (video) => video.region },
  { name: 'length', title: 'Length', width: 7, align: 'right', order: 6, cell: (video) => playTime(video.durationMs) },
  { name: 'views', title: 'Views', width: 6, align: 'right', order: 4, cell: (video) => short(video.views) },
  { name: 'fetched', title: 'Fetched', width: 10, order: 8, cell: (video, now) => ago(video.fetchedAt, now) },
  {
    name: 'state',
    title: 'State',
    width: 6,
    order: 2,
    cell: (video) => (video.hidden ? 'hidden' : 'shown'),
    role: (video) => (video.hidden ? 'warning' : 'plain'),
  },
]

/** The prefetched feed: Shorts, long videos, and those that were hidden. */
export function useVideos(tools: ScreenTools): ListControls<VideoRow> {
  return createListControls({
    columns,
    now: tools.now,
    idOf: (video) => video.id,
    load: (query, signal) => tools.api.videos(query, signal),
    tabs: [
      { name: 'shorts', filter: { kind: 'short' } },
      { name: 'long', filter: { kind: 'long' } },
      { name: 'hidden', filter: { state: 'hidden' } },
    ],
    hears: /^video\./,
  })
}
