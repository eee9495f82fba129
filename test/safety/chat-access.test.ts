import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { startTestApp, type TestApp } from '../support/app.ts'
import { type Pair, say, startPair } from '../support/chat.ts'
import { openEventSource, openSocket } from '../support/live.ts'
import { signUp, type TestPerson } from '../support/people.ts'

const place = { latitude: 10.5, longitude: 20.25 }

/** Everything that a client may do in chat with ids of somebody else's: the request, and the frame where there is one. */
interface ForeignIds {
  conversationId: string
  messageId: string
  locationId: string
}

const requests: [method: string, path: (ids: ForeignIds) => string, body?: (ids: ForeignIds) => unknown][] = [
  ['GET', (ids) => `/conversations/${ids.conversationId}`],
  ['PATCH', (ids) => `/conversations/${ids.conversationId}`, () => ({ muted: true })],
  ['PATCH', (ids) => `/conversations/${ids.conversationId}`, () => ({ request: 'accepted' })],
  ['GET', (ids) => `/conversations/${ids.conversationId}/messages`],
  ['GET', (ids) => `/conversations/${ids.conversationId}/messages?around=${ids.messageId}`],
  ['GET', (ids) => `/conversations/${ids.conversationId}/messages?query=secret`],
  ['GET', (ids) => `/conversations/${ids.conversationId}/messages?query=%25`],
  ['POST', (ids) => `/conversations/${ids.conversationId}/messages`, () => ({ clientId: randomUUID(), text: 'x' })],
  ['POST', (ids) => `/conversations/${ids.conversationId}/read`, (ids) => ({ upTo: ids.messageId })],
  ['POST', (ids) => `/conversations/${ids.conversationId}/delivered`, (ids) => ({ upTo: ids.messageId })],
  ['POST', (ids) => `/conversations/${ids.conversationId}/typing`, () => ({})],
  ['POST', (ids) => `/conversations/${ids.conversationId}/location`, () => ({ ...place, durationSeconds: 900 })],
  ['PATCH', (ids) => `/messages/${ids.messageId}`, () => ({ text: 'x' })],
  ['DELETE', (ids) => `/messages/${ids.messageId}?for=me`],
  ['DELETE', (ids) => `/messages/${ids.messageId}?for=everyone`],
  ['PUT', (ids) => `/messages/${ids.messageId}/reaction`, () => ({ emoji: '👍' })],
  ['DELETE', (ids) => `/messages/${ids.messageId}/reaction`],
  ['PATCH', (ids) => `/locations/${ids.locationId}`, () => place],
  ['DELETE', (ids) => `/locations/${ids.locationId}`],
]

const frames: [type: string, data: (ids: ForeignIds) => Record<string, unknown>][] = [
  ['message.send', ({ conversationId }) => ({ conversationId, clientId: randomUUID(), text: 'x' })],
  ['typing', ({ conversationId }) => ({ conversationId })],
  ['receipt.read', ({ conversationId, messageId }) => ({ conversationId, upTo: messageId })],
  ['receipt.delivered', ({ conversationId, messageId }) => ({ conversationId, upTo: messageId })],
  ['location.update', ({ locationId }) => ({ locationId, ...place })],
]

async function fill({ ada, conversationId }: Pair): Promise<ForeignIds> {
  const message = await say(ada, conversationId, 'secret')
  const shared = await ada.post(`/conversations/${conversationId}/location`, { ...place, durationSeconds: 900 })
  return { conversationId, messageId: message.id, locationId: shared.body.location.id }
}

function random(): ForeignIds {
  const id = () => `019d0000-0000-7000-8000-${randomUUID().slice(24)}`
  return { conversationId: id(), messageId: id(), locationId: id() }
}

describe('chat with the ids of others', () => {
  let momentum: TestApp
  let pair: Pair
  let foreign: ForeignIds
  let third: TestPerson

  before(async () => {
    momentum = await startTestApp()
    pair = await startPair(momentum)
    foreign = await fill(pair)
    third = await signUp(momentum)
  })
  after(() => momentum.close())

  /** All that a stranger could have changed. */
  async function state(): Promise<unknown> {
    const { read } = momentum.app.db
    const tables = ['participants', 'messages', 'message_reactions', 'message_removals', 'live_positions', 'events']
    return Promise.all(tables.map((table) => read.all(`SELECT * FROM ${table} ORDER BY 1, 2`)))
  }

  for (const [method, path, body] of requests) {
    const shown = path({ conversationId: ':id', messageId: ':id', locationId: ':id' })
    it(`${method} ${shown} answers like an id that nobody has, and changes nothing`, async () => {
      const before = await state()

      const known = await third.send(method, path(foreign), body?.(foreign))
      const made = random()
      const unknown = await third.send(method, path(made), body?.(made))

      const plain = (answer: { body: Record<string, unknown> }) => ({ ...answer.body, requestId: '' })
      expect([known.status, plain(known)]).to.deep.equal([404, plain(unknown)])
      expect(await state()).to.deep.equal(before)
    })
  }

  for (const [type, data] of frames) {
    it(`the frame ${type} answers not_found, and nothing reaches the two`, async () => {
      const streams = [await openSocket(pair.ada), await openEventSource(pair.bela)]
      for (const stream of streams) await stream.take(1)
      const stream = await openSocket(third)
      await stream.take(1)
      const before = await state()

      stream.send({ ref: 'a', type, data: data(foreign) })
      stream.send({ ref: 'b', type, data: data(random()) })

      const [known, unknown] = await stream.take(2)
      expect(known).to.include({ ref: 'a', ok: false })
      expect([known!.problem.status, known!.problem.code]).to.deep.equal([404, 'not_found'])
      expect({ ...known!.problem, requestId: '' }).to.deep.equal({ ...unknown!.problem, requestId: '' })
      expect(await state()).to.deep.equal(before)
      for (const other of streams) {
        const came = (await other.takeSome(5, 50)).filter((frame) => frame.type !== 'presence')
        expect(came).to.deep.equal([])
      }
      for (const each of [stream, ...streams]) each.close()
    })
  }

  it('takes no media of somebody else into a message', async () => {
    const answer = await pair.ada.post(`/conversations/${pair.conversationId}/messages`, {
      clientId: randomUUID(),
      media: [random().messageId],
    })

    expect([answer.status, answer.body.errors[0].path]).to.deep.equal([422, 'media.0'])
  })
})

