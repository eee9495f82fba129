import { storeVideos } from '../../support/videos.ts'
import type { MatrixRow } from './rows.ts'
import type { World } from './world.ts'

const nothing = { youtubeId: 'no_such_vid' }

/** Everybody with a whole session: a video of the feed belongs to nobody here. */
const everybody = ['owner', 'stranger', 'follower', 'blocked', 'blocker', 'moderator', 'admin'] as const

async function aVideo({ on }: World): Promise<Record<string, string>> {
  await storeVideos(on.app, [{ id: 'matrixvideo' }])
  return { youtubeId: 'matrixvideo' }
}

/** Videos of the feed: the same for everybody. */
export const videoRows: readonly MatrixRow[] = [
  { route: 'GET /videos/{youtubeId}', make: aVideo, nothing, existsFor: everybody },
  { route: 'PUT /videos/{youtubeId}/save', make: aVideo, nothing, existsFor: everybody },
  { route: 'DELETE /videos/{youtubeId}/save', make: aVideo, nothing, existsFor: everybody },
  { route: 'POST /videos/{youtubeId}/unplayable', make: aVideo, nothing, existsFor: everybody },
]
