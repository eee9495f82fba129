import { expect } from 'chai'
import { createTimeline, type Message } from '../../../../src/web/pages/chat/timeline.ts'
import { deferred, type FakeAnswer, fakeApi, refusal } from '../../support/fake-api.ts'

const message = (id: string, more: Partial<Message> = {}) =>
  ({ id, clientId: id, senderId: 'ada', text: id, deleted: false, replyTo: null, reactions: [], ...more }) as Message

/** A page as the API gives it: the newest first. */
const page = (ids: string, nextCursor: string | null = null, previousCursor: string | null = null): FakeAnswer => ({
  body: { items: [...ids].toReversed().map((id) => message(id)), nextCursor, previousCursor },
})

function timelineOn(answer: (url: string, count: number) => FakeAnswer | Promise<FakeAnswer>) {
  const { client, asked } = fakeApi(({ url }, count) => answer(url, count))
  const timeline = createTimeline(client, 'c1')
  const ids = () =>
    timeline
      .get()
      .items.map(({ id }) => id)
      .join('')
  return { timeline, asked, ids }
}

describe('a timeline', () => {
  it('holds the newest, and grows upwards page by page', async () => {
    const { timeline, ids } = timelineOn((url) => (url.includes('cursor=old') ? page('abc') : page('def', 'old')))
    await timeline.loadLatest()
    expect(timeline.get()).to.include({ hasOlder: true, hasNewer: false, isKnown: true })

    await timeline.older()
    await timeline.older()

    expect(ids()).to.equal('abcdef')
    expect(timeline.get().hasOlder).to.equal(false)
  })

  it('takes what comes while its first page is on its way, once', async () => {
    const first = deferred<FakeAnswer>()
    const { timeline, ids } = timelineOn(() => first.promise)
    const loading = timeline.loadLatest()

    timeline.take(message('c'))
    timeline.take(message('d'))
    first.resolve(page('abc'))
    await loading

    expect(ids()).to.equal('abcd')
  })

  it('puts messages in the order of their ids, and replaces those it has', async () => {
    const { timeline, ids } = timelineOn(() => page('ad'))
    await timeline.loadLatest()

    timeline.take(message('c'))
    timeline.take(message('a', { text: 'changed' }))

    expect(ids()).to.equal('acd')
    expect(timeline.get().items[0]?.text).to.equal('changed')
  })

  it('leaves no hole after a jump: what is new waits until the pages between have come', async () => {
    const { timeline, ids } = timelineOn((url) =>
      url.includes('around=f') ? page('efg', 'older', 'newer') : page('hij'),
    )
    expect(await timeline.loadAround('f')).to.equal(true)

    timeline.take(message('k'))
    expect(ids()).to.equal('efg')
    await timeline.newer()
    expect(ids()).to.equal('efghij')
    timeline.take(message('k'))

    expect(ids()).to.equal('efghijk')
    expect(timeline.get().hasNewer).to.equal(false)
  })

  it('empties the answers to a message that is deleted, and forgets what is deleted for oneself', async () => {
    const { timeline, ids } = timelineOn(() => page('ab'))
    await timeline.loadLatest()
    const replyTo = { id: 'a', senderId: 'ada', text: 'a', deleted: false }
    timeline.take(message('c', { replyTo }))

    timeline.take(message('a', { deleted: true, text: null }))
    expect(timeline.get().items[2]?.replyTo).to.deep.equal({ ...replyTo, text: null, deleted: true })
    timeline.remove('b')

    expect(ids()).to.equal('ac')
  })

  it('keeps what it has when a page fails, and says when a message is not there', async () => {
    const { timeline, ids } = timelineOn((_, count) => (count === 1 ? page('ab', 'old') : refusal(404, 'not_found')))
    await timeline.loadLatest()
    await timeline.older()
    expect(timeline.get().problem?.code).to.equal('not_found')

    expect(await timeline.loadAround('x')).to.equal(false)
    expect(ids()).to.equal('ab')
  })
})
