import type { Context } from '../../core/context.ts'
import {
  bookmarkPost,
  bringPostBack,
  listReactions,
  putPostAside,
  reactionInput,
  reactToPost,
  readPostState,
  unbookmarkPost,
  unreactToPost,
} from '../../core/posts/index.ts'
import { idParams, pageQuery, pageShape } from '../../lib/fields.ts'
import { postStateShape, presentPostState, presentReaction, reactionShape } from '../../presenters/post.ts'
import { type Answer, type Endpoint, endpoint, type Method, ok } from '../endpoint.ts'
import type { LimitName } from '../limits.ts'

async function answerState(context: Context, postId: string): Promise<Answer> {
  return ok(presentPostState(await readPostState(context, postId)))
}

interface Act {
  method: Method
  path: string
  operation: string
  summary: string
  limit: LimitName
  act(context: Context, postId: string): Promise<void>
}

const acts: Act[] = [
  {
    method: 'delete',
    path: '/posts/{id}/reaction',
    operation: 'unreactToPost',
    summary: 'Take my reaction to a post back',
    limit: 'reactions',
    act: unreactToPost,
  },
  {
    method: 'put',
    path: '/posts/{id}/bookmark',
    operation: 'bookmarkPost',
    summary: 'Keep a post among my bookmarks',
    limit: 'bookmarks',
    act: bookmarkPost,
  },
  {
    method: 'delete',
    path: '/posts/{id}/bookmark',
    operation: 'unbookmarkPost',
    summary: 'Take a post off my bookmarks',
    limit: 'bookmarks',
    act: unbookmarkPost,
  },
  {
    method: 'put',
    path: '/posts/{id}/hidden',
    operation: 'putPostAside',
    summary: 'Not for me: keep a post out of my feed and explore',
    limit: 'bookmarks',
    act: putPostAside,
  },
  {
    method: 'delete',
    path: '/posts/{id}/hidden',
    operation: 'bringPostBack',
    summary: 'Let a post be shown to me again',
    limit: 'bookmarks',
    act: bringPostBack,
  },
]

/** What people do with posts; each answers the new state. */
export const postActEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'put',
    path: '/posts/{id}/reaction',
    operation: 'reactToPost',
    tag: 'Posts',
    summary: 'React to a post with one emoji',
    access: 'person',
    params: idParams(),
    body: reactionInput,
    answers: { 200: postStateShape },
    failures: ['account_silenced'],
    limits: ['reactions'],
    effect: ({ context, params, body }) => reactToPost(context, params.id, body),
    answer: ({ context, params }) => answerState(context, params.id),
  }),
  ...acts.map(({ limit, act, ...description }) =>
    endpoint({
      ...description,
      tag: 'Posts',
      access: 'person',
      params: idParams(),
      answers: { 200: postStateShape },
      limits: [limit],
      effect: ({ context, params }) => act(context, params.id),
      answer: ({ context, params }) => answerState(context, params.id),
    }),
  ),
  endpoint({
    method: 'get',
    path: '/posts/{id}/reactions',
    operation: 'listPostReactions',
    tag: 'Posts',
    summary: 'Who reacted to a post and how, newest first',
    access: 'person',
    params: idParams(),
    query: pageQuery(),
    answers: { 200: pageShape(reactionShape) },
    failures: ['cursor_invalid'],
    answer: async ({ context, params, query }) => {
      const { items, nextCursor } = await listReactions(context, params.id, query)
      return ok({ items: items.map(presentReaction), nextCursor })
    },
  }),
]
