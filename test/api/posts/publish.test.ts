import { expect } from 'chai'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { signUp } from '../../support/people.ts'
import { buildMedia, follow, publish } from '../../support/posts.ts'

describe('POST /posts', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  it('publishes a caption with pictures in their order, for everybody by default', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const media = [await buildMedia(momentum, ada.id), await buildMedia(momentum, ada.id)].reverse()

    const answer = await ada.post('/posts', { caption: `Hi @${bela.username}, #Größe https://example.org/x`, media })

    expect(answer.status, answer.text).to.equal(201)
    expect(answer.body).to.deep.include({
      visibility: 'public',
      sensitive: false,
      commentsFrom: 'everyone',
      canComment: true,
      counts: { reactions: 0, comments: 0 },
      myReaction: null,
      bookmarked: false,
      editedAt: null,
    })
    expect(answer.body.author.username).to.equal(ada.username)
    expect(answer.body.media.map((item: { id: string }) => item.id)).to.deep.equal(media)
    expect(answer.body.captionParts.mentions[0]).to.deep.include({ start: 3, username: bela.username })
    expect(answer.body.captionParts.tags[0].tag).to.equal('Größe')
    expect(answer.body.captionParts.links[0].host).to.equal('example.org')
    expect((await bela.get(`/posts/${answer.body.id}`)).body).to.deep.equal(answer.body)
  })

  it('counts for everybody what everybody may read, and for followers the rest', async () => {
    const [ada, bela, carla] = [await signUp(momentum), await signUp(momentum), await signUp(momentum)]
    await follow(bela, ada)
    await publish(momentum, ada)
    await publish(momentum, ada, { visibility: 'followers' })

    const countsFor = async (viewer: typeof ada) => (await viewer.get(`/users/${ada.username}`)).body.counts.posts

    expect([await countsFor(ada), await countsFor(bela), await countsFor(carla)]).to.deep.equal([2, 2, 1])
  })

  it('refuses no media, too many, others’, unknown and used ones, and leaves nothing behind', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const own = await buildMedia(momentum, ada.id)
    const used = (await publish(momentum, ada)).media[0].id
    const refused = [
      { caption: 'without' },
      { media: [] },
      { media: Array.from({ length: 11 }, () => own) },
      { media: [own, await buildMedia(momentum, bela.id)] },
      { media: [own, '01a00000-0000-7000-8000-000000000000'] },
      { media: [own, used] },
      { media: [own, own] },
      { media: [await buildMedia(momentum, ada.id, 'message')] },
      { media: [own], caption: 'x'.repeat(2201) },
      { media: [own], visibility: 'nobody' },
      { media: [own], sensitive: 'yes' },
      { media: [own], counts: { reactions: 9 } },
    ]

    for (const body of refused) {
      const answer = await ada.post('/posts', body)
      expect([answer.status, answer.body.code], answer.text).to.deep.equal([422, 'validation_failed'])
    }
    expect((await ada.get(`/users/${ada.username}/posts`)).body.items).to.have.length(1)
    expect((await ada.post('/posts', { media: [own], caption: 'x'.repeat(2200) })).status).to.equal(201)
  })

  it('makes one post of a retry with the same Idempotency-Key', async () => {
    const ada = await signUp(momentum)
    const body = { media: [await buildMedia(momentum, ada.id)] }
    const headers = { 'Idempotency-Key': 'publish-once-0001' }

    const [one, other] = await Promise.all([ada.post('/posts', body, headers), ada.post('/posts', body, headers)])

    expect([one.status, other.status]).to.deep.equal([201, 201])
    expect(one.body.id).to.equal(other.body.id)
  })

  it('refuses whoever is silenced or has not accepted the terms', async () => {
    const ada = await signUp(momentum)
    const media = [await buildMedia(momentum, ada.id)]
    await momentum.app.db.transaction((unit) => unit.run('DELETE FROM consents WHERE user_id = $1', [ada.id]))

    expect((await ada.post('/posts', { media })).body.code).to.equal('terms_required')
    const { documents } = (await momentum.guest.get('/instance')).body
    for (const { document, version } of documents) await ada.post('/me/consents', { document, version })
    await momentum.app.db.transaction((unit) =>
      unit.run('UPDATE users SET silenced_until = $2 WHERE id = $1', [ada.id, Date.now() + 60_000]),
    )
    momentum.app.sessions.forget(ada.id)
    expect((await ada.post('/posts', { media })).body.code).to.equal('account_silenced')
    await momentum.app.db.transaction((unit) => unit.run('UPDATE users SET silenced_until = NULL'))
    momentum.app.sessions.forget(ada.id)
    expect((await ada.post('/posts', { media })).status).to.equal(201)
  })
})
