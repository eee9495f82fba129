import { expect } from 'chai'
import { hidePost, restorePost } from '../../../src/core/posts/index.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { signUp, type TestPerson } from '../../support/people.ts'
import { buildMedia, comment, follow, idsOf, publish } from '../../support/posts.ts'
import { uploadPhoto } from '../../support/uploads.ts'

describe('PATCH and DELETE /posts/{id}', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  const postsOf = async (viewer: TestPerson, author: TestPerson): Promise<number> =>
    (await viewer.get(`/users/${author.username}`)).body.counts.posts

  it('changes the caption, its tags and the time of the edit, and nothing else', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const post = await publish(momentum, ada, { caption: 'first #oldtag #bothtags' })

    const edited = await ada.patch(`/posts/${post.id}`, { caption: 'second #newtag #bothtags' })

    expect(edited.status).to.equal(200)
    expect(edited.body.editedAt).to.be.a('string')
    expect({ ...edited.body, caption: post.caption, captionParts: post.captionParts, editedAt: null }).to.deep.equal(
      post,
    )
    expect(idsOf(await bela.get('/tags/oldtag/posts'))).to.deep.equal([])
    expect(idsOf(await bela.get('/tags/NewTag/posts'))).to.deep.equal([post.id])
    expect(idsOf(await bela.get('/tags/bothtags/posts'))).to.deep.equal([post.id])
    const same = await ada.patch(`/posts/${post.id}`, { sensitive: true, commentsFrom: 'nobody' })
    expect(same.body).to.include({ sensitive: true, commentsFrom: 'nobody', editedAt: edited.body.editedAt })
  })

  it('changes what its media are said to show, item by item', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const [first, second] = [await uploadPhoto(ada, { alt: 'A tower' }), await uploadPhoto(ada, { alt: 'A bridge' })]
    const { body: post } = await ada.post('/posts', { media: [first.id, second.id], caption: 'two' })
    const etag = (await bela.get(`/posts/${post.id}`)).headers.get('etag')!
    const report = { subject: { type: 'post', id: post.id }, reason: 'nudity' }
    expect((await bela.post('/reports', report)).status).to.equal(201)

    const edited = await ada.patch(`/posts/${post.id}`, { media: [{ id: second.id, alt: 'A bridge\r\nin fog' }] })

    expect(edited.status, edited.text).to.equal(200)
    const alts = (body: { media: { alt: string | null }[] }) => body.media.map(({ alt }) => alt)
    expect(alts(edited.body)).to.deep.equal(['A tower', 'A bridge\nin fog'])
    expect(edited.body.editedAt).to.be.a('string')
    const seen = await bela.get(`/posts/${post.id}`, { 'If-None-Match': etag })
    expect([seen.status, alts(seen.body)]).to.deep.equal([200, ['A tower', 'A bridge\nin fog']])
    const held = await momentum.app.db.read.all<{ facts: string }>('SELECT facts FROM held_media WHERE media_id = $1', [
      second.id,
    ])
    expect(
      held.map(({ facts }) => JSON.parse(facts).alt),
      'the evidence is what was reported',
    ).to.deep.equal(['A bridge'])

    const same = await ada.patch(`/posts/${post.id}`, { media: [{ id: first.id, alt: 'A tower' }] })
    expect(same.body.editedAt).to.equal(edited.body.editedAt)
    const none = await ada.patch(`/posts/${post.id}`, {
      media: [
        { id: first.id, alt: null },
        { id: second.id, alt: '' },
      ],
    })
    expect(alts(none.body)).to.deep.equal([null, null])
  })

  it('changes the words of no item but its own, and says which was wrong', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const item = await uploadPhoto(ada, { alt: 'A tower' })
    const { body: post } = await ada.post('/posts', { media: [item.id] })
    const loose = await uploadPhoto(ada, { alt: 'loose' })
    const foreign = (await publish(momentum, bela)).media[0]!.id

    for (const [media, path] of [
      [
        [
          { id: item.id, alt: 'changed' },
          { id: loose.id, alt: 'x' },
        ],
        'media.1.id',
      ],
      [[{ id: foreign, alt: 'x' }], 'media.0.id'],
      [[{ id: item.id, alt: 'a'.repeat(1501) }], 'media.0.alt'],
      [[{ id: item.id }], 'media.0.alt'],
      [[], 'media'],
    ] as const) {
      const refused = await ada.patch(`/posts/${post.id}`, { media, caption: 'changed' })
      expect([refused.status, refused.body.errors?.[0]?.path], path).to.deep.equal([422, path])
    }
    const { body } = await ada.get(`/posts/${post.id}`)
    expect([body.caption, body.media[0].alt, body.editedAt]).to.deep.equal(['', 'A tower', null])
    expect((await bela.patch(`/posts/${post.id}`, { media: [{ id: item.id, alt: 'mine' }] })).status).to.equal(403)
  })

  it('makes a post narrower with new addresses for its media, and wider again', async () => {
    const [ada, bela, carla] = [await signUp(momentum), await signUp(momentum), await signUp(momentum)]
    await follow(carla, ada)
    const post = await publish(momentum, ada, { caption: '#narrow' })
    await bela.put(`/posts/${post.id}/bookmark`)

    const narrowed = await ada.patch(`/posts/${post.id}`, { visibility: 'followers' })

    expect(narrowed.body.media[0].url).not.to.equal(post.media[0].url)
    expect((await bela.get(`/posts/${post.id}`)).status).to.equal(404)
    expect((await bela.get('/me/bookmarks')).body.items).to.deep.equal([])
    expect((await bela.get('/tags/narrow/posts')).body.items).to.deep.equal([])
    expect((await carla.get(`/posts/${post.id}`)).status).to.equal(200)
    expect([await postsOf(bela, ada), await postsOf(carla, ada)]).to.deep.equal([0, 1])
    await ada.patch(`/posts/${post.id}`, { visibility: 'public' })
    expect((await bela.get(`/posts/${post.id}`)).status).to.equal(200)
    expect(await postsOf(bela, ada)).to.equal(1)
  })

  it('is for the author alone: others are refused, and whoever does not see it finds nothing', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const open = await publish(momentum, ada)
    const closed = await publish(momentum, ada, { visibility: 'followers' })

    const answers = [
      await bela.patch(`/posts/${open.id}`, { caption: 'mine now' }),
      await bela.delete(`/posts/${open.id}`),
      await bela.patch(`/posts/${closed.id}`, { caption: 'mine now' }),
      await bela.delete(`/posts/${closed.id}`),
    ]

    expect(answers.map(({ status }) => status)).to.deep.equal([403, 403, 404, 404])
    expect((await ada.get(`/posts/${open.id}`)).body.caption).to.equal('')
  })

  it('deletes a post with all that hangs on it', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const post = await publish(momentum, ada, { caption: 'marker-in-caption #marker_tag' })
    const said = await comment(bela, post.id, 'marker-in-comment')
    await bela.put(`/posts/${post.id}/reaction`, { emoji: '🔥' })
    await bela.put(`/posts/${post.id}/bookmark`)
    await bela.put(`/posts/${post.id}/hidden`)

    const deleted = await ada.delete(`/posts/${post.id}`)

    expect(deleted.status).to.equal(204)
    for (const path of [
      `/posts/${post.id}`,
      `/posts/${post.id}/reactions`,
      `/posts/${post.id}/comments`,
      `/comments/${said.id}`,
    ]) {
      expect((await bela.get(path)).status, path).to.equal(404)
    }
    expect((await bela.get('/me/bookmarks')).body.items).to.deep.equal([])
    expect(await postsOf(bela, ada)).to.equal(0)
    const { read } = momentum.app.db
    const tables = ['posts', 'post_media', 'post_tags', 'reactions', 'comments', 'bookmarks', 'hidden_posts']
    for (const table of tables) {
      const column = table === 'posts' ? 'id' : 'post_id'
      expect(await read.get(`SELECT 1 AS found FROM ${table} WHERE ${column} = $1`, [post.id]), table).to.equal(
        undefined,
      )
    }
    const media = await read.get('SELECT 1 AS found FROM media WHERE id = $1', [post.media[0].id])
    expect(media).to.equal(undefined)
    expect((await ada.delete(`/posts/${post.id}`)).status).to.equal(404)
  })

  it('hides a post from everybody for an operator, and brings it back as it was', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    await follow(bela, ada)
    const post = await publish(momentum, ada, { caption: '#hideme' })
    const context = momentum.app.as({ kind: 'operator', name: 'root', role: 'admin' }, 'cli')

    expect(await context.write((unit) => hidePost(unit, context, post.id))).to.equal(true)
    expect(await context.write((unit) => hidePost(unit, context, post.id))).to.equal(false)

    for (const person of [ada, bela]) {
      expect((await person.get(`/posts/${post.id}`)).status).to.equal(404)
      expect((await person.get('/feed')).body.items).to.deep.equal([])
      expect((await person.get(`/users/${ada.username}/posts`)).body.items).to.deep.equal([])
      expect((await person.get('/tags/hideme/posts')).body.items).to.deep.equal([])
      expect(await postsOf(person, ada)).to.equal(0)
    }
    expect((await ada.patch(`/posts/${post.id}`, { caption: 'still here' })).status).to.equal(404)
    expect(await context.write((unit) => restorePost(unit, context, post.id))).to.equal(true)
    const back = (await bela.get(`/posts/${post.id}`)).body
    expect(back.media[0].url).not.to.equal(post.media[0].url)
    expect(await postsOf(bela, ada)).to.equal(1)
  })

  it('does not let a message share what its sender does not see', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const closed = await publish(momentum, ada, { visibility: 'followers' })
    const { body } = await bela.post('/conversations', { username: ada.username })
    const path = `/conversations/${body.id}/messages`

    const foreign = await bela.post(path, { clientId: 'one', post: closed.id })
    await follow(bela, ada)
    const shared = await bela.post(path, { clientId: 'two', post: closed.id })

    expect([foreign.status, foreign.body.errors?.[0].path]).to.deep.equal([422, 'post'])
    expect(shared.status, shared.text).to.equal(201)
  })

  it('publishes no post whose media are taken by another at the same moment', async () => {
    const ada = await signUp(momentum)
    const media = [await buildMedia(momentum, ada.id)]

    const answers = await Promise.all(Array.from({ length: 5 }, () => ada.post('/posts', { media })))

    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 422, 422, 422, 422])
    expect(await postsOf(ada, ada)).to.equal(1)
  })
})
