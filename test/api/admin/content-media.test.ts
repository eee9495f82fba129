import { expect } from 'chai'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { startPair } from '../../support/chat.ts'
import { signUpAs } from '../../support/operators.ts'
import { signUp, type TestPerson } from '../../support/people.ts'
import { plainPhoto, uploadPhoto } from '../../support/uploads.ts'

interface ReviewedMedia {
  id: string
  url: string
  previewUrl: string
  placeholder: string
}

describe('Pictures among what operators look through', () => {
  let momentum: TestApp
  let admin: TestPerson
  let moderator: TestPerson

  before(async () => {
    momentum = await startTestApp()
    admin = await signUpAs(momentum, 'admin')
    moderator = await signUpAs(momentum, 'moderator')
  })
  after(() => momentum.close())

  const path = (url: string) => url.replace('/api/v1', '')

  async function postOf(author: TestPerson, fields: Record<string, unknown> = {}) {
    const media = await uploadPhoto(author, { alt: 'a square' }, await plainPhoto(70, 50, '#207010'))
    const post = await author.post('/posts', { media: [media.id], caption: 'look', ...fields })
    expect(post.status, post.text).to.equal(201)
    return post.body as { id: string }
  }

  async function reviewed(id: string): Promise<{ sensitive: boolean; media: [ReviewedMedia] }> {
    const answer = await moderator.get(`/admin/posts/${id}`)
    expect(answer.status, answer.text).to.equal(200)
    return answer.body
  }

  const looks = async (action: string, id: string) =>
    (await admin.get(`/admin/audit?action=${action}&subject=${id}`)).body.items as {
      actor: string
      reason: string
      after: unknown
    }[]

  it('are listed with what there is to know, and fetched without a word where anybody may see them', async () => {
    const post = await postOf(await signUp(momentum))

    const { sensitive, media } = await reviewed(post.id)
    expect(sensitive).to.equal(false)
    expect(media).to.have.length(1)
    expect(media[0]).to.include({
      kind: 'image',
      state: 'ready',
      width: 70,
      height: 50,
      alt: 'a square',
      durationMs: null,
    })
    const listed = (await moderator.get('/admin/posts')).body.items.find(({ id }: { id: string }) => id === post.id)
    expect(listed.media).to.deep.equal(media)

    const shown = await moderator.get(path(media[0].previewUrl))
    expect(shown.status).to.equal(200)
    expect(shown.headers.get('content-type')).to.equal('image/webp')
    expect(shown.headers.get('cache-control')).to.equal('private, no-store')
    expect((await moderator.get(path(media[0].url))).status).to.equal(200)
    expect(await looks('post.look', post.id)).to.deep.equal([])
  })

  it('of sensitive posts take a reason, which is written down once for each operator', async () => {
    const post = await postOf(await signUp(momentum), { sensitive: true })
    const { sensitive, media } = await reviewed(post.id)
    const { previewUrl, url } = media[0]
    expect(sensitive).to.equal(true)

    const unasked = await moderator.get(path(previewUrl))
    expect(unasked.status).to.equal(422)
    expect(unasked.body.errors[0].path).to.equal('reason')
    expect(await looks('post.look', post.id)).to.deep.equal([])

    expect((await moderator.get(`${path(previewUrl)}&reason=a+hint`)).status).to.equal(200)
    expect((await moderator.get(`${path(url)}&reason=once+more`)).status).to.equal(200)
    expect((await admin.get(`${path(previewUrl)}&reason=me+too`)).status).to.equal(200)
    const written = await looks('post.look', post.id)
    expect(written.map(({ actor, reason }) => [actor, reason])).to.deep.equal([
      [admin.username, 'me too'],
      [moderator.username, 'a hint'],
    ])
    expect(written[0]?.after).to.deep.equal({ media: media[0].id })
  })

  it('of reported and of hidden posts take a reason too, and stay there while the post is hidden', async () => {
    const [reported, hidden] = [await postOf(await signUp(momentum)), await postOf(await signUp(momentum))]
    await (await signUp(momentum)).post('/reports', { subject: { type: 'post', id: reported.id }, reason: 'spam' })
    await moderator.post(`/admin/posts/${hidden.id}/hide`, { reason: 'spam' })

    for (const { id } of [reported, hidden]) {
      const { media } = await reviewed(id)
      expect((await moderator.get(path(media[0].previewUrl))).status, id).to.equal(422)
      expect((await moderator.get(`${path(media[0].previewUrl)}&reason=spam`)).status, id).to.equal(200)
    }
  })

  it('of private messages are shown for a report that is about them, or to an admin with a reason', async () => {
    const { ada: sender, bela: reader, conversationId: conversation } = await startPair(momentum)
    const media = await uploadPhoto(sender, { purpose: 'message' }, await plainPhoto(40, 40, '#101080'))
    const sent = await sender.post(`/conversations/${conversation}/messages`, {
      clientId: crypto.randomUUID(),
      media: [media.id],
    })
    expect(sent.status, sent.text).to.equal(201)
    const url = `/admin/messages/${sent.body.id}/media/${media.id}`

    expect((await admin.get(url)).body.errors[0].path).to.equal('reason')
    expect((await moderator.get(`${url}?reason=curious`)).status).to.equal(403)
    const report = await reader.post('/reports', { subject: { type: 'message', id: sent.body.id }, reason: 'nudity' })
    expect((await moderator.get(`${url}?report=${report.body.id}`)).status).to.equal(200)
    expect((await admin.get(`${url}?reason=police+12`)).status).to.equal(200)
    const other = await moderator.get(`/admin/messages/${sent.body.id}?report=${report.body.id}`)
    expect(other.body.media[0].previewUrl).to.equal(`/api/v1${url}?size=thumbnail`)
    expect(other.body.to.username).to.equal(reader.username)
    expect((await looks('message.look', sent.body.id)).map(({ actor }) => actor)).to.deep.equal([
      admin.username,
      moderator.username,
    ])
  })

  it('are shown to operators alone, and only where they belong', async () => {
    const author = await signUp(momentum)
    const [one, other] = [await postOf(author), await postOf(author)]
    const { media } = await reviewed(one.id)

    expect((await author.get(path(media[0].url))).status).to.equal(403)
    expect((await momentum.guest.get(path(media[0].url))).status).to.equal(401)
    expect((await moderator.get(`/admin/posts/${other.id}/media/${media[0].id}`)).status).to.equal(404)
    expect((await moderator.get(`/admin/posts/${media[0].id}/media/${media[0].id}`)).status).to.equal(404)
    expect((await moderator.get(`/admin/posts/${one.id}/media/${media[0].id}?size=poster`)).status).to.equal(404)
  })

  it('are none of comments', async () => {
    const author = await signUp(momentum)
    const post = await postOf(author)
    await author.post(`/posts/${post.id}/comments`, { text: 'nice' })

    const { items } = (await moderator.get(`/admin/comments?author=${author.username}`)).body
    expect(items[0]).to.include({ text: 'nice', sensitive: false })
    expect(items[0].media).to.deep.equal([])
  })
})
