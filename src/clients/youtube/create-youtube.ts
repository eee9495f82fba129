import { classifyFormat } from './classify-format.ts'
import { createYoutubeClient, type YoutubeClient, type YoutubeClientOptions } from './create-youtube-client.ts'
import { YoutubeFailure } from './failure.ts'
import { bestThumbnail } from './thumbnails.ts'
import { videoBlockers } from './video-blockers.ts'
import { walkPages } from './walk-pages.ts'

/** The Data API together with what is known about reading its answers, as one thing to hand to use cases. */
export interface Youtube extends YoutubeClient {
  readonly classifyFormat: typeof classifyFormat
  readonly videoBlockers: typeof videoBlockers
  readonly bestThumbnail: typeof bestThumbnail
  readonly walkPages: typeof walkPages
  /** The failure when the error is one of YouTube's, or null. */
  asFailure(error: unknown): YoutubeFailure | null
}

/** A client of the Data API with everything that reads its answers. Throws as `createYoutubeClient` does. */
export function createYoutube(options: YoutubeClientOptions): Youtube {
  return {
    ...createYoutubeClient(options),
    classifyFormat,
    videoBlockers,
    bestThumbnail,
    walkPages,
    asFailure: (error) => (error instanceof YoutubeFailure ? error : null),
  }
}
