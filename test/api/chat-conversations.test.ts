import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { day, manualClock } from '../../src/lib/clock.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { say, startConversation, startPair } from '../support/chat.ts'
import { eventually } from '../support/eventually.ts'
import { openSocket } from '../support/live.ts'
import { signUp, type TestPerson } from '../support/people.ts'

describe('POST /conversations', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  it('answers the same conversation to both, however often and at whatever moment', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const begin = (by: TestPerson, other: TestPerson) => by.post('/conversations', { username: other.username })

    const answers = await Promise.all([begin(ada, bela), begin(bela, ada), begin(ada, bela), begin(bela, ada)])

    expect(new Set(answers.map((answer) => answer.body.id)).size).to.equal(1)
    expect(answers.map((answer) => answer.status).sort()).to.deep.equal([200, 200, 200, 201])
    expect(answers[0]!.body.person.username).to.equal(bela.username)
    expect(answers[1]!.body.person.username).to.equal(ada.username)
  })

  it('refuses oneself, nobody, and who is blocked', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    await bela.put(`/users/${ada.username}/block`)

    const status = async (username: string) => (await ada.post('/conversations', { username })).status

    expect([await status(ada.username), await status('nobody.here'), await status(bela.username)]).to.deep.equal([
      422, 404, 404,
    ])
  })

  it('honours whom a person takes messages from', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const begin = () => ada.post('/conversations', { username: bela.username })

    await bela.patch('/me', { messagesFrom: 'nobody' })
    const nobody = await begin()
    await bela.patch('/me', { messagesFrom: 'following' })
    const following = await begin()
    await bela.put(`/users/${ada.username}/follow`)
    const followed = await begin()

    expect([nobody.status, following.status, followed.status]).to.deep.equal([403, 403, 201])
    expect(followed.body.request, 'no request among people who follow').to.equal('accepted')
  })

  it('shows a new conversation to the one who began it alone, until there is a message', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const id = await startConversation(ada, bela)
    const ids = async (person: TestPerson) =>
      (await person.get('/conversations')).body.items.map((item: { id: string }) => item.id)

    expect([await ids(ada), await ids(bela)]).to.deep.equal([[id], []])
    await say(ada, id, 'hello')
    expect([await ids(ada), await ids(bela)]).to.deep.equal([[id], [id]])
  })
})

describe('a request of a stranger', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  it('waits for an answer, and nothing tells the stranger that it is read', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const id = await startConversation(ada, bela)
    const message = await say(ada, id, 'hello')

    const [request] = (await bela.get('/conversations?folder=requests')).body.items
    const early = await bela.post(`/conversations/${id}/messages`, { clientId: randomUUID(), text: 'hi' })
    await bela.post(`/conversations/${id}/read`, { upTo: message.id })
    const mine = (await ada.get(`/conversations/${id}`)).body

    expect(request).to.include({ id, request: 'pending', requestedByMe: false, unreadCount: 1, presence: null })
    expect(early.status).to.equal(403)
    expect(mine).to.include({ request: 'pending', requestedByMe: true, receipts: null, presence: null })
    const types = (await ada.get('/sync?since=0')).body.items.map((item: { type: string }) => item.type)
    expect(types).to.not.include('receipt.read')
  })

  it('opens the conversation when it is accepted, and tells both', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const id = await startConversation(ada, bela)
    await say(ada, id, 'hello')
    const stream = await openSocket(ada)
    await stream.take(1)

    await bela.patch(`/conversations/${id}`, { request: 'accepted' })

    expect((await stream.until('conversation.updated')).data).to.include({ id, request: 'accepted' })
    await say(bela, id, 'hi')
    expect((await bela.get('/conversations?folder=requests')).body.items).to.deep.equal([])
    stream.close()
  })

  it('vanishes when it is refused, takes nothing more, and looks like waiting to the stranger', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const id = await startConversation(ada, bela)
    await say(ada, id, 'hello')

    const byStarter = await ada.patch(`/conversations/${id}`, { request: 'accepted' })
    await bela.patch(`/conversations/${id}`, { request: 'refused' })
    const more = await ada.post(`/conversations/${id}/messages`, { clientId: randomUUID(), text: 'please' })

    expect([byStarter.status, more.status]).to.deep.equal([403, 403])
    expect((await bela.get('/conversations')).body.items).to.deep.equal([])
    expect((await ada.get(`/conversations/${id}`)).body.request).to.equal('pending')
  })

  it('may be sent to twenty strangers a day, not to twenty-one', async () => {
    const clock = manualClock(Date.parse('2026-11-23T09:00:00Z'))
    const strict = await startTestApp({ clock, settings: { RATE_LIMITS: 'on' } })
    try {
      const ada = await makePerson(strict, 'ada')
      const statuses: number[] = []
      let last: { status: number; headers: Headers } | undefined
      for (let index = 0; index < 21; index += 1) {
        const stranger = await makePerson(strict, `stranger${index}`)
        const id = await startConversation(ada, stranger)
        const send = () => ada.post(`/conversations/${id}/messages`, { clientId: randomUUID(), text: 'hello' })
        last = await send()
        statuses.push(last.status)
        // To the same one again costs nothing more.
        if (index === 0) expect((await send()).status).to.equal(201)
        if (index === 20) {
          clock.advance(day + 1)
          statuses.push((await send()).status)
        }
      }

      expect(statuses).to.deep.equal([...Array(20).fill(201), 429, 201])
      expect(Number(last!.headers.get('retry-after'))).to.be.within(1, 86_400)
    } finally {
      await strict.close()
    }
  })
})

