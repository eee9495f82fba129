import { api } from '../../api/client.ts'
import { resourceAt } from '../../api/resource.ts'
import type { Shape } from '../../api/types.ts'
import { conversationAddress } from '../../shell/addresses.ts'
import { navigate } from '../../shell/history.ts'

/** Goes to the conversation with a person, and begins it if there is none. Throws the problem when that may not be. */
export async function openConversation(username: string): Promise<void> {
  const conversation = await api.post('/conversations', { body: { username } })
  resourceAt<Shape<'Conversation'>>(`/conversations/${conversation.id}`).mutate(() => conversation)
  navigate(conversationAddress(conversation.id))
}
