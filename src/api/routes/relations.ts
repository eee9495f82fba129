import { z } from 'zod'
import { personOf } from '../../core/actor.ts'
import type { Context } from '../../core/context.ts'
import { notFound } from '../../core/errors.ts'
import {
  acceptFollowRequest,
  blockPerson,
  followPerson,
  listBlocks,
  listFollowRequests,
  listMutes,
  listRelations,
  maxRelations,
  mutePerson,
  mutePersonInput,
  readRelation,
  refuseFollowRequest,
  removeFollower,
  unblockPerson,
  unfollowPerson,
  unmutePerson,
  usernameParams,
} from '../../core/people/index.ts'
import { pageQuery, pageShape } from '../../lib/fields.ts'
import {
  blockedPersonShape,
  followRequestShape,
  mutedPersonShape,
  namedRelationShape,
  presentBlockedPerson,
  presentFollowRequest,
  presentMutedPerson,
  presentNamedRelation,
  presentRelation,
  relationShape,
} from '../../presenters/person.ts'
import { type Answer, type Endpoint, endpoint, type Method, ok } from '../endpoint.ts'

interface RelationChange {
  method: Method
  path: string
  operation: string
  summary: string
  description?: string
  change(context: Context, username: string): Promise<string>
}

/** How the person who asks now stands to the other. */
async function answerRelation(context: Context, userId: string): Promise<Answer> {
  const relation = await readRelation(context.db.read, personOf(context.actor).userId, userId, context.now())
  if (relation === undefined) throw notFound()
  return ok(presentRelation(relation))
}

const changes: RelationChange[] = [
  {
    method: 'put',
    path: '/users/{username}/follow',
    operation: 'followUser',
    summary: 'Follow a person, or ask a private account for it',
    change: followPerson,
  },
  {
    method: 'delete',
    path: '/users/{username}/follow',
    operation: 'unfollowUser',
    summary: 'No longer follow a person, or take the request back',
    change: unfollowPerson,
  },
  {
    method: 'put',
    path: '/users/{username}/block',
    operation: 'blockUser',
    summary: 'Block a person',
    description:
      'The two no longer exist for each other; follows and requests between them end, both ways. The person stays in ' +
      '`/me/blocks` and, for the one who blocked, in `/relationships`.',
    change: blockPerson,
  },
  {
    method: 'delete',
    path: '/users/{username}/block',
    operation: 'unblockUser',
    summary: 'Take a block back',
    description: 'What the block ended does not come back.',
    change: unblockPerson,
  },
  {
    method: 'delete',
    path: '/users/{username}/mute',
    operation: 'unmuteUser',
    summary: 'Take a mute back',
    change: unmutePerson,
  },
  {
    method: 'put',
    path: '/me/follow-requests/{username}',
    operation: 'acceptFollowRequest',
    summary: 'Let somebody follow who has asked for it',
    change: acceptFollowRequest,
  },
  {
    method: 'delete',
    path: '/me/follow-requests/{username}',
    operation: 'refuseFollowRequest',
    summary: 'Refuse somebody who has asked to follow',
    change: refuseFollowRequest,
  },
  {
    method: 'delete',
    path: '/me/followers/{username}',
    operation: 'removeFollower',
    summary: 'Make somebody no longer follow me',
    change: removeFollower,
  },
]

/** Follow, block and mute, the lists of them, and how I stand to others. */
export const relationEndpoints: readonly Endpoint[] = [
  ...changes.map(({ change, ...spec }) =>
    endpoint({
      ...spec,
      tag: 'People',
      access: 'person',
      params: usernameParams,
      answers: { 200: relationShape },
      failures: ['not_found'],
      limits: ['relations'],
      effect: ({ context, params }) => change(context, params.username),
      answer: ({ context }, userId) => answerRelation(context, userId),
    }),
  ),
  endpoint({
    method: 'put',
    path: '/users/{username}/mute',
    operation: 'muteUser',
    tag: 'People',
    summary: 'Mute a person, for a time or until taken back',
    description: 'They do not learn of it.',
    access: 'person',
    params: usernameParams,
    body: mutePersonInput,
    answers: { 200: relationShape },
    failures: ['not_found'],
    limits: ['relations'],
    effect: ({ context, params, body }) => mutePerson(context, params.username, body),
    answer: ({ context }, userId) => answerRelation(context, userId),
  }),
  endpoint({
    method: 'get',
    path: '/relationships',
    operation: 'listRelationships',
    tag: 'People',
    summary: 'How I stand to up to 100 people',
    description: 'In the order asked for; names that nobody has, or nobody for me, are left out.',
    access: 'person',
    query: z.strictObject({
      usernames: z
        .string()
        .min(1)
        .max(maxRelations * 31)
        .transform((list) => list.split(','))
        .refine((names) => names.length <= maxRelations, `At most ${maxRelations} names.`)
        .describe('User names with commas between them.'),
    }),
    answers: { 200: pageShape(namedRelationShape) },
    answer: async ({ context, query }) => {
      const relations = await listRelations(context, query.usernames)
      return ok({ items: relations.map(presentNamedRelation), nextCursor: null })
    },
  }),
  endpoint({
    method: 'get',
    path: '/me/follow-requests',
    operation: 'listFollowRequests',
    tag: 'People',
    summary: 'Who has asked to follow me, newest first',
    access: 'person',
    query: pageQuery(),
    answers: { 200: pageShape(followRequestShape) },
    failures: ['cursor_invalid'],
    answer: async ({ context, query }) => {
      const { items, nextCursor } = await listFollowRequests(context, query)
      return ok({ items: items.map(presentFollowRequest), nextCursor })
    },
  }),
  endpoint({
    method: 'get',
    path: '/me/blocks',
    operation: 'listBlocks',
    tag: 'People',
    summary: 'Whom I have blocked, newest first',
    access: 'person',
    query: pageQuery(),
    answers: { 200: pageShape(blockedPersonShape) },
    failures: ['cursor_invalid'],
    answer: async ({ context, query }) => {
      const { items, nextCursor } = await listBlocks(context, query)
      return ok({ items: items.map(presentBlockedPerson), nextCursor })
    },
  }),
  endpoint({
    method: 'get',
    path: '/me/mutes',
    operation: 'listMutes',
    tag: 'People',
    summary: 'Whom I have muted, newest first',
    access: 'person',
    query: pageQuery(),
    answers: { 200: pageShape(mutedPersonShape) },
    failures: ['cursor_invalid'],
    answer: async ({ context, query }) => {
      const { items, nextCursor } = await listMutes(context, query)
      return ok({ items: items.map(presentMutedPerson), nextCursor })
    },
  }),
]
