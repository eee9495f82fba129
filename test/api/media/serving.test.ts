import { once } from 'node:events'
import { readdirSync, readlinkSync } from 'node:fs'
import { connect } from 'node:net'
import { expect } from 'chai'
import { bindMedia, changeMediaScope, type MediaScope, releaseMedia } from '../../../src/core/media/index.ts'
import { newId } from '../../../src/lib/ids.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { eventually } from '../../support/eventually.ts'
import { signUp, type TestPerson } from '../../support/people.ts'
import { plainPhoto, uploadCorpus, uploadPhoto } from '../../support/uploads.ts'

describe('GET /media/<address>/<name>', () => {
  let momentum: TestApp
  let ada: TestPerson

  before(async () => {
    momentum = await startTestApp()
    ada = await signUp(momentum)
  })

  after(() => momentum.close())

  const machine = () => momentum.app.as({ kind: 'system', name: 'test' }, 'job')

  async function attach(owner: TestPerson, mediaId: string, scope: MediaScope): Promise<{ type: 'post'; id: string }> {
    const context = machine()
    const attachedTo = { type: 'post', id: newId(Date.now()) } as const
    await context.write((unit) =>
      bindMedia(unit, context, { mediaIds: [mediaId], ownerId: owner.id, purpose: 'post', attachedTo, scope }),
    )
    return attachedTo
  }

  async function publish(
    owner: TestPerson,
    scope: MediaScope,
  ): Promise<{ id: string; url: string; post: { type: 'post'; id: string } }> {
    const photo = await uploadPhoto(owner, {}, await plainPhoto(200, 100))
    return { ...photo, post: await attach(owner, photo.id, scope) }
  }

  it('serves public pictures to everybody, to be kept for a year, with headers that let nothing run', async () => {
    const { url } = await publish(ada, 'public')

    const served = await momentum.guest.get(url)

    expect(served.status).to.equal(200)
    const headers = Object.fromEntries(served.headers)
    expect(headers).to.include({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'image/webp',
      'content-disposition': 'inline; filename="large.webp"',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'accept-ranges': 'bytes',
    })
    expect(headers).to.not.have.property('set-cookie')
    expect(headers.etag).to.match(/^"[\w-]{22}"$/)
  })

  it('answers HEAD, 304, one range, suffixes and 416', async () => {
    const { url } = await publish(ada, 'public')
    const whole = Buffer.from(await (await fetch(momentum.url + url)).arrayBuffer())
    const get = async (headers: Record<string, string>, method = 'GET') => {
      const answer = await fetch(momentum.url + url, { method, headers })
      return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
    }
    const tag = (await get({}, 'HEAD')).headers.get('etag')!

    const head = await get({}, 'HEAD')
    expect([head.status, head.headers.get('content-length'), head.bytes.length]).to.deep.equal([
      200,
      `${whole.length}`,
      0,
    ])
    const known = await get({ 'If-None-Match': `"other", W/${tag}` })
    expect([known.status, known.bytes.length]).to.deep.equal([304, 0])
    const part = await get({ Range: 'bytes=2-5' })
    expect([part.status, part.headers.get('content-range')]).to.deep.equal([206, `bytes 2-5/${whole.length}`])
    expect(part.bytes).to.deep.equal(whole.subarray(2, 6))
    const suffix = await get({ Range: 'bytes=-7' })
    expect(suffix.bytes).to.deep.equal(whole.subarray(-7))
    const same = await get({ Range: 'bytes=0-0', 'If-Range': tag })
    expect(same.status).to.equal(206)
    const other = await get({ Range: 'bytes=0-0', 'If-Range': '"other"' })
    expect([other.status, other.bytes.length]).to.deep.equal([200, whole.length])
    const beyond = await get({ Range: `bytes=${whole.length}-` })
    expect([beyond.status, beyond.headers.get('content-range')]).to.deep.equal([416, `bytes */${whole.length}`])
    const many = await get({ Range: `bytes=${'0-1,'.repeat(1000)}3-4` })
    expect([many.status, many.bytes.length]).to.deep.equal([200, whole.length])
    const posted = await get({}, 'POST')
    expect([posted.status, posted.headers.get('allow')]).to.deep.equal([405, 'GET, HEAD'])
  })

  it('answers 404 for addresses that name nothing, and for other names', async () => {
    const { url } = await publish(ada, 'public')
    const folder = url.slice(0, url.lastIndexOf('/'))

    for (const path of [
      `/media/${'0'.repeat(32)}/large.webp`,
      `${folder}/large.png`,
      `${folder}/..%2f..%2fsecrets.json`,
      `${folder}/%00.webp`,
      folder,
      `${folder}/`,
      folder.toUpperCase(),
    ]) {
      expect((await fetch(momentum.url + path)).status, path).to.equal(404)
    }
  })

  it('shows followers-only pictures to followers alone, asked each time', async () => {
    const { url, post } = await publish(ada, 'followers')
    const [follower, stranger] = [await signUp(momentum), await signUp(momentum)]
    await follower.put(`/users/${ada.username}/follow`)

    const shown = await follower.get(url)

    expect([shown.status, shown.headers.get('cache-control')]).to.deep.equal([200, 'private, no-cache'])
    const tag = shown.headers.get('etag')!
    expect((await follower.get(url, { 'If-None-Match': tag })).status).to.equal(304)
    expect((await ada.get(url)).status).to.equal(200)
    expect((await stranger.get(url, { 'If-None-Match': tag })).status).to.equal(404)
    expect((await momentum.guest.get(url)).status).to.equal(404)
    await follower.delete(`/users/${ada.username}/follow`)
    expect((await follower.get(url, { 'If-None-Match': tag })).status).to.equal(404)
    await releasePost(post)
  })

  async function releasePost(post: { type: 'post'; id: string }): Promise<void> {
    const context = machine()
    await context.write((unit) => releaseMedia(unit, context, post))
  }

  async function urlOf(owner: TestPerson, id: string): Promise<string> {
    return (await owner.get(`/media/${id}`)).body.url
  }

  it('moves to a new address when the account becomes private, and the old one is gone at once', async () => {
    const owner = await signUp(momentum)
    const follower = await signUp(momentum)
    await follower.put(`/users/${owner.username}/follow`)
    const { id, url } = await publish(owner, 'public')

    await owner.patch('/me', { isPrivate: true })

    const moved = await urlOf(owner, id)
    expect(moved).to.not.equal(url)
    expect((await momentum.guest.get(url)).status).to.equal(404)
    expect((await owner.get(url)).status).to.equal(404)
    expect((await momentum.guest.get(moved)).status).to.equal(404)
    const shown = await follower.get(moved)
    expect([shown.status, shown.headers.get('cache-control')]).to.deep.equal([200, 'private, no-cache'])
    await owner.patch('/me', { isPrivate: false })
    expect((await momentum.guest.get(moved)).status).to.equal(200)
  })

  it('moves the blocker’s pictures and not those of the one who is blocked', async () => {
    const [blocker, blocked] = [await signUp(momentum), await signUp(momentum)]
    const [own, theirs] = [await publish(blocker, 'public'), await publish(blocked, 'public')]
    const followersOnly = await publish(blocker, 'followers')
    await blocked.put(`/users/${blocker.username}/follow`)
    expect((await blocked.get(followersOnly.url)).status).to.equal(200)

    await blocker.put(`/users/${blocked.username}/block`)

    expect((await blocked.get(own.url)).status).to.equal(404)
    expect((await momentum.guest.get(await urlOf(blocker, own.id))).status).to.equal(200)
    expect((await momentum.guest.get(theirs.url)).status).to.equal(200)
    expect((await blocked.get(followersOnly.url)).status).to.equal(404)
  })

  it('is gone when the post is hidden or deleted, or the account ends, and the files go too', async () => {
    const owner = await signUp(momentum)
    const hidden = await publish(owner, 'public')
    const context = machine()

    await context.write((unit) => changeMediaScope(unit, context, hidden.post, 'owner'))

    expect((await momentum.guest.get(hidden.url)).status).to.equal(404)
    const moved = await urlOf(owner, hidden.id)
    expect((await owner.get(moved)).status).to.equal(200)
    expect((await ada.get(moved)).status).to.equal(404)
    const keys = await momentum.app.db.read.all<{ fileKey: string }>(
      'SELECT file_key FROM media_files WHERE media_id = $1',
      [hidden.id],
    )
    await uploadCorpus(owner, 'generated/gps.jpg').then(({ body }) => attach(owner, body.id, 'public'))
    await releasePost(hidden.post)
    expect((await owner.get(moved)).status).to.equal(404)
    const stillUsed = await momentum.app.db.read.all<{ fileKey: string }>('SELECT DISTINCT file_key FROM media_files')
    const used = new Set(stillUsed.map((row) => row.fileKey))
    await eventually(async () => {
      for (const { fileKey } of keys.filter((key) => !used.has(key.fileKey))) {
        expect(await momentum.app.clients.mediaStore.stat(fileKey)).to.equal(null)
      }
      return true
    })
    const last = await publish(owner, 'public')
    await owner.post('/me/delete', { password: 'correct horse battery staple' })
    expect((await momentum.guest.get(last.url)).status).to.equal(404)
  })

  it('lets operators look at what was published and is hidden', async () => {
    const [owner, moderator] = [await signUp(momentum), await signUp(momentum)]
    const photo = await publish(owner, 'owner')
    const unused = await uploadPhoto(owner)
    await momentum.app.db.transaction((unit) =>
      unit.run(`UPDATE users SET role = 'moderator' WHERE id = $1`, [moderator.id]),
    )
    momentum.app.sessions.forget(moderator.id)

    expect((await moderator.get(photo.url)).status).to.equal(200)
    expect((await moderator.get(unused.url)).status).to.equal(404)
  })

  it('frees the file when a reader goes away', async function () {
    if (process.platform !== 'linux') this.skip()
    const bytes = await noisyPhoto()
    const photo = await uploadPhoto(ada, {}, bytes)
    await attach(ada, photo.id, 'public')
    const openFiles = () =>
      readdirSync('/proc/self/fd').filter((fd) => {
        try {
          return readlinkSync(`/proc/self/fd/${fd}`).includes('/media/posts/')
        } catch {
          return false
        }
      }).length

    const { hostname, port } = new URL(momentum.url)
    const sockets = Array.from({ length: 20 }, () => connect(Number(port), hostname))
    for (const socket of sockets) {
      socket.write(`GET ${photo.url} HTTP/1.1\r\nHost: x\r\n\r\n`)
      await once(socket, 'readable')
    }
    for (const socket of sockets) socket.destroy()

    await eventually(() => openFiles() === 0)
  })
})

// Noise, which WebP cannot make small: an answer that does not fit into the buffers of a socket.
async function noisyPhoto(): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  const [width, height] = [2000, 2000]
  const data = crypto.getRandomValues(new Uint8Array(65_536))
  const pixels = Buffer.alloc(width * height * 3)
  for (let at = 0; at < pixels.length; at += data.length)
    pixels.set(data.subarray(0, Math.min(data.length, pixels.length - at)), at)
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer()
}
