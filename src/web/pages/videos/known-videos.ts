import { type CursorList, listsUnder } from '../../api/list.ts'
import { resource } from '../../api/resource.ts'
import type { Shape } from '../../api/types.ts'

export type Video = Shape<'Video'>

export const savedVideosPath = '/me/saved-videos'

// The same video may stand in several categories, among the saved ones, and on its own page.
function lists(): CursorList<Video>[] {
  return ['/videos', savedVideosPath].flatMap((prefix) => listsUnder<Video>(prefix))
}

/** A video that some list of this page holds, to be shown until the server has answered. */
export function findKnownVideo(youtubeId: string): Video | undefined {
  for (const list of lists()) {
    const found = list.get().items.find((video) => video.youtubeId === youtubeId)
    if (found !== undefined) return found
  }
  return undefined
}

/** Changes a video wherever it is shown. */
export function changeVideo(youtubeId: string, change: Partial<Pick<Video, 'isSaved' | 'isSeen'>>): void {
  for (const list of lists()) list.change(youtubeId, (video) => ({ ...video, ...change }))
  resource('/videos/{youtubeId}', { path: { youtubeId } }).mutate((video) => ({ ...video, ...change }))
}
