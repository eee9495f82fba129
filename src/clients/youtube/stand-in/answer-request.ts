import { hash } from 'node:crypto'
import type { YoutubeMethod } from '../methods.ts'
import type { CheckedParams } from './check-request.ts'
import { refusals } from './faults.ts'
import { RefusedRequest } from './google-problems.ts'
import { readListToken, readPageToken, writeListToken, writePageToken } from './page-token.ts'
import { regions } from './places.ts'
import type { StandInVideo } from './videos.ts'
import type { StandInWorld } from './world.ts'
import * as listings from './write-listings.ts'
import { type Resource, writeVideo, writeVideoStats } from './write-video.ts'

type Answer = (params: CheckedParams, world: StandInWorld, at: number) => Resource

/** Answers a checked request from the world as it is at a moment; throws `RefusedRequest` where there is nothing. */
export function answerRequest(method: YoutubeMethod, params: CheckedParams, world: StandInWorld, at: number): Resource {
  return withEtags(answers[method](params, world, at))
}

const answers: Record<YoutubeMethod, Answer> = {
  'videos.list': (params, world, at) => {
    const parts = partsOf(params)
    const bounds = { ...numbered(params, 'maxWidth'), ...numbered(params, 'maxHeight') }
    if (params.id !== undefined) {
      const items = idsOf(params).flatMap((id) => visible(world.video(id, at)))
      return listOf(
        'videoList',
        { totalResults: items.length, resultsPerPage: items.length },
        items.map((video) => writeVideo(video, parts, bounds)),
      )
    }
    const chart = world.chart(regionOf(params, 'US'), categoryOf(params), at)
    if (!chart) throw new RefusedRequest(refusals.chartNotFound)
    const { page, ...tokens } = pageOf(chart, params)
    const items = page.map((video) => writeVideo(video, parts, bounds))
    return { ...listOf('videoList', tokens.pageInfo, items), ...tokens }
  },

  'videos.batchGetStats': (params, world, at) => {
    const parts = partsOf(params)
    const items = idsOf(params).flatMap((id) => visible(world.video(id, at)))
    return { kind: 'youtube#batchGetStatsResponse', items: items.map((video) => writeVideoStats(video, parts)) }
  },

  'search.list': (params, world, at) => {
    const regionCode = regionOf(params, 'US')
    // Without a phrase the API finds nothing, whatever the filters say.
    const found = params.q === undefined || params.q.trim() === '' ? [] : searchWorld(params, regionCode, world, at)
    const { page, ...tokens } = pageOf(found, params)
    const items = page.flatMap((video) =>
      // The API lets a channel slip in now and then although only videos were asked for.
      video.channel.number % 97 === 0
        ? [listings.writeChannelHit(video.channel), listings.writeSearchHit(video)]
        : [listings.writeSearchHit(video)],
    )
    const pageInfo = { ...tokens.pageInfo, totalResults: Math.min(1_000_000, found.length * 1931) }
    return {
      ...listOf('searchList', pageInfo, items.slice(0, pageInfo.resultsPerPage)),
      ...tokens,
      regionCode,
      pageInfo,
    }
  },

  'playlistItems.list': (params, world, at) => {
    const playlistId = params.playlistId
    if (playlistId === undefined) return listOf('playlistItemList', { totalResults: 0, resultsPerPage: 5 }, [])
    const parts = partsOf(params)
    const [prefix, tail] = [playlistId.slice(0, -22), playlistId.slice(-22)]
    const channel = world.channel(`UC${tail}`)
    const exists = channel && (prefix === 'UU' || (['UUSH', 'UULF'].includes(prefix) && channel.hasShortsList))
    if (!exists) throw new RefusedRequest(refusals.playlistNotFound)
    if (channel.hidesUploads) throw new RefusedRequest(refusals.playlistItemsNotAccessible)
    const offset = readListToken(playlistId, params.pageToken)
    const resultsPerPage = Number(params.maxResults ?? 5)
    const totalResults = world.uploadCount(channel, at)
    const uploads = world.uploads(channel, at, offset, resultsPerPage)
    const items = uploads
      .filter((video) => prefix === 'UU' || (prefix === 'UUSH') === isShort(video))
      .map((video, index) => listings.writePlaylistItem(video, playlistId, offset + index, parts))
    const next = offset + resultsPerPage
    const nextPageToken = next < totalResults ? { nextPageToken: writeListToken(playlistId, next) } : {}
    return { ...listOf('playlistItemList', { totalResults, resultsPerPage }, items), ...nextPageToken }
  },

  'channels.list': (params, world, at) => {
    const parts = partsOf(params)
    const channels = idsOf(params).flatMap((id) => world.channel(id) ?? [])
    const items = channels.map((channel) => listings.writeChannel(channel, parts, world.uploadCount(channel, at)))
    return listOf('channelList', { totalResults: items.length, resultsPerPage: Number(params.maxResults ?? 5) }, items)
  },

  'videoCategories.list': (params) => {
    const wanted = new Set(idsOf(params))
    const all = listings.writeCategories(regionOf(params, 'US'))
    const items = wanted.size === 0 ? all : all.filter(({ id }) => wanted.has(String(id)))
    return { kind: 'youtube#videoCategoryListResponse', items }
  },
}

