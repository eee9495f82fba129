import type { BellPayload } from '../../clients/doorbell/index.ts'
import type { Context } from '../context.ts'

/** What the doorbell carries of things that pass: delivered to whoever is connected, kept nowhere. */
export const passingTopic = 'passing'

/** A frame for one person's open streams (typing, presence, a position on the map). */
export interface PassingEvent {
  userId: string
  type: string
  data: BellPayload
}

/** Sends a passing event to the open streams of a person, in whichever process they are. */
export function sendPassing(context: Context, event: PassingEvent): void {
  context.clients.doorbell.ring(passingTopic, { userId: event.userId, type: event.type, data: event.data })
}
