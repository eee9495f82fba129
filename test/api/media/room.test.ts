import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect } from 'chai'
import { readMediaUsage, sweepMedia, verifyMedia } from '../../../src/core/media/index.ts'
import { type Clock, day, hour, manualClock } from '../../../src/lib/clock.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { eventually } from '../../support/eventually.ts'
import { signUp } from '../../support/people.ts'
import { plainPhoto, upload, uploadPhoto } from '../../support/uploads.ts'

describe('the room for media', () => {
  let momentum: TestApp
  let clock: Clock & { advance(ms: number): void }

  beforeEach(async () => {
    clock = manualClock(Date.UTC(2026, 10, 23))
    momentum = await startTestApp({ clock })
  })

  afterEach(() => momentum.close())

  const machine = () => momentum.app.as({ kind: 'system', name: 'test' }, 'job')

  async function set(name: string, value: unknown): Promise<void> {
    await momentum.app.db.transaction((unit) =>
      unit.run('INSERT INTO settings (name, value, updated_at) VALUES ($1, $2, 1)', [name, JSON.stringify(value)]),
    )
    await momentum.app.settings.reload()
  }

  it('is bounded for each person, in files and bytes, also for uploads at once', async () => {
    await set('media.quotaFiles', 3)
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const photos = await Promise.all([1, 2, 3, 4, 5].map((step) => plainPhoto(60, 40 + step)))

    const answers = await Promise.all(photos.map((photo) => upload(ada, photo)))

    expect(answers.filter((answer) => answer.status === 201)).to.have.length(3)
    const refused = answers.filter((answer) => answer.status !== 201)
    for (const answer of refused) expect([answer.status, answer.body.code]).to.deep.equal([507, 'media_quota_exceeded'])
    expect((await upload(bela, photos[0]!)).status).to.equal(201)
    const usage = await readMediaUsage(machine())
    expect(usage).to.deep.include({ items: 4, unused: 4 })
    await eventually(async () => {
      const wrong = await momentum.app.db.read.all(
        `SELECT file_key FROM stored_files s
         WHERE refs <> (SELECT count(*) FROM media_files f WHERE f.file_key = s.file_key) OR refs <= 0`,
      )
      return wrong.length === 0
    })
  })

  it('is given back when an upload is not used within a day', async () => {
    const ada = await signUp(momentum)
    const photo = await uploadPhoto(ada)
    clock.advance(23 * hour)
    expect((await sweepMedia(machine())).unused).to.equal(0)
    expect((await ada.get(`/media/${photo.id}`)).status).to.equal(200)
    clock.advance(2 * hour)

    const swept = await sweepMedia(machine())

    expect(swept.unused).to.equal(1)
    expect((await ada.get(`/media/${photo.id}`)).status).to.equal(404)
    await eventually(async () => (await momentum.app.clients.mediaStore.usage()).files === 0)
    const usage = await momentum.app.db.read.get('SELECT files, bytes FROM media_usage WHERE owner_id = $1', [ada.id])
    expect(usage).to.deep.equal({ files: 0, bytes: 0 })
  })

  it('bounds the uploads that wait to be used', async () => {
    await set('media.unusedUploads', 1)
    const ada = await signUp(momentum)
    await uploadPhoto(ada)

    const answer = await upload(ada, await plainPhoto(50, 50))

    expect([answer.status, answer.body.code]).to.deep.equal([507, 'media_quota_exceeded'])
  })

  it('refuses uploads when the disk is nearly full, and everything else goes on', async () => {
    await set('media.freeBytesFloor', 1e15)
    const ada = await signUp(momentum)

    const answer = await upload(ada, await plainPhoto())

    expect([answer.status, answer.body.code]).to.deep.equal([503, 'unavailable'])
    expect(Number(answer.headers.get('retry-after'))).to.be.greaterThan(0)
    expect((await ada.patch('/me', { bio: 'still here' })).status).to.equal(200)
  })

  it('is cleared of files that nobody knows, of wrong counts, and of what broken-off uploads left', async () => {
    const { mediaStore } = momentum.app.clients
    const ada = await signUp(momentum)
    const photo = await uploadPhoto(ada)
    const before = await mediaStore.usage()
    await mediaStore.put('posts/aa/unknown.webp', Readable.from(['x']))
    await momentum.app.db.transaction((unit) => unit.run('UPDATE stored_files SET refs = refs + 1'))
    const incoming = join(momentum.dataFolder, 'incoming')
    await mkdir(join(incoming, 'old'), { recursive: true })
    await writeFile(join(incoming, 'new.part'), 'x')
    await utimes(join(incoming, 'old'), new Date(0), new Date(0))
    clock.advance(3 * hour)

    const swept = await sweepMedia(machine())

    expect(swept).to.deep.include({ orphans: 1, files: 1, abandoned: 1, unused: 0 })
    expect(swept.miscounted).to.be.greaterThan(0)
    expect(await mediaStore.usage()).to.deep.equal(before)
    expect(await readdir(incoming)).to.have.members(['new.part', 'tus'])
    expect((await ada.get(photo.url)).status).to.equal(200)
    expect(await verifyMedia(machine())).to.deep.include({ missing: [], damaged: [] })
    clock.advance(2 * day)
    expect((await sweepMedia(machine())).unused).to.equal(1)
    await eventually(async () => (await mediaStore.usage()).files === 0)
  })

  it('is checked against the store: what is missing is named', async () => {
    const photo = await uploadPhoto(await signUp(momentum))
    const row = await momentum.app.db.read.get<{ fileKey: string }>(
      'SELECT file_key FROM media_files WHERE media_id = $1 ORDER BY name LIMIT 1',
      [photo.id],
    )
    await momentum.app.clients.mediaStore.remove(row!.fileKey)

    const found = await verifyMedia(machine())

    expect(found.missing).to.deep.equal([row!.fileKey])
  })
})
