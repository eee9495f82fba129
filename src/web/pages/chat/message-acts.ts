import { api } from '../../api/client.ts'
import { asProblem } from '../../api/problem.ts'
import { sayProblem } from '../../design/say-problem.ts'
import { showError } from '../../shell/toasts.ts'
import type { Message, Timeline } from './timeline.ts'

// Each shows at once what was asked for, and takes it back when the server refuses.

/** Reacts with an emoji, or takes the reaction back when it is one's own. */
export async function toggleReaction(
  timeline: Timeline,
  message: Message,
  emoji: string,
  ownId: string,
): Promise<void> {
  const { id, conversationId, reactions } = message
  const isOwn = reactions.some((reaction) => reaction.userId === ownId && reaction.emoji === emoji)
  const others = reactions.filter(({ userId }) => userId !== ownId)
  const next = isOwn ? others : [...others, { userId: ownId, emoji }]
  const show = (shown: Message['reactions']): void =>
    timeline.react({ messageId: id, conversationId, userId: ownId, emoji: null, reactions: shown })
  show(next)
  try {
    const path = { id }
    const changed = isOwn
      ? await api.delete('/messages/{id}/reaction', { path })
      : await api.put('/messages/{id}/reaction', { path, body: { emoji } })
    timeline.take(changed)
  } catch (error) {
    show(reactions)
    showError(sayProblem(asProblem(error)))
  }
}

/** Deletes a message; true when it is gone. */
export async function deleteMessage(timeline: Timeline, message: Message, from: 'me' | 'everyone'): Promise<boolean> {
  try {
    await api.delete('/messages/{id}', { path: { id: message.id }, query: { for: from } })
    if (from === 'me') timeline.remove(message.id)
    else timeline.take(asTombstone(message))
    return true
  } catch (error) {
    const problem = asProblem(error)
    if (problem.status === 404) {
      timeline.remove(message.id)
      return true
    }
    showError(sayProblem(problem))
    return false
  }
}

function asTombstone(message: Message): Message {
  return {
    ...message,
    text: null,
    media: [],
    mediaBlurred: false,
    replyTo: null,
    post: null,
    video: null,
    location: null,
    reactions: [],
    editedAt: null,
    deleted: true,
  }
}
