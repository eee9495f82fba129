import { done, mark, pairsOf, type TraceMaker } from './cast.ts'

/** Everybody writes to everybody. */
export const leaveChatTraces: TraceMaker = async (cast) => {
  for (const [one, other] of pairsOf(cast)) {
    const { body } = await done(one.post('/conversations', { username: other.username }))
    const path = `/conversations/${body.id}/messages`
    const message = await done(one.post(path, { clientId: `to-${other.username}`, text: `hello from ${mark(one)}` }))
    await done(other.put(`/messages/${message.body.id}/reaction`, { emoji: '👍' }))
    await done(other.post(`/conversations/${body.id}/read`, { upTo: message.body.id }))
  }
}