describe('GET and PATCH /conversations', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  it('lists the newest message first, pages, and keeps the archive apart', async () => {
    const ada = await signUp(momentum)
    const ids: string[] = []
    for (let index = 0; index < 5; index += 1) {
      const id = await startConversation(ada, await signUp(momentum))
      await say(ada, id, `to ${index}`)
      ids.unshift(id)
    }
    await ada.patch(`/conversations/${ids[1]}`, { archived: true, muted: true })

    const first = (await ada.get('/conversations?limit=2')).body
    const second = (await ada.get(`/conversations?limit=2&cursor=${first.nextCursor}`)).body
    const archive = (await ada.get('/conversations?folder=archive')).body

    const idsOf = (page: { items: { id: string }[] }) => page.items.map((item) => item.id)
    expect([...idsOf(first), ...idsOf(second)]).to.deep.equal([ids[0], ids[2], ids[3], ids[4]])
    expect(second.nextCursor).to.equal(null)
    expect(archive.items).to.have.length(1)
    expect(archive.items[0]).to.include({ id: ids[1], archived: true, muted: true })
    const foreign = await (await signUp(momentum)).get(`/conversations?limit=2&cursor=${first.nextCursor}`)
    expect([foreign.status, foreign.body.code]).to.deep.equal([422, 'cursor_invalid'])
  })

  it('leaves the archive when a message arrives, and stays muted', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    await ada.patch(`/conversations/${conversationId}`, { archived: true, muted: true })

    await say(bela, conversationId, 'ping')

    const conversation = (await ada.get(`/conversations/${conversationId}`)).body
    expect(conversation).to.include({ archived: false, muted: true, unreadCount: 1 })
    expect((await bela.get(`/conversations/${conversationId}`)).body.muted).to.equal(false)
  })
})

