import { randomUUID } from 'node:crypto'
import type { MatrixRow } from './rows.ts'
import type { World } from './world.ts'

/** Well-formed, and nobody's. */
const noId = '01a00000-0000-7000-8000-000000000000'
const nothing = { id: noId }
const place = { latitude: 1, longitude: 1 }

/** The conversation of the owner with the follower, which exists for nobody else. */
async function aConversation({ people: { owner, follower } }: World): Promise<Record<string, string>> {
  return { id: (await owner.post('/conversations', { username: follower.username })).body.id }
}

/** A new message of the owner's in it. */
async function aMessage(world: World): Promise<Record<string, string>> {
  const { id } = await aConversation(world)
  const body = { clientId: randomUUID(), text: 'for the two' }
  return { id: (await world.people.owner.post(`/conversations/${id}/messages`, body)).body.id }
}

async function aLocation(world: World): Promise<Record<string, string>> {
  const { id } = await aConversation(world)
  const shared = await world.people.owner.post(`/conversations/${id}/location`, { ...place, durationSeconds: 900 })
  return { id: shared.body.location.id }
}

const theTwo = ['owner', 'follower'] as const

const onConversation = (route: string, body?: Record<string, unknown>): MatrixRow => ({
  route,
  make: aConversation,
  nothing,
  existsFor: theTwo,
  ...(body === undefined ? {} : { body }),
})

const onMessage = (route: string, body?: Record<string, unknown>): MatrixRow => ({
  ...onConversation(route, body),
  make: aMessage,
})

/** Chat, which exists for the two people alone: operators see it through reports, on routes of their own. */
export const chatRows: readonly MatrixRow[] = [
  onConversation('GET /conversations/{id}'),
  onConversation('PATCH /conversations/{id}', { muted: false }),
  onConversation('GET /conversations/{id}/messages'),
  onConversation('POST /conversations/{id}/messages', { clientId: 'matrix', text: 'hello' }),
  { ...onConversation('POST /conversations/{id}/read', { upTo: noId }), answers: { owner: 422, follower: 422 } },
  { ...onConversation('POST /conversations/{id}/delivered', { upTo: noId }), answers: { owner: 422, follower: 422 } },
  onConversation('POST /conversations/{id}/typing', {}),
  onConversation('POST /conversations/{id}/location', { ...place, durationSeconds: 900 }),
  { ...onMessage('PATCH /messages/{id}', { text: 'changed' }), answers: { follower: 403 } },
  onMessage('DELETE /messages/{id}'),
  onMessage('PUT /messages/{id}/reaction', { emoji: '👍' }),
  onMessage('DELETE /messages/{id}/reaction'),
  { route: 'PATCH /locations/{id}', make: aLocation, nothing, existsFor: ['owner'], body: place },
  { route: 'DELETE /locations/{id}', make: aLocation, nothing, existsFor: ['owner'] },
]
