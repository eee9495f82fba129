import { z } from 'zod'
import { parseDuration } from './duration.ts'
import { count, flag, moment, orNull, size, text, youtubeId } from './fields.ts'
import { thumbnails } from './thumbnails.ts'

const etag = orNull(z.string().max(200))
const title = orNull(text(300))
const word = orNull(z.string().max(100))
const id = orNull(youtubeId)

const duration = orNull(z.string().max(40)).transform((value) => (value === null ? null : parseDuration(value)))

const regionCodes = z.array(z.unknown()).transform((codes) => {
  return codes.filter((code): code is string => typeof code === 'string').map((code) => code.toUpperCase())
})

// An allow-list that cannot be read allows nothing; a block-list that cannot be read says nothing.
const regionRestriction = z.object({ allowed: regionCodes.nullish().catch([]), blocked: orNull(regionCodes) })

const statistics = z.object({ viewCount: count, likeCount: count, commentCount: count })

/** A video as videos.list gives it. A part that was not asked for or cannot be read is null, as is any field of one. */
export const videoResource = z.object({
  id: youtubeId,
  etag,
  snippet: orNull(
    z.object({
      /** ms since the epoch. */
      publishedAt: moment,
      channelId: id,
      /** As written by the uploader, not escaped. */
      title,
      description: orNull(text(5000)),
      thumbnails,
      channelTitle: title,
      categoryId: orNull(z.string().regex(/^\d{1,4}$/)),
      /** `none`, `live`, `upcoming`, `completed`, or what else may come. */
      liveBroadcastContent: word,
      defaultLanguage: word,
      defaultAudioLanguage: word,
    }),
  ),
  contentDetails: orNull(
    z
      .object({
        duration,
        definition: word,
        caption: flag,
        licensedContent: flag,
        regionRestriction: orNull(regionRestriction),
        contentRating: orNull(z.object({ ytRating: word })),
      })
      .transform(({ duration: durationSeconds, contentRating, ...rest }) => ({
        /** Whole seconds; 0 for a live video, null when it was missing or written in no known form. */
        durationSeconds,
        ...rest,
        isAgeRestricted: contentRating?.ytRating === 'ytAgeRestricted',
      })),
  ),
  status: orNull(
    z.object({
      uploadStatus: word,
      privacyStatus: word,
      license: word,
      embeddable: flag,
      publicStatsViewable: flag,
      /** Null is "not said", never "not for children". */
      madeForKids: flag,
      containsSyntheticMedia: flag,
    }),
  ),
  statistics: orNull(statistics),
  player: orNull(z.object({ embedWidth: size, embedHeight: size })),
  liveStreamingDetails: orNull(
    z.object({ scheduledStartTime: moment, actualStartTime: moment, actualEndTime: moment }),
  ),
})

/** A video's counts as videos.batchGetStats gives them. */
export const videoStatsResource = z
  .object({
    id: youtubeId,
    etag,
    snippet: orNull(z.object({ publishTime: moment })),
    contentDetails: orNull(z.object({ duration })),
    statistics: orNull(statistics),
  })
  .transform(({ snippet, contentDetails, ...rest }) => ({
    ...rest,
    publishedAt: snippet?.publishTime ?? null,
    durationSeconds: contentDetails?.duration ?? null,
  }))

/** A hit of search.list. Its title is HTML-escaped and its description cut, so show neither: ask videos.list. */
export const searchHitResource = z
  .object({
    id: z.object({ kind: z.literal('youtube#video').optional(), videoId: youtubeId }),
    snippet: orNull(
      z.object({ publishedAt: moment, channelId: id, title, channelTitle: title, liveBroadcastContent: word }),
    ),
  })
  .transform(({ id: { videoId }, snippet }) => ({
    videoId,
    publishedAt: snippet?.publishedAt ?? null,
    channelId: snippet?.channelId ?? null,
    escapedTitle: snippet?.title ?? null,
    liveBroadcastContent: snippet?.liveBroadcastContent ?? null,
  }))

/** An entry of a playlist. A private or deleted video stays in its list without owner, time and pictures. */
export const playlistItemResource = z
  .object({
    snippet: orNull(
      z.object({
        publishedAt: moment,
        resourceId: orNull(z.object({ kind: word, videoId: id })),
        position: orNull(z.number().int().nonnegative()),
        videoOwnerChannelId: id,
      }),
    ),
    contentDetails: orNull(z.object({ videoId: id, videoPublishedAt: moment })),
    status: orNull(z.object({ privacyStatus: word })),
  })
  .transform(({ snippet, contentDetails, status }, context) => {
    const videoId = contentDetails?.videoId ?? snippet?.resourceId?.videoId
    if (!videoId) {
      context.addIssue({ code: 'custom', message: 'no video id' })
      return z.NEVER
    }
    return {
      videoId,
      /** When it was put into the list; not when the video was published. */
      addedAt: snippet?.publishedAt ?? null,
      videoPublishedAt: contentDetails?.videoPublishedAt ?? null,
      ownerChannelId: snippet?.videoOwnerChannelId ?? null,
      position: snippet?.position ?? null,
      /** Null when `part=status` was not asked for; `privacyStatusUnspecified` is what a deleted video has. */
      privacyStatus: status?.privacyStatus ?? null,
    }
  })

/** A channel with the playlist that holds its uploads. */
export const channelResource = z
  .object({
    id: youtubeId,
    etag,
    snippet: orNull(z.object({ title, country: word, publishedAt: moment, thumbnails })),
    contentDetails: orNull(z.object({ relatedPlaylists: orNull(z.object({ uploads: id })) })),
    statistics: orNull(z.object({ subscriberCount: count, hiddenSubscriberCount: flag, videoCount: count })),
    status: orNull(z.object({ privacyStatus: word, madeForKids: flag })),
  })
  .transform(({ contentDetails, ...rest }) => ({
    ...rest,
    uploadsPlaylistId: contentDetails?.relatedPlaylists?.uploads ?? null,
  }))

/** A category of one region; only assignable ones can be a video's. */
export const videoCategoryResource = z
  .object({ id: z.string().regex(/^\d{1,4}$/), snippet: z.object({ title: text(100), assignable: flag }) })
  .transform(({ id: categoryId, snippet }) => ({
    id: categoryId,
    title: snippet.title,
    isAssignable: snippet.assignable === true,
  }))

export type YoutubeVideo = z.infer<typeof videoResource>
export type YoutubeVideoStats = z.infer<typeof videoStatsResource>
export type YoutubeSearchHit = z.infer<typeof searchHitResource>
export type YoutubePlaylistItem = z.infer<typeof playlistItemResource>
export type YoutubeChannel = z.infer<typeof channelResource>
export type YoutubeVideoCategory = z.infer<typeof videoCategoryResource>
