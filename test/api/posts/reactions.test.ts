import { expect } from 'chai'
import { systemActor } from '../../../src/core/actor.ts'
import { recountPosts } from '../../../src/core/posts/index.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { signUp, type TestPerson } from '../../support/people.ts'
import { comment, follow, idsOf, publish } from '../../support/posts.ts'

describe('PUT and DELETE /posts/{id}/reaction', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  it('keeps one reaction of each person and answers the new state', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const { id } = await publish(momentum, ada)

    const first = await bela.put(`/posts/${id}/reaction`, { emoji: '🔥' })
    const second = await bela.put(`/posts/${id}/reaction`, { emoji: '👩🏽‍🚒' })

    const state = { id, counts: { reactions: 1, comments: 0 }, bookmarked: false, hidden: false }
    expect([first.status, first.body]).to.deep.equal([200, { ...state, myReaction: '🔥' }])
    expect(second.body).to.deep.equal({ ...state, myReaction: '👩🏽‍🚒' })
    const list = await ada.get(`/posts/${id}/reactions`)
    expect(list.body.items[0]).to.deep.include({ emoji: '👩🏽‍🚒' })
    expect(list.body.items[0].user.username).to.equal(bela.username)
    const none = { ...state, counts: { reactions: 0, comments: 0 }, myReaction: null }
    expect((await bela.delete(`/posts/${id}/reaction`)).body).to.deep.equal(none)
    expect((await bela.delete(`/posts/${id}/reaction`)).body).to.deep.equal(none)
  })

  it('takes exactly one emoji', async () => {
    const ada = await signUp(momentum)
    const { id } = await publish(momentum, ada)
    const family = '👨‍👩‍👧‍👦'

    for (const emoji of ['👍🏿', family, '🇧🇷', '7️⃣', '🏴󠁧󠁢󠁳󠁣󠁴󠁿']) {
      expect((await ada.put(`/posts/${id}/reaction`, { emoji })).body.myReaction).to.equal(emoji)
    }
    for (const emoji of ['', 'a', '👍👍', '🏿', `${family}‍`.repeat(40), ' 👍', '\u200d', 7, null, ['👍']]) {
      expect((await ada.put(`/posts/${id}/reaction`, { emoji })).status, JSON.stringify(emoji)).to.equal(422)
    }
  })

  it('counts right when many react, change and take back at once', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => signUp(momentum)))
    const { id } = await publish(momentum, people[0]!)

    await Promise.all(
      people.flatMap((person, index) => [
        person.put(`/posts/${id}/reaction`, { emoji: '👍' }),
        person.put(`/posts/${id}/reaction`, { emoji: '🔥' }),
        ...(index < 3 ? [person.delete(`/posts/${id}/reaction`)] : []),
      ]),
    )

    const { counts } = (await people[0]!.get(`/posts/${id}`)).body
    const list = await people[0]!.get(`/posts/${id}/reactions`)
    expect(counts.reactions).to.equal(list.body.items.length)
    const context = momentum.app.as(systemActor('test'), 'job')
    expect(await recountPosts(context, { repair: false })).to.deep.equal([])
  })

  it('finds counts that are wrong, and puts them right', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const { id } = await publish(momentum, ada)
    const said = await comment(bela, id)
    await comment(bela, id, 'again', said.id)
    await bela.put(`/posts/${id}/reaction`, { emoji: '👍' })
    await bela.put(`/comments/${said.id}/reaction`, { emoji: '👍' })
    await momentum.app.db.transaction(async (unit) => {
      await unit.run('UPDATE posts SET reactions_count = 9, comments_count = 0 WHERE id = $1', [id])
      await unit.run('UPDATE comments SET replies_count = 5, reactions_count = 5 WHERE id = $1', [said.id])
      await unit.run('UPDATE users SET posts_count = 7, public_posts_count = 8 WHERE id = $1', [ada.id])
    })
    const context = momentum.app.as(systemActor('test'), 'job')

    const found = await recountPosts(context, { repair: false })
    const repaired = await recountPosts(context, { repair: true })

    expect(found).to.have.deep.members([
      { table: 'comments', id: said.id, field: 'repliesCount', was: 5, is: 1 },
      { table: 'comments', id: said.id, field: 'reactionsCount', was: 5, is: 1 },
      { table: 'posts', id, field: 'reactionsCount', was: 9, is: 1 },
      { table: 'posts', id, field: 'commentsCount', was: 0, is: 2 },
      { table: 'users', id: ada.id, field: 'postsCount', was: 7, is: 1 },
      { table: 'users', id: ada.id, field: 'publicPostsCount', was: 8, is: 1 },
    ])
    expect(repaired).to.have.deep.members(found)
    expect(await recountPosts(context, { repair: false })).to.deep.equal([])
    expect((await bela.get(`/posts/${id}`)).body.counts).to.deep.equal({ reactions: 1, comments: 2 })
  })

  it('lists and counts nobody with whom a block stands, at posts and comments, for the two and nobody else', async () => {
    const [ada, bela, carla] = [await signUp(momentum), await signUp(momentum), await signUp(momentum)]
    const { id } = await publish(momentum, ada)
    const said = await comment(ada, id, 'what do you say?')
    for (const person of [bela, carla]) {
      await person.put(`/posts/${id}/reaction`, { emoji: '👍' })
      await person.put(`/comments/${said.id}/reaction`, { emoji: '🎉' })
    }
    const seenBy = async (viewer: TestPerson) => ({
      post: (await viewer.get(`/posts/${id}`)).body.counts.reactions,
      listed: (await viewer.get(`/posts/${id}/reactions`)).body.items.length,
      comment: (await viewer.get(`/comments/${said.id}`)).body.counts.reactions,
      inList: (await viewer.get(`/posts/${id}/comments`)).body.items[0].counts.reactions,
    })

    await bela.put(`/users/${carla.username}/block`)

    const one = { post: 1, listed: 1, comment: 1, inList: 1 }
    expect(await seenBy(bela), 'the one who blocks').to.deep.equal(one)
    expect(await seenBy(carla), 'the one who is blocked').to.deep.equal(one)
    expect(await seenBy(ada)).to.deep.equal({ post: 2, listed: 2, comment: 2, inList: 2 })
    await bela.delete(`/users/${carla.username}/block`)
    expect(await seenBy(bela)).to.deep.equal({ post: 2, listed: 2, comment: 2, inList: 2 })
  })

  it('counts nobody whose account is suspended or deleted, and them again when they are back', async () => {
    const [ada, bela, carla] = [await signUp(momentum), await signUp(momentum), await signUp(momentum)]
    const { id } = await publish(momentum, ada)
    const root = await comment(bela, id)
    await comment(carla, id, 'below', root.id)
    await comment(carla, id, 'beside')
    await bela.put(`/posts/${id}/reaction`, { emoji: '👍' })
    await bela.put(`/comments/${root.id}/reaction`, { emoji: '👍' })
    const counts = async () => (await ada.get(`/posts/${id}`)).body.counts

    await setStatus(momentum, bela, 'suspended')
    expect(await counts()).to.deep.equal({ reactions: 0, comments: 1 })
    expect((await ada.get(`/posts/${id}/comments`)).body.items).to.have.length(1)
    await setStatus(momentum, bela, 'active')
    expect(await counts()).to.deep.equal({ reactions: 1, comments: 3 })

    await setStatus(momentum, ada, 'suspended')
    expect((await carla.get(`/posts/${id}`)).status).to.equal(404)
    await setStatus(momentum, ada, 'active')
    const context = momentum.app.as(systemActor('test'), 'job')
    expect(await recountPosts(context, { repair: false })).to.deep.equal([])
  })
})

