import { session } from './api/session.ts'
import { followConversations } from './live/inbox.ts'
import { followSession } from './live/live-client.ts'
import { sendWhatIsUnsent } from './live/outbox.ts'

/** Starts what every page stands on: who is signed in, the live stream, unsent messages. To be called once, first. */
export function startEngine(): void {
  followSession()
  sendWhatIsUnsent()
  followConversations()
  void session.load()
}