describe('a block', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  for (const who of ['the one who wrote', 'the one who read'] as const) {
    it(`by ${who} ends the conversation for both at once: routes, frames, lists, sync, counts, presence`, async () => {
      const pair = await startPair(momentum)
      const { ada, bela, conversationId } = pair
      const ids = await fill(pair)
      await bela.put(`/messages/${ids.messageId}/reaction`, { emoji: '👍' })
      const phones = { ada: await openSocket(ada), bela: await openSocket(bela) }
      await phones.ada.until('presence')
      phones.bela.send({ ref: 0, type: 'typing', data: { conversationId } })
      await phones.ada.until('typing')
      const tag = (await bela.get(`/conversations/${conversationId}`)).headers.get('etag')!

      const [blocker, blocked] = who === 'the one who wrote' ? [ada, bela] : [bela, ada]
      expect((await blocker.put(`/users/${blocked.username}/block`)).status).to.equal(200)

      for (const person of [ada, bela]) {
        for (const [method, path, body] of requests) {
          const isOwnShare = path(ids).startsWith('/locations') && person === ada
          if (isOwnShare && method === 'DELETE') continue
          const answer = await person.send(method, path(ids), body?.(ids))
          expect(answer.status, `${method} ${path(ids)}`).to.equal(404)
        }
        expect((await person.get('/conversations')).body.items).to.deep.equal([])
        const { items } = (await person.get('/sync?since=0')).body
        expect(JSON.stringify(items)).to.not.match(/secret|👍/)
        const chat = items.filter((item: { type: string }) =>
          /^(message|receipt|conversation|location)/.test(item.type),
        )
        for (const item of chat) expect(item.data).to.have.keys('id', 'deleted')
      }
      const cached = await bela.get(`/conversations/${conversationId}`, { 'If-None-Match': tag })
      expect(cached.status, 'no 304 may confirm what is gone').to.equal(404)
      for (const [name, phone] of Object.entries(phones)) {
        const stale = await phone.takeSome(20, 100)
        expect(JSON.stringify(stale), name).to.not.match(/secret/)
        phone.send({ ref: 1, type: 'typing', data: { conversationId } })
        phone.send({ ref: 2, type: 'message.send', data: { conversationId, clientId: randomUUID(), text: 'x' } })
        const answers = await phone.take(2)
        expect(answers.map((answer) => answer.problem?.code)).to.deep.equal(['not_found', 'not_found'])
      }
      phones.bela.close()
      expect(await phones.ada.takeSome(1, 600), 'no presence of somebody blocked').to.deep.equal([])
      phones.ada.close()
    })
  }

  it('taken back shows the conversation again, and brings no share back', async () => {
    const pair = await startPair(momentum)
    const { ada, bela, conversationId } = pair
    const ids = await fill(pair)
    await ada.put(`/users/${bela.username}/block`)
    await ada.delete(`/users/${bela.username}/block`)

    const page = (await bela.get(`/conversations/${conversationId}/messages`)).body
    expect(page.items).to.have.length(2)
    expect(page.items[0].location).to.include({ id: ids.locationId, position: null, endReason: 'blocked' })
  })
})

describe('what is left of conversations', () => {
  it('is nothing once the account of one of the two is erased', async () => {
    const momentum = await startTestApp()
    try {
      const pair = await startPair(momentum)
      const ids = await fill(pair)
      await pair.bela.put(`/messages/${ids.messageId}/reaction`, { emoji: '👍' })
      await pair.ada.patch(`/messages/${ids.messageId}`, { text: 'secret marker' })
      const { db } = momentum.app
      const { eraseAccount } = await import('../../src/core/accounts/index.ts')
      const { systemActor } = await import('../../src/core/actor.ts')
      await db.transaction((unit) =>
        unit.run(`UPDATE users SET status = 'deleted', erase_after = 1 WHERE id = $1`, [pair.bela.id]),
      )

      expect(await eraseAccount(momentum.app.as(systemActor('account-erasure'), 'job'), pair.bela.id)).to.equal(true)

      for (const table of [
        'conversations',
        'participants',
        'messages',
        'message_words',
        'message_edits',
        'message_reactions',
        'live_locations',
        'live_positions',
      ]) {
        expect(await db.read.all(`SELECT 1 AS one FROM ${table}`), table).to.deep.equal([])
      }
      expect((await pair.ada.get('/conversations')).body.items).to.deep.equal([])
    } finally {
      await momentum.close()
    }
  })
})
