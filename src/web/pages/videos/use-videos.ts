import { type CursorList, type CursorListState, useCursorList } from '../../api/list.ts'
import { useResource } from '../../api/resource.ts'
import { useStore } from '../../api/store.ts'
import { hiddenVideos } from './hidden-videos.ts'
import type { Video } from './known-videos.ts'
import type { VideoChoice } from './video-choice.tsx'

interface Videos extends CursorListState<Video> {
  list: CursorList<Video>
  /** Whether there are some that the person has put aside. */
  areHidden: boolean
  /** The regions that can be chosen, and whose videos these are. */
  regions: readonly string[]
  region: string | undefined
}

/** A feed of videos without those that the person has put aside. */
export function useVideos(kind: 'short' | 'long', choice: VideoChoice): Videos {
  const state = useCursorList('/videos', { query: { kind, ...choice } }, (video) => video.youtubeId)
  const facts = useResource('/videos', { query: { kind, ...choice, limit: 1 } }, { freshMs: 300_000 })
  const hidden = useStore(hiddenVideos())
  const items = state.items.filter(({ youtubeId }) => !hidden.has(youtubeId))
  return {
    ...state,
    items,
    areHidden: items.length < state.items.length,
    regions: facts.value?.regions ?? [],
    region: facts.value?.region,
  }
}
