import type { App } from '../../src/app.ts'
import { createYoutube, type YoutubeVideo } from '../../src/clients/youtube/index.ts'
import { videoResource } from '../../src/clients/youtube/resources.ts'
import { systemActor } from '../../src/core/actor.ts'
import { findsOf, ingestVideos } from '../../src/core/videos/index.ts'
import { silentLogger } from '../../src/lib/logger.ts'

export interface StoredTraits {
  id: string
  kind?: 'short' | 'long'
  title?: string
  channelId?: string
  /** YouTube's category. Default 10, music. */
  category?: string
  publishedAt?: number
  madeForKids?: boolean | null
  embeddable?: boolean
  ageRestricted?: boolean
  privacy?: string
  allowed?: string[]
  blocked?: string[]
  views?: string
  /** YouTube does not tell its shape. */
  shapeless?: boolean
  /** Somebody has made a picture of it for Shorts. */
  shortsPicture?: boolean
}

const youtube = createYoutube({ apiKey: 'never-sent', log: silentLogger() })

/** A video as YouTube gives it, whole and allowed everywhere, with the given traits instead. */
export function youtubeVideo(traits: StoredTraits): YoutubeVideo {
  const isShort = (traits.kind ?? 'short') === 'short'
  const region = {
    ...(traits.allowed ? { allowed: traits.allowed } : {}),
    ...(traits.blocked ? { blocked: traits.blocked } : {}),
  }
  return videoResource.parse({
    kind: 'youtube#video',
    id: traits.id,
    etag: `etag-${traits.id}`,
    snippet: {
      publishedAt: new Date(traits.publishedAt ?? Date.parse('2026-11-20T12:00:00Z')).toISOString(),
      channelId: traits.channelId ?? `UC${traits.id}`.padEnd(24, 'x').slice(0, 24),
      channelTitle: `Channel of ${traits.id}`,
      title: traits.title ?? `Title of ${traits.id}`,
      description: 'What it is about.',
      categoryId: traits.category ?? '10',
      liveBroadcastContent: 'none',
      thumbnails: {
        high: { url: `https://i.ytimg.com/vi/${traits.id}/hqdefault.jpg`, width: 480, height: 360 },
        ...(traits.shortsPicture ? { custom: { shortsAspectRatio: '9:16' } } : {}),
      },
    },
    contentDetails: {
      duration: isShort ? 'PT30S' : 'PT5M',
      contentRating: traits.ageRestricted ? { ytRating: 'ytAgeRestricted' } : {},
      ...(traits.allowed || traits.blocked ? { regionRestriction: region } : {}),
    },
    status: {
      uploadStatus: 'processed',
      privacyStatus: traits.privacy ?? 'public',
      embeddable: traits.embeddable ?? true,
      ...(traits.madeForKids === null ? {} : { madeForKids: traits.madeForKids ?? false }),
    },
    statistics: { viewCount: traits.views ?? '12' },
    player: traits.shapeless
      ? {}
      : isShort
        ? { embedWidth: '563', embedHeight: '1000' }
        : { embedWidth: '1778', embedHeight: '1000' },
  })
}

/** Puts videos into the feeds as a chart of the region gives them, the first one at its head. */
export function storeVideos(app: App, videos: readonly StoredTraits[], region = 'US') {
  const context = app.as(systemActor('test'), 'job')
  return ingestVideos(context, youtube, findsOf(videos.map(youtubeVideo), { in: 'chart', region, category: null }))
}

/** Lets the app look at videos that it knows again. */
export function lookAgainAt(app: App, videos: readonly StoredTraits[]) {
  return ingestVideos(app.as(systemActor('test'), 'job'), youtube, findsOf(videos.map(youtubeVideo), null))
}
