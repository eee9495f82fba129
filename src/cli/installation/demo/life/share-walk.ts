import type { Member } from '../fill/member.ts'
import { visitor } from '../people/people.ts'
import { wait } from './live-on.ts'

const start = { latitude: 50.7361, longitude: 15.7397 }
const durationSeconds = 3600

/** Somebody on a walk in the mountains shares where they are with the visitor, and goes on walking. */
export async function shareWalk(person: Member | undefined, signal: AbortSignal): Promise<void> {
  if (person === undefined) return
  const { id: conversationId } = await person.post('/conversations', { username: visitor.username })
  const { locations } = await person
    .get('/me/locations')
    .then(({ items }) => ({ locations: items as { id: string }[] }))
  for (const { id } of locations) await person.delete(`/locations/${id}`)
  const shared = await person.post(`/conversations/${conversationId}/location`, {
    ...start,
    accuracy: 12,
    durationSeconds,
  })
  const id = (shared.location?.id ?? shared.id) as string
  for (let step = 1; !signal.aborted && step < durationSeconds / 15; step += 1) {
    await wait(15_000, signal)
    if (signal.aborted) break
    await person.patch(`/locations/${id}`, {
      latitude: start.latitude + step * 0.00011,
      longitude: start.longitude + Math.sin(step / 5) * 0.0009,
      accuracy: 10,
    })
  }
}
