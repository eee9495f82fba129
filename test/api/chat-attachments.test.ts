import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { startTestApp, type TestApp } from '../support/app.ts'
import { say, startConversation, startPair } from '../support/chat.ts'
import { openSocket } from '../support/live.ts'
import { signUp } from '../support/people.ts'
import { buildMedia, follow, publish } from '../support/posts.ts'

describe('a message with attachments', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  const media = (ownerId: string, purpose = 'message') => buildMedia(momentum, ownerId, purpose)

  it('carries up to ten media in their order, each used once', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const ids = await Promise.all(Array.from({ length: 11 }, () => media(ada.id)))
    const send = (some: string[]) =>
      ada.post(`/conversations/${conversationId}/messages`, { clientId: randomUUID(), media: some })
    const stream = await openSocket(bela)
    await stream.take(1)

    const eleven = await send(ids)
    const sent = await send(ids.slice(0, 10).reverse())
    const again = await send([ids[3]!])
    const twice = await send([ids[10]!, ids[10]!])

    expect([eleven.status, sent.status, again.status, twice.status]).to.deep.equal([422, 201, 422, 422])
    const shown = (await stream.until('message.created')).data
    expect(shown.media.map((item: { id: string }) => item.id)).to.deep.equal(ids.slice(0, 10).reverse())
    expect(shown).to.deep.equal(sent.body)
    stream.close()
  })

  it('takes no media of somebody else, made for something else, or not ready', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const unready = await media(ada.id)
    await momentum.app.db.transaction((unit) =>
      unit.run(`UPDATE media SET state = 'processing' WHERE id = $1`, [unready]),
    )
    const send = async (id: string) =>
      (await ada.post(`/conversations/${conversationId}/messages`, { clientId: randomUUID(), media: [id] })).status

    expect([
      await send(await media(bela.id)),
      await send(await media(ada.id, 'post')),
      await send(unready),
    ]).to.deep.equal([422, 422, 409])
    expect((await ada.get(`/conversations/${conversationId}/messages`)).body.items).to.deep.equal([])
  })

  it('says that media are blurred until a stranger’s request is accepted', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const id = await startConversation(ada, bela)
    const sent = await ada.post(`/conversations/${id}/messages`, { clientId: 'x', media: [await media(ada.id)] })
    const blurred = async () => (await bela.get(`/conversations/${id}/messages`)).body.items[0].mediaBlurred

    expect(sent.body.mediaBlurred, 'not to the sender').to.equal(false)
    expect(await blurred()).to.equal(true)
    await bela.patch(`/conversations/${id}`, { request: 'accepted' })
    expect(await blurred()).to.equal(false)
  })

  it('loses its media when it is deleted for everyone', async () => {
    const { ada, conversationId } = await startPair(momentum)
    const id = await media(ada.id)
    const sent = await ada.post(`/conversations/${conversationId}/messages`, { clientId: 'gone', media: [id] })

    await ada.delete(`/messages/${sent.body.id}?for=everyone`)

    expect((await ada.get(`/media/${id}`)).status).to.equal(404)
    expect((await ada.get(`/conversations/${conversationId}/messages`)).body.items[0].media).to.deep.equal([])
  })

  it('shows a shared post to each as they may see it', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const author = await signUp(momentum)
    const post = await publish(momentum, author, { caption: 'for followers', visibility: 'followers' })
    const share = () => ada.post(`/conversations/${conversationId}/messages`, { clientId: 'share', post: post.id })

    const unseen = await share()
    await follow(ada, author)
    const shared = await share()

    expect([unseen.status, unseen.body.errors[0].path]).to.deep.equal([422, 'post'])
    expect(shared.body.post.summary).to.include({ id: post.id, caption: 'for followers', mediaCount: 1 })
    const [message] = (await bela.get(`/conversations/${conversationId}/messages`)).body.items
    expect(message.post, 'Bela does not follow').to.deep.equal({ id: post.id, summary: null })
    await author.delete(`/posts/${post.id}`)
    const [later] = (await ada.get(`/conversations/${conversationId}/messages`)).body.items
    expect(later.post).to.deep.equal({ id: post.id, summary: null })
  })

  it('shares no video that is not in the feed, and needs no text with what it shares', async () => {
    const { ada, conversationId } = await startPair(momentum)
    const send = async (video: string) =>
      (await ada.post(`/conversations/${conversationId}/messages`, { clientId: randomUUID(), video })).status

    expect([await send('abcdefghijk'), await send('too-short')]).to.deep.equal([422, 422])
    await say(ada, conversationId, 'still here')
  })
})
