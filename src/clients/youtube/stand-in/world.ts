import { day } from '../../../lib/clock.ts'
import { channelsOf, channelsPerSlice, channelWithId, chartingChannels, type StandInChannel } from './channels.ts'
import { categories, chartLength, regions } from './places.ts'
import { hash, numberOf, roll } from './seeded.ts'
import type { StandInVideo, VideoChange } from './videos.ts'
import * as videos from './videos.ts'

export interface SearchWish {
  q: string
  region: string
  categoryId?: string
  channelId?: string
  duration?: 'short' | 'medium' | 'long'
  publishedAfter?: number
  publishedBefore?: number
  onlyEmbeddable: boolean
  order: string
}

/** The generated world; every answer follows from seed and moment, and from what `alter` was told. */
export interface StandInWorld {
  /** A chart's places, null where a video is gone; null instead of places when there is no such chart. */
  chart(region: string, categoryId: string | null, at: number): (StandInVideo | null)[] | null
  search(wish: SearchWish, at: number): StandInVideo[]
  /** The video in whatever state it is; null when it never was. */
  video(id: string, at: number): StandInVideo | null
  channel(id: string): StandInChannel | null
  /** How many videos a channel has put out. */
  uploadCount(channel: StandInChannel, at: number): number
  /** Its uploads, newest first, the private and just deleted among them. */
  uploads(channel: StandInChannel, at: number, offset: number, count: number): StandInVideo[]
  /** Changes one video from now on. */
  alter(id: string, change: VideoChange): void
}

const mostSearchResults = 500
const mostSearchedPerChannel = 40

const makesLongVideos = (channel: StandInChannel) => channel.shareOfShorts < 0.5

/** Makes the world of a seed: 34 countries with 260 channels in each of 15 categories. */
export function createWorld(seed: number): StandInWorld {
  const changes = new Map<string, VideoChange>()
  const general = new Map<string, StandInChannel[]>()

  return {
    chart(region, categoryId, at) {
      const regionNumber = regions.indexOf(region)
      if (regionNumber < 0) return null
      const entrants =
        categoryId === null ? generalEntrants(region) : categoryEntrants(region, regionNumber, categoryId)
      if (entrants.length === 0) return null
      return entrants.map((channel) => {
        const number = videos.chartingNumber(seed, channel, at)
        const video = number < 0 ? null : videoOf(channel, number, at)
        return video?.state === 'public' ? video : null
      })
    },

    search(wish, at) {
      const found = searchedChannels(wish).flatMap((channel) => searchChannel(channel, wish, at))
      return found.sort(sorting(wish)).slice(0, mostSearchResults)
    },

    video(id, at) {
      const place = videos.readVideoId(seed, id)
      if (!place || place.channelNumber >= regions.length * categories.length * channelsPerSlice) return null
      const video = withChanges(videos.videoAt(seed, place.channelNumber, place.number, at))
      return video.publishedAt <= at ? video : null
    },

    channel: (id) => channelWithId(seed, id),
    uploadCount: (channel, at) => videos.newestNumber(seed, channel, at) + 1,

    uploads(channel, at, offset, count) {
      const newest = videos.newestNumber(seed, channel, at) - offset
      const length = Math.max(0, Math.min(count, newest + 1))
      return Array.from({ length }, (_, index) => videoOf(channel, newest - index, at))
    },

    alter(id, change) {
      changes.set(id, { ...changes.get(id), ...change })
    },
  }

  function videoOf(channel: StandInChannel, number: number, at: number): StandInVideo {
    return withChanges(videos.videoAt(seed, channel.number, number, at))
  }

  function withChanges(video: StandInVideo): StandInVideo {
    const change = changes.get(video.id)
    return change ? { ...video, ...change } : video
  }

  // A fifth of the places abroad go to channels of the United States, so that charts of countries overlap.
  function categoryEntrants(region: string, regionNumber: number, categoryId: string): StandInChannel[] {
    const length = chartLength(categoryId, regionNumber)
    const own = channelsOf(seed, region, categoryId).slice(0, Math.min(length, chartingChannels))
    const american = channelsOf(seed, 'US', categoryId)
    return own.map((channel, place) =>
      roll(seed, regionNumber, channel.number, 60) < 0.2 ? american[place]! : channel,
    )
  }

  function generalEntrants(region: string): StandInChannel[] {
    const known = general.get(region)
    if (known) return known
    const entrants = Array.from({ length: 200 }, (_, place) => {
      const charted = categories.filter(({ id }) => chartLength(id, 0) >= 200)
      const { id } = charted[place % charted.length]!
      const from = channelsOf(seed, region, id)
      const turn = Math.floor(place / charted.length)
      const alsoCharting = place % 5 < 2 ? from.slice(0, chartingChannels).filter(makesLongVideos)[turn] : undefined
      return alsoCharting ?? from[chartingChannels + turn]!
    })
    general.set(region, entrants)
    return entrants
  }

  function searchedChannels(wish: SearchWish): StandInChannel[] {
    if (wish.channelId !== undefined) {
      const channel = channelWithId(seed, wish.channelId)
      return channel ? [channel] : []
    }
    const region = regions.includes(wish.region) ? wish.region : 'US'
    return categories
      .filter(({ id }) => wish.categoryId === undefined || id === wish.categoryId)
      .flatMap(({ id }) => channelsOf(seed, region, id))
  }

  function searchChannel(channel: StandInChannel, wish: SearchWish, at: number): StandInVideo[] {
    const phrase = numberOf(wish.q)
    // One video in three knows the phrase; over all categories fewer, or a search would read the whole world.
    const rarity = wish.categoryId === undefined && wish.channelId === undefined ? 3 * categories.length : 3
    const before = Math.min(wish.publishedBefore ?? at, at)
    const after = wish.publishedAfter ?? before - 30 * day
    const newest = videos.newestNumber(seed, channel, before)
    const found: StandInVideo[] = []
    for (let number = newest; number >= 0 && newest - number < mostSearchedPerChannel; number -= 1) {
      if (videos.publishTime(seed, channel, number) < after) break
      if (hash(seed, phrase, channel.number, number) % rarity !== 0) continue
      const video = videoOf(channel, number, at)
      if (isFindable(video, wish, at)) found.push(video)
    }
    return found
  }

  // Search lags behind: what was deleted may still be found for a day.
  function isFindable(video: StandInVideo, wish: SearchWish, at: number): boolean {
    const before = video.state === 'public' ? video : videoOf(video.channel, video.number, at - day)
    if (before.state !== 'public' || (wish.onlyEmbeddable && !video.embeddable)) return false
    const seconds = video.durationSeconds
    if (wish.duration === 'short') return seconds < 240
    if (wish.duration === 'medium') return seconds >= 240 && seconds <= 1200
    return wish.duration === 'long' ? seconds > 1200 : true
  }

  function sorting(wish: SearchWish): (one: StandInVideo, other: StandInVideo) => number {
    const phrase = numberOf(wish.q)
    if (wish.order === 'date') return (one, other) => other.publishedAt - one.publishedAt
    if (wish.order === 'viewCount') return (one, other) => Number(other.viewCount ?? 0) - Number(one.viewCount ?? 0)
    if (wish.order === 'title') return (one, other) => (one.title < other.title ? -1 : 1)
    return (one, other) => hash(phrase, numberOf(one.id)) - hash(phrase, numberOf(other.id))
  }
}
