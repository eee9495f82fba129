import { api } from '../../../api/client.ts'
import { asProblem } from '../../../api/problem.ts'
import { session } from '../../../api/session.ts'
import { createStore } from '../../../api/store.ts'
import type { BodyOf, Shape } from '../../../api/types.ts'
import { live } from '../../../live/live-client.ts'
import { findOwnPlace, followOwnPlace, mayAskQuietly, type OwnPlace, ownPlace } from './own-place.ts'

type Location = Shape<'LiveLocation'>
type Share = BodyOf<'post', '/conversations/{id}/location'>

interface Running {
  location: Location
  stopFollowing: () => void
  timer: ReturnType<typeof setTimeout> | undefined
}

const running = new Map<string, Running>()

/** The shares that this page moves along; a share begun by an earlier page is taken up again when it is seen. */
export const movedShares = createStore<ReadonlySet<string>>(new Set())

const firstUpdateMs = 5000

/** Begins to share where this device is, and goes on as long as the page is open. Rejects with a `Problem` or a place failure. */
export async function startSharing(
  conversationId: string,
  choice: Pick<Share, 'durationSeconds' | 'precision'>,
): Promise<Shape<'Message'>> {
  const place = await findOwnPlace()
  const message = await api.post('/conversations/{id}/location', {
    path: { id: conversationId },
    body: { ...positionOf(place), ...choice },
  })
  if (message.location !== null) move(message.location)
  return message
}

/** Goes on with a share of one's own that an earlier page began, where the device may be asked without a question. */
export async function takeUpSharing(location: Location): Promise<void> {
  if (running.has(location.id) || location.endedAt !== null) return
  if (await mayAskQuietly()) move(location)
}

export async function stopSharing(location: Location): Promise<void> {
  end(location.id)
  await api.delete('/locations/{id}', { path: { id: location.id } })
}

function move(location: Location): void {
  if (running.has(location.id)) return
  follow()
  const share: Running = { location, stopFollowing: followOwnPlace(), timer: undefined }
  running.set(location.id, share)
  movedShares.set(new Set(running.keys()))
  share.timer = setTimeout(() => void update(share), firstUpdateMs)
}

async function update(share: Running): Promise<void> {
  const { location } = share
  if (Date.parse(location.expiresAt) <= Date.now()) return end(location.id)
  let seconds = 30
  const place = ownPlace.get()
  try {
    if (place !== undefined) seconds = await send(location.id, positionOf(place))
  } catch (error) {
    const problem = asProblem(error)
    // Over, or gone with a block or a sign-out.
    if (['conflict', 'not_found', 'unauthenticated'].includes(problem.code)) return end(location.id)
  }
  if (running.has(location.id)) share.timer = setTimeout(() => void update(share), Math.max(2, seconds) * 1000)
}

async function send(id: string, position: ReturnType<typeof positionOf>): Promise<number> {
  const answer = (await live().ask('location.update', { locationId: id, ...position })) as
    | { nextUpdateSeconds: number }
    | undefined
  if (answer !== undefined) return answer.nextUpdateSeconds
  return (await api.patch('/locations/{id}', { path: { id }, body: position })).nextUpdateSeconds
}

function positionOf({ latitude, longitude, accuracy, heading }: OwnPlace) {
  return {
    latitude,
    longitude,
    accuracy: Math.min(100_000, Math.round(accuracy)),
    ...(heading === null ? {} : { heading: Math.round(heading) % 360 }),
  }
}

function end(id: string): void {
  const share = running.get(id)
  if (share === undefined) return
  clearTimeout(share.timer)
  share.stopFollowing()
  running.delete(id)
  movedShares.set(new Set(running.keys()))
}

let isFollowing = false

function follow(): void {
  if (isFollowing) return
  isFollowing = true
  live().on('location.ended', ({ id }) => end(id))
  session.onEnd(() => {
    for (const id of [...running.keys()]) end(id)
  })
}
