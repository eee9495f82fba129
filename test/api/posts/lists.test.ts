import { expect } from 'chai'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { signUp } from '../../support/people.ts'
import { follow, idsOf, publish } from '../../support/posts.ts'

describe('GET /feed', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  it('shows what I and those I follow posted, newest first, with the reason', async () => {
    const [ada, bela, carla] = [await signUp(momentum), await signUp(momentum), await signUp(momentum)]
    await follow(ada, bela)
    const first = await publish(momentum, bela)
    await publish(momentum, carla)
    const second = await publish(momentum, ada)
    const third = await publish(momentum, bela, { visibility: 'followers' })

    const feed = await ada.get('/feed')

    expect(idsOf(feed)).to.deep.equal([third.id, second.id, first.id])
    expect(feed.body.items.map((item: { reason: { type: string } }) => item.reason.type)).to.deep.equal([
      'following',
      'own',
      'following',
    ])
    expect(feed.body.nextCursor).to.equal(null)
    const again = await ada.get('/feed', { 'If-None-Match': feed.headers.get('etag')! })
    expect(again.status).to.equal(304)
  })

  it('leaves out whom I muted, unless the time is over, and whom I no longer follow', async () => {
    const [ada, bela, carla] = [await signUp(momentum), await signUp(momentum), await signUp(momentum)]
    await follow(ada, bela)
    await follow(ada, carla)
    const [of, other] = [await publish(momentum, bela), await publish(momentum, carla)]

    await ada.put(`/users/${bela.username}/mute`)
    expect(idsOf(await ada.get('/feed'))).to.deep.equal([other.id])
    await ada.delete(`/users/${bela.username}/mute`)
    await ada.delete(`/users/${carla.username}/follow`)
    expect(idsOf(await ada.get('/feed'))).to.deep.equal([of.id])
  })

  it('goes on page by page through posts of any age, and refuses a foreign cursor', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    await follow(ada, bela)
    const ids: string[] = []
    for (let index = 0; index < 7; index += 1) ids.unshift((await publish(momentum, bela)).id)

    const shown: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof ada.get>> = await ada.get(`/feed?limit=3${cursor && `&cursor=${cursor}`}`)
      shown.push(...idsOf(page))
      cursor = page.body.nextCursor
    }

    expect(shown).to.deep.equal(ids)
    const { nextCursor } = (await ada.get('/feed?limit=2')).body
    const foreign = await bela.get(`/feed?cursor=${nextCursor}`)
    expect([foreign.status, foreign.body.code]).to.deep.equal([422, 'cursor_invalid'])
  })
})

describe('GET /users/{username}/posts', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  it('shows strangers what is public and followers everything, newest first', async () => {
    const [ada, bela, carla] = [await signUp(momentum), await signUp(momentum), await signUp(momentum)]
    await follow(bela, ada)
    const open = await publish(momentum, ada)
    const closed = await publish(momentum, ada, { visibility: 'followers' })

    const path = `/users/${ada.username}/posts`

    expect(idsOf(await carla.get(path))).to.deep.equal([open.id])
    expect(idsOf(await bela.get(path))).to.deep.equal([closed.id, open.id])
    expect(idsOf(await ada.get(path))).to.deep.equal([closed.id, open.id])
    expect((await carla.get(`/posts/${closed.id}`)).status).to.equal(404)
  })

  it('gives thumbnails only for a grid', async () => {
    const ada = await signUp(momentum)
    const post = await publish(momentum, ada, { sensitive: true, caption: 'words' })

    const grid = await ada.get(`/users/${ada.username}/posts?view=grid`)

    expect(grid.body.items).to.deep.equal([
      {
        id: post.id,
        kind: 'image',
        thumbnailUrl: post.media[0].thumbnailUrl,
        placeholder: 'AAAA',
        alt: null,
        mediaCount: 1,
        sensitive: true,
        createdAt: post.createdAt,
      },
    ])
  })

  it('is closed to strangers for a private account, with every post of it', async () => {
    const [ada, bela, carla] = [await signUp(momentum), await signUp(momentum), await signUp(momentum)]
    const post = await publish(momentum, ada)
    await follow(bela, ada)

    await ada.patch('/me', { isPrivate: true })

    const list = await carla.get(`/users/${ada.username}/posts`)
    expect([list.status, list.body.code]).to.deep.equal([403, 'forbidden'])
    expect((await carla.get(`/posts/${post.id}`)).status).to.equal(404)
    expect(idsOf(await bela.get(`/users/${ada.username}/posts`))).to.deep.equal([post.id])
  })
})
