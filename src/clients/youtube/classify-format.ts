import type { YoutubeVideo } from './resources.ts'

/** Which rule told the format. It grows by one when the rule changes, so that stored verdicts can be found and renewed. */
export const formatRule = 1

/** `live` and `unknown` belong in no feed. */
export type VideoFormat = 'short' | 'long' | 'live' | 'unknown'

/** Why a video has its format; stored beside it. */
export type FormatReason =
  | 'live'
  | 'no-duration'
  | 'past-broadcast'
  | 'over-three-minutes'
  | 'landscape'
  | 'upright'
  | 'upright-before-2024'
  | 'shorts-picture'
  | 'in-shorts-list'
  | 'not-in-shorts-list'
  | 'no-shape'
  | 'no-date'
  | 'incomplete'

/** A verdict with what it rests on. */
export interface FormatVerdict {
  format: VideoFormat
  reason: FormatReason
  rule: number
  durationSeconds: number | null
  embedWidth: number | null
  embedHeight: number | null
}

/** What else is known of a video whose shape YouTube does not tell. */
export interface FormatEvidence {
  /** How often it was fetched again for its shape. Default 0. */
  hydrations?: number
  /** Whether its channel's list of Shorts, already fetched for another reason, has it; null when there is no such list. */
  inShortsList?: boolean | null
  /** Whether a picture made for Shorts counts. Default true. */
  trustsShortsPicture?: boolean
}

const longestShort = 180
const longestShortBefore = 60
const threeMinutesSince = Date.UTC(2024, 9, 15)
const squareTolerance = 1.05
const hydrationsBeforeListDecides = 3

/**
 * Tells a Short from a long video by YouTube's own rule (at most three minutes, square or upright; one minute before
 * 15 October 2024) from one hydrated item. Without a shape it stays `unknown`: nothing is taken for a Short by default.
 */
export function classifyFormat(video: YoutubeVideo, evidence: FormatEvidence = {}): FormatVerdict {
  const durationSeconds = video.contentDetails?.durationSeconds ?? null
  const embedWidth = video.player?.embedWidth ?? null
  const embedHeight = video.player?.embedHeight ?? null
  const [format, reason] = judge()
  return { format, reason, rule: formatRule, durationSeconds, embedWidth, embedHeight }

  function judge(): [VideoFormat, FormatReason] {
    if (!video.snippet || video.snippet.liveBroadcastContent === null) return ['unknown', 'incomplete']
    if (video.snippet.liveBroadcastContent !== 'none') return ['live', 'live']
    if (durationSeconds === null || durationSeconds === 0) return ['live', 'no-duration']
    if (video.liveStreamingDetails) return ['long', 'past-broadcast']
    if (durationSeconds > longestShort) return ['long', 'over-three-minutes']
    if (embedWidth === null || embedHeight === null) return judgeWithoutShape()
    if (embedWidth > embedHeight * squareTolerance) return ['long', 'landscape']
    return judgeUpright('upright')
  }

  function judgeWithoutShape(): [VideoFormat, FormatReason] {
    const hasPicture = video.snippet?.thumbnails?.hasShortsPicture && (evidence.trustsShortsPicture ?? true)
    if (hasPicture) return judgeUpright('shorts-picture')
    const isMember = evidence.inShortsList ?? null
    if (isMember === null || (evidence.hydrations ?? 0) < hydrationsBeforeListDecides) return ['unknown', 'no-shape']
    return isMember ? judgeUpright('in-shorts-list') : ['long', 'not-in-shorts-list']
  }

  function judgeUpright(reason: FormatReason): [VideoFormat, FormatReason] {
    if (durationSeconds! <= longestShortBefore) return ['short', reason]
    const publishedAt = video.snippet?.publishedAt ?? null
    if (publishedAt === null) return ['unknown', 'no-date']
    return publishedAt >= threeMinutesSince ? ['short', reason] : ['long', 'upright-before-2024']
  }
}
