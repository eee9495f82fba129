import { videoResource, type YoutubeVideo } from '../../../src/clients/youtube/resources.ts'

interface VideoTraits {
  duration?: string
  /** `none` for a player without a size. */
  shape?: [width: number, height: number] | 'none'
  publishedAt?: string | null
  live?: string
  isPastBroadcast?: boolean
  status?: Record<string, unknown> | null
  contentDetails?: Record<string, unknown> | null
  thumbnails?: Record<string, unknown>
}

/** An upright public video of 30 seconds, read as the client reads it, with the given traits instead. */
export function buildVideo(traits: VideoTraits = {}): YoutubeVideo {
  const { shape = [563, 1000], publishedAt = '2026-11-01T12:00:00Z' } = traits
  const status = { uploadStatus: 'processed', privacyStatus: 'public', embeddable: true, madeForKids: false }
  return videoResource.parse({
    kind: 'youtube#video',
    id: 'abcdefghijk',
    snippet: {
      ...(publishedAt === null ? {} : { publishedAt }),
      channelId: 'UCabcdefghijklmnopqrstuv',
      title: 'A title',
      liveBroadcastContent: traits.live ?? 'none',
      thumbnails: traits.thumbnails ?? {},
    },
    ...(traits.contentDetails === null
      ? {}
      : { contentDetails: { duration: traits.duration ?? 'PT30S', contentRating: {}, ...traits.contentDetails } }),
    ...(traits.status === null ? {} : { status: { ...status, ...traits.status } }),
    player: shape === 'none' ? { embedHtml: '' } : { embedWidth: String(shape[0]), embedHeight: String(shape[1]) },
    ...(traits.isPastBroadcast ? { liveStreamingDetails: { actualEndTime: '2026-11-01T12:00:00Z' } } : {}),
  })
}
