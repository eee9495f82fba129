import { expect } from 'chai'
import { manualClock } from '../../../src/lib/clock.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { signUp } from '../../support/people.ts'
import { follow, idsOf, publish } from '../../support/posts.ts'

describe('GET /explore and /tags/{tag}/posts', () => {
  let momentum: TestApp
  const clock = manualClock(Date.now())

  beforeEach(async () => {
    momentum = await startTestApp({ clock })
  })
  afterEach(() => momentum.close())

  /** Rankings are made for whole moments: time must pass before they know of what has happened. */
  const later = (ms = 150_000): void => clock.advance(ms)

  it('begins with what many reacted to of late, then the newest, each with its reason', async () => {
    const [ada, bela, carla] = [await signUp(momentum), await signUp(momentum), await signUp(momentum)]
    const posts = []
    for (let index = 0; index < 4; index += 1) {
      posts.push(await publish(momentum, ada))
      later(1000)
    }
    await bela.put(`/posts/${posts[1].id}/reaction`, { emoji: '👍' })
    for (const person of [bela, carla]) await person.put(`/posts/${posts[0].id}/reaction`, { emoji: '👍' })
    later()

    const list = await bela.get('/explore')

    expect(idsOf(list)).to.deep.equal([posts[0].id, posts[1].id, posts[3].id, posts[2].id])
    const reasons = list.body.items.map((item: { reason: unknown }) => item.reason)
    const trending = { type: 'trending', hours: 48 }
    const fresh = { type: 'new', hours: null }
    expect(reasons).to.deep.equal([trending, trending, fresh, fresh])
    expect((await ada.get('/explore')).body.items).to.deep.equal([])
    later(49 * 3_600_000)
    expect(idsOf(await bela.get('/explore'))).to.deep.equal(posts.map(({ id }) => id).reverse())
  })

  it('shows nothing that is for followers, private, muted or blocked', async () => {
    const [ada, bela, carla, dov] = [
      await signUp(momentum),
      await signUp(momentum),
      await signUp(momentum),
      await signUp(momentum),
    ]
    await follow(dov, ada)
    const open = await publish(momentum, ada, { caption: '#same' })
    await publish(momentum, ada, { caption: '#same', visibility: 'followers' })
    const closing = await publish(momentum, bela, { caption: '#same' })
    const muted = await publish(momentum, carla, { caption: '#same' })
    later()
    const shown = async (path: string) => idsOf(await dov.get(path)).sort()

    expect(await shown('/explore')).to.deep.equal([open.id, closing.id, muted.id].sort())
    await bela.patch('/me', { isPrivate: true })
    expect(await shown('/explore')).to.deep.equal([open.id, muted.id].sort())
    expect(await shown('/tags/same/posts')).to.deep.equal([open.id, muted.id].sort())
    await dov.put(`/users/${carla.username}/mute`)
    expect(await shown('/explore')).to.deep.equal([open.id])
    await ada.put(`/users/${dov.username}/block`)
    expect(await shown('/explore')).to.deep.equal([])
    expect(await shown('/tags/SAME/posts')).to.deep.equal([muted.id])
  })

  it('keeps its order for whoever reads on, whatever happens meanwhile', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const posts: string[] = []
    for (let index = 0; index < 9; index += 1) posts.unshift((await publish(momentum, ada)).id)
    later()

    const first = await bela.get('/explore?limit=4')
    await bela.put(`/posts/${posts[8]}/reaction`, { emoji: '🔥' })
    await publish(momentum, ada)
    await ada.delete(`/posts/${posts[5]}`)
    later()
    const second = await bela.get(`/explore?limit=4&cursor=${first.body.nextCursor}`)

    expect(idsOf(first)).to.deep.equal(posts.slice(0, 4))
    expect(idsOf(second)).to.deep.equal([posts[4], posts[6], posts[7], posts[8]])
    expect(second.body.nextCursor).to.equal(null)
    expect((await bela.get('/explore')).body.items[0].id).to.equal(posts[8])
    expect((await ada.get(`/explore?cursor=${first.body.nextCursor}`)).body.code).to.equal('cursor_invalid')
  })

  it('finds a tag however it is written, and nothing for one that nobody uses', async () => {
    const ada = await signUp(momentum)
    const post = await publish(momentum, ada, { caption: 'in the evening #Sonnenuntergänge' })

    for (const tag of ['sonnenuntergänge', '%23SONNENUNTERGÄNGE', encodeURIComponent('sonnenunterga\u0308nge')]) {
      expect(idsOf(await ada.get(`/tags/${tag}/posts`)), tag).to.deep.equal([post.id])
    }
    expect((await ada.get('/tags/nothing/posts')).body).to.deep.equal({ items: [], nextCursor: null })
  })
})
