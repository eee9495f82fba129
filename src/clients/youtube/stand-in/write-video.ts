import type { StandInVideo } from './videos.ts'

/** A resource as it is sent; the envelope adds etags. */
export type Resource = Record<string, unknown>

const sizes: [name: string, file: string, width: number, height: number][] = [
  ['default', 'default', 120, 90],
  ['medium', 'mqdefault', 320, 180],
  ['high', 'hqdefault', 480, 360],
  ['standard', 'sddefault', 640, 480],
  ['maxres', 'maxresdefault', 1280, 720],
]

/** What the player's size is asked to stay within. */
export interface PlayerBounds {
  maxWidth?: number
  maxHeight?: number
}

/** A video with the parts asked for, as videos.list gives it. */
export function writeVideo(video: StandInVideo, parts: Set<string>, bounds: PlayerBounds): Resource {
  const resource: Resource = { kind: 'youtube#video', id: video.id }
  if (parts.has('snippet')) resource.snippet = writeSnippet(video)
  if (parts.has('contentDetails')) resource.contentDetails = writeContentDetails(video)
  if (parts.has('status')) resource.status = writeStatus(video)
  if (parts.has('statistics')) resource.statistics = { ...writeCounts(video), favoriteCount: '0' }
  if (parts.has('player')) resource.player = writePlayer(video, bounds)
  if (parts.has('liveStreamingDetails') && (video.live !== 'none' || video.wasBroadcast)) {
    resource.liveStreamingDetails = writeBroadcast(video)
  }
  if (parts.has('localizations')) resource.localizations = {}
  return resource
}

/** A video's counts, as videos.batchGetStats gives them. */
export function writeVideoStats(video: StandInVideo, parts: Set<string>): Resource {
  const resource: Resource = { kind: 'youtube#videoStats', id: video.id }
  if (parts.has('snippet')) resource.snippet = { publishTime: time(video.publishedAt) }
  if (parts.has('contentDetails')) resource.contentDetails = { duration: `${video.durationSeconds}s` }
  if (parts.has('statistics')) resource.statistics = writeCounts(video)
  return resource
}

/** Seconds as ISO 8601 without the parts that are zero; `P0D` for none. */
export function isoDuration(seconds: number): string {
  if (seconds === 0) return 'P0D'
  const part = (value: number, letter: string) => (value === 0 ? '' : `${value}${letter}`)
  const clock = [
    part(Math.floor(seconds / 3600) % 24, 'H'),
    part(Math.floor(seconds / 60) % 60, 'M'),
    part(seconds % 60, 'S'),
  ].join('')
  return `P${part(Math.floor(seconds / 86_400), 'D')}${clock === '' ? '' : `T${clock}`}`
}

/** The pictures of a video, with all that may be odd about them. */
export function writeThumbnails(video: StandInVideo, most = sizes.length): Resource {
  if (video.thumbnails === 'none' || video.state !== 'public') return {}
  const suffix = video.live === 'live' ? '_live' : ''
  const given = sizes.slice(0, video.thumbnails === 'small' ? Math.min(most, 3) : most)
  return Object.fromEntries(
    given.map(([name, file, width, height]) => {
      const url = `https://i.ytimg.com/vi/${video.id}/${file}${suffix}.jpg`
      return [name, video.thumbnails === 'without-size' ? { url } : { url, width, height }]
    }),
  )
}

/** A moment as YouTube writes it now; what is older than 2020 still comes with milliseconds. */
export function time(at: number): string {
  const iso = new Date(at).toISOString()
  return at < Date.UTC(2020, 0, 1) ? iso : `${iso.slice(0, 19)}Z`
}

function writeSnippet(video: StandInVideo): Resource {
  const { title, description, channel, language } = video
  return {
    publishedAt: time(video.publishedAt),
    channelId: channel.id,
    title,
    description,
    thumbnails: writeThumbnails(video),
    channelTitle: channel.title,
    tags: channel.category.words,
    categoryId: channel.category.id,
    liveBroadcastContent: video.live,
    localized: { title, description },
    ...(language === null ? {} : { defaultLanguage: language, defaultAudioLanguage: language }),
  }
}

function writeContentDetails(video: StandInVideo): Resource {
  return {
    duration: isoDuration(video.durationSeconds),
    dimension: '2d',
    definition: 'hd',
    caption: video.number % 7 === 0 ? 'true' : 'false',
    licensedContent: video.number % 3 === 0,
    ...(video.regionRestriction ? { regionRestriction: video.regionRestriction } : {}),
    contentRating: video.isAgeRestricted ? { ytRating: 'ytAgeRestricted' } : {},
    projection: 'rectangular',
  }
}

function writeStatus(video: StandInVideo): Resource {
  return {
    uploadStatus: video.isProcessed && video.live === 'none' ? 'processed' : 'uploaded',
    privacyStatus: video.state === 'private' ? 'private' : 'public',
    license: 'youtube',
    embeddable: video.embeddable,
    publicStatsViewable: video.publicStatsViewable,
    ...(video.madeForKids === null ? {} : { madeForKids: video.madeForKids }),
    ...(video.number % 50 === 0 ? { containsSyntheticMedia: true } : {}),
  }
}

function writeCounts({ viewCount, likeCount, commentCount }: StandInVideo): Resource {
  return {
    ...(viewCount === null ? {} : { viewCount }),
    ...(likeCount === null ? {} : { likeCount }),
    ...(commentCount === null ? {} : { commentCount }),
  }
}

function writePlayer(video: StandInVideo, { maxWidth, maxHeight }: PlayerBounds): Resource {
  const asked = maxWidth !== undefined || maxHeight !== undefined
  const embedHtml = `<iframe src="//www.youtube.com/embed/${video.id}" allowfullscreen></iframe>`
  if (!asked || video.shape === null) return { embedHtml }
  const height = Math.min(maxHeight ?? Number.POSITIVE_INFINITY, (maxWidth ?? Number.POSITIVE_INFINITY) / video.shape)
  return {
    embedHtml,
    embedHeight: String(Math.round(height)),
    embedWidth: String(Math.round(height * video.shape)),
  }
}

function writeBroadcast(video: StandInVideo): Resource {
  const scheduledStartTime = time(video.publishedAt)
  if (video.live === 'upcoming') return { scheduledStartTime }
  if (video.live === 'live') return { scheduledStartTime, actualStartTime: scheduledStartTime }
  return { scheduledStartTime, actualStartTime: scheduledStartTime, actualEndTime: time(video.publishedAt + 5_400_000) }
}
