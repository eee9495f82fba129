import { expect } from 'chai'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { signUp, type TestPerson } from '../../support/people.ts'
import { uploadPhoto } from '../../support/uploads.ts'

describe('PATCH /media/:id', () => {
  let momentum: TestApp
  let ada: TestPerson

  before(async () => {
    momentum = await startTestApp()
    ada = await signUp(momentum)
  })

  after(() => momentum.close())

  it('says what an upload shows, which the post then has', async () => {
    const { id, url } = await uploadPhoto(ada)

    const answer = await ada.patch(`/media/${id}`, { alt: 'A tower\r\nin fog' })

    expect(answer.status, answer.text).to.equal(200)
    expect(answer.body).to.include({ id, url, state: 'ready', alt: 'A tower\nin fog' })
    const post = await ada.post('/posts', { media: [id] })
    expect(post.body.media[0].alt).to.equal('A tower\nin fog')
  })

  it('takes the words away again with null or nothing', async () => {
    const { id } = await uploadPhoto(ada, { alt: 'A tower' })

    const withNull = await ada.patch(`/media/${id}`, { alt: null })
    await ada.patch(`/media/${id}`, { alt: 'A bridge' })
    const withNothing = await ada.patch(`/media/${id}`, { alt: '' })

    expect(withNull.body.alt).to.equal(null)
    expect(withNothing.body.alt).to.equal(null)
  })

  it('refuses words that are too long, and a body without any', async () => {
    const { id } = await uploadPhoto(ada)

    const tooLong = await ada.patch(`/media/${id}`, { alt: 'a'.repeat(1501) })
    const without = await ada.patch(`/media/${id}`, {})

    for (const answer of [tooLong, without]) {
      expect(answer.status).to.equal(422)
      expect(answer.body.errors[0].path).to.equal('alt')
    }
  })

  it('leaves what a post has as it was published', async () => {
    const { id } = await uploadPhoto(ada, { alt: 'A tower' })
    const post = await ada.post('/posts', { media: [id] })

    const answer = await ada.patch(`/media/${id}`, { alt: 'A bridge' })

    expect(answer.status).to.equal(403)
    expect((await ada.get(`/posts/${post.body.id}`)).body.media[0].alt).to.equal('A tower')
  })

  it('knows nothing of the uploads of others', async () => {
    const { id } = await uploadPhoto(ada)
    const bela = await signUp(momentum)

    const answer = await bela.patch(`/media/${id}`, { alt: 'Mine' })

    expect(answer.status).to.equal(404)
    expect((await ada.get(`/media/${id}`)).body.alt).to.equal(null)
  })
})
