import type { Logger } from '../../lib/logger.ts'
import { maxIdsPerCall, youtubeBaseUrl } from './methods.ts'
import type { PageForm, YoutubePage } from './read-page.ts'
import * as resources from './resources.ts'
import { createSender } from './send.ts'
import { createTries, type RequestSurroundings } from './try-request.ts'

export interface YoutubeClientOptions extends Omit<RequestSurroundings, 'minIntervalMs'> {
  apiKey: string
  log: Logger
  /** Where the API is, without path. Default: Google's own. */
  baseUrl?: string
  /** Default `Momentum (gzip)`. */
  userAgent?: string
  /** For one try as a whole. Default 20,000. */
  timeoutMs?: number
  /** For one unpacked answer. Default 8 MB. */
  maxBytes?: number
  /** Default 500, which is what the unpublished limits per minute are known to allow. 0 for simulations. */
  minIntervalMs?: number | (() => number)
}

interface Cancellable {
  signal?: AbortSignal
}

export interface ChartQuery extends Cancellable {
  regionCode: string
  /** Without it, the general chart. */
  categoryId?: string
  pageToken?: string
}

export interface VideosQuery extends Cancellable {
  /** 1 to 50. */
  ids: string[]
  /** Default: everything that the feed stores. */
  parts?: string[]
}

export interface IdsQuery extends Cancellable {
  /** 1 to 50. */
  ids: string[]
}

export interface SearchQuery extends Cancellable {
  /** Never empty. Without one the API is said to find nothing, so leave it out only together with a category. */
  q?: string
  regionCode?: string
  relevanceLanguage?: string
  categoryId?: string
  /** short: under 4 minutes of any shape; medium: 4 to 20; long: over 20. */
  duration?: 'short' | 'medium' | 'long'
  /** Default `relevance`. */
  order?: 'date' | 'rating' | 'relevance' | 'viewCount' | 'title'
  /** ms since the epoch. */
  publishedAfter?: number
  publishedBefore?: number
  channelId?: string
  /** Default `strict`. */
  safeSearch?: 'none' | 'moderate' | 'strict'
  pageToken?: string
}

export interface PlaylistItemsQuery extends Cancellable {
  playlistId: string
  pageToken?: string
  /** 1 to 50, at the same price. Default 50. */
  maxResults?: number
}

export interface VideoCategoriesQuery extends Cancellable {
  regionCode: string
  /** The language of the titles, such as `de`. */
  language?: string
}

/** A page of what was asked for by id. */
export interface YoutubeLookup<Item> extends YoutubePage<Item> {
  /**
   * The ids that YouTube no longer gives: deleted, private, or never there. Ids of items that could not be read are not
   * among them, and it is empty when such an item did not even tell its id.
   */
  missingIds: string[]
}

/** The Data API as plain functions. Each throws `YoutubeFailure`, what `beforeCall` throws, or the reason of its signal. */
export interface YoutubeClient {
  /** videos.list, the most popular of a region; at most four pages. One general unit. */
  listChart(query: ChartQuery): Promise<YoutubePage<resources.YoutubeVideo>>
  /** videos.list by ids. One general unit. */
  listVideos(query: VideosQuery): Promise<YoutubeLookup<resources.YoutubeVideo>>
  /** videos.batchGetStats. One unit of its own bucket. On `our-bug`, ask `listVideos` for `statistics` instead. */
  batchGetStats(query: IdsQuery): Promise<YoutubeLookup<resources.YoutubeVideoStats>>
  /** search.list for embeddable videos. One unit of the search bucket, of which there are a hundred a day. */
  searchVideos(query: SearchQuery): Promise<YoutubePage<resources.YoutubeSearchHit>>
  /** playlistItems.list, newest first for uploads. One general unit. */
  listPlaylistItems(query: PlaylistItemsQuery): Promise<YoutubePage<resources.YoutubePlaylistItem>>
  /** channels.list by ids. One general unit. */
  listChannels(query: IdsQuery): Promise<YoutubeLookup<resources.YoutubeChannel>>
  /** videoCategories.list of a region. One general unit. */
  listVideoCategories(query: VideoCategoriesQuery): Promise<YoutubePage<resources.YoutubeVideoCategory>>
  /** Closes kept connections. */
  close(): void
}

const forms = {
  videos: { kind: 'youtube#videoListResponse', itemKind: 'youtube#video', item: resources.videoResource },
  // The kinds of this young method are named nowhere for certain.
  stats: { kind: null, itemKind: null, item: resources.videoStatsResource },
  search: { kind: 'youtube#searchListResponse', itemKind: 'youtube#searchResult', item: resources.searchHitResource },
  playlistItems: {
    kind: 'youtube#playlistItemListResponse',
    itemKind: 'youtube#playlistItem',
    item: resources.playlistItemResource,
  },
  channels: { kind: 'youtube#channelListResponse', itemKind: 'youtube#channel', item: resources.channelResource },
  categories: {
    kind: 'youtube#videoCategoryListResponse',
    itemKind: 'youtube#videoCategory',
    item: resources.videoCategoryResource,
  },
} satisfies Record<string, PageForm<unknown>>

/** What `listChart` and `listVideos` ask for: more parts cost nothing more, and `status` must never be missing. */
export const feedParts = ['snippet', 'contentDetails', 'statistics', 'status', 'player', 'liveStreamingDetails']