describe('receipts', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  it('never go back, whatever the order they come in', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const sent: { id: string }[] = []
    for (let index = 0; index < 6; index += 1) sent.push(await say(ada, conversationId, `m${index}`))
    const read = (index: number) => bela.post(`/conversations/${conversationId}/read`, { upTo: sent[index]!.id })

    await Promise.all([read(3), read(1), read(4), read(0), read(2)])
    const late = await read(1)

    expect(late.body).to.deep.equal({ conversationId, userId: bela.id, upTo: sent[4]!.id, unreadCount: 1 })
    expect((await bela.get(`/conversations/${conversationId}`)).body.unreadCount).to.equal(1)
    const seen = (await ada.get(`/conversations/${conversationId}`)).body.receipts
    expect(seen).to.deep.equal({ readUpTo: sent[4]!.id, deliveredUpTo: sent[4]!.id })
    const told = (await ada.get('/sync?since=0')).body.items
      .filter((item: { type: string }) => item.type === 'receipt.read')
      .map((item: { data: { upTo: string } }) => item.data.upTo)
    expect(told).to.deep.equal([...told].sort())
  })

  it('refuse a message of another conversation, and change nothing', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const other = await startPair(momentum)
    await say(ada, conversationId, 'unread')
    const foreign = await say(other.ada, other.conversationId, 'x')

    for (const kind of ['read', 'delivered']) {
      const answer = await bela.post(`/conversations/${conversationId}/${kind}`, { upTo: foreign.id })
      expect(answer.status, kind).to.equal(422)
    }

    expect((await bela.get(`/conversations/${conversationId}`)).body).to.include({ unreadCount: 1, readUpTo: null })
  })

  for (const whose of ['the reader', 'the sender'] as const) {
    it(`are not shown while ${whose} has them switched off, and come back with the switch`, async () => {
      const { ada, bela, conversationId } = await startPair(momentum)
      const one = whose === 'the reader' ? bela : ada
      await one.patch('/me', { readReceipts: false })
      const { next } = (await ada.get('/sync')).body
      const message = await say(ada, conversationId, 'seen?')

      await bela.post(`/conversations/${conversationId}/delivered`, { upTo: message.id })
      await bela.post(`/conversations/${conversationId}/read`, { upTo: message.id })

      const { items } = (await ada.get(`/sync?since=${next}`)).body
      expect(items.map((item: { type: string }) => item.type)).to.deep.equal(['message.created'])
      expect((await ada.get(`/conversations/${conversationId}`)).body.receipts).to.equal(null)
      expect((await bela.get(`/conversations/${conversationId}`)).body.receipts).to.equal(null)
      await one.patch('/me', { readReceipts: true })
      expect((await ada.get(`/conversations/${conversationId}`)).body.receipts.readUpTo).to.equal(message.id)
    })
  }

  it('that were told before are not shown by the log either, once one of the two has switched them off', async () => {
    for (const whose of ['the reader', 'the sender'] as const) {
      const { ada, bela, conversationId } = await startPair(momentum)
      const message = await say(ada, conversationId, 'seen?')
      for (const kind of ['delivered', 'read']) {
        await bela.post(`/conversations/${conversationId}/${kind}`, { upTo: message.id })
      }
      const told = async () =>
        (await ada.get('/sync?since=0')).body.items
          .filter((item: { type: string }) => item.type.startsWith('receipt.'))
          .map((item: { data: { upTo?: string; deleted?: boolean } }) => item.data.upTo ?? item.data.deleted)
      const before = await told()

      await (whose === 'the reader' ? bela : ada).patch('/me', { readReceipts: false })

      expect(before, whose).to.deep.equal([message.id, message.id])
      expect(await told(), whose).to.deep.equal([true, true])
      const own = (await bela.get('/sync?since=0')).body.items.filter(
        ({ type }: { type: string }) => type === 'receipt.read',
      )
      expect(
        own.map(({ data }: { data: { upTo: string } }) => data.upTo),
        'one’s own devices',
      ).to.deep.equal([message.id])
    }
  })
})

