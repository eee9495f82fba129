import { expect } from 'chai'
import sharp from 'sharp'
import { systemActor } from '../../../src/core/actor.ts'
import { hashStoredMedia } from '../../../src/core/media/index.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { auditCount, signUpAs } from '../../support/operators.ts'
import { signUp, type TestPerson } from '../../support/people.ts'
import { corpusPath, upload, uploadForm } from '../../support/uploads.ts'

describe('Pictures that were removed', () => {
  let momentum: TestApp
  let admin: TestPerson
  let author: TestPerson
  let reporter: TestPerson
  let photo: Buffer
  let other: Buffer

  before(async () => {
    momentum = await startTestApp()
    admin = await signUpAs(momentum, 'admin')
    author = await signUp(momentum)
    reporter = await signUp(momentum)
    photo = await sharp(corpusPath('images/orient-Landscape_3.jpg')).autoOrient().jpeg({ quality: 90 }).toBuffer()
    other = await sharp(corpusPath('images/orient-Portrait_5.jpg')).autoOrient().jpeg().toBuffer()
  })
  after(() => momentum.close())

  const altered = () => sharp(photo).resize(400).modulate({ brightness: 1.1 }).jpeg({ quality: 55 }).toBuffer()

  async function reported(bytes: Buffer) {
    const item = await upload(author, bytes)
    expect(item.status, item.text).to.equal(201)
    const post = await author.post('/posts', { media: [item.body.id], caption: 'look' })
    expect(post.status, post.text).to.equal(201)
    const report = await reporter.post('/reports', { subject: { type: 'post', id: post.body.id }, reason: 'nudity' })
    return (await admin.get(`/admin/cases/${report.body.id}`)).body
  }

  const filters = async () => (await admin.get('/admin/filters')).body.items as { id: string; pattern: string }[]

  it('are refused at every door by their file and by their look, until the decision is undone', async () => {
    const found = await reported(photo)
    const before = await auditCount(momentum)
    const decided = await admin.post(`/admin/cases/${found.id}/resolve`, {
      ...{ actions: [{ type: 'hide' }], reason: 'nudity', blockMedia: true },
    })
    expect(decided.status, decided.text).to.equal(200)
    expect(await auditCount(momentum), 'one entry for all of it').to.equal(before + 1)
    const hashes = found.evidence[0].pictures[0].hashes
    expect(hashes.map((hash: string) => hash.length)).to.deep.equal([64, 16])
    expect((await filters()).map(({ pattern }) => pattern)).to.have.members(hashes)
    expect((await admin.get(`/admin/audit/${decided.body.auditId}`)).text).to.include(hashes[1])

    for (const [what, bytes] of [
      ['the same file', photo],
      ['smaller, brighter and encoded again', await altered()],
    ] as const) {
      const again = await upload(reporter, bytes)
      expect(again.status, what).to.equal(403)
      expect(again.body.code).to.equal('media_refused')
    }
    const asPhoto = await reporter.send('PUT', '/me/photo', uploadForm(await altered()))
    expect(asPhoto.body.code, asPhoto.text).to.equal('media_refused')
    const shown = (await admin.get('/admin/cases?reason=filter&type=user')).body.items
    expect(shown.map((one: { subject: { id: string } }) => one.subject.id)).to.deep.equal([reporter.id])
    expect((await upload(reporter, other)).status, 'another picture').to.equal(201)

    const undone = await admin.post(`/admin/audit/${decided.body.auditId}/undo`, {})
    expect(undone.status, undone.text).to.equal(200)
    expect(await filters()).to.deep.equal([])
    expect((await upload(reporter, await altered())).status).to.equal(201)
  })

  it('are blocked no longer when the appeal is granted', async () => {
    const found = await reported(photo)
    const body = { actions: [{ type: 'delete' }], reason: 'nudity', blockMedia: true }
    expect((await admin.post(`/admin/cases/${found.id}/resolve`, body)).status).to.equal(200)
    expect(await filters()).to.have.length(2)
    const strike = (await author.get('/me/strikes')).body.items[0]
    const appeal = await author.post('/appeals', { actionId: strike.id, text: 'It is a painting.' })
    expect(appeal.status, appeal.text).to.equal(201)
    const overturned = await admin.post(`/admin/appeals/${appeal.body.id}/overturn`, { reason: 'It is.' })
    expect(overturned.status, overturned.text).to.equal(200)
    expect(await filters()).to.deep.equal([])
  })

  it('are found in what was published, also before there were hashes', async () => {
    const item = await upload(author, photo)
    const post = await author.post('/posts', { media: [item.body.id], caption: 'from before' })
    const [hash] = await momentum.app.db.read.all<{ hash: string }>(
      'SELECT perceptual_hashes AS hash FROM media WHERE id = $1',
      [item.body.id],
    )
    await momentum.app.db.transaction((unit) => unit.run('UPDATE media SET perceptual_hashes = NULL'))
    const test = { kind: 'image', pattern: hash!.hash.toUpperCase() }
    const found = async () =>
      (await admin.post('/admin/filters/test', test)).body.items.map((one: { id: string }) => one.id)
    expect(await found()).to.deep.equal([])
    expect(await hashStoredMedia(momentum.app.as(systemActor('media-sweep'), 'job'))).to.be.greaterThan(0)
    expect(await found()).to.include(post.body.id)
  })

  it('are held or flagged at publishing by filters that do not hide', async () => {
    const item = await upload(author, other)
    const hash = await momentum.app.db.read.get<{ hash: string }>(
      'SELECT perceptual_hashes AS hash FROM media WHERE id = $1',
      [item.body.id],
    )
    await admin.post('/admin/filters', { kind: 'image', pattern: hash!.hash, effect: 'hold' })
    expect((await author.post('/posts', { media: [item.body.id], caption: '' })).status).to.equal(202)
    const wrong = await admin.post('/admin/filters', { kind: 'image', pattern: 'abc', effect: 'hold' })
    expect(wrong.status).to.equal(422)
  })

  it('must be there to be blocked', async () => {
    const report = await author.post('/reports', { subject: { type: 'user', id: reporter.id }, reason: 'spam' })
    const { id } = (await admin.get(`/admin/cases/${report.body.id}`)).body
    const body = { actions: [{ type: 'warn' }], reason: 'spam', blockMedia: true }
    const refused = await admin.post(`/admin/cases/${id}/resolve`, body)
    expect(refused.status).to.equal(422)
    expect((await admin.get(`/admin/cases/${id}`)).body.state).to.equal('open')
  })
})
