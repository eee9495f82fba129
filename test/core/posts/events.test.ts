import { expect } from 'chai'
import { eraseAccount } from '../../../src/core/accounts/index.ts'
import { systemActor } from '../../../src/core/actor.ts'
import type { DomainEvents } from '../../../src/core/events.ts'
import { recountPosts } from '../../../src/core/posts/index.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { goodPassword, signUp } from '../../support/people.ts'
import { comment, follow, publish } from '../../support/posts.ts'

const names = [
  'post.published',
  'post.edited',
  'post.deleted',
  'post.reacted',
  'post.unreacted',
  'comment.created',
  'comment.edited',
  'comment.deleted',
  'comment.reacted',
  'comment.unreacted',
  'person.mentioned',
] as const satisfies readonly (keyof DomainEvents)[]

describe('What posts tell others', () => {
  let momentum: TestApp
  const heard: [string, object][] = []

  before(async () => {
    momentum = await startTestApp()
    for (const name of names) {
      momentum.app.events.subscribe(name, async (_unit, _context, payload) => {
        heard.push([name, payload])
      })
    }
  })
  beforeEach(() => heard.splice(0))
  after(() => momentum.close())

  it('is each thing once, with the ids of who and what', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const post = await publish(momentum, ada)
    const said = await comment(bela, post.id)
    const reply = await comment(ada, post.id, 'indeed', said.id)
    for (const emoji of ['👍', '👍', '🔥']) await bela.put(`/posts/${post.id}/reaction`, { emoji })
    for (const emoji of ['👍', '🔥']) await ada.put(`/comments/${said.id}/reaction`, { emoji })
    for (let times = 0; times < 2; times += 1) await ada.delete(`/comments/${said.id}/reaction`)
    await bela.delete(`/comments/${said.id}`)
    await ada.delete(`/posts/${post.id}`)

    const [postId, commentId] = [post.id, said.id]
    const nobody = { threadId: null, replyToId: null, replyToAuthorId: null }
    const answering = { threadId: said.id, replyToId: said.id, replyToAuthorId: bela.id }
    expect(heard).to.deep.equal([
      ['post.published', { postId, authorId: ada.id }],
      ['comment.created', { commentId, postId, postAuthorId: ada.id, authorId: bela.id, ...nobody }],
      ['comment.created', { commentId: reply.id, postId, postAuthorId: ada.id, authorId: ada.id, ...answering }],
      ['post.reacted', { postId, authorId: ada.id, userId: bela.id }],
      ['comment.reacted', { commentId, postId, authorId: bela.id, userId: ada.id }],
      ['comment.unreacted', { commentId, postId, authorId: bela.id, userId: ada.id }],
      ['comment.deleted', { commentId, postId, authorId: bela.id }],
      ['comment.deleted', { commentId: reply.id, postId, authorId: ada.id }],
      ['post.deleted', { postId, authorId: ada.id }],
    ])
  })

  it('names whoever is mentioned and may see it, once', async () => {
    const [ada, bela, carla, dov] = [
      await signUp(momentum),
      await signUp(momentum),
      await signUp(momentum),
      await signUp(momentum),
    ]
    await follow(bela, ada)
    await dov.put(`/users/${ada.username}/block`)
    const all = `@${ada.username} @${bela.username} @${carla.username} @${dov.username} @nobody_at_all`
    const mentioned = () => heard.flatMap(([name, payload]) => (name === 'person.mentioned' ? [payload] : []))

    const closed = await publish(momentum, ada, { visibility: 'followers', caption: `${all} ${all}` })
    expect(mentioned()).to.deep.equal([{ userId: bela.id, byId: ada.id, postId: closed.id, commentId: null }])

    heard.splice(0)
    const open = await publish(momentum, ada, { caption: `@${bela.username}` })
    await ada.patch(`/posts/${open.id}`, { caption: `${all} edited` })
    const told = mentioned().map((payload) => (payload as { userId: string }).userId)
    expect(told).to.deep.equal([bela.id, carla.id])

    heard.splice(0)
    const said = await comment(bela, open.id, `hello @${carla.username}`)
    await bela.patch(`/comments/${said.id}`, { text: `hello again @${carla.username.toUpperCase()}` })
    expect(mentioned()).to.deep.equal([{ userId: carla.id, byId: bela.id, postId: open.id, commentId: said.id }])

    heard.splice(0)
    await carla.put(`/users/${bela.username}/block`)
    for (const [one, other] of [
      [bela, carla],
      [carla, bela],
    ] as const) {
      await comment(one, open.id, `hello @${other.username}`)
    }
    expect(mentioned(), 'below the post of a third person').to.deep.equal([])
  })

  it('is, of an erased account, every post and what stood below its comments', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const [own, other] = [await publish(momentum, bela), await publish(momentum, ada)]
    const root = await comment(bela, other.id, 'root')
    const below = await comment(ada, other.id, 'below', root.id)
    const beside = await comment(ada, other.id, 'beside')
    await bela.put(`/comments/${beside.id}/reaction`, { emoji: '👍' })
    await bela.put(`/posts/${other.id}/reaction`, { emoji: '👍' })
    await bela.post('/me/delete', { password: goodPassword })
    expect((await ada.get(`/posts/${other.id}`)).body.counts).to.deep.equal({ reactions: 0, comments: 1 })
    await momentum.app.db.transaction((unit) => unit.run('UPDATE users SET erase_after = 1 WHERE id = $1', [bela.id]))
    heard.splice(0)
    const context = momentum.app.as(systemActor('test'), 'job')

    expect(await eraseAccount(context, bela.id)).to.equal(true)

    expect(heard).to.deep.equal([
      ['post.deleted', { postId: own.id, authorId: bela.id }],
      ['comment.deleted', { commentId: below.id, postId: other.id, authorId: ada.id }],
    ])
    expect((await ada.get(`/posts/${other.id}`)).body.counts).to.deep.equal({ reactions: 0, comments: 1 })
    expect(await recountPosts(context, { repair: false })).to.deep.equal([])
    const { read } = momentum.app.db
    for (const id of [own.id, root.id, below.id]) {
      expect(await read.get('SELECT id FROM comments WHERE id = $1 OR post_id = $1', [id])).to.equal(undefined)
      expect(await read.get('SELECT id FROM posts WHERE id = $1', [id])).to.equal(undefined)
    }
  })
})
