import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { startTestApp, type TestApp } from '../support/app.ts'
import { type Pair, say, startPair } from '../support/chat.ts'
import { openSocket } from '../support/live.ts'
import { goodPassword, signUp } from '../support/people.ts'

// SAFETY.md IN9: the log, at its most talkative, tells what was called and by whom, and never what people said, where they
// were, or how to become them. What goes well is tried, and what is refused, since refusals are what gets logged.

const said = 'marmalade-said-in-private'
const place = { latitude: 48.123456, longitude: 11.654321 }
const secrets = [said, '48.1234', '11.6543', goodPassword, 'wrong marmalade password', 'pushkeymarmalade']

describe('The log at its most talkative (IN9)', () => {
  const lines: string[] = []
  let momentum: TestApp
  let pair: Pair

  before(async () => {
    momentum = await startTestApp({ logLines: lines, settings: { LOG_LEVEL: 'trace' } })
    pair = await startPair(momentum)
  })
  after(() => momentum.close())

  it('tells of calls, and nothing of messages, places, searches, reports and passwords', async () => {
    const { ada, bela, conversationId } = pair
    const messages = `/conversations/${conversationId}/messages`
    lines.length = 0

    const message = await say(ada, conversationId, said)
    const statuses = [
      await ada.patch(`/messages/${message.id}`, { text: `${said} edited` }),
      await bela.get(`${messages}?query=${said}`),
      await bela.get(`/users?query=${said}`),
      await bela.post('/reports', { subject: { type: 'message', id: message.id }, reason: 'spam', comment: said }),
      await ada.post(`/conversations/${conversationId}/location`, { ...place, durationSeconds: 900 }),
      await ada.post(`/conversations/${conversationId}/location`, { ...place, durationSeconds: 1 }),
      await ada.post(messages, { clientId: said, text: said, latitude: place.latitude }),
      await ada.post(messages, `{"text": "${said}", "latitude": 48.123456`),
      await ada.patch('/me', { displayName: said, bio: said, email: said }),
      await momentum.guest.post('/auth/login', { login: bela.email, password: 'wrong marmalade password' }),
      await momentum.guest.post('/auth/password/forgot', { login: bela.email }),
      await ada.post('/push/subscriptions', { kind: 'fcm', token: `pushkeymarmalade${randomUUID()}` }),
    ].map(({ status }) => status)
    const socket = await openSocket(ada)
    await socket.take(1)
    socket.send({ ref: '1', type: 'message.send', data: { conversationId, clientId: randomUUID(), text: said } })
    socket.send({ ref: '2', type: 'message.send', data: { conversationId, clientId: said, text: said } })
    await socket.until('message.created')
    socket.close()

    expect(statuses).to.deep.equal([200, 200, 200, 201, 201, 422, 422, 400, 422, 401, 202, 201])
    const text = lines.join('')
    expect(text.match(/"msg":"request"/g)!.length).to.be.at.least(statuses.length)
    for (const secret of [...secrets, ada.token!, bela.token!, ada.email, bela.email])
      expect(text, secret).not.to.include(secret)
  })

  it('is one JSON object a line, each cut at a limit, whatever is sent', async () => {
    lines.length = 0
    const person = await signUp(momentum)
    const long = 'x'.repeat(9000)
    await person.get(`/users/${long}`)
    await person.get(`/users?query=${long}%0A%1b%e2%80%a8`)
    await person.post('/posts', { media: [], caption: long }, { 'User-Agent': long, 'X-Request-Id': long })

    const parts = lines.join('').trimEnd().split('\n')
    expect(parts.length).to.be.at.least(3)
    for (const part of parts) {
      expect(() => JSON.parse(part), part.slice(0, 200)).not.to.throw()
      expect(part.length, part.slice(0, 200)).to.be.below(4000)
    }
  })
})
