import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { hour, manualClock, minute } from '../../src/lib/clock.ts'
import { idTime, newId } from '../../src/lib/ids.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { say, startConversation, startPair } from '../support/chat.ts'
import { signUp } from '../support/people.ts'

describe('POST /conversations/:id/messages', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  it('makes one message of the same clientId sent twice, also at the same moment', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const body = { clientId: randomUUID(), text: 'once' }

    const answers = await Promise.all(
      Array.from({ length: 6 }, () => ada.post(`/conversations/${conversationId}/messages`, body)),
    )
    const again = await ada.post(`/conversations/${conversationId}/messages`, { ...body, text: 'another text' })

    expect(answers.map((answer) => answer.status)).to.deep.equal(Array(6).fill(201))
    expect(new Set([...answers, again].map((answer) => answer.body.id)).size).to.equal(1)
    expect(again.body).to.include({ text: 'once', clientId: body.clientId })
    const page = (await bela.get(`/conversations/${conversationId}/messages`)).body
    expect(page.items).to.have.length(1)
    expect((await bela.get(`/conversations/${conversationId}`)).body.unreadCount).to.equal(1)
  })

  it('keeps each of many messages sent at the same moment, whoever may not send among them', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const stranger = await signUp(momentum)
    const request = await startConversation(stranger, ada)
    const repeated = randomUUID()
    const calls = Array.from({ length: 40 }, (_, number) => {
      const [by, to] = number % 4 === 3 ? [bela, conversationId] : [ada, number % 10 === 8 ? request : conversationId]
      const clientId = number % 20 === 10 ? repeated : randomUUID()
      const path = number === 12 ? `/conversations/${randomUUID()}/messages` : `/conversations/${to}/messages`
      return { by, path, number, clientId, text: `word${number}` }
    })

    const answers = await Promise.all(calls.map(({ by, path, clientId, text }) => by.post(path, { clientId, text })))

    const statusOf = ({ number }: { number: number }): number => (number === 12 ? 404 : number % 10 === 8 ? 403 : 201)
    expect(answers.map(({ status }) => status)).to.deep.equal(calls.map(statusOf))
    const sent = answers.filter(({ status }) => status === 201).map(({ body }) => body)
    const ids = [...new Set(sent.map(({ id }) => id))].sort()
    expect(ids).to.have.length(sent.length - 1)
    const listed = (await bela.get(`/conversations/${conversationId}/messages?limit=100`)).body.items
    expect(listed.map(({ id }: { id: string }) => id).reverse()).to.deep.equal(ids)
    for (const [reader, other] of [
      [ada, bela],
      [bela, ada],
    ] as const) {
      const theirs = new Set(sent.filter(({ senderId }) => senderId === other.id).map(({ id }) => id))
      const conversation = (await reader.get(`/conversations/${conversationId}`)).body
      expect(conversation.unreadCount, 'unread').to.equal(theirs.size)
      expect(conversation.lastMessage.id).to.equal(ids.at(-1))
      const found = (await reader.get(`/conversations/${conversationId}/messages?query=word15`)).body.items
      expect(found.map(({ text }: { text: string }) => text)).to.deep.equal(['word15'])
      const log = (await reader.get('/sync?since=0')).body.items
      const created = log.filter(({ type }: { type: string }) => type === 'message.created')
      const inLog = created.map(({ data }: { data: { id: string } }) => data.id)
      expect(inLog, 'the log').to.deep.equal(ids)
      const notifications = (await reader.get('/notifications')).body
      const messages = notifications.items.filter(({ type }: { type: string }) => type === 'message')
      expect(messages, 'one for the conversation').to.have.length(1)
    }
  })

  it('keeps a clientId apart by sender, and refuses it in another conversation', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const other = await startConversation(ada, await signUp(momentum))
    const body = { clientId: randomUUID(), text: 'x' }

    await ada.post(`/conversations/${conversationId}/messages`, body)
    const byBela = await bela.post(`/conversations/${conversationId}/messages`, body)
    const elsewhere = await ada.post(`/conversations/${other}/messages`, body)

    expect(byBela.body.senderId).to.equal(bela.id)
    expect([elsewhere.status, elsewhere.body.errors[0].path]).to.deep.equal([422, 'clientId'])
  })

  it('keeps ten thousand characters and refuses one more, nothing, and what cannot be seen', async () => {
    const { ada, conversationId } = await startPair(momentum)
    const send = (text: unknown) =>
      ada.post(`/conversations/${conversationId}/messages`, { clientId: randomUUID(), text })

    expect((await send('é'.repeat(10_000))).status).to.equal(201)
    for (const text of ['x'.repeat(10_001), '', ' \n\t', '\u200b\u2060', 7, 'a\u0000b']) {
      expect((await send(text)).status, JSON.stringify(text)?.slice(0, 20)).to.equal(422)
    }
  })

  it('answers a message of the same conversation, and of no other', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const other = await startPair(momentum)
    const first = await say(ada, conversationId, 'question')
    const foreign = await say(other.ada, other.conversationId, 'secret')

    const reply = await say(bela, conversationId, 'answer', { replyTo: first.id })
    const refused = await bela.post(`/conversations/${conversationId}/messages`, {
      clientId: randomUUID(),
      text: 'x',
      replyTo: foreign.id,
    })

    expect(reply.replyTo).to.deep.equal({ id: first.id, senderId: ada.id, text: 'question', deleted: false })
    expect([refused.status, refused.body.errors[0].path]).to.deep.equal([422, 'replyTo'])
    await ada.delete(`/messages/${first.id}?for=everyone`)
    const page = (await bela.get(`/conversations/${conversationId}/messages`)).body
    expect(page.items[0].replyTo).to.deep.equal({ id: first.id, senderId: ada.id, text: null, deleted: true })
  })
})

