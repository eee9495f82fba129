import { z } from 'zod'
import { personOf } from '../../core/actor.ts'
import {
  enabledCategories,
  listSavedVideos,
  readFeed,
  readVideo,
  reportUnplayable,
  saveVideo,
  seeVideos,
  unsaveVideo,
} from '../../core/videos/index.ts'
import { pageQuery, pageShape } from '../../lib/fields.ts'
import { pageJson } from '../../presenters/page-json.ts'
import {
  presentVideo,
  presentVideoDetail,
  videoDetailShape,
  videoFeedShape,
  videoJson,
  videoShape,
} from '../../presenters/video.ts'
import { type Endpoint, endpoint, ok } from '../endpoint.ts'

const youtubeIdField = z
  .string()
  .max(64)
  .regex(/^[\w-]{1,64}$/)
const videoParams = z.strictObject({ youtubeId: youtubeIdField.describe('YouTube’s id of the video.') })
const saveShape = z.object({ youtubeId: z.string().max(64), isSaved: z.boolean() }).meta({ id: 'VideoSave' })

const feedQuery = pageQuery({
  kind: z.enum(['short', 'long']).describe('Shorts or long videos.'),
  category: z
    .string()
    .max(30)
    .regex(/^[a-z][a-z0-9-]{0,29}$/)
    .optional()
    .describe('The id of a category; every one without it.'),
  region: z
    .string()
    .max(2)
    .regex(/^[A-Z]{2}$/)
    .optional()
    .describe('Country (ISO 3166-1) whose videos are wanted; where none are fetched for it, the fallback’s come.'),
})

/** The YouTube feed, all of it from the own database. */
export const videoEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/videos',
    operation: 'listVideos',
    tag: 'Videos',
    summary: 'The video feed',
    description:
      'Prefetched YouTube videos: new ones first, those already seen last. No request ever waits for YouTube. ' +
      'docs/youtube.md says what an app must do to show them.',
    access: 'person',
    query: feedQuery,
    answers: { 200: videoFeedShape },
    failures: ['cursor_invalid'],
    etag: true,
    answer: async ({ context, query }) => {
      const { userId } = personOf(context.actor)
      const { kind, category, region, limit, cursor } = query
      const page = await readFeed(context, { userId, kind, category, region, limit, cursor })
      const { nextCursor, reason } = page
      const regions = context.instance.videoRegions
      return ok(pageJson(page.items.map(videoJson), { nextCursor, region: page.region, regions, reason }))
    },
  }),
  endpoint({
    method: 'get',
    path: '/videos/categories',
    operation: 'listVideoCategories',
    tag: 'Videos',
    summary: 'The categories of the video feed',
    access: 'person',
    answers: {
      200: pageShape(z.object({ id: z.string().max(30), name: z.string().max(40) }).meta({ id: 'VideoCategory' })),
    },
    etag: true,
    answer: async ({ context }) => {
      const categories = await enabledCategories(context)
      return ok({ items: categories.map(({ slug, name }) => ({ id: slug, name })), nextCursor: null })
    },
  }),
  // Before the path with a parameter, which would take `seen` for an id.
  endpoint({
    method: 'post',
    path: '/videos/seen',
    operation: 'seeVideos',
    tag: 'Videos',
    summary: 'Say which videos I have seen',
    description: 'They come last in my feed from now on. Ids of nothing are left out.',
    access: 'person',
    body: z.strictObject({ ids: z.array(youtubeIdField).min(1).max(200) }),
    answers: { 200: z.object({ seen: z.int().nonnegative() }).meta({ id: 'VideosSeen' }) },
    effect: ({ context, body }) => seeVideos(context, { userId: personOf(context.actor).userId, ids: body.ids }),
    answer: (_, result) => ok(result),
  }),
  endpoint({
    method: 'get',
    path: '/videos/{youtubeId}',
    operation: 'getVideo',
    tag: 'Videos',
    summary: 'One video',
    access: 'person',
    params: videoParams,
    answers: { 200: videoDetailShape },
    etag: true,
    answer: async ({ context, params }) =>
      ok(presentVideoDetail(await readVideo(context, personOf(context.actor).userId, params.youtubeId))),
  }),
  endpoint({
    method: 'put',
    path: '/videos/{youtubeId}/save',
    operation: 'saveVideo',
    tag: 'Videos',
    summary: 'Save a video for later',
    access: 'person',
    params: videoParams,
    answers: { 200: saveShape },
    limits: ['reactions'],
    effect: ({ context, params }) => saveVideo(context, { userId: personOf(context.actor).userId, ...params }),
    answer: (_, state) => ok(state),
  }),
  endpoint({
    method: 'delete',
    path: '/videos/{youtubeId}/save',
    operation: 'unsaveVideo',
    tag: 'Videos',
    summary: 'Take a save back',
    access: 'person',
    params: videoParams,
    answers: { 200: saveShape },
    limits: ['reactions'],
    effect: ({ context, params }) => unsaveVideo(context, { userId: personOf(context.actor).userId, ...params }),
    answer: (_, state) => ok(state),
  }),
  endpoint({
    method: 'get',
    path: '/me/saved-videos',
    operation: 'listSavedVideos',
    tag: 'Videos',
    summary: 'The videos I have saved',
    access: 'person',
    query: pageQuery(),
    answers: { 200: pageShape(videoShape) },
    failures: ['cursor_invalid'],
    etag: true,
    answer: async ({ context, query }) => {
      const { limit, cursor } = query
      const page = await listSavedVideos(context, { userId: personOf(context.actor).userId, limit, cursor })
      return ok({ items: page.items.map(presentVideo), nextCursor: page.nextCursor })
    },
  }),
  endpoint({
    method: 'post',
    path: '/videos/{youtubeId}/unplayable',
    operation: 'reportUnplayableVideo',
    tag: 'Videos',
    summary: 'Say that the player could not play a video',
    description: 'For the player errors 100, 101 and 150: the next sweep asks YouTube what became of the video.',
    access: 'person',
    params: videoParams,
    answers: { 200: z.object({ noted: z.boolean() }).meta({ id: 'VideoUnplayable' }) },
    limits: ['reactions'],
    effect: ({ context, params }) => reportUnplayable(context, params.youtubeId),
    answer: (_, result) => ok(result),
  }),
]