describe('presence and typing', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  const presenceOf = async (viewer: TestPerson, conversationId: string) =>
    (await viewer.get(`/conversations/${conversationId}`)).body.presence

  it('show who is online, and since when not', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const watching = await openSocket(ada)
    await watching.take(1)
    await eventually(
      async () =>
        expect(await presenceOf(bela, conversationId)).to.deep.equal({ online: true, lastSeenAt: null }) && true,
    )

    const phone = await openSocket(bela)
    const came = await watching.until('presence')
    phone.close()
    const left = await watching.until('presence')

    expect(came.data).to.deep.equal({ userId: bela.id, online: true, lastSeenAt: null })
    expect(left.data).to.include({ userId: bela.id, online: false })
    expect((await presenceOf(ada, conversationId)).lastSeenAt).to.equal(left.data.lastSeenAt)
    watching.close()
  })

  for (const whose of ['the one who is there', 'the one who looks'] as const) {
    it(`say nothing while ${whose} has presence switched off`, async () => {
      const { ada, bela, conversationId } = await startPair(momentum)
      await (whose === 'the one who looks' ? ada : bela).patch('/me', { presence: false })
      const watching = await openSocket(ada)
      await watching.take(1)

      const phone = await openSocket(bela)
      await phone.take(1)
      await bela.post(`/conversations/${conversationId}/typing`, {})
      await say(bela, conversationId, 'the end')

      const types = (await watching.takeSome(5, 600)).map((frame) => frame.type)
      expect(types.filter((type) => !type.startsWith('notification.'))).to.deep.equal(['message.created'])
      expect(await presenceOf(ada, conversationId)).to.equal(null)
      expect(await presenceOf(bela, conversationId)).to.equal(null)
      phone.close()
      watching.close()
    })
  }

  it('are gone at once for who looks on when presence is switched off, and back with the switch', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const [watching, stranger] = [await openSocket(ada), await openSocket(await signUp(momentum))]
    for (const stream of [watching, stranger]) await stream.take(1)
    const phone = await openSocket(bela)
    const came = await watching.until('presence')

    await bela.patch('/me', { presence: false })
    const hidden = await watching.until('presence')
    const shownThen = await presenceOf(ada, conversationId)
    await bela.patch('/me', { presence: true, bio: 'here again' })
    const back = await watching.until('presence')
    await bela.patch('/me', { presence: true })
    await say(bela, conversationId, 'the end')

    const told = [came, hidden, back].map(({ data }) => [data.userId, data.online, data.lastSeenAt])
    expect(told).to.deep.equal([
      [bela.id, true, null],
      [bela.id, false, null],
      [bela.id, true, null],
    ])
    expect(shownThen).to.equal(null)
    expect((await watching.takeSome(5, 600)).map(({ type }) => type)).to.not.include('presence')
    expect(await stranger.takeSome(1, 100)).to.deep.equal([])
    for (const stream of [watching, stranger, phone]) stream.close()
  })

  it('say nothing between strangers until the request is accepted, whichever of the two is there', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const conversationId = await startConversation(ada, bela)
    const streams = [await openSocket(ada), await openSocket(bela)]
    for (const stream of streams) await stream.take(1)
    const phones = [await openSocket(ada), await openSocket(bela)]
    for (const phone of phones) await phone.take(1)
    const isNoted = async (person: TestPerson) =>
      (await momentum.app.db.read.get('SELECT 1 AS one FROM presences WHERE user_id = $1', [person.id])) !== undefined
    await eventually(async () => (await isNoted(ada)) && (await isNoted(bela)))

    for (const person of [ada, bela]) await person.post(`/conversations/${conversationId}/typing`, {})
    await say(ada, conversationId, 'the end')

    for (const stream of streams) {
      const types = (await stream.takeSome(5, 600)).map((frame) => frame.type)
      expect(types.filter((type) => type === 'typing' || type === 'presence')).to.deep.equal([])
      expect(types).to.include('message.created')
    }
    for (const stream of [...streams, ...phones]) stream.close()
  })

  it('pass typing on at most once a second', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const watching = await openSocket(ada)
    await watching.take(1)

    for (let index = 0; index < 5; index += 1) {
      expect((await bela.post(`/conversations/${conversationId}/typing`, {})).status).to.equal(204)
    }
    await bela.post(`/conversations/${conversationId}/typing`, { on: false })
    await say(bela, conversationId, 'done')

    const frames = await watching.take(3)
    expect(frames.map((frame) => [frame.type, frame.data.on])).to.deep.equal([
      ['typing', true],
      ['typing', false],
      ['message.created', undefined],
    ])
    watching.close()
  })
})

// Signing up has a limit of its own, which is not what is tested here.
async function makePerson(on: TestApp, username: string): Promise<TestPerson> {
  const { app } = on
  await app.clients.limiter.reset(`signUp:127.0.0.0/24`)
  return signUp(on, { username })
}
