import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { startTestApp, type TestApp } from '../support/app.ts'
import { eventually } from '../support/eventually.ts'
import { signUp, type TestPerson } from '../support/people.ts'
import { plainPhoto, uploadPhoto } from '../support/uploads.ts'

// SAFETY.md MD8, PR3 and PR5: who may fetch what people write each other, and what is left of pictures that are gone.

describe('pictures in messages (MD8)', () => {
  let momentum: TestApp
  let ada: TestPerson
  let bela: TestPerson

  beforeEach(async () => {
    momentum = await startTestApp()
    ;[ada, bela] = [await signUp(momentum), await signUp(momentum)]
  })

  afterEach(() => momentum.close())

  let step = 0

  async function sendPicture(): Promise<{ conversationId: string; messageId: string; urls: string[]; keys: string[] }> {
    step += 1
    const photo = await uploadPhoto(ada, { purpose: 'message' }, await plainPhoto(90, 60 + step))
    const { body: conversation } = await ada.post('/conversations', { username: bela.username })
    const sent = await ada.post(`/conversations/${conversation.id}/messages`, {
      clientId: crypto.randomUUID(),
      media: [photo.id],
    })
    expect(sent.status, sent.text).to.equal(201)
    await bela.patch(`/conversations/${conversation.id}`, { request: 'accepted' })
    const [item] = sent.body.media
    const files = await momentum.app.db.read.all<{ fileKey: string }>(
      'SELECT file_key FROM media_files WHERE media_id = $1',
      [photo.id],
    )
    return {
      conversationId: conversation.id,
      messageId: sent.body.id,
      urls: [item.url, item.mediumUrl, item.thumbnailUrl],
      keys: files.map((file) => file.fileKey),
    }
  }

  it('are for its two people alone, and kept in no cache', async () => {
    const { urls } = await sendPicture()
    const [carla, moderator] = [await signUp(momentum), await signUp(momentum)]
    await momentum.app.db.transaction((unit) =>
      unit.run(`UPDATE users SET role = 'moderator' WHERE id = $1`, [moderator.id]),
    )
    momentum.app.sessions.forget(moderator.id)

    for (const url of urls) {
      for (const person of [ada, bela]) {
        const shown = await person.get(url)
        expect(shown.status, url).to.equal(200)
        expect(shown.headers.get('cache-control')).to.equal('private, no-store')
      }
      for (const person of [carla, moderator, momentum.guest]) expect((await person.get(url)).status).to.equal(404)
    }
  })

  it('are not in the address told by their content', async () => {
    const { urls, keys } = await sendPicture()

    for (const key of keys) {
      const hash = /([0-9a-f]{64})/.exec(key)![1]!
      for (const url of urls) expect(url).to.not.contain(hash.slice(0, 8))
    }
  })

  it('are shown to whoever gets them from a stranger once the request is accepted', async () => {
    const photo = await uploadPhoto(ada, { purpose: 'message' })
    const { body: conversation } = await ada.post('/conversations', { username: bela.username })
    const sent = await ada.post(`/conversations/${conversation.id}/messages`, { clientId: 'one', media: [photo.id] })
    const { url } = sent.body.media[0]

    const before = (await bela.get(url)).status
    await bela.patch(`/conversations/${conversation.id}`, { request: 'accepted' })

    expect([before, (await bela.get(url)).status]).to.deep.equal([404, 200])
  })

  it('are gone, and not 304, after the message is deleted, and so are the files', async () => {
    const { messageId, urls, keys } = await sendPicture()
    const tag = (await bela.get(urls[0]!)).headers.get('etag')!

    await ada.delete(`/messages/${messageId}?for=everyone`)

    for (const url of urls) {
      for (const person of [ada, bela]) expect((await person.get(url, { 'If-None-Match': tag })).status).to.equal(404)
    }
    await eventually(async () => {
      for (const key of keys) expect(await momentum.app.clients.mediaStore.stat(key), key).to.equal(null)
      return true
    })
  })

  it('are gone for both after a block, and after an account ends', async () => {
    const first = await sendPicture()
    await bela.put(`/users/${ada.username}/block`)
    for (const person of [ada, bela]) expect((await person.get(first.urls[0]!)).status).to.equal(404)
    await bela.delete(`/users/${ada.username}/block`)
    expect((await bela.get(first.urls[0]!)).status).to.equal(200)

    await ada.post('/me/delete', { password: 'correct horse battery staple' })

    for (const url of first.urls) expect((await bela.get(url)).status).to.equal(404)
  })
})

describe('pictures of posts that are gone (PR3, PR5)', () => {
  let momentum: TestApp
  let ada: TestPerson

  before(async () => {
    momentum = await startTestApp()
    ada = await signUp(momentum)
  })

  after(() => momentum.close())

  it('leave no row and no file, and a private account hides the old ones at once', async () => {
    const photo = await uploadPhoto(ada, { alt: 'Marker-Zq7' }, await plainPhoto(222, 111, '#0a141e'))
    const published = await ada.post('/posts', { caption: 'x', media: [photo.id], visibility: 'public' })
    expect(published.status, published.text).to.equal(201)
    const [shown] = published.body.media
    expect((await momentum.guest.get(shown.url)).status).to.equal(200)
    await ada.patch('/me', { isPrivate: true })
    for (const url of [shown.url, shown.thumbnailUrl]) expect((await momentum.guest.get(url)).status).to.equal(404)
    const moved = (await ada.get(`/posts/${published.body.id}`)).body.media[0]
    expect((await ada.get(moved.url)).status).to.equal(200)

    await ada.delete(`/posts/${published.body.id}`)

    expect((await ada.get(moved.url)).status).to.equal(404)
    const rows = await momentum.app.db.read.all(`SELECT id FROM media WHERE facts LIKE '%Marker-Zq7%'`)
    expect(rows).to.deep.equal([])
    const media = join(momentum.dataFolder, 'media')
    await eventually(async () => {
      const left = (await readdir(media, { recursive: true })).filter((name) => name.endsWith('.webp'))
      return left.length === 0
    })
  })

  it('keep nothing of a photo’s metadata in anything on the disk', async () => {
    const { corpusPath, upload } = await import('../support/uploads.ts')
    const answer = await upload(ada, await readFile(corpusPath('generated/gps.jpg')), { filename: 'Leaktown.jpg' })
    expect(answer.status).to.equal(201)

    for (const folder of ['media', 'incoming']) {
      const root = join(momentum.dataFolder, folder)
      for (const name of await readdir(root, { recursive: true })) {
        const bytes = await readFile(join(root, name)).catch(() => Buffer.alloc(0))
        for (const leak of ['Leaktown', 'Exif\0', 'SN-LEAK'])
          expect(bytes.includes(leak), `${leak} in ${name}`).to.equal(false)
      }
    }
  })
})
