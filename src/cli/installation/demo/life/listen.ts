import { readEventStream } from '../../../event-stream.ts'
import type { Answer, Member } from '../fill/member.ts'
import { replies } from '../people/dialogues.ts'
import { visitor } from '../people/people.ts'
import { wait } from './live-on.ts'

/**
 * Keeps somebody's live stream open, which shows them as online, until the signal fires or the stream ends. What the
 * visitor writes to them is read after a moment, and answered.
 */
export async function listen(
  url: string,
  person: Member,
  signal: AbortSignal,
  quietly: (work: Promise<unknown>) => Promise<void>,
): Promise<void> {
  const response = await fetch(`${url}/api/v1/events`, {
    headers: { Authorization: `Bearer ${person.token}`, Accept: 'text/event-stream', 'User-Agent': 'Momentum demo' },
    signal,
  })
  if (!response.ok || response.body === null) return
  for await (const event of readEventStream(chunksOf(response.body))) {
    if (event.type !== 'message.created') continue
    // The stream's data is the whole frame, as on a WebSocket.
    const message = (event.data as Answer).data
    if (message.senderId === undefined || message.senderId === person.id) continue
    void quietly(answer(person, message, signal))
  }
}

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Buffer> {
  const reader = body.getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield Buffer.from(part.value)
}

async function answer(person: Member, message: Answer, signal: AbortSignal): Promise<void> {
  const path = `/conversations/${message.conversationId}`
  await wait(900 + Math.random() * 1600, signal)
  const { person: other, request, requestedByMe } = await person.get(path)
  if (request === 'pending' && !requestedByMe) await person.patch(path, { request: 'accepted' })
  await person.post(`${path}/read`, { upTo: message.id })
  // Among themselves they would answer one another for ever.
  if (other?.username !== visitor.username) return
  await person.post(`${path}/typing`, { on: true })
  await wait(1200 + Math.random() * 2600, signal)
  if (signal.aborted) return
  const text = replies[Math.floor(Math.random() * replies.length)]!
  await person.post(`${path}/messages`, {
    clientId: crypto.randomUUID(),
    text,
    ...(Math.random() < 0.3 ? { replyTo: message.id } : {}),
  })
}
