import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { TestApp } from './app.ts'
import { signUp, type TestPerson } from './people.ts'

/** Two people with a conversation that both have accepted. */
export interface Pair {
  ada: TestPerson
  bela: TestPerson
  conversationId: string
}

/** Signs two people up and lets the second accept what the first began. */
export async function startPair(on: Pick<TestApp, 'guest' | 'url'>): Promise<Pair> {
  const [ada, bela] = [await signUp(on), await signUp(on)]
  const conversationId = await startConversation(ada, bela)
  const accepted = await bela.patch(`/conversations/${conversationId}`, { request: 'accepted' })
  expect(accepted.status, accepted.text).to.equal(200)
  return { ada, bela, conversationId }
}

/** Begins a conversation, and answers its id. */
export async function startConversation(by: TestPerson, other: TestPerson): Promise<string> {
  const answer = await by.post('/conversations', { username: other.username })
  expect(answer.status, answer.text).to.be.oneOf([200, 201])
  return answer.body.id
}

/** Sends a message and answers it as it came back. */
export async function say(
  by: TestPerson,
  conversationId: string,
  text: string,
  more: Record<string, unknown> = {},
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers as an app written without our types would
): Promise<any> {
  const answer = await by.post(`/conversations/${conversationId}/messages`, { clientId: randomUUID(), text, ...more })
  expect(answer.status, answer.text).to.equal(201)
  return answer.body
}
