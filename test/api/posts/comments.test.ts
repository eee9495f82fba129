import { expect } from 'chai'
import { systemActor } from '../../../src/core/actor.ts'
import { hideComment, recountPosts, restoreComment } from '../../../src/core/posts/index.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { signUp, type TestPerson } from '../../support/people.ts'
import { comment, follow, idsOf, publish } from '../../support/posts.ts'

describe('Comments', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  async function threePeople(): Promise<[TestPerson, TestPerson, TestPerson]> {
    return [await signUp(momentum), await signUp(momentum), await signUp(momentum)]
  }

  const countsOf = async (viewer: TestPerson, postId: string) => (await viewer.get(`/posts/${postId}`)).body.counts

  it('stand on the post newest first, with one level of replies oldest first', async () => {
    const [ada, bela, carla] = await threePeople()
    const { id } = await publish(momentum, ada)
    const first = await comment(bela, id, `hello @${ada.username}`)
    const second = await comment(carla, id, 'second')
    const reply = await comment(ada, id, 'thanks', first.id)
    const below = await comment(carla, id, 'me too', reply.id)

    const list = await ada.get(`/posts/${id}/comments`)
    const replies = await ada.get(`/posts/${id}/comments?replyTo=${first.id}`)

    expect(idsOf(list)).to.deep.equal([second.id, first.id])
    expect(list.body.items[1].counts).to.deep.equal({ reactions: 0, replies: 2 })
    expect(list.body.items[1].textParts.mentions[0].username).to.equal(ada.username)
    expect(idsOf(replies)).to.deep.equal([reply.id, below.id])
    expect(below).to.deep.include({ threadId: first.id, replyTo: { id: reply.id, username: ada.username } })
    expect(first).to.deep.include({ threadId: null, replyTo: null, editedAt: null, postId: id })
    expect(await countsOf(bela, id)).to.deep.equal({ reactions: 0, comments: 4 })
    expect((await bela.get(`/comments/${reply.id}`)).body.text).to.equal('thanks')
    expect((await ada.get(`/posts/${id}/comments`, { 'If-None-Match': list.headers.get('etag')! })).status).to.equal(
      304,
    )
  })

  it('are all kept when many come at the same moment, whoever may not comment among them', async () => {
    const [ada, bela, carla] = await threePeople()
    const [blocked, stranger] = [await signUp(momentum), await signUp(momentum)]
    await ada.put(`/users/${blocked.username}/block`)
    await follow(bela, ada)
    const [open, closed] = [await publish(momentum, ada), await publish(momentum, ada, { commentsFrom: 'followers' })]
    const gone = await publish(momentum, ada)
    await ada.delete(`/posts/${gone.id}`)
    const writers = [bela, carla, stranger, blocked, ada]
    const calls = Array.from({ length: 40 }, (_, number) => ({
      by: writers[number % 5]!,
      post: number === 7 ? gone : number % 8 === 3 ? closed : open,
      text: number === 10 ? `number ${number} @${carla.username}` : `number ${number}`,
    }))

    const answers = await Promise.all(
      calls.map(({ by, post, text }) => by.post(`/posts/${post.id}/comments`, { text })),
    )

    const statusOf = ({ by, post }: (typeof calls)[number]): number => {
      if (by === blocked || post === gone) return 404
      return post === closed && by !== ada && by !== bela ? 403 : 201
    }
    expect(answers.map(({ status }) => status)).to.deep.equal(calls.map(statusOf))
    for (const post of [open, closed]) {
      const written = answers.filter(({ body }, at) => calls[at]!.post === post && body.id !== undefined)
      const list = await ada.get(`/posts/${post.id}/comments?limit=100`)
      expect(idsOf(list)).to.have.members(written.map(({ body }) => body.id))
      expect((await countsOf(ada, post.id)).comments).to.equal(written.length)
    }
    const told = (await ada.get('/notifications')).body.items.find(
      ({ type, post }: { type: string; post?: { id: string } }) => type === 'comment' && post?.id === open.id,
    )
    expect(told.actorsCount).to.equal(3)
    const named = (await carla.get('/notifications')).body.items.map(({ type }: { type: string }) => type)
    expect(named).to.deep.equal(['mention'])
    expect(await recountPosts(momentum.app.as(systemActor('test'), 'job'), { repair: false })).to.deep.equal([])
  })

  it('go on page by page, replies as well', async () => {
    const [ada, bela] = await threePeople()
    const { id } = await publish(momentum, ada)
    const root = await comment(ada, id, 'root')
    const replies: string[] = []
    for (let index = 0; index < 5; index += 1) replies.push((await comment(bela, id, `${index}`, root.id)).id)

    const first = await ada.get(`/posts/${id}/comments?replyTo=${root.id}&limit=2`)
    await bela.delete(`/comments/${replies[1]}`)
    const second = await ada.get(`/posts/${id}/comments?replyTo=${root.id}&limit=2&cursor=${first.body.nextCursor}`)
    const foreign = await ada.get(`/posts/${id}/comments?cursor=${first.body.nextCursor}`)

    expect(idsOf(first)).to.deep.equal(replies.slice(0, 2))
    expect(idsOf(second)).to.deep.equal(replies.slice(2, 4))
    expect(foreign.body.code).to.equal('cursor_invalid')
  })

  it('are taken from whom the author wants, and from the author always', async () => {
    const [ada, bela, carla] = await threePeople()
    await follow(bela, ada)
    const forFollowers = await publish(momentum, ada, { commentsFrom: 'followers' })
    const forNobody = await publish(momentum, ada, { commentsFrom: 'nobody' })
    const tries = async (postId: string) =>
      Promise.all(
        [ada, bela, carla].map(async (p) => (await p.post(`/posts/${postId}/comments`, { text: 'x' })).status),
      )

    expect(await tries(forFollowers.id)).to.deep.equal([201, 201, 403])
    expect(await tries(forNobody.id)).to.deep.equal([201, 403, 403])
    const may = await Promise.all(
      [ada, bela, carla].map(async (p) => (await p.get(`/posts/${forFollowers.id}`)).body.canComment),
    )
    expect(may).to.deep.equal([true, true, false])
  })

  it('refuse nothing to read, too much, and answers to what is not on the post', async () => {
    const [ada, bela] = await threePeople()
    const [post, other] = [await publish(momentum, ada), await publish(momentum, ada)]
    const elsewhere = await comment(bela, other.id)
    const bodies = [
      {},
      { text: '' },
      { text: ' \n\u200b ' },
      { text: 'x'.repeat(2201) },
      { text: 'x', replyTo: elsewhere.id },
      { text: 'x', replyTo: '01a00000-0000-7000-8000-000000000000' },
      { text: 'x', replyTo: 'x' },
      { text: 'x', authorId: ada.id },
    ]

    for (const body of bodies) {
      expect((await bela.post(`/posts/${post.id}/comments`, body)).status, JSON.stringify(body)).to.equal(422)
    }
    expect((await bela.get(`/posts/${post.id}/comments?replyTo=${elsewhere.id}`)).status).to.equal(404)
    expect(await countsOf(bela, post.id)).to.deep.equal({ reactions: 0, comments: 0 })
  })

  it('are edited by their author alone, and say so', async () => {
    const [ada, bela] = await threePeople()
    const { id } = await publish(momentum, ada)
    const said = await comment(bela, id, 'tpyo')

    const edited = await bela.patch(`/comments/${said.id}`, { text: 'typo' })
    const refused = await ada.patch(`/comments/${said.id}`, { text: 'mine' })

    expect(edited.body).to.include({ text: 'typo' })
    expect(edited.body.editedAt).to.be.a('string')
    expect([refused.status, refused.body.code]).to.deep.equal([403, 'forbidden'])
  })

  it('are deleted by their author, or below one’s own post, with their replies', async () => {
    const [ada, bela, carla] = await threePeople()
    const { id } = await publish(momentum, ada)
    const [first, second] = [await comment(bela, id, 'first'), await comment(bela, id, 'second')]
    const reply = await comment(carla, id, 'below', first.id)
    await comment(bela, id, 'also', first.id)

    expect((await carla.delete(`/comments/${second.id}`)).status).to.equal(403)
    expect((await carla.delete(`/comments/${reply.id}`)).status).to.equal(204)
    expect((await bela.get(`/comments/${first.id}`)).body.counts.replies).to.equal(1)
    expect((await ada.delete(`/comments/${first.id}`)).status).to.equal(204)

    expect(idsOf(await bela.get(`/posts/${id}/comments`))).to.deep.equal([second.id])
    expect(await countsOf(bela, id)).to.deep.equal({ reactions: 0, comments: 1 })
    expect((await bela.delete(`/comments/${second.id}`)).status).to.equal(204)
    expect((await bela.delete(`/comments/${second.id}`)).status).to.equal(404)
    expect(await countsOf(bela, id)).to.deep.equal({ reactions: 0, comments: 0 })
  })

  it('take one reaction of each person', async () => {
    const [ada, bela] = await threePeople()
    const { id } = await publish(momentum, ada)
    const said = await comment(bela, id)

    await ada.put(`/comments/${said.id}/reaction`, { emoji: '👍' })
    const second = await ada.put(`/comments/${said.id}/reaction`, { emoji: '🎉' })
    const wrong = await ada.put(`/comments/${said.id}/reaction`, { emoji: 'yes' })

    expect([second.body.myReaction, second.body.counts.reactions]).to.deep.equal(['🎉', 1])
    expect(wrong.status).to.equal(422)
    expect((await bela.get(`/comments/${said.id}`)).body).to.deep.include({ myReaction: null })
    const back = await ada.delete(`/comments/${said.id}/reaction`)
    expect([back.body.myReaction, back.body.counts.reactions]).to.deep.equal([null, 0])
  })

  it('vanish with what stands below them for whoever blocks their author, and are not counted', async () => {
    const [ada, bela, carla] = await threePeople()
    const { id } = await publish(momentum, ada)
    const root = await comment(bela, id, 'root')
    const reply = await comment(carla, id, 'below', root.id)
    const own = await comment(carla, id, 'beside')
    const back = await comment(bela, id, 'back', own.id)
    const third = await comment(ada, id, 'third', back.id)
    for (const person of [ada, bela]) await person.put(`/comments/${own.id}/reaction`, { emoji: '👍' })
    await bela.put(`/posts/${id}/reaction`, { emoji: '👍' })

    await carla.put(`/users/${bela.username}/block`)

    expect(await countsOf(carla, id)).to.deep.equal({ reactions: 0, comments: 2 })
    expect(await countsOf(ada, id)).to.deep.equal({ reactions: 1, comments: 5 })
    expect(idsOf(await carla.get(`/posts/${id}/comments`))).to.deep.equal([own.id])
    const thread = await carla.get(`/posts/${id}/comments?replyTo=${own.id}`)
    expect(idsOf(thread)).to.deep.equal([third.id])
    expect(thread.body.items[0].replyTo).to.equal(null)
    expect((await carla.get(`/comments/${own.id}`)).body.counts).to.deep.equal({ reactions: 1, replies: 1 })
    for (const hidden of [root, reply, back]) expect((await carla.get(`/comments/${hidden.id}`)).status).to.equal(404)
    expect((await carla.post(`/posts/${id}/comments`, { text: 'x', replyTo: back.id })).status).to.equal(422)
    expect((await bela.put(`/comments/${own.id}/reaction`, { emoji: '👍' })).status).to.equal(404)
  })

  it('are hidden by an operator with what stands below them, and come back', async () => {
    const [ada, bela] = await threePeople()
    const { id } = await publish(momentum, ada)
    const root = await comment(bela, id, 'root')
    await comment(ada, id, 'below', root.id)
    const context = momentum.app.as({ kind: 'operator', name: 'root', role: 'admin' }, 'cli')

    expect(await context.write((unit) => hideComment(unit, context, root.id))).to.equal(true)
    expect(await countsOf(ada, id)).to.deep.equal({ reactions: 0, comments: 0 })
    expect((await bela.get(`/comments/${root.id}`)).status).to.equal(404)
    expect(await recountPosts(context, { repair: false })).to.deep.equal([])
    expect(await context.write((unit) => restoreComment(unit, context, root.id))).to.equal(true)
    expect(await countsOf(ada, id)).to.deep.equal({ reactions: 0, comments: 2 })
    expect((await bela.get(`/comments/${root.id}`)).body.counts.replies).to.equal(1)
  })

  it('are counted right when many comment and delete at once', async () => {
    const people = await threePeople()
    const { id } = await publish(momentum, people[0])
    const root = await comment(people[0], id)

    const made = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        comment(people[index % 3]!, id, `${index}`, index % 2 ? root.id : undefined),
      ),
    )
    await Promise.all(made.slice(0, 6).map(({ id: commentId }) => people[0].delete(`/comments/${commentId}`)))

    expect(await countsOf(people[0], id)).to.deep.equal({ reactions: 0, comments: 7 })
    const context = momentum.app.as(systemActor('test'), 'job')
    expect(await recountPosts(context, { repair: false })).to.deep.equal([])
  })
})
