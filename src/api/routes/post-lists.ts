import { z } from 'zod'
import { explore, listBookmarks, listTagPosts, readFeed, trendHours } from '../../core/posts/index.ts'
import { tagMaxLength } from '../../lib/captions.ts'
import { pageQuery, pageShape } from '../../lib/fields.ts'
import { pageJson } from '../../presenters/page-json.ts'
import { feedPostJson, feedPostShape, postShape, presentExplorePost, presentPost } from '../../presenters/post.ts'
import { type Endpoint, endpoint, ok } from '../endpoint.ts'

/** Lists of posts of many people. */
export const postListEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/feed',
    operation: 'readFeed',
    tag: 'Posts',
    summary: 'Posts of those I follow and mine, strictly newest first',
    access: 'person',
    query: pageQuery(),
    answers: { 200: pageShape(feedPostShape) },
    failures: ['cursor_invalid'],
    etag: true,
    answer: async ({ context, query }) => {
      const { items, nextCursor } = await readFeed(context, query)
      return ok(pageJson(items.map(feedPostJson), { nextCursor }))
    },
  }),
  endpoint({
    method: 'get',
    path: '/explore',
    operation: 'explorePosts',
    tag: 'Posts',
    summary: 'Public posts with many reactions of late, then the newest',
    description: 'The order is that of the moment at which the first page was read.',
    access: 'person',
    query: pageQuery(),
    answers: { 200: pageShape(feedPostShape) },
    failures: ['cursor_invalid'],
    answer: async ({ context, query }) => {
      const { items, nextCursor } = await explore(context, query)
      return ok({ items: items.map((row) => presentExplorePost(row, trendHours)), nextCursor })
    },
  }),
  endpoint({
    method: 'get',
    path: '/tags/{tag}/posts',
    operation: 'listTagPosts',
    tag: 'Posts',
    summary: 'Public posts with a tag, newest first',
    access: 'person',
    params: z.strictObject({
      tag: z
        .string()
        .min(1)
        .max(2 * tagMaxLength),
    }),
    query: pageQuery(),
    answers: { 200: pageShape(postShape) },
    failures: ['cursor_invalid'],
    answer: async ({ context, params, query }) => {
      const { items, nextCursor } = await listTagPosts(context, params.tag, query)
      return ok({ items: items.map(presentPost), nextCursor })
    },
  }),
  endpoint({
    method: 'get',
    path: '/me/bookmarks',
    operation: 'listBookmarks',
    tag: 'Posts',
    summary: 'The posts I have kept, the last one first',
    access: 'person',
    query: pageQuery(),
    answers: { 200: pageShape(postShape) },
    failures: ['cursor_invalid'],
    answer: async ({ context, query }) => {
      const { items, nextCursor } = await listBookmarks(context, query)
      return ok({ items: items.map(presentPost), nextCursor })
    },
  }),
]
