import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import sharp from 'sharp'
import { eraseAccount } from '../../../src/core/accounts/index.ts'
import { systemActor } from '../../../src/core/actor.ts'
import { sweepMedia, verifyMedia } from '../../../src/core/media/index.ts'
import { expireEvidence } from '../../../src/core/moderation/index.ts'
import { day, manualClock } from '../../../src/lib/clock.ts'
import { startTestApp, type TestApp, type TestClient } from '../../support/app.ts'
import { startPair } from '../../support/chat.ts'
import { eventually } from '../../support/eventually.ts'
import { signUpAs } from '../../support/operators.ts'
import { goodPassword, signUp, type TestPerson } from '../../support/people.ts'
import { plainPhoto, upload, uploadForm, uploadPhoto } from '../../support/uploads.ts'
import { storeVideos } from '../../support/videos.ts'

interface Picture {
  id: string
  url: string
  previewUrl: string
  placeholder: string
}

describe('Pictures that are kept with a case', () => {
  const clock = manualClock(Date.now())
  let momentum: TestApp
  let admin: TestPerson
  let moderator: TestPerson
  let reporter: TestPerson

  before(async () => {
    momentum = await startTestApp({ clock })
    admin = await signUpAs(momentum, 'admin')
    moderator = await signUpAs(momentum, 'moderator')
    reporter = await signUp(momentum)
  })
  after(() => momentum.close())

  const context = () => momentum.app.as(systemActor('test'), 'job')
  const path = (url: string) => url.replace('/api/v1', '')
  const look = (who: TestClient, url: string) => who.get(path(url))

  async function report(by: TestPerson, type: string, id: string, reason = 'nudity', operator = moderator) {
    const answer = await by.post('/reports', { subject: { type, id }, reason })
    expect(answer.status, answer.text).to.equal(201)
    return (await operator.get(`/admin/cases/${answer.body.id}`)).body
  }

  const picturesOf = (found: { evidence: { pictures: Picture[] }[] }) => found.evidence.flatMap((one) => one.pictures)

  async function postOf(author: TestPerson, colour: string, caption = 'look') {
    const media = await uploadPhoto(author, { alt: 'a square' }, await plainPhoto(70, 50, colour))
    const post = await author.post('/posts', { media: [media.id], caption })
    expect(post.status, post.text).to.equal(201)
    return post.body
  }

  const looks = async (caseId: string) =>
    (await admin.get(`/admin/audit?action=case.look&limit=100`)).body.items.filter(
      (entry: { subject: { id: string } }) => entry.subject.id === caseId,
    )

  it('outlive the post, and are shown to operators alone, each asking written down once', async () => {
    const author = await signUp(momentum)
    const post = await postOf(author, '#801020')
    const found = await report(reporter, 'post', post.id)
    await author.delete(`/posts/${post.id}`)
    await eventually(async () => expect((await reporter.get(path(post.media[0].url))).status).to.equal(404))
    await sweepMedia(context())

    const [picture] = picturesOf((await moderator.get(`/admin/cases/${found.id}`)).body)
    expect(picture).to.include({ kind: 'image', width: 70, height: 50, alt: 'a square' })
    expect(picture!.placeholder).to.be.a('string')
    expect(await looks(found.id), 'reading a case is no look at its pictures').to.deep.equal([])

    const shown = await look(moderator, picture!.url)
    expect(shown.status).to.equal(200)
    expect(shown.headers.get('content-type')).to.equal('image/webp')
    expect(shown.headers.get('cache-control')).to.equal('private, no-store')
    expect(shown.headers.get('x-content-type-options')).to.equal('nosniff')
    expect(shown.headers.get('content-security-policy')).to.equal("default-src 'none'; sandbox")
    await look(moderator, picture!.previewUrl)
    await look(moderator, `${picture!.url}?size=thumbnail&reason=again`)
    await look(admin, `${picture!.url}?reason=second%20opinion`)
    const entries = await looks(found.id)
    expect(entries.map(({ actor, reason }: { actor: string; reason: string }) => [actor, reason])).to.have.deep.members(
      [
        [moderator.username, 'nudity'],
        [admin.username, 'second opinion'],
      ],
    )

    for (const [who, status] of [
      [momentum.guest, 401],
      [author, 403],
      [reporter, 403],
    ] as const) {
      expect((await look(who, picture!.url)).status).to.equal(status)
    }
    const other = await report(reporter, 'post', (await postOf(author, '#108020')).id)
    expect((await look(admin, path(picture!.url).replace(found.id, other.id))).status).to.equal(404)
    expect((await look(admin, `/admin/cases/${found.id}/evidence/${randomUUID()}`)).status).to.equal(404)
    expect((await look(admin, `${picture!.url}?size=poster`)).status).to.equal(404)
    expect((await look(admin, `${picture!.url}?size=enormous`)).status).to.equal(422)
    expect(await looks(found.id)).to.have.length(2)
  })

  it('are hidden from an operator who is reported', async () => {
    const accused = await signUpAs(momentum, 'moderator')
    const post = await postOf(accused, '#334455')
    const [picture] = picturesOf(await report(reporter, 'post', post.id))
    expect((await look(accused, picture!.url)).status).to.equal(404)
    expect((await look(moderator, picture!.url)).status).to.equal(200)
  })

  it('are those of messages too, also around the one that was reported, and of a photo that was replaced', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const send = async (colour: string, text: string) => {
      const item = await upload(ada, await plainPhoto(64, 64, colour), { purpose: 'message' })
      const sent = await ada.post(`/conversations/${conversationId}/messages`, {
        ...{ clientId: randomUUID(), text, media: [item.body.id] },
      })
      expect(sent.status, sent.text).to.equal(201)
      return sent.body
    }
    const before = await send('#aa0000', 'first')
    const meant = await send('#00aa00', 'second')
    const found = await report(bela, 'message', meant.id, 'harassment')
    for (const { id } of [before, meant]) {
      const gone = await ada.delete(`/messages/${id}?for=everyone`)
      expect(gone.status, gone.text).to.be.below(300)
    }
    await sweepMedia(context())
    const pictures = picturesOf((await moderator.get(`/admin/cases/${found.id}`)).body)
    expect(pictures).to.have.length(2)
    for (const { url } of pictures) expect((await look(moderator, url)).status).to.equal(200)

    const photo = async (colour: string) => ada.send('PUT', '/me/photo', uploadForm(await plainPhoto(90, 90, colour)))
    expect((await photo('#111111')).status).to.equal(200)
    const first = await report(bela, 'user', ada.id, 'impersonation')
    expect((await photo('#eeeeee')).status).to.equal(200)
    await report(reporter, 'user', ada.id, 'impersonation')
    const both = (await moderator.get(`/admin/cases/${first.id}`)).body
    expect(picturesOf(both), 'the photo before, and the one it was replaced by').to.have.length(2)
    const shades = await Promise.all(
      picturesOf(both).map(async ({ url }) => {
        const answer = await fetch(moderator.address(url), { headers: { Authorization: `Bearer ${moderator.token}` } })
        const pixels = await sharp(Buffer.from(await answer.arrayBuffer()))
          .raw()
          .toBuffer()
        return pixels[0]! > 128 ? 'light' : 'dark'
      }),
    )
    expect(shades).to.have.members(['dark', 'light'])
  })

  it('outlive the account while the case is open, and go with what is kept', async () => {
    const author = await signUp(momentum)
    const [open, decided, grave] = await Promise.all(
      ['#a01', '#a02', '#a03'].map((colour, index) => postOf(author, colour, `words ${index}`)),
    )
    const cases = [
      await report(reporter, 'post', open.id),
      await report(reporter, 'post', decided.id),
      await report(reporter, 'post', grave.id, 'child_safety'),
    ]
    for (const { id } of cases.slice(1)) {
      expect((await admin.post(`/admin/cases/${id}/dismiss`, { reason: 'fine' })).status).to.equal(200)
    }
    expect((await author.delete('/me', { password: goodPassword })).status).to.be.below(300)
    clock.advance(31 * day)
    expect(await eraseAccount(context(), author.id)).to.equal(true)
    await sweepMedia(context())
    const late = await signUpAs(momentum, 'admin')
    const kept = await Promise.all(cases.map(async ({ id }) => (await late.get(`/admin/cases/${id}`)).body))
    expect(kept.map(({ evidence }) => evidence.length)).to.deep.equal([1, 0, 1])
    expect(kept[0].evidence[0]).to.include({ text: 'words 0' })
    expect((await look(late, picturesOf(kept[0])[0]!.url)).status).to.equal(200)
    expect((await look(late, picturesOf(kept[2])[0]!.url)).status).to.equal(200)

    expect((await late.post(`/admin/cases/${kept[0].id}/dismiss`, { reason: 'nobody is left' })).status).to.equal(200)
    clock.advance(181 * day)
    await expireEvidence(context())
    const after = await signUpAs(momentum, 'admin')
    const empty = (await after.get(`/admin/cases/${kept[0].id}`)).body
    expect(empty.evidence).to.deep.equal([])
    expect((await look(after, picturesOf(kept[0])[0]!.url)).status).to.equal(404)
    await sweepMedia(context())
    const wrong = await momentum.app.db.read.get<{ wrong: number }>(
      `SELECT count(*) AS wrong FROM stored_files s WHERE refs <= 0 OR refs <>
         (SELECT count(*) FROM media_files f WHERE f.file_key = s.file_key)
         + (SELECT count(*) FROM held_media_files h WHERE h.file_key = s.file_key)`,
    )
    expect(wrong!.wrong, 'every file is counted by those who refer to it').to.equal(0)
    expect(await verifyMedia(context())).to.deep.include({ missing: [], damaged: [] })
  })

  it('say of a video what it is, where it is, and what was decided about its channel before', async () => {
    const [first, second] = ['evidence_v1', 'evidence_v2']
    await storeVideos(momentum.app, [
      { id: first, title: 'Fast cars', channelId: 'UCcars' },
      { id: second, title: 'Faster cars', channelId: 'UCcars' },
    ])
    const person = await signUp(momentum)
    const late = await signUpAs(momentum, 'admin')
    const before = await report(person, 'video', first!, 'violence', late)
    await late.post(`/admin/cases/${before.id}/resolve`, { actions: [{ type: 'hide' }], reason: 'violence' })
    const found = await report(person, 'video', second!, 'violence', late)
    expect(found.subject.name).to.equal('Faster cars')
    expect(found.evidence[0].text.split('\n')[0]).to.equal('Faster cars')
    expect(found.evidence[0].url).to.include(second)
    expect(found.earlier).to.have.length(1)
    expect(found.earlier[0]).to.deep.include({ id: before.id, state: 'resolved', actions: ['hide'] })
    clock.advance(31 * day)
    await expireEvidence(context())
    const rows = await momentum.app.db.read.all<{ text: string | null; link: string }>(
      "SELECT text, link FROM case_evidence WHERE type = 'video'",
    )
    expect(rows.every(({ text, link }) => text === null && link.includes('youtube.com'))).to.equal(true)
  })
})
