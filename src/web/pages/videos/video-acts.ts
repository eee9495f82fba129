import { api } from '../../api/client.ts'
import { inOrder } from '../../api/in-order.ts'
import { listsUnder } from '../../api/list.ts'
import { asProblem } from '../../api/problem.ts'
import { sayProblem } from '../../design/say-problem.ts'
import { showError } from '../../shell/toasts.ts'
import { changeVideo, savedVideosPath, type Video } from './known-videos.ts'

/** Saves a video, or takes the save back. It shows at once; what fails is taken back and said. */
export async function saveVideo({ youtubeId }: Video, isSaved: boolean): Promise<void> {
  changeVideo(youtubeId, { isSaved })
  await inOrder(`video ${youtubeId}`, async (isLast) => {
    const path = { youtubeId }
    try {
      const state = isSaved
        ? await api.put('/videos/{youtubeId}/save', { path })
        : await api.delete('/videos/{youtubeId}/save', { path })
      if (isLast()) changeVideo(youtubeId, { isSaved: state.isSaved })
      // What is saved stands at the head of a list that may be kept already.
      for (const list of listsUnder<Video>(savedVideosPath)) if (isSaved && list.get().isKnown) void list.reload()
    } catch (error) {
      if (isLast()) changeVideo(youtubeId, { isSaved: !isSaved })
      showError(sayProblem(asProblem(error)))
    }
  })
}
