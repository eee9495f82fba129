import type { YoutubeVideo } from './resources.ts'

/** Why a video may not be shown; `unknown-*` means that YouTube did not say, which is never taken for permission. */
export type VideoBlocker =
  | 'unknown-status'
  | 'unknown-details'
  | 'not-embeddable'
  | 'not-public'
  | 'not-processed'
  | 'age-restricted'
  | 'region-blocked'

/**
 * Everything that keeps a hydrated video out of the feed of one region (ISO 3166 code); empty when it may be shown.
 * An allow-list without a region blocks it everywhere, an empty block-list nowhere.
 */
export function videoBlockers(video: YoutubeVideo, region: string): VideoBlocker[] {
  const { status, contentDetails } = video
  const blockers: VideoBlocker[] = []
  if (status) {
    if (status.embeddable !== true) blockers.push('not-embeddable')
    if (status.privacyStatus !== 'public') blockers.push('not-public')
    if (status.uploadStatus !== 'processed') blockers.push('not-processed')
  } else {
    blockers.push('unknown-status')
  }
  if (!contentDetails) return [...blockers, 'unknown-details']
  if (contentDetails.isAgeRestricted) blockers.push('age-restricted')
  if (isBlockedIn(region.toUpperCase(), contentDetails.regionRestriction)) blockers.push('region-blocked')
  return blockers
}

type RegionRestriction = NonNullable<YoutubeVideo['contentDetails']>['regionRestriction']

function isBlockedIn(region: string, restriction: RegionRestriction): boolean {
  if (!restriction) return false
  if (restriction.allowed && !restriction.allowed.includes(region)) return true
  return restriction.blocked?.includes(region) ?? false
}
