import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import type { MediaTools } from '../../../src/clients/media-tools/index.ts'
import { Failure } from '../../../src/lib/errors.ts'
import { hasFfmpeg } from '../../clients/media-tools/served.ts'
import { startTestApp, type TestApp, TestClient } from '../../support/app.ts'
import { createTestDatabase } from '../../support/database.ts'
import { eventually } from '../../support/eventually.ts'
import { sharedMediaTools } from '../../support/media-tools.ts'
import { signUp, type TestPerson } from '../../support/people.ts'
import { runProcess } from '../../support/spawn.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { upload, uploadCorpus } from '../../support/uploads.ts'

const hevc = 'videos/mp4parse-hevc_white_frame.mp4'
const converted = { withinMs: 30_000, everyMs: 50 }

/** An HEVC film with so little in it that the H.264 made of it is larger. */
async function coarseFilm(): Promise<Buffer> {
  const path = join(await temporaryFolder('film'), 'coarse.mp4')
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=10:duration=2']
  const codec = ['-c:v', 'libx265', '-crf', '51', '-x265-params', 'log-level=none', '-tag:v', 'hvc1']
  const made = await runProcess('ffmpeg', ['-v', 'error', '-y', ...picture, ...codec, '-pix_fmt', 'yuv420p', path])
  expect(made.code, made.stderr).to.equal(0)
  return readFile(path)
}

