import { comment, publish } from '../../support/posts.ts'
import type { MatrixRow } from './rows.ts'
import type { ActorName, World } from './world.ts'

/** Well-formed, and nobody's. */
const nothing = { id: '01a00000-0000-7000-8000-000000000000' }

/** A post for followers: it does not exist for a stranger. Operators see it on routes of their own. */
async function closedPost({ on, people: { owner } }: World): Promise<Record<string, string>> {
  return { id: (await publish(on, owner, { visibility: 'followers' })).id }
}

async function closedComment(world: World): Promise<Record<string, string>> {
  const post = await publish(world.on, world.people.owner, { visibility: 'followers' })
  return { id: (await comment(world.people.owner, post.id)).id }
}

const theOwner = async ({ people }: World): Promise<Record<string, string>> => ({ username: people.owner.username })
const aTag = async (): Promise<Record<string, string>> => ({ tag: 'anything' })

const readers = ['owner', 'follower'] as const
const everybody: readonly ActorName[] = ['owner', 'stranger', 'follower', 'moderator', 'admin']
const anyFullSession: readonly ActorName[] = [...everybody, 'blocked', 'blocker']

const onPost = (route: string, body?: Record<string, unknown>): MatrixRow => ({
  route,
  make: closedPost,
  nothing,
  existsFor: readers,
  ...(body === undefined ? {} : { body }),
})

const onComment = (route: string, body?: Record<string, unknown>): MatrixRow => ({
  ...onPost(route, body),
  make: closedComment,
})

/** Posts for followers and their comments, which exist for the owner and those who follow. */
export const postRows: readonly MatrixRow[] = [
  onPost('GET /posts/{id}'),
  { ...onPost('PATCH /posts/{id}', { caption: 'changed' }), answers: { follower: 403 } },
  { ...onPost('DELETE /posts/{id}'), answers: { follower: 403 } },
  onPost('PUT /posts/{id}/reaction', { emoji: '👍' }),
  onPost('DELETE /posts/{id}/reaction'),
  onPost('GET /posts/{id}/reactions'),
  onPost('PUT /posts/{id}/bookmark'),
  onPost('DELETE /posts/{id}/bookmark'),
  onPost('PUT /posts/{id}/hidden'),
  onPost('DELETE /posts/{id}/hidden'),
  onPost('GET /posts/{id}/comments'),
  onPost('POST /posts/{id}/comments', { text: 'hello' }),
  onComment('GET /comments/{id}'),
  { ...onComment('PATCH /comments/{id}', { text: 'changed' }), answers: { follower: 403 } },
  { ...onComment('DELETE /comments/{id}'), answers: { follower: 403 } },
  onComment('PUT /comments/{id}/reaction', { emoji: '👍' }),
  onComment('DELETE /comments/{id}/reaction'),
  {
    route: 'GET /users/{username}/posts',
    make: theOwner,
    nothing: { username: 'nobody_at_all' },
    existsFor: everybody,
  },
  // A tag that nobody uses has no posts, like one whose posts are not for the person who asks.
  { route: 'GET /tags/{tag}/posts', make: aTag, nothing: { tag: 'nothing' }, existsFor: anyFullSession },
]
