import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import sharp from 'sharp'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { signUp, type TestPerson } from '../../support/people.ts'
import {
  corpusPath,
  expectRedAboveBlue,
  photoOnItsSide,
  plainPhoto,
  topAndBottom,
  upload,
  uploadCorpus,
  uploadForm,
  uploadPhoto,
} from '../../support/uploads.ts'

describe('POST /media', () => {
  let momentum: TestApp
  let ada: TestPerson

  before(async () => {
    momentum = await startTestApp()
    ada = await signUp(momentum)
  })

  after(() => momentum.close())

  // What is being resumed has a folder of its own there, which stays.
  const incoming = async () => (await readdir(join(momentum.dataFolder, 'incoming'))).filter((name) => name !== 'tus')

  it('takes a photo in, and says what it is', async () => {
    const original = await readFile(corpusPath('generated/gps.jpg'))

    const answer = await upload(ada, original, { alt: 'A tower' })

    expect(answer.status, answer.text).to.equal(201)
    expect(answer.body).to.include({ state: 'ready', kind: 'image', mimeType: 'image/webp', alt: 'A tower' })
    expect(answer.body.problem).to.equal(null)
    expect(answer.headers.get('location')).to.equal(`/api/v1/media/${answer.body.id}`)
    expect(answer.body.url).to.match(/^\/media\/[0-9a-f]{32}\/large\.webp$/)
    const served = await fetch(momentum.url + answer.body.url, { headers: { Authorization: `Bearer ${ada.token}` } })
    expect(served.status).to.equal(200)
    expect(Number(served.headers.get('content-length'))).to.equal(answer.body.bytes)
    expect(await incoming()).to.deep.equal([])
  })

  it('serves a photo the right way up and without its metadata, in every size', async () => {
    const answer = await upload(ada, await photoOnItsSide())

    expect(answer.body, answer.text).to.include({ width: 120, height: 160 })
    for (const name of ['large', 'medium', 'small']) {
      const address = momentum.url + answer.body.url.replace('large', name)
      const served = await fetch(address, { headers: { Authorization: `Bearer ${ada.token}` } })
      const bytes = Buffer.from(await served.arrayBuffer())
      const { width, height, exif, orientation } = await sharp(bytes).metadata()
      expect([width! < height!, exif, orientation], name).to.deep.equal([true, undefined, undefined])
      expect(bytes.includes('SN-LEAK'), name).to.equal(false)
      expectRedAboveBlue(await topAndBottom(bytes), name)
    }
  })

  it('shows an upload to its owner alone', async () => {
    const photo = await uploadPhoto(ada)
    const bela = await signUp(momentum)

    const mine = await ada.get(`/media/${photo.id}`)
    const theirs = await bela.get(`/media/${photo.id}`)

    expect(mine.body).to.deep.include({ id: photo.id, state: 'ready' })
    expect(theirs.status).to.equal(404)
    expect((await bela.get(photo.url)).status).to.equal(404)
    expect((await momentum.guest.get(photo.url)).status).to.equal(404)
    expect((await ada.get(photo.url)).headers.get('cache-control')).to.equal('private, no-cache')
  })

  it('says what was found and what is allowed when it is something else', async () => {
    const answer = await upload(ada, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), { filename: 'a.jpg' })

    expect(answer.status).to.equal(415)
    expect(answer.body.code).to.equal('media_unsupported')
    expect(answer.body.allowed).to.include('image/jpeg')
    expect(await incoming()).to.deep.equal([])
  })

  it('refuses what is damaged, empty or without a purpose', async () => {
    const photo = await plainPhoto()

    expect((await upload(ada, photo.subarray(0, 200))).body.code).to.equal('media_invalid')
    expect((await upload(ada, Buffer.alloc(0))).status).to.be.oneOf([415, 422])
    const nowhere = await upload(ada, photo, { purpose: undefined })
    expect(nowhere.status).to.equal(422)
    expect(nowhere.body.errors[0].path).to.equal('purpose')
    expect((await upload(ada, photo, { purpose: 'photo' })).status).to.equal(422)
    expect((await upload(ada, photo, { role: 'admin' })).status).to.equal(422)
    expect((await upload(ada, photo, { alt: 'x'.repeat(1501) })).status).to.equal(422)
    expect((await momentum.guest.send('POST', '/media', uploadForm(photo))).status).to.equal(401)
    expect((await ada.post('/media', { file: 'x' })).status).to.equal(415)
    expect(await incoming()).to.deep.equal([])
  })

  it('keeps equal pictures once, and drops the names of files on purpose', async () => {
    const bytes = await plainPhoto(70, 50, '#123456')
    const [first, second] = [
      await uploadPhoto(ada, { filename: 'Fotó  ☃ "x".jpg' }, bytes),
      await uploadPhoto(await signUp(momentum), {}, bytes),
    ]

    expect(first.url).to.not.equal(second.url)
    const files = await momentum.app.db.read.all<{ fileKey: string; count: number }>(
      `SELECT file_key, count(*) AS count FROM media_files WHERE media_id IN ($1, $2) GROUP BY file_key`,
      [first.id, second.id],
    )
    for (const file of files) expect(file.count % 2).to.equal(0)
    const served = await ada.get(first.url)
    expect(served.headers.get('content-disposition')).to.equal('inline; filename="large.webp"')
  })

  it('makes one item of two sends with one key, and refuses the key for another file', async () => {
    const [one, other] = [await plainPhoto(61), await plainPhoto(62)]
    const key = { 'Idempotency-Key': crypto.randomUUID() }

    const [first, second] = await Promise.all([upload(ada, one, {}, key), upload(ada, one, {}, key)])
    const third = await upload(ada, one, {}, key)
    const foreign = await upload(ada, other, {}, key)

    expect(new Set([first.body.id, second.body.id, third.body.id]).size).to.equal(1)
    expect(third.status).to.equal(201)
    expect(third.headers.get('idempotency-replayed')).to.equal('true')
    expect(foreign.status).to.equal(422)
    expect(foreign.body.code).to.equal('idempotency_mismatch')
    const counts = await momentum.app.db.read.get<{ wrong: number }>(
      `SELECT count(*) AS wrong FROM stored_files s
       WHERE refs <> (SELECT count(*) FROM media_files f WHERE f.file_key = s.file_key)`,
    )
    expect(counts!.wrong).to.equal(0)
    expect(await incoming()).to.deep.equal([])
  })

  it('keeps an animation moving', async () => {
    const answer = await uploadCorpus(ada, 'images/sharp-animated-loop-3.gif')

    expect(answer.status, answer.text).to.equal(201)
    expect(answer.body.kind).to.equal('image')
    const served = await fetch(momentum.url + answer.body.url, { headers: { Authorization: `Bearer ${ada.token}` } })
    expect((await sharp(await served.arrayBuffer()).metadata()).pages).to.be.above(1)
  })
})