describe('a video that must be converted', () => {
  before(async function () {
    if (!(await hasFfmpeg)) this.skip()
  })

  /** Tools whose conversions go on until they are closed, or until `fail` says how they end. */
  function stuckTools(tools: MediaTools): { tools: MediaTools; fail(error: Error): void } {
    let fail: (error: Error) => void = () => {}
    const stuck = new Promise<never>((_, reject) => {
      fail = reject
    })
    stuck.catch(() => {})
    const close = async () => fail(new Failure('unavailable', 'unavailable', 'The server is stopping.'))
    return { tools: { ...tools, renderVideo: () => stuck, close }, fail }
  }

  const events = async (person: TestClient): Promise<{ type: string; data: { id: string; state: string } }[]> =>
    (await person.get('/sync?since=0')).body.items.filter((item: { type: string }) => item.type.startsWith('media.'))

  const incoming = (momentum: TestApp) => readdir(join(momentum.dataFolder, 'incoming'))

  async function withApp(
    options: Parameters<typeof startTestApp>[0],
    work: (momentum: TestApp, ada: TestPerson) => Promise<void>,
  ): Promise<void> {
    const momentum = await startTestApp(options)
    try {
      await work(momentum, await signUp(momentum))
    } finally {
      await momentum.close()
    }
  }

  it('keeps the words that came while it was converted', async () => {
    await withApp({}, async (_, ada) => {
      const { id } = (await uploadCorpus(ada, hevc, { alt: 'White' })).body

      const described = await ada.patch(`/media/${id}`, { alt: 'A white frame' })

      expect(described.status, described.text).to.equal(200)
      const ready = await eventually(async () => {
        const { body } = await ada.get(`/media/${id}`)
        return body.state === 'ready' && body
      }, converted)
      expect(ready.alt).to.equal('A white frame')
    })
  })

  it('is answered with 202, and the log says when it is ready', async () => {
    await withApp({}, async (momentum, ada) => {
      const answer = await uploadCorpus(ada, hevc, { alt: 'White' })

      expect(answer.status, answer.text).to.equal(202)
      expect(answer.body).to.include({ state: 'processing', kind: 'video', url: null, bytes: 0 })
      const [event] = await eventually(async () => {
        const found = await events(ada)
        return found.length > 0 && found
      }, converted)
      expect(event).to.deep.include({ type: 'media.ready' })
      const item = (await ada.get(`/media/${answer.body.id}`)).body
      expect(event!.data).to.deep.equal(item)
      expect(item).to.include({ state: 'ready', mimeType: 'video/mp4', alt: 'White' })
      expect((await ada.get(item.url)).headers.get('content-type')).to.equal('video/mp4')
      await eventually(async () => (await incoming(momentum)).filter((name) => name !== 'tus').length === 0)
    })
  })

  it('counts for its owner with what it became, also where that is larger, and no more once it is gone', async () => {
    await withApp({}, async (momentum, ada) => {
      const film = await coarseFilm()
      const { id } = (await upload(ada, film)).body
      await eventually(async () => (await ada.get(`/media/${id}`)).body.state === 'ready', converted)
      const counted = async () => {
        const usage = await momentum.app.db.read.get<{ files: number; bytes: number; kept: number | null }>(
          `SELECT files, bytes, (SELECT sum(f.bytes) FROM media_files f) AS kept FROM media_usage WHERE owner_id = $1`,
          [ada.id],
        )
        return { files: Number(usage!.files), bytes: Number(usage!.bytes), kept: Number(usage!.kept ?? 0) }
      }
      const usage = await counted()
      const post = await ada.post('/posts', { media: [id] })

      await ada.delete(`/posts/${post.body.id}`)

      expect(usage.kept, 'larger than what was sent').to.be.greaterThan(film.length)
      expect(usage).to.include({ files: 1, bytes: usage.kept })
      expect(await counted()).to.deep.equal({ files: 0, bytes: 0, kept: 0 })
    })
  })

  it('cannot be used before, and says why when it cannot be converted', async () => {
    const stuck = stuckTools(await sharedMediaTools())
    await withApp({ clients: { mediaTools: stuck.tools } }, async (momentum, ada) => {
      const { id } = (await uploadCorpus(ada, hevc)).body
      const early = await ada.post('/posts', { caption: 'too early', media: [id], visibility: 'public' })
      expect([early.status, early.body.code]).to.deep.equal([409, 'media_not_ready'])

      stuck.fail(new Failure('invalid', 'media_invalid', 'The video is damaged.'))

      const [event] = await eventually(async () => {
        const found = await events(ada)
        return found.length > 0 && found
      }, converted)
      expect(event!.type).to.equal('media.failed')
      expect(event!.data).to.deep.include({
        state: 'failed',
        problem: { code: 'media_invalid', detail: 'The video is damaged.' },
      })
      expect((await ada.post('/posts', { media: [id], visibility: 'public' })).body.code).to.equal('media_not_ready')
      await eventually(async () => (await incoming(momentum)).filter((name) => name !== 'tus').length === 0)
    })
  })

  it('is begun again when the server was stopped in the middle', async () => {
    const database = await createTestDatabase()
    const stuck = stuckTools(await sharedMediaTools())
    const before = await startTestApp({ database, clients: { mediaTools: stuck.tools } })
    const ada = await signUp(before)
    const { id } = (await uploadCorpus(ada, hevc)).body
    await eventually(async () => {
      const row = await before.app.db.read.get<{ converter: string | null }>('SELECT converter FROM media')
      return row!.converter !== null
    })
    await before.close()

    const after = await startTestApp({ database })
    try {
      const client = new TestClient(after.url, ada.token)
      await eventually(async () => (await client.get(`/media/${id}`)).body.state === 'ready', converted)
    } finally {
      await after.close()
    }
  })

  it('is taken over from a process that died', async () => {
    const stuck = stuckTools(await sharedMediaTools())
    const database = await createTestDatabase()
    const before = await startTestApp({ database, clients: { mediaTools: stuck.tools } })
    const ada = await signUp(before)
    const { id } = (await uploadCorpus(ada, hevc)).body
    await before.close()
    const after = await startTestApp({ database, clients: { mediaTools: stuckTools(await sharedMediaTools()).tools } })
    await after.app.db.transaction((unit) =>
      unit.run(`UPDATE media SET converter = 'dead', converting_until = $1`, [Date.now() + 1500]),
    )
    await after.close()

    const last = await startTestApp({ database })
    try {
      const client = new TestClient(last.url, ada.token)
      expect((await client.get(`/media/${id}`)).body.state).to.equal('processing')
      await eventually(async () => {
        last.app.clients.doorbell.ring('media-work', {})
        return (await client.get(`/media/${id}`)).body.state === 'ready'
      }, converted)
    } finally {
      await last.close()
    }
  })
})
