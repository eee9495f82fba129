import type { Youtube, YoutubeVideo } from '../../../clients/youtube/index.ts'
import { day, hour } from '../../../lib/clock.ts'
import type { VideoCategory } from '../categories/category.ts'

/** What a video needs to be in the feed, all of it there. */
export interface CompleteVideo extends FilingFacts {
  publishedAt: number
}

/** What decides about the categories of a video. */
export interface FilingFacts {
  title: string
  channelId: string
  channelTitle: string
  youtubeCategory: string
  /** Null is "not said", which is not "no". */
  madeForKids: boolean | null
}

/** Why a video is not taken, and after how long another look makes sense (ms). */
export interface Rejection {
  reason: string
  againMs: number
}

/** The parts that every video must have; null when YouTube left one out. */
export function completeVideo(video: YoutubeVideo): CompleteVideo | null {
  const { snippet } = video
  if (!snippet?.title || !snippet.channelId || snippet.publishedAt === null || !snippet.categoryId) return null
  return {
    title: snippet.title,
    channelId: snippet.channelId,
    channelTitle: snippet.channelTitle ?? '',
    publishedAt: snippet.publishedAt,
    youtubeCategory: snippet.categoryId,
    madeForKids: video.status?.madeForKids ?? null,
  }
}

/** What keeps a video out of every feed of the given regions, or null; and the regions in which it may be shown. */
export function judgeAvailability(
  youtube: Youtube,
  video: YoutubeVideo,
  regions: readonly string[],
): { rejection: Rejection | null; openRegions: string[] } {
  const openRegions: string[] = []
  let worst: string | null = null
  for (const region of regions) {
    const [blocker] = youtube.videoBlockers(video, region)
    if (blocker === undefined) openRegions.push(region)
    else worst = blocker
  }
  if (openRegions.length > 0 || worst === null) return { rejection: null, openRegions }
  return { rejection: { reason: worst, againMs: worst === 'not-processed' ? hour : 3 * day }, openRegions }
}

/** The categories that let a video in, in the order of the configuration. */
export function admittingCategories(
  categories: readonly VideoCategory[],
  facts: FilingFacts,
  foundFor: string | null,
): VideoCategory[] {
  return categories.filter((category) => isAdmitted(category, facts, foundFor))
}

function isAdmitted(category: VideoCategory, facts: FilingFacts, foundFor: string | null): boolean {
  if (category.denyChannels.includes(facts.channelId)) return false
  if (category.kidsOnly && facts.madeForKids !== true) return false
  if (hasDeniedWord(category.denyWords, facts)) return false
  if (category.allowChannels.includes(facts.channelId)) return true
  if (category.youtubeCategories.length === 0) return foundFor === category.slug
  return category.youtubeCategories.includes(facts.youtubeCategory)
}

function hasDeniedWord(words: readonly string[], facts: FilingFacts): boolean {
  if (words.length === 0) return false
  const text = `${facts.title} ${facts.channelTitle}`.normalize('NFKC').toLowerCase()
  return words.some((word) => text.includes(word.normalize('NFKC').toLowerCase()))
}

/** The feed of everything, beside those of the categories. */
export const allCategories = 'all'

/** The feeds that a video belongs in: of each region, the one of everything and those of the categories that let it in. */
export function feedKeys(
  admitting: readonly VideoCategory[],
  regions: readonly string[],
  allRegions: readonly string[],
): { region: string; category: string }[] {
  return regions.flatMap((region) => {
    const here = admitting.filter((category) =>
      category.regions.length === 0 ? allRegions.includes(region) : category.regions.includes(region),
    )
    return here.length === 0
      ? []
      : [allCategories, ...here.map(({ slug }) => slug)].map((category) => ({ region, category }))
  })
}
