import { expect } from 'chai'
import { Problem } from '../../../src/web/api/problem.ts'
import { createStore } from '../../../src/web/api/store.ts'
import type { Upload, UploadState } from '../../../src/web/api/upload.ts'
import { createOutbox } from '../../../src/web/live/outbox.ts'
import { memoryUnsentStore, type UnsentStore } from '../../../src/web/live/unsent-store.ts'
import { eventually } from '../../support/eventually.ts'
import { deferred, type FakeAnswer, fakeApi, refusal } from '../support/fake-api.ts'

type Body = { clientId: string; text?: string; media?: string[] }

function outboxOn(
  answer: (body: Body, count: number) => FakeAnswer | Promise<FakeAnswer>,
  options: { store?: UnsentStore; mediaId?: () => Promise<string>; wait?: () => Promise<void> } = {},
) {
  const { client, asked } = fakeApi(({ body }, count) => answer(body as Body, count))
  const store = options.store ?? memoryUnsentStore()
  let reachable = () => {}
  let now = 1000
  let uploads = 0
  const outbox = createOutbox({
    client,
    openStore: async () => store,
    upload: (file) => {
      uploads += 1
      const state = createStore<UploadState>({
        step: 'sending',
        sentBytes: 0,
        totalBytes: file.blob.size,
        media: undefined,
        problem: undefined,
      })
      const done = (options.mediaId ?? (async () => 'm1'))().then((id) => ({ id })) as Upload['done']
      done.catch(() => {})
      return { ...state, file: file.blob, done, cancel: () => {}, retry: () => done }
    },
    wait: options.wait ?? (() => new Promise((resolve) => setImmediate(resolve))),
    random: () => 0.5,
    now: () => {
      now += 1
      return now
    },
    onReachable: (listener) => {
      reachable = listener
      return () => {}
    },
  })
  const texts = () => asked.map(({ body }) => (body as Body).text)
  const unsent = () => outbox.messages.get().map(({ text, step }) => `${text} ${step}`)
  const empty = () => eventually(() => outbox.messages.get().length === 0)
  return { outbox, asked, store, texts, unsent, empty, reachable: () => reachable(), uploads: () => uploads }
}

const stored: FakeAnswer = { status: 201, body: { id: 'x' } }

