import { z } from 'zod'
import {
  listVideos,
  orderVideo,
  planPurge,
  planVideoOrder,
  purgeVideos,
  readStoredVideo,
  type VideoOrder,
} from '../../../core/videos/index.ts'
import { nameField, pageQuery, pageShape } from '../../../lib/fields.ts'
import { operatorVideoShape, presentOperatorVideo } from '../../../presenters/video.ts'
import { type Endpoint, endpoint, ok } from '../../endpoint.ts'
import { changeFields, planQuery, planShape, presentPlan, reasonBody, reasonField } from './change.ts'

const videoParams = z.strictObject({
  id: z
    .string()
    .max(64)
    .regex(/^[\w-]{1,64}$/)
    .describe('YouTube’s id of the video.'),
})
const orderedShape = z
  .object({ id: z.string().max(64), state: z.string().max(20), ...changeFields })
  .meta({ id: 'OperatorVideoChange' })
const slugField = z
  .string()
  .max(30)
  .regex(/^[a-z][a-z0-9-]{0,29}$/)

function orderEndpoint(order: VideoOrder, summary: string): Endpoint {
  return endpoint({
    method: 'post',
    path: `/admin/videos/{id}/${order}`,
    operation: `${order}Video`,
    tag: 'Operators: videos',
    summary,
    access: 'moderator',
    params: videoParams,
    query: planQuery,
    body: reasonBody,
    answers: { 200: z.union([orderedShape, planShape]) },
    effect: async ({ context, params, query, body }) =>
      query.plan ? { auditId: null } : orderVideo(context, { youtubeId: params.id, order, reason: body.reason }),
    answer: async ({ context, params, query }, { auditId }) => {
      if (query.plan) return ok(presentPlan(await planVideoOrder(context, { youtubeId: params.id, order })))
      return ok({ id: params.id, state: order === 'hide' ? 'hidden' : 'visible', auditId, undoable: true })
    },
  })
}

/** The stored videos, for operators. */
export const adminVideoEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/admin/videos',
    operation: 'listStoredVideos',
    tag: 'Operators: videos',
    summary: 'Stored videos, newest first',
    access: 'moderator',
    query: pageQuery({
      query: nameField(100).optional().describe('Words in the title or the name of the channel.'),
      kind: z.enum(['short', 'long', 'unknown']).optional().describe('Only this kind.'),
      category: slugField.optional().describe('Only this category.'),
      region: z
        .string()
        .max(2)
        .regex(/^[A-Z]{2}$/)
        .optional()
        .describe('Only what was found for this region.'),
      state: z.enum(['visible', 'hidden']).optional().describe('Only what is shown, or hidden.'),
    }),
    answers: { 200: pageShape(operatorVideoShape) },
    failures: ['cursor_invalid'],
    answer: async ({ context, query: { query, kind, category, region, state, limit, cursor } }) => {
      const page = await listVideos(context, { query, kind, category, region, state, limit, cursor })
      return ok({ items: page.items.map(presentOperatorVideo), nextCursor: page.nextCursor })
    },
  }),
  // Before the path with a parameter, which would take `purge` for an id.
  endpoint({
    method: 'post',
    path: '/admin/videos/purge',
    operation: 'purgeVideos',
    tag: 'Operators: videos',
    summary: 'Remove stored video data',
    description:
      'All of it, or that of a category or an age. With `allYoutubeData` every id that points at YouTube goes too: ' +
      'channels, saves, and what people have seen.',
    access: 'admin',
    query: planQuery,
    body: z.strictObject({
      category: slugField.optional(),
      olderThanSeconds: z.int().min(0).max(1_000_000_000).optional(),
      allYoutubeData: z.boolean().default(false),
      reason: reasonField,
    }),
    answers: {
      200: z.union([
        z.object({ removed: z.int().nonnegative(), ...changeFields }).meta({ id: 'VideoPurge' }),
        planShape,
      ]),
    },
    effect: async ({ context, query, body }) =>
      query.plan ? { auditId: null, removed: 0 } : purgeVideos(context, { ...chosen(body), reason: body.reason }),
    answer: async ({ context, query, body }, { auditId, removed }) => {
      if (query.plan) return ok(presentPlan(await planPurge(context, chosen(body))))
      return ok({ removed, auditId, undoable: false })
    },
  }),
  endpoint({
    method: 'get',
    path: '/admin/videos/{id}',
    operation: 'getStoredVideo',
    tag: 'Operators: videos',
    summary: 'One stored video',
    access: 'moderator',
    params: videoParams,
    answers: { 200: operatorVideoShape },
    answer: async ({ context, params }) => ok(presentOperatorVideo(await readStoredVideo(context, params.id))),
  }),
  orderEndpoint('hide', 'Take a video out of every feed'),
  orderEndpoint('restore', 'Bring a hidden video back'),
]

function chosen(body: {
  category?: string | undefined
  olderThanSeconds?: number | undefined
  allYoutubeData: boolean
}) {
  return { category: body.category, olderThanSeconds: body.olderThanSeconds, allYoutubeData: body.allYoutubeData }
}
