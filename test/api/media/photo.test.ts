import { readFile } from 'node:fs/promises'
import { expect } from 'chai'
import sharp from 'sharp'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { eventually } from '../../support/eventually.ts'
import { signUp, type TestPerson } from '../../support/people.ts'
import {
  corpusPath,
  expectRedAboveBlue,
  photoOnItsSide,
  plainPhoto,
  topAndBottom,
  uploadForm,
} from '../../support/uploads.ts'

describe('/me/photo', () => {
  let momentum: TestApp
  let ada: TestPerson

  before(async () => {
    momentum = await startTestApp()
    ada = await signUp(momentum)
  })

  after(() => momentum.close())

  const setPhoto = (person: TestPerson, bytes: Uint8Array) => person.send('PUT', '/me/photo', uploadForm(bytes))

  it('shows a square in three sizes wherever the person is shown, also of a private account', async () => {
    const bela = await signUp(momentum)
    await ada.patch('/me', { isPrivate: true })

    const answer = await setPhoto(ada, await plainPhoto(1500, 700))

    expect(answer.status, answer.text).to.equal(200)
    const { photoUrl } = answer.body
    expect(photoUrl).to.match(/^\/media\/[0-9a-f]{32}\/medium\.webp$/)
    expect((await bela.get(`/users/${ada.username}`)).body.photoUrl).to.equal(photoUrl)
    for (const [name, side] of [
      ['large', 700],
      ['medium', 320],
      ['small', 96],
    ]) {
      const served = await fetch(momentum.url + photoUrl.replace('medium', name))
      expect(served.headers.get('cache-control')).to.contain('public')
      expect(await sharp(await served.arrayBuffer()).metadata()).to.include({ width: side, height: side })
    }
  })

  it('stands upright, however the camera was held', async () => {
    const person = await signUp(momentum)

    const { photoUrl } = (await setPhoto(person, await photoOnItsSide())).body

    for (const name of ['large', 'medium', 'small']) {
      const served = await fetch(momentum.url + photoUrl.replace('medium', name))
      const bytes = Buffer.from(await served.arrayBuffer())
      expectRedAboveBlue(await topAndBottom(bytes), name)
      expect(bytes.includes('SN-LEAK'), name).to.equal(false)
    }
  })

  it('replaces the one before, and is removed with all its files', async () => {
    const person = await signUp(momentum)
    const first = (await setPhoto(person, await plainPhoto(100, 100, '#ff0000'))).body.photoUrl
    const second = (await setPhoto(person, await plainPhoto(100, 100, '#00ff00'))).body.photoUrl

    expect((await momentum.guest.get(first)).status).to.equal(404)
    expect((await momentum.guest.get(second)).status).to.equal(200)
    const removed = await person.delete('/me/photo')
    const again = await person.delete('/me/photo')

    expect([removed.status, removed.body.photoUrl, again.status]).to.deep.equal([200, null, 200])
    expect((await momentum.guest.get(second)).status).to.equal(404)
    const left = await momentum.app.db.read.all('SELECT id FROM media WHERE owner_id = $1', [person.id])
    expect(left).to.deep.equal([])
    await eventually(async () => {
      const files = await momentum.app.db.read.all('SELECT file_key FROM stored_files WHERE refs <= 0')
      return files.length === 0
    })
  })

  it('takes pictures only, and one of them', async () => {
    const video = await setPhoto(ada, await readFile(corpusPath('generated/gps.mp4')))
    const field = await ada.send('PUT', '/me/photo', uploadForm(await plainPhoto(), { role: 'admin' }))

    expect([video.status, video.body.code]).to.deep.equal([415, 'media_unsupported'])
    expect(field.status).to.equal(422)
  })

  it('goes with the account', async () => {
    const person = await signUp(momentum)
    const { photoUrl } = (await setPhoto(person, await plainPhoto(90, 90, '#0000ff'))).body

    await person.post('/me/delete', { password: 'correct horse battery staple' })

    expect((await momentum.guest.get(photoUrl)).status).to.equal(404)
  })
})