describe('the outbox', () => {
  it('sends the messages of a conversation one after another, in their order', async () => {
    const first = deferred<FakeAnswer>()
    const { outbox, texts, empty, unsent } = outboxOn((body) => (body.text === 'one' ? first.promise : stored))
    await outbox.start('ada')

    await outbox.send('c1', { text: 'one' })
    await outbox.send('c1', { text: 'two' })
    await outbox.send('c2', { text: 'other' })
    await eventually(() => texts().includes('other'))
    expect(texts()).to.have.members(['one', 'other'])
    expect(unsent()).to.deep.equal(['one sending', 'two waiting'])
    first.resolve(stored)
    await empty()

    expect(texts().filter((text) => text !== 'other')).to.deep.equal(['one', 'two'])
    outbox.stop()
  })

  it('goes on trying with the same clientId while the network is away, and tells what came through', async () => {
    let isDown = true
    const { outbox, asked, empty } = outboxOn(({ clientId }) =>
      isDown ? 'down' : { status: 201, body: { id: 'x', clientId } },
    )
    const sent: string[] = []
    outbox.onSent((message) => sent.push(message.clientId))
    await outbox.start('ada')

    const clientId = await outbox.send('c1', { text: 'hi' })
    await eventually(() => asked.length > 5)
    isDown = false
    await empty()

    expect(new Set(asked.map(({ body }) => (body as Body).clientId))).to.deep.equal(new Set([clientId]))
    expect(sent).to.deep.equal([clientId])
    outbox.stop()
  })

  it('tries at once when the server can be reached again', async () => {
    let isDown = true
    const { outbox, asked, empty, reachable } = outboxOn(() => (isDown ? refusal(503, 'unavailable') : stored), {
      wait: () => new Promise(() => {}),
    })
    await outbox.start('ada')
    await outbox.send('c1', { text: 'hi' })
    await eventually(() => asked.length === 4 && outbox.messages.get()[0]?.step === 'waiting')

    isDown = false
    reachable()
    await empty()

    outbox.stop()
  })

  it('takes up what an earlier page left, and leaves what belongs to somebody else', async () => {
    const store = memoryUnsentStore()
    const before = outboxOn(() => new Promise<FakeAnswer>(() => {}), { store })
    await before.outbox.start('ada')
    const clientId = await before.outbox.send('c1', { text: 'one' })
    await before.outbox.send('c1', { text: 'two' })
    before.outbox.stop()

    const other = outboxOn(() => stored, { store })
    await other.outbox.start('bela')
    const after = outboxOn(() => stored, { store })
    await after.outbox.start('ada')
    await after.empty()

    expect(other.asked).to.have.length(0)
    expect(after.texts()).to.deep.equal(['one', 'two'])
    expect((after.asked[0]!.body as Body).clientId).to.equal(clientId)
    expect(await store.all('ada')).to.deep.equal([])
    after.outbox.stop()
    other.outbox.stop()
  })

  it('gives up what is unsent of a person who leaves, and of nobody else', async () => {
    const store = memoryUnsentStore()
    const other = outboxOn(() => 'down', { store, wait: () => new Promise(() => {}) })
    await other.outbox.start('bela')
    await other.outbox.send('c1', { text: 'kept' })
    other.outbox.stop()
    const own = outboxOn(() => 'down', { store, wait: () => new Promise(() => {}) })
    await own.outbox.start('ada')
    await own.outbox.send('c1', { text: 'secret' })

    await own.outbox.forget()

    expect(await store.all('ada')).to.deep.equal([])
    expect(own.unsent()).to.deep.equal([])
    expect((await store.all('bela')).map(({ text }) => text)).to.deep.equal(['kept'])
  })

  it('keeps what was refused until it is sent again or given up, and goes on with the rest', async () => {
    let isSilenced = true
    const { outbox, unsent, texts, empty, store } = outboxOn(({ text }) =>
      isSilenced && text === 'bad' ? refusal(403, 'account_silenced') : stored,
    )
    await outbox.start('ada')
    const bad = await outbox.send('c1', { text: 'bad' })
    await outbox.send('c1', { text: 'good' })
    await eventually(() => texts().includes('good'))
    await eventually(() => unsent().join() === 'bad failed')
    expect(outbox.messages.get()[0]?.failure?.code).to.equal('account_silenced')
    expect((await store.all('ada'))[0]?.step).to.equal('failed')

    isSilenced = false
    await outbox.retry(bad)
    await empty()
    isSilenced = true
    const again = await outbox.send('c1', { text: 'bad' })
    await eventually(() => unsent().join() === 'bad failed')
    await outbox.discard(again)

    expect(await store.all('ada')).to.deep.equal([])
    outbox.stop()
  })

  it('does not send what another tab has sent or given up', async () => {
    const store = memoryUnsentStore()
    const gate = deferred<FakeAnswer>()
    const first = outboxOn(() => gate.promise, { store })
    await first.outbox.start('ada')
    await first.outbox.send('c1', { text: 'one' })
    const two = await first.outbox.send('c1', { text: 'two' })
    await store.remove(two)

    gate.resolve(stored)
    await first.empty()

    expect(first.texts()).to.deep.equal(['one'])
    first.outbox.stop()
  })

  it('drops what a live event shows to be through, of one’s own alone', async () => {
    const { outbox, unsent } = outboxOn(() => new Promise<FakeAnswer>(() => {}))
    await outbox.start('ada')
    const clientId = await outbox.send('c1', { text: 'one' })

    outbox.confirm({ clientId, senderId: 'bela' })
    expect(unsent()).to.have.length(1)
    outbox.confirm({ clientId, senderId: 'ada' })

    expect(unsent()).to.have.length(0)
    outbox.stop()
  })

  it('uploads files first, once each, and sends their ids', async () => {
    const { outbox, asked, empty, uploads } = outboxOn((_, count) =>
      count === 1 ? refusal(409, 'media_not_ready') : stored,
    )
    await outbox.start('ada')

    await outbox.send('c1', { text: 'look', files: [{ blob: new Blob(['x']) }, { blob: new Blob(['y']) }] })
    await empty()

    expect((asked[1]!.body as Body).media).to.deep.equal(['m1', 'm1'])
    expect(uploads()).to.equal(2)
    outbox.stop()
  })

  it('fails a message whose file is refused', async () => {
    const { outbox, unsent, asked } = outboxOn(() => stored, {
      mediaId: () => Promise.reject(new Problem({ status: 415, code: 'media_unsupported', title: '', detail: '' })),
    })
    await outbox.start('ada')

    await outbox.send('c1', { text: 'look', files: [{ blob: new Blob(['x']) }] })
    await eventually(() => unsent().join() === 'look failed')

    expect(asked).to.have.length(0)
    outbox.stop()
  })
})