describe('the notification of an unread conversation', () => {
  let momentum: TestApp

  before(async () => {
    // Ids of one process never go back. Where other tests have moved theirs on, a clock that is behind them makes all that
    // happens look long past.
    const ahead = Math.max(0, idTime(newId(Date.now())) - Date.now())
    momentum = await startTestApp({ clock: { now: () => Date.now() + ahead } })
  })
  after(() => momentum.close())

  it('stays where it stands, also for many messages at the same moment', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const send = () => ada.post(`/conversations/${conversationId}/messages`, { clientId: randomUUID(), text: 'more' })
    const standing = () =>
      momentum.app.db.read.all(
        `SELECT n.place, a.place AS act_place, n.actors_count FROM notifications n
         JOIN notification_acts a ON a.notification_id = n.id WHERE n.user_id = $1 AND n.type = 'message'`,
        [bela.id],
      )
    await send()
    const before = await standing()

    await Promise.all(Array.from({ length: 12 }, send))

    expect(before).to.have.length(1)
    expect(await standing()).to.deep.equal(before)
  })
})

describe('GET /conversations/:id/messages', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  it('pages from the newest to the oldest, each once, while messages arrive', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    for (let index = 0; index < 12; index += 1) await say(index % 2 ? ada : bela, conversationId, `m${index}`)

    const seen: string[] = []
    let cursor: string | null = null
    do {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`
      const page = (await ada.get(`/conversations/${conversationId}/messages?limit=5${query}`)).body
      seen.push(...page.items.map((item: { text: string }) => item.text))
      cursor = page.nextCursor
      await say(bela, conversationId, 'meanwhile')
    } while (cursor !== null)

    expect(seen).to.deep.equal(Array.from({ length: 12 }, (_, index) => `m${11 - index}`))
  })

  it('jumps to a message and leads on in both directions', async () => {
    const { ada, conversationId } = await startPair(momentum)
    const sent = []
    for (let index = 0; index < 9; index += 1) sent.push(await say(ada, conversationId, `m${index}`))
    const at = (query: string) => ada.get(`/conversations/${conversationId}/messages?limit=3&${query}`)

    const page = (await at(`around=${sent[4].id}`)).body
    const older = (await at(`cursor=${page.nextCursor}`)).body
    const newer = (await at(`cursor=${page.previousCursor}`)).body

    const texts = (answer: { items: { text: string }[] }) => answer.items.map((item) => item.text)
    expect(texts(page)).to.deep.equal(['m5', 'm4', 'm3'])
    expect(texts(older)).to.deep.equal(['m2', 'm1', 'm0'])
    expect(older.nextCursor).to.equal(null)
    expect(texts(newer)).to.deep.equal(['m8', 'm7', 'm6'])
    expect(newer.previousCursor).to.equal(null)
  })

  it('does not jump to a message of another conversation', async () => {
    const { ada, conversationId } = await startPair(momentum)
    const other = await startPair(momentum)
    const foreign = await say(other.ada, other.conversationId, 'secret')
    // One of one's own conversations is another as well.
    const elsewhere = await say(ada, await startConversation(ada, other.bela), 'elsewhere')

    for (const { id } of [foreign, elsewhere]) {
      expect((await ada.get(`/conversations/${conversationId}/messages?around=${id}`)).status).to.equal(404)
    }
  })

  it('finds words by their beginning, in any script, and only in this conversation', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const other = await startPair(momentum)
    await say(ada, conversationId, 'Crème brûlée in Übersee')
    await say(bela, conversationId, '明日の会議は三時です')
    await say(bela, conversationId, 'завтра встреча 🎂')
    await say(other.ada, other.conversationId, 'Crème brûlée of others')
    const find = async (query: string) => {
      const path = `/conversations/${conversationId}/messages?query=${encodeURIComponent(query)}`
      return (await ada.get(path)).body.items.map((item: { text: string }) => item.text[0])
    }

    expect(await find('creme')).to.deep.equal(['C'])
    expect(await find('BRUL uber')).to.deep.equal(['C'])
    expect(await find('会議')).to.deep.equal(['明'])
    expect(await find('встре')).to.deep.equal(['з'])
    expect(await find('🎂')).to.deep.equal(['з'])
    expect(await find('creme nothere')).to.deep.equal([])
    expect(await find('%_*"')).to.deep.equal([])
  })

  it('finds what a message says now, and not what it said', async () => {
    const { ada, conversationId } = await startPair(momentum)
    const edited = await say(ada, conversationId, 'apples')
    const deleted = await say(ada, conversationId, 'pears')
    await ada.patch(`/messages/${edited.id}`, { text: 'plums' })
    await ada.delete(`/messages/${deleted.id}?for=everyone`)
    const count = async (query: string) =>
      (await ada.get(`/conversations/${conversationId}/messages?query=${query}`)).body.items.length

    expect([await count('apples'), await count('plums'), await count('pears')]).to.deep.equal([0, 1, 0])
    const words = await momentum.app.db.read.all<{ word: string }>(
      'SELECT word FROM message_words WHERE conversation_id = $1',
      [conversationId],
    )
    expect(words.map((row) => row.word)).to.deep.equal(['plums'])
  })
})

describe('PATCH and DELETE /messages/:id', () => {
  let momentum: TestApp
  const clock = manualClock(Date.parse('2026-11-23T09:00:00Z'))

  before(async () => {
    momentum = await startTestApp({ clock })
  })
  after(() => momentum.close())

  it('changes the text for 24 hours and keeps what it said before', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const message = await say(ada, conversationId, 'one')
    clock.advance(minute)
    await ada.patch(`/messages/${message.id}`, { text: 'two' })
    await ada.patch(`/messages/${message.id}`, { text: 'two' })
    const edited = await ada.patch(`/messages/${message.id}`, { text: 'three' })
    const byOther = await bela.patch(`/messages/${message.id}`, { text: 'mine' })
    clock.advance(24 * hour)
    const late = await ada.patch(`/messages/${message.id}`, { text: 'four' })

    expect(edited.body).to.include({ text: 'three', editedAt: '2026-11-23T09:01:00.000Z' })
    expect([byOther.status, late.status]).to.deep.equal([403, 403])
    const history = await momentum.app.db.read.all<{ text: string }>(
      'SELECT text FROM message_edits WHERE message_id = $1 ORDER BY number',
      [message.id],
    )
    expect(history.map((row) => row.text)).to.deep.equal(['one', 'two'])
  })

  it('deletes for me alone', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    await say(ada, conversationId, 'first')
    const message = await say(ada, conversationId, 'second')

    const answer = await bela.delete(`/messages/${message.id}?for=me`)

    expect(answer.status).to.equal(204)
    const texts = async (person: typeof ada) =>
      (await person.get(`/conversations/${conversationId}/messages`)).body.items.map(
        (item: { text: string }) => item.text,
      )
    expect(await texts(bela)).to.deep.equal(['first'])
    expect(await texts(ada)).to.deep.equal(['second', 'first'])
    const conversation = (await bela.get(`/conversations/${conversationId}`)).body
    expect([conversation.lastMessage.text, conversation.unreadCount]).to.deep.equal(['first', 1])
    expect((await bela.put(`/messages/${message.id}/reaction`, { emoji: '👍' })).status).to.equal(404)
    const answering = { clientId: randomUUID(), text: 'to what?', replyTo: message.id }
    const reply = await bela.post(`/conversations/${conversationId}/messages`, answering)
    expect([reply.status, reply.body.errors[0].path]).to.deep.equal([422, 'replyTo'])
  })

  it('deletes for everyone: a tombstone without text, edits or reactions', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const message = await say(ada, conversationId, 'regret')
    await ada.patch(`/messages/${message.id}`, { text: 'regret it' })
    await bela.put(`/messages/${message.id}/reaction`, { emoji: '👍' })

    const byOther = await bela.delete(`/messages/${message.id}?for=everyone`)
    await ada.delete(`/messages/${message.id}?for=everyone`)
    const again = await ada.delete(`/messages/${message.id}?for=everyone`)

    expect([byOther.status, again.status]).to.deep.equal([403, 204])
    const [tombstone] = (await bela.get(`/conversations/${conversationId}/messages`)).body.items
    expect(tombstone).to.deep.include({ id: message.id, text: null, deleted: true, reactions: [], editedAt: null })
    expect((await bela.get(`/conversations/${conversationId}`)).body.unreadCount).to.equal(0)
    const { read } = momentum.app.db
    for (const table of ['message_edits', 'message_reactions']) {
      expect(await read.all(`SELECT 1 AS one FROM ${table} WHERE message_id = $1`, [message.id])).to.deep.equal([])
    }
  })

  it('keeps one reaction a person, one emoji', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const message = await say(ada, conversationId, 'nice')
    const react = (person: typeof ada, emoji: string) => person.put(`/messages/${message.id}/reaction`, { emoji })

    await react(bela, '👍')
    await react(bela, '👨‍👩‍👧‍👦')
    const both = await react(ada, '🇩🇪')
    const refused = [await react(ada, 'no'), await react(ada, '👍👍'), await react(ada, '🏽')]
    const taken = await bela.delete(`/messages/${message.id}/reaction`)

    expect(both.body.reactions).to.have.deep.members([
      { userId: ada.id, emoji: '🇩🇪' },
      { userId: bela.id, emoji: '👨‍👩‍👧‍👦' },
    ])
    expect(refused.map((answer) => answer.status)).to.deep.equal([422, 422, 422])
    expect(taken.body.reactions).to.deep.equal([{ userId: ada.id, emoji: '🇩🇪' }])
  })
})
