import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { compileFilter, type FilterKind } from '../../../src/core/filters/index.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { startPair } from '../../support/chat.ts'
import { auditCount, signUpAs } from '../../support/operators.ts'
import { signUp, type TestPerson } from '../../support/people.ts'
import { buildMedia, comment, publish } from '../../support/posts.ts'
import { quickest } from '../../support/quickest.ts'
import { plainPhoto, upload } from '../../support/uploads.ts'

describe('Filters', () => {
  let momentum: TestApp
  let admin: TestPerson
  let author: TestPerson

  before(async () => {
    momentum = await startTestApp()
    admin = await signUpAs(momentum, 'admin')
    author = await signUp(momentum)
  })
  after(() => momentum.close())

  const found: [FilterKind, string, string, boolean][] = [
    ['word', 'buy followers', 'Come, BUY   Fóllowers!', true],
    ['word', 'ass', 'a class of its own', false],
    ['pattern', 'fr[e3]{2}\\s+coins', 'FRE3 coins', true],
    ['pattern', 'fr[e3]{2}\\s+coins', 'free of coins', false],
    ['link', 'https://spam.example/go', 'see https://www.spam.example/go/ now', true],
    ['link', 'https://spam.example/go', 'see https://spam.example/gone', false],
    ['domain', 'spam.example', 'see https://a.b.spam.example/x', true],
    ['domain', 'spam.example', 'see https://nospam.example/x', false],
  ]
  for (const [kind, pattern, text, expected] of found) {
    it(`${kind} ${pattern} ${expected ? 'finds' : 'leaves'} “${text}”`, () => {
      expect(compileFilter(kind, pattern)({ text, imageHashes: [], imageDistance: 0 })).to.equal(expected)
    })
  }

  it('run every pattern in linear time (IN16)', () => {
    for (const pattern of ['(a+)+$', '(a|aa)+$', '(.*a){25}', '^(([a-z])+.)+[A-Z]([a-z])+$', '(x+x+)+y']) {
      for (const text of [`${'a'.repeat(50_000)}!`, 'x'.repeat(50_000)]) {
        const matches = compileFilter('pattern', pattern)
        // A backtracking engine needs longer than the universe has.
        expect(
          quickest(() => matches({ text, imageHashes: [], imageDistance: 0 }), 1),
          pattern,
        ).to.be.lessThan(5000)
      }
    }
  })

  it('refuse what is no pattern, domain, address or hash', async () => {
    for (const [kind, pattern] of [
      ['pattern', '('],
      ['domain', 'no domain'],
      ['link', 'nowhere'],
      ['image', 'abc'],
      ['word', '!!!'],
    ]) {
      expect((await admin.post('/admin/filters', { kind, pattern })).status, kind).to.equal(422)
    }
  })

  it('hold back, hide and flag what people write, and count what they find', async () => {
    const before = await auditCount(momentum)
    const hold = await admin.post('/admin/filters', { kind: 'word', pattern: 'holdme', effect: 'hold' })
    expect(hold.status, hold.text).to.equal(200)
    expect(await auditCount(momentum)).to.equal(before + 1)
    await admin.post('/admin/filters', { kind: 'word', pattern: 'hideme', effect: 'hide' })
    await admin.post('/admin/filters', { kind: 'word', pattern: 'flagme', effect: 'flag' })

    const media = [await buildMedia(momentum, author.id)]
    const held = await author.post('/posts', { media, caption: 'please holdme now' })
    expect(held.status, held.text).to.equal(202)
    expect((await admin.get(`/admin/posts/${held.body.id}`)).body.state).to.equal('held')
    const [waiting] = (await admin.get('/admin/cases?reason=filter')).body.items
    expect(waiting.subject.id).to.equal(held.body.id)
    await admin.post(`/admin/cases/${waiting.id}/dismiss`, { reason: 'harmless' })
    expect((await author.get(`/posts/${held.body.id}`)).status).to.equal(200)

    const post = await publish(momentum, author, { caption: 'all well' })
    const hidden = await author.post(`/posts/${post.id}/comments`, { text: 'hideme' })
    expect(hidden.status, hidden.text).to.equal(202)
    expect((await author.get('/me/strikes')).body.items[0]).to.include({ action: 'hide', automatic: true })
    const flagged = await comment(author, post.id, 'a flagme remark')
    const cases = (await admin.get('/admin/cases?reason=filter')).body.items
    expect(cases.map((one: { subject: { id: string } }) => one.subject.id)).to.deep.equal([flagged.id])

    const { ada, conversationId } = await startPair(momentum)
    const sent = await ada.post(`/conversations/${conversationId}/messages`, { clientId: randomUUID(), text: 'hideme' })
    expect(sent.status, sent.text).to.equal(201)
    expect(sent.text).not.to.include('hideme')
    await author.patch('/me', { bio: 'flagme too' })
    expect((await admin.get('/admin/cases?reason=filter&type=user')).body.items).to.have.length(1)
    const edited = await author.patch(`/posts/${post.id}`, { caption: 'now holdme' })
    expect(edited.status).to.equal(202)
    const listed = (await admin.get('/admin/filters')).body.items
    expect(listed.find((one: { id: string }) => one.id === hold.body.id).matches).to.equal(2)
  })

  it('read what pictures are said to show, also after an edit, and what a profile links to', async () => {
    await admin.post('/admin/filters', { kind: 'word', pattern: 'describeme', effect: 'hold' })
    const picture = async (purpose: string, alt: string) =>
      (await upload(author, await plainPhoto(), { purpose, alt })).body.id as string
    const held = await author.post('/posts', { media: [await picture('post', 'describeme here')], caption: 'well' })
    expect(held.status, held.text).to.equal(202)

    const item = await picture('post', 'all well')
    const post = await author.post('/posts', { media: [item], caption: 'well' })
    expect(post.status, post.text).to.equal(201)
    const edited = await author.patch(`/posts/${post.body.id}`, { media: [{ id: item, alt: 'now describeme' }] })
    expect(edited.status).to.equal(202)

    await author.patch('/me', { link: 'https://describeme.example' })
    const trial = await admin.post('/admin/filters/test', { kind: 'word', pattern: 'describeme' })
    expect(trial.body.items.map(({ type }: { type: string }) => type).sort()).to.deep.equal(['post', 'post', 'user'])
  })

  it('keep pictures out whose content is known', async () => {
    const hash = 'ab'.repeat(32)
    await admin.post('/admin/filters', { kind: 'image', pattern: hash, effect: 'hold' })
    const id = await buildMedia(momentum, author.id)
    await momentum.app.db.transaction((unit) =>
      unit.run(
        `INSERT INTO media_files (media_id, name, file_key, mime_type, bytes) VALUES ($1, 'large.webp', $2, 'image/webp', 5)`,
        [id, `posts/ab/${hash}.webp`],
      ),
    )
    expect((await author.post('/posts', { media: [id], caption: '' })).status).to.equal(202)
  })

  it('are tried without effect, removed, and brought back by an undo', async () => {
    await publish(momentum, author, { caption: 'a rare zyzzyva' })
    const trial = await admin.post('/admin/filters/test', { kind: 'word', pattern: 'zyzzyva' })
    expect(trial.body).to.include({ matched: 1 })
    expect(trial.body.items[0]).to.deep.include({ type: 'post', author: { id: author.id, username: author.username } })
    const added = await admin.post('/admin/filters', { kind: 'word', pattern: 'zyzzyva', effect: 'hold' })
    const removed = await admin.delete(`/admin/filters/${added.body.id}`, { reason: 'too strict' })
    expect(removed.status, removed.text).to.equal(200)
    await publish(momentum, author, { caption: 'another zyzzyva' })
    await admin.post(`/admin/audit/${removed.body.auditId}/undo`, {})
    const media = [await buildMedia(momentum, author.id)]
    expect((await author.post('/posts', { media, caption: 'zyzzyva again' })).status).to.equal(202)
  })
})
