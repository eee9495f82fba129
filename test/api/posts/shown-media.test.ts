import { expect } from 'chai'
import { mediaColumn, removeAgain } from '../../../src/core/media/index.ts'
import { hidePost, restorePost } from '../../../src/core/posts/index.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { signUp } from '../../support/people.ts'
import { publish } from '../../support/posts.ts'
import { uploadPhoto } from '../../support/uploads.ts'

// What a post shows is kept with it: whatever changes an item has to change that too.
describe('the media that a post keeps', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  const collected = mediaColumn('post_media pm', 'pm.post_id = posts.id', 'pm.media_id', 'pm.position')

  /** What the post keeps; it is what collecting the items anew gives. */
  async function kept(postId: string): Promise<[id: string, path: string, facts: { alt: string | null }][]> {
    const row = await momentum.app.db.read.get<{ media: string | null; collected: string | null }>(
      `SELECT media, ${collected} AS collected FROM posts WHERE id = $1`,
      [postId],
    )
    expect(row!.media).to.equal(row!.collected)
    return row!.media === null ? [] : JSON.parse(row!.media)
  }

  it('follows its items through everything that changes them', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const context = momentum.app.as({ kind: 'operator', name: 'root', role: 'admin' }, 'cli')
    const [first, second] = [await uploadPhoto(ada, { alt: 'A "tower"' }), await uploadPhoto(ada)]
    const { body: post } = await ada.post('/posts', { media: [first.id, second.id], caption: 'two' })
    const [published] = await kept(post.id)
    expect(published![2].alt).to.equal('A "tower"')
    const paths = new Set([published![1]])
    const moved = async (what: string): Promise<void> => {
      const [item] = await kept(post.id)
      expect(paths.has(item![1]), what).to.equal(false)
      paths.add(item![1])
      const seen = (await ada.get(`/posts/${post.id}`)).body.media
      expect(seen[0].url, what).to.contain(item![1])
    }

    await ada.patch(`/posts/${post.id}`, { media: [{ id: first.id, alt: 'A bridge' }] })
    expect((await kept(post.id))[0]![2].alt).to.equal('A bridge')
    await ada.patch(`/posts/${post.id}`, { visibility: 'followers' })
    await moved('fewer may see the post')
    await ada.patch(`/posts/${post.id}`, { visibility: 'public' })
    await moved('everybody may see the post')
    await ada.put(`/users/${bela.username}/block`)
    await moved('somebody is blocked')
    await ada.patch('/me', { isPrivate: true })
    await moved('the account is private')
    await context.write((unit) => hidePost(unit, context, post.id))
    await context.write((unit) => restorePost(unit, context, post.id))
    await moved('an operator hid it')
    await context.write((unit) => removeAgain(unit, context, first.id))
    expect((await kept(post.id)).map(([id]) => id)).to.deep.equal([second.id])
    await context.write((unit) => removeAgain(unit, context, second.id))
    expect(await kept(post.id)).to.deep.equal([])
    expect((await ada.get(`/posts/${post.id}`)).body.media).to.deep.equal([])
  })

  it('is left alone by the items of others', async () => {
    const ada = await signUp(momentum)
    const [one, other] = [await publish(momentum, ada), await publish(momentum, ada)]
    const before = await kept(one.id)

    await ada.patch(`/posts/${other.id}`, { media: [{ id: other.media[0]!.id, alt: 'something else' }] })

    expect(await kept(one.id)).to.deep.equal(before)
    expect((await kept(other.id))[0]![2].alt).to.equal('something else')
  })
})