// Whole parts where one of their fields is marked as going away, because a name that is gone is answered with 400.
const pageOf = (itemFields: string) => `kind,etag,nextPageToken,pageInfo,items(kind,etag,id,${itemFields})`
const videoFields = pageOf(
  'snippet(publishedAt,channelId,title,description,thumbnails,channelTitle,categoryId,liveBroadcastContent,' +
    'defaultLanguage,defaultAudioLanguage),contentDetails,status,statistics,player(embedWidth,embedHeight),' +
    'liveStreamingDetails',
)
const searchFields = pageOf('snippet(publishedAt,channelId,title,channelTitle,liveBroadcastContent)')
const playlistItemFields = pageOf(
  'snippet(publishedAt,resourceId,position,videoOwnerChannelId),contentDetails(videoId,videoPublishedAt),status',
)
const channelFields = pageOf('snippet(title,country,publishedAt,thumbnails),contentDetails,statistics,status')

// With a height given, YouTube tells the shape of the player, and so of the video.
const shapeParams = { maxHeight: '1000' }
const pageOfFifty = { maxResults: '50' }

/** A client of the YouTube Data API with one key; throws at once when the key or the address cannot be used at all. */
export function createYoutubeClient(options: YoutubeClientOptions): YoutubeClient {
  const { apiKey } = options
  if (!/^[\x21-\x7e]+$/.test(apiKey)) throw new Error('The YouTube API key is empty or has characters no key has')
  const sender = createSender({
    baseUrl: options.baseUrl ?? youtubeBaseUrl,
    apiKey,
    userAgent: options.userAgent ?? 'Momentum (gzip)',
    timeoutMs: options.timeoutMs ?? 20_000,
    maxBytes: options.maxBytes ?? 8_000_000,
  })
  const { minIntervalMs = 500 } = options
  const surroundings = {
    ...options,
    minIntervalMs: typeof minIntervalMs === 'number' ? () => minIntervalMs : minIntervalMs,
  }
  const tryRequest = createTries(sender, surroundings, (text) => text.replaceAll(apiKey, '[key]'))

  return {
    listChart({ regionCode, categoryId, pageToken, signal }) {
      const params = given({
        part: feedParts.join(','),
        chart: 'mostPopular',
        regionCode,
        videoCategoryId: categoryId,
        pageToken,
        fields: videoFields,
        ...pageOfFifty,
        ...shapeParams,
      })
      return tryRequest({ method: 'videos.list', params, form: forms.videos, signal })
    },

    async listVideos({ ids, parts = feedParts, signal }) {
      const shape = parts.includes('player') ? shapeParams : {}
      const params = { part: parts.join(','), id: idList(ids), fields: videoFields, ...shape }
      return lookup(ids, await tryRequest({ method: 'videos.list', params, form: forms.videos, signal }))
    },

    async batchGetStats({ ids, signal }) {
      const params = { part: 'snippet,contentDetails,statistics', id: idList(ids) }
      return lookup(ids, await tryRequest({ method: 'videos.batchGetStats', params, form: forms.stats, signal }))
    },

    searchVideos({ q, publishedAfter, publishedBefore, order, channelId, safeSearch, signal, ...query }) {
      if (q === undefined ? query.categoryId === undefined : q.trim() === '')
        throw new RangeError('A search needs a phrase, or a category')
      const params = given({
        part: 'snippet',
        type: 'video',
        q,
        regionCode: query.regionCode,
        relevanceLanguage: query.relevanceLanguage,
        videoCategoryId: query.categoryId,
        videoDuration: query.duration,
        order,
        publishedAfter: rfc3339(publishedAfter),
        publishedBefore: rfc3339(publishedBefore),
        channelId,
        safeSearch: safeSearch ?? 'strict',
        videoEmbeddable: 'true',
        videoSyndicated: 'true',
        pageToken: query.pageToken,
        fields: searchFields,
        ...pageOfFifty,
      })
      return tryRequest({ method: 'search.list', params, form: forms.search, signal })
    },

    listPlaylistItems({ playlistId, pageToken, maxResults = 50, signal }) {
      const params = given({
        part: 'snippet,contentDetails,status',
        playlistId,
        pageToken,
        fields: playlistItemFields,
        maxResults: String(maxResults),
      })
      return tryRequest({ method: 'playlistItems.list', params, form: forms.playlistItems, signal })
    },

    async listChannels({ ids, signal }) {
      const part = 'snippet,contentDetails,statistics,status'
      const params = { part, id: idList(ids), fields: channelFields, ...pageOfFifty }
      return lookup(ids, await tryRequest({ method: 'channels.list', params, form: forms.channels, signal }))
    },

    listVideoCategories({ regionCode, language, signal }) {
      const params = given({ part: 'snippet', regionCode, hl: language })
      return tryRequest({ method: 'videoCategories.list', params, form: forms.categories, signal })
    },

    close: sender.close,
  }
}

function idList(ids: string[]): string {
  if (ids.length === 0 || ids.length > maxIdsPerCall) {
    throw new RangeError(`One call takes 1 to ${maxIdsPerCall} ids, not ${ids.length}`)
  }
  return ids.join(',')
}

function lookup<Item extends { id: string }>(ids: string[], page: YoutubePage<Item>): YoutubeLookup<Item> {
  const { wrongKind, malformed, ids: skippedIds } = page.skipped
  if (wrongKind + malformed > skippedIds.length) return { ...page, missingIds: [] }
  const known = new Set([...page.items.map(({ id }) => id), ...skippedIds])
  return { ...page, missingIds: ids.filter((id) => !known.has(id)) }
}

function given(params: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

function rfc3339(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString()
}