function searchWorld(params: CheckedParams, region: string, world: StandInWorld, at: number): StandInVideo[] {
  const { q = '', channelId, videoDuration, publishedAfter, publishedBefore, order = 'relevance' } = params
  return world.search(
    {
      q,
      region,
      order,
      onlyEmbeddable: params.videoEmbeddable === 'true',
      ...(categoryOf(params) === null ? {} : { categoryId: categoryOf(params)! }),
      ...(channelId === undefined ? {} : { channelId }),
      ...(videoDuration === undefined || videoDuration === 'any'
        ? {}
        : { duration: videoDuration as 'short' | 'medium' | 'long' }),
      ...(publishedAfter === undefined ? {} : { publishedAfter: Date.parse(publishedAfter) }),
      ...(publishedBefore === undefined ? {} : { publishedBefore: Date.parse(publishedBefore) }),
    },
    at,
  )
}

// Pages are cut by place, so that one which lost a video is short without being the last.
function pageOf(places: (StandInVideo | null)[], params: CheckedParams) {
  const offset = readPageToken(params.pageToken)
  const resultsPerPage = Number(params.maxResults ?? 5)
  const next = offset + resultsPerPage
  return {
    page: places.slice(offset, next).filter((video) => video !== null),
    ...(resultsPerPage > 0 && next < places.length ? { nextPageToken: writePageToken(next) } : {}),
    ...(offset > 0 ? { prevPageToken: writePageToken(Math.max(0, offset - resultsPerPage)) } : {}),
    pageInfo: { totalResults: places.length, resultsPerPage },
  }
}

function listOf(name: string, pageInfo: Resource, items: Resource[]): Resource {
  return { kind: `youtube#${name}Response`, pageInfo, items }
}

function visible(video: StandInVideo | null): StandInVideo[] {
  return video?.state === 'public' ? [video] : []
}

function isShort(video: StandInVideo): boolean {
  return video.shape !== null && video.shape <= 1 && video.durationSeconds <= 180
}

function partsOf(params: CheckedParams): Set<string> {
  return new Set((params.part ?? '').split(','))
}

function idsOf(params: CheckedParams): string[] {
  return [...new Set((params.id ?? '').split(',').filter((id) => id !== ''))]
}

function regionOf(params: CheckedParams, otherwise: string): string {
  const region = (params.regionCode ?? otherwise).toUpperCase()
  if (regions.includes(region)) return region
  throw new RefusedRequest(refusals.invalidRegionCode)
}

function categoryOf(params: CheckedParams): string | null {
  return params.videoCategoryId === undefined || params.videoCategoryId === '0' ? null : params.videoCategoryId
}

function numbered(params: CheckedParams, name: 'maxWidth' | 'maxHeight'): Partial<Record<typeof name, number>> {
  return params[name] === undefined ? {} : { [name]: Number(params[name]) }
}

function withEtags(body: Resource): Resource {
  const items = Array.isArray(body.items) ? body.items.map((item) => ({ etag: etagOf(item), ...item })) : []
  const etag = etagOf([body.pageInfo, body.nextPageToken, items.map((item) => item.etag)])
  return { kind: body.kind, etag, ...body, items }
}

function etagOf(value: unknown): string {
  return hash('sha1', JSON.stringify(value), 'hex')
}
