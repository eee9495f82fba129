import type { Context } from '../../core/context.ts'
import {
  deleteComment,
  editComment,
  editCommentInput,
  listComments,
  reactionInput,
  reactToComment,
  readComment,
  unreactToComment,
  writeComment,
  writeCommentInput,
} from '../../core/posts/index.ts'
import { idField, idParams, pageQuery, pageShape } from '../../lib/fields.ts'
import { commentShape, presentComment } from '../../presenters/comment.ts'
import { type Answer, created, type Endpoint, endpoint, noContent, ok } from '../endpoint.ts'
import { heldShape, orHeld } from '../held.ts'

async function answerComment(context: Context, commentId: string): Promise<Answer> {
  return ok(presentComment(await readComment(context, commentId)))
}

/** Comments on posts. */
export const commentEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/posts/{id}/comments',
    operation: 'listComments',
    tag: 'Comments',
    summary: 'Comments on a post, newest first',
    description: 'With `replyTo` the replies below that comment, oldest first.',
    access: 'person',
    params: idParams(),
    query: pageQuery({ replyTo: idField().optional() }),
    answers: { 200: pageShape(commentShape) },
    failures: ['cursor_invalid'],
    etag: true,
    answer: async ({ context, params, query }) => {
      const { items, nextCursor } = await listComments(context, params.id, query)
      return ok({ items: items.map(presentComment), nextCursor })
    },
  }),
  endpoint({
    method: 'post',
    path: '/posts/{id}/comments',
    operation: 'writeComment',
    tag: 'Comments',
    summary: 'Comment on a post, or answer a comment',
    access: 'person',
    params: idParams(),
    body: writeCommentInput,
    answers: { 201: commentShape, 202: heldShape },
    failures: ['forbidden', 'account_silenced', 'terms_required'],
    limits: ['comments'],
    effect: ({ context, params, body }) => writeComment(context, params.id, body),
    answer: ({ context }, { commentId }) =>
      orHeld(commentId, async () => created(presentComment(await readComment(context, commentId)))),
  }),
  endpoint({
    method: 'get',
    path: '/comments/{id}',
    operation: 'getComment',
    tag: 'Comments',
    summary: 'A comment',
    access: 'person',
    params: idParams(),
    answers: { 200: commentShape },
    etag: true,
    answer: ({ context, params }) => answerComment(context, params.id),
  }),
  endpoint({
    method: 'patch',
    path: '/comments/{id}',
    operation: 'editComment',
    tag: 'Comments',
    summary: 'Change a comment of mine',
    access: 'person',
    params: idParams(),
    body: editCommentInput,
    answers: { 200: commentShape, 202: heldShape },
    failures: ['forbidden', 'account_silenced', 'terms_required'],
    limits: ['comments'],
    effect: ({ context, params, body }) => editComment(context, params.id, body),
    answer: ({ context, params }) => orHeld(params.id, () => answerComment(context, params.id)),
  }),
  endpoint({
    method: 'delete',
    path: '/comments/{id}',
    operation: 'deleteComment',
    tag: 'Comments',
    summary: 'Delete a comment of mine, or one on my post, with the replies below it',
    access: 'person',
    params: idParams(),
    answers: { 204: null },
    failures: ['forbidden'],
    effect: ({ context, params }) => deleteComment(context, params.id),
    answer: () => noContent(),
  }),
  endpoint({
    method: 'put',
    path: '/comments/{id}/reaction',
    operation: 'reactToComment',
    tag: 'Comments',
    summary: 'React to a comment with one emoji',
    access: 'person',
    params: idParams(),
    body: reactionInput,
    answers: { 200: commentShape },
    failures: ['account_silenced'],
    limits: ['reactions'],
    effect: ({ context, params, body }) => reactToComment(context, params.id, body),
    answer: ({ context, params }) => answerComment(context, params.id),
  }),
  endpoint({
    method: 'delete',
    path: '/comments/{id}/reaction',
    operation: 'unreactToComment',
    tag: 'Comments',
    summary: 'Take my reaction to a comment back',
    access: 'person',
    params: idParams(),
    answers: { 200: commentShape },
    limits: ['reactions'],
    effect: ({ context, params }) => unreactToComment(context, params.id),
    answer: ({ context, params }) => answerComment(context, params.id),
  }),
]