describe('PUT and DELETE /posts/{id}/bookmark and /hidden', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  it('keeps posts for me alone, the last one first, page by page', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const [one, two, three] = [await publish(momentum, ada), await publish(momentum, ada), await publish(momentum, ada)]
    for (const { id } of [two, one, three, one]) {
      expect((await bela.put(`/posts/${id}/bookmark`)).body.bookmarked).to.equal(true)
    }

    const first = await bela.get('/me/bookmarks?limit=2')
    await bela.delete(`/posts/${three.id}/bookmark`)
    const second = await bela.get(`/me/bookmarks?limit=2&cursor=${first.body.nextCursor}`)

    expect(idsOf(first)).to.deep.equal([three.id, one.id])
    expect(idsOf(second)).to.deep.equal([two.id])
    expect(second.body.items[0].bookmarked).to.equal(true)
    expect((await ada.get('/me/bookmarks')).body.items).to.deep.equal([])
    expect((await bela.delete(`/posts/${three.id}/bookmark`)).body.bookmarked).to.equal(false)
  })

  it('keeps what is put aside out of my feed and explore alone', async () => {
    const [ada, bela, carla] = [await signUp(momentum), await signUp(momentum), await signUp(momentum)]
    for (const person of [bela, carla]) await follow(person, ada)
    const { id } = await publish(momentum, ada)

    const put = await bela.put(`/posts/${id}/hidden`)

    expect(put.body.hidden).to.equal(true)
    expect(idsOf(await bela.get('/feed'))).not.to.include(id)
    expect(idsOf(await bela.get('/explore?limit=100'))).not.to.include(id)
    expect(idsOf(await carla.get('/feed'))).to.include(id)
    expect((await bela.get(`/posts/${id}`)).status).to.equal(200)
    expect((await bela.delete(`/posts/${id}/hidden`)).body.hidden).to.equal(false)
    expect(idsOf(await bela.get('/feed'))).to.include(id)
  })
})

/** As an operator's suspension does it, with the events that others hear. */
async function setStatus(on: TestApp, person: TestPerson, status: 'active' | 'suspended'): Promise<void> {
  const context = on.app.as(systemActor('test'), 'job')
  await context.write(async (unit) => {
    await unit.run('UPDATE users SET status = $2 WHERE id = $1', [person.id, status])
    const event = status === 'active' ? 'account.restored' : 'account.suspended'
    await context.events.publish(unit, context, event, { userId: person.id })
  })
  on.app.sessions.forget(person.id)
}
