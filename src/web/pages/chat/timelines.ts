import { api } from '../../api/client.ts'
import { session } from '../../api/session.ts'
import { live } from '../../live/live-client.ts'
import { outbox } from '../../live/outbox.ts'
import { createTimeline, type Timeline } from './timeline.ts'

// The newest last. Whoever comes back to a conversation finds it as it was left, brought up to date meanwhile.
const timelines = new Map<string, Timeline>()
const kept = 6

/** The timeline of a conversation, which follows what happens. */
export function timelineOf(conversationId: string): Timeline {
  follow()
  const timeline = timelines.get(conversationId) ?? createTimeline(api, conversationId)
  timelines.delete(conversationId)
  timelines.set(conversationId, timeline)
  if (timelines.size > kept) timelines.delete(timelines.keys().next().value!)
  return timeline
}

let isFollowing = false

function follow(): void {
  if (isFollowing) return
  isFollowing = true
  for (const type of ['message.created', 'message.updated', 'message.deleted'] as const) {
    live().on(type, (message) => timelines.get(message.conversationId)?.take(message))
  }
  outbox().onSent((message) => timelines.get(message.conversationId)?.take(message))
  live().on('message.reaction', (reaction) => timelines.get(reaction.conversationId)?.react(reaction))
  live().on('gone', ({ type, id }) => {
    if (!type.startsWith('message.')) return
    for (const timeline of timelines.values()) timeline.remove(id)
  })
  for (const type of ['location.started', 'location.ended'] as const) {
    live().on(type, (location) =>
      timelines.get(location.conversationId)?.change(location.messageId, (message) => ({ ...message, location })),
    )
  }
  live().on('location.updated', ({ id, conversationId, position }) => {
    const timeline = timelines.get(conversationId)
    const message = timeline?.get().items.findLast((item) => item.location?.id === id)
    if (message?.location)
      timeline?.change(message.id, (item) => ({ ...item, location: { ...item.location!, position } }))
  })
  live().on('afresh', () => {
    for (const timeline of timelines.values()) void timeline.loadLatest()
  })
  session.onEnd(() => timelines.clear())
}
