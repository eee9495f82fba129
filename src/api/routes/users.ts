import { z } from 'zod'
import {
  listFollows,
  listSuggestions,
  readProfile,
  searchPeople,
  searchPeopleInput,
  usernameParams,
} from '../../core/people/index.ts'
import { pageQuery, pageShape } from '../../lib/fields.ts'
import {
  personSummaryShape,
  presentPersonSummary,
  presentProfile,
  presentSuggestion,
  profileShape,
  suggestionShape,
} from '../../presenters/person.ts'
import { type Endpoint, endpoint, ok } from '../endpoint.ts'

/** Finding and looking at people. */
export const userEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/users',
    operation: 'searchUsers',
    tag: 'People',
    summary: 'Search people',
    description:
      'By user name and display name, in any script; upper and lower case and accents do not matter, and a typing slip ' +
      'is forgiven. One page: `nextCursor` is always null.',
    access: 'person',
    query: searchPeopleInput,
    answers: { 200: pageShape(personSummaryShape) },
    limits: ['search'],
    answer: async ({ context, query }) => {
      const people = await searchPeople(context, query)
      return ok({ items: people.map(presentPersonSummary), nextCursor: null })
    },
  }),
  endpoint({
    method: 'get',
    path: '/users/suggestions',
    operation: 'listSuggestions',
    tag: 'People',
    summary: 'People followed by those I follow',
    description: 'One page: `nextCursor` is always null.',
    access: 'person',
    query: z.strictObject({ limit: pageQuery().shape.limit }),
    answers: { 200: pageShape(suggestionShape) },
    limits: ['search'],
    answer: async ({ context, query }) => {
      const people = await listSuggestions(context, query.limit)
      return ok({ items: people.map(presentSuggestion), nextCursor: null })
    },
  }),
  endpoint({
    method: 'get',
    path: '/users/{username}',
    operation: 'getUser',
    tag: 'People',
    summary: 'A profile',
    access: 'person',
    params: usernameParams,
    answers: { 200: profileShape },
    failures: ['not_found'],
    etag: true,
    answer: async ({ context, params }) => ok(presentProfile(await readProfile(context, params.username))),
  }),
  ...(['followers', 'following'] as const).map((which) =>
    endpoint({
      method: 'get',
      path: `/users/{username}/${which}`,
      operation: which === 'followers' ? 'listFollowers' : 'listFollowing',
      tag: 'People',
      summary: which === 'followers' ? 'Who follows a person, newest first' : 'Whom a person follows, newest first',
      description: 'Of a private account only for its followers.',
      access: 'person',
      params: usernameParams,
      query: pageQuery(),
      answers: { 200: pageShape(personSummaryShape) },
      failures: ['not_found', 'forbidden', 'cursor_invalid'],
      answer: async ({ context, params, query }) => {
        const { items, nextCursor } = await listFollows(context, params.username, which, query)
        return ok({ items: items.map(presentPersonSummary), nextCursor })
      },
    }),
  ),
]
