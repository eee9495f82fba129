import { z } from 'zod'
import { usernameParams } from '../../core/people/index.ts'
import {
  deletePost,
  editPost,
  editPostInput,
  listUserPosts,
  publishPost,
  publishPostInput,
  readPost,
} from '../../core/posts/index.ts'
import { idParams, pageQuery, pageShape } from '../../lib/fields.ts'
import { gridPostShape, postShape, presentGridPost, presentPost } from '../../presenters/post.ts'
import { created, type Endpoint, endpoint, noContent, ok } from '../endpoint.ts'
import { heldShape, orHeld } from '../held.ts'

/** Posts, one by one and in the lists of people. */
export const postEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/posts',
    operation: 'publishPost',
    tag: 'Posts',
    summary: 'Publish a post',
    access: 'person',
    body: publishPostInput,
    answers: { 201: postShape, 202: heldShape },
    failures: ['media_not_ready', 'account_silenced', 'terms_required'],
    limits: ['posts'],
    effect: ({ context, body }) => publishPost(context, body),
    answer: ({ context }, { postId }) =>
      orHeld(postId, async () => created(presentPost(await readPost(context, postId)))),
  }),
  endpoint({
    method: 'get',
    path: '/posts/{id}',
    operation: 'getPost',
    tag: 'Posts',
    summary: 'A post',
    access: 'person',
    params: idParams(),
    answers: { 200: postShape },
    etag: true,
    answer: async ({ context, params }) => ok(presentPost(await readPost(context, params.id))),
  }),
  endpoint({
    method: 'patch',
    path: '/posts/{id}',
    operation: 'editPost',
    tag: 'Posts',
    summary: 'Change a post of mine',
    description: 'Another caption sets `editedAt`; another visibility gives the media new addresses.',
    access: 'person',
    params: idParams(),
    body: editPostInput,
    answers: { 200: postShape, 202: heldShape },
    failures: ['forbidden', 'account_silenced', 'terms_required'],
    limits: ['posts'],
    effect: ({ context, params, body }) => editPost(context, params.id, body),
    answer: ({ context, params }) => orHeld(params.id, async () => ok(presentPost(await readPost(context, params.id)))),
  }),
  endpoint({
    method: 'delete',
    path: '/posts/{id}',
    operation: 'deletePost',
    tag: 'Posts',
    summary: 'Delete a post of mine, with its files, comments and reactions',
    access: 'person',
    params: idParams(),
    answers: { 204: null },
    failures: ['forbidden'],
    effect: ({ context, params }) => deletePost(context, params.id),
    answer: () => noContent(),
  }),
  endpoint({
    method: 'get',
    path: '/users/{username}/posts',
    operation: 'listUserPosts',
    tag: 'Posts',
    summary: 'The posts of a person, newest first',
    description: 'Of a private account only for its followers. `view=grid` gives what a grid of thumbnails needs.',
    access: 'person',
    params: usernameParams,
    query: pageQuery({ view: z.enum(['full', 'grid']).default('full') }),
    answers: { 200: pageShape(z.union([postShape, gridPostShape])) },
    failures: ['not_found', 'forbidden', 'cursor_invalid'],
    etag: true,
    answer: async ({ context, params, query }) => {
      const { items, nextCursor } = await listUserPosts(context, params.username, query)
      return ok({
        items: items.map((row) => (query.view === 'grid' ? presentGridPost(row) : presentPost(row))),
        nextCursor,
      })
    },
  }),
]
