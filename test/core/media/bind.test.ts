import { expect } from 'chai'
import {
  bindMedia,
  changeMediaScope,
  type MediaItem,
  mediaColumn,
  releaseMedia,
} from '../../../src/core/media/index.ts'
import { rowQuery } from '../../../src/db/sql.ts'
import { newId } from '../../../src/lib/ids.ts'
import { presentMediaItems } from '../../../src/presenters/media.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { signUp, type TestPerson } from '../../support/people.ts'

describe('bindMedia', () => {
  let momentum: TestApp
  let owner: TestPerson

  before(async () => {
    momentum = await startTestApp()
    owner = await signUp(momentum)
  })

  after(() => momentum.close())

  const facts = {
    ...{ state: 'ready', problem: null, kind: 'image', mimeType: 'image/webp', width: 3, height: 2 },
    ...{ durationMs: null, bytes: 5, placeholder: 'AAAA', alt: 'a "quoted" word' },
    files: { main: 'large.webp', medium: 'medium.webp', thumbnail: 'small.webp', poster: null },
  }

  async function buildMedia(input: { state?: string; purpose?: string; ownerId?: string } = {}): Promise<string> {
    const id = newId(Date.now())
    const { state = 'ready', purpose = 'post', ownerId = owner.id } = input
    await momentum.app.db.transaction(async (unit) => {
      await unit.run(
        `INSERT INTO media (id, owner_id, purpose, state, public_path, facts, bytes, expires_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, 5, $7, $7)`,
        [id, ownerId, purpose, state, id.replaceAll('-', ''), JSON.stringify({ ...facts, state }), Date.now() + 60_000],
      )
      await unit.run(
        `INSERT INTO stored_files (file_key, refs, bytes, claimed_at) VALUES ('posts/aa/shared.webp', 1, 5, 1)
         ON CONFLICT (file_key) DO UPDATE SET refs = stored_files.refs + 1`,
      )
      await unit.run(
        `INSERT INTO media_files (media_id, name, file_key, mime_type, bytes)
         VALUES ($1, 'large.webp', 'posts/aa/shared.webp', 'image/webp', 5)`,
        [id],
      )
    })
    return id
  }

  function bind(mediaIds: string[], postId = newId(Date.now())): Promise<string> {
    const context = momentum.app.as({ kind: 'system', name: 'test' }, 'job')
    const attachedTo = { type: 'post', id: postId } as const
    return context.write(async (unit) => {
      await bindMedia(unit, context, { mediaIds, ownerId: owner.id, purpose: 'post', attachedTo, scope: 'public' })
      return postId
    })
  }

  async function refusal(mediaIds: string[]): Promise<{ code: string; path: string | undefined }> {
    try {
      await bind(mediaIds)
    } catch (error) {
      const { code, errors } = error as { code: string; errors?: { path: string }[] }
      return { code, path: errors?.[0]?.path }
    }
    return expect.fail('it was not refused')
  }

  it('gives uploads to what they were made for, and a hot read takes them along in its order', async () => {
    const [first, second] = [await buildMedia(), await buildMedia()]

    const postId = await bind([first, second])

    const query = rowQuery<{ media: readonly MediaItem[] | null }>(
      { media: mediaColumn('media pm', 'pm.attached_id = $1', 'pm.id', 'pm.id DESC') },
      'FROM users u WHERE u.id = $2',
      { json: ['media'] },
    )
    const row = await momentum.app.db.read.row(query, [postId, owner.id])
    const shown = presentMediaItems(row!.media)
    expect(shown.map((item) => item.id)).to.deep.equal([second, first])
    expect(shown[0]).to.include({ alt: 'a "quoted" word', url: `/media/${second.replaceAll('-', '')}/large.webp` })
    expect(presentMediaItems((await momentum.app.db.read.row(query, [second, owner.id]))!.media)).to.deep.equal([])
  })

  it('refuses what is not theirs, made for something else, twice, in use, or not ready', async () => {
    const stranger = await signUp(momentum)
    const used = await buildMedia()
    await bind([used])
    const good = await buildMedia()

    expect(await refusal([good, await buildMedia({ ownerId: stranger.id })])).to.deep.equal({
      code: 'validation_failed',
      path: 'media.1',
    })
    expect(await refusal([newId(Date.now())])).to.deep.equal({ code: 'validation_failed', path: 'media.0' })
    expect((await refusal([await buildMedia({ purpose: 'message' })])).code).to.equal('validation_failed')
    expect((await refusal([used])).code).to.equal('validation_failed')
    expect(await refusal([good, good])).to.deep.equal({ code: 'validation_failed', path: 'media.1' })
    expect((await refusal([good, await buildMedia({ state: 'processing' })])).code).to.equal('media_not_ready')
    expect((await refusal([await buildMedia({ state: 'failed' })])).code).to.equal('media_not_ready')
    await bind([good])
  })

  it('gives new addresses when the scope changes, and leaves nothing when released', async () => {
    const id = await buildMedia()
    const postId = await bind([id])
    const context = momentum.app.as({ kind: 'system', name: 'test' }, 'job')
    const read = () =>
      momentum.app.db.read.get<{ publicPath: string; scope: string }>(
        'SELECT public_path, scope FROM media WHERE id = $1',
        [id],
      )
    const before = await read()

    await context.write((unit) => changeMediaScope(unit, context, { type: 'post', id: postId }, 'owner'))
    const hidden = await read()
    const released = await context.write((unit) => releaseMedia(unit, context, { type: 'post', id: postId }))

    expect(hidden!.scope).to.equal('owner')
    expect(hidden!.publicPath)
      .to.match(/^[0-9a-f]{32}$/)
      .and.not.equal(before!.publicPath)
    expect(released).to.equal(1)
    expect(await read()).to.equal(undefined)
    const left = await momentum.app.db.read.get<{ refs: number; uses: number }>(
      'SELECT refs, (SELECT count(*) FROM media_files f WHERE f.file_key = s.file_key) AS uses FROM stored_files s',
    )
    expect(left!.refs).to.equal(left!.uses)
  })
})
