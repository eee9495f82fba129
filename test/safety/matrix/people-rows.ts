import { signUp } from '../../support/people.ts'
import type { MatrixRow } from './rows.ts'
import type { World } from './world.ts'

const nothing = { username: 'nobody_at_all' }

const theOwner = async ({ people }: World): Promise<Record<string, string>> => ({ username: people.owner.username })

/** Somebody in no relation to anybody: blocking them changes nothing for the other rows. */
const somebodyNew = async ({ on }: World): Promise<Record<string, string>> => ({
  username: (await signUp(on)).username,
})

/** Somebody who asked to follow the owner, whose account is private while they ask. */
async function aRequest({ on, people: { owner } }: World): Promise<Record<string, string>> {
  const asking = await signUp(on)
  await owner.patch('/me', { isPrivate: true })
  await asking.put(`/users/${owner.username}/follow`)
  return { username: asking.username }
}

async function theFollower({ on, people: { owner } }: World): Promise<Record<string, string>> {
  await owner.patch('/me', { isPrivate: false })
  const following = await signUp(on)
  await following.put(`/users/${owner.username}/follow`)
  return { username: following.username }
}

const anyFullSession = ['owner', 'stranger', 'follower', 'blocked', 'blocker', 'moderator', 'admin'] as const

/** Everybody signed in and between whom and the owner no block stands. */
const everybody = ['owner', 'stranger', 'follower', 'moderator', 'admin'] as const

const read = (route: string): MatrixRow => ({ route, make: theOwner, nothing, existsFor: everybody })
/** Doing something to the owner: oneself is refused as bad input. */
const act = (route: string): MatrixRow => ({
  route,
  make: theOwner,
  nothing,
  existsFor: everybody,
  answers: { owner: 422 },
})

/** People, seen and acted on by everybody between whom no block stands. */
export const peopleRows: readonly MatrixRow[] = [
  read('GET /users/{username}'),
  read('GET /users/{username}/followers'),
  read('GET /users/{username}/following'),
  act('PUT /users/{username}/follow'),
  read('DELETE /users/{username}/follow'),
  act('PUT /users/{username}/mute'),
  read('DELETE /users/{username}/mute'),
  ...['PUT /users/{username}/block', 'DELETE /users/{username}/block'].map(
    (route): MatrixRow => ({ route, make: somebodyNew, nothing, existsFor: anyFullSession }),
  ),
  { route: 'PUT /me/follow-requests/{username}', make: aRequest, nothing, existsFor: ['owner'] },
  // Taking away what is not there is done already: for everybody who may see the person.
  { route: 'DELETE /me/follow-requests/{username}', make: aRequest, nothing, existsFor: anyFullSession },
  { route: 'DELETE /me/followers/{username}', make: theFollower, nothing, existsFor: anyFullSession },
]
