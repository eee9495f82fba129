import { expect } from 'chai'
import { systemActor } from '../../../src/core/actor.ts'
import { expireEvidence } from '../../../src/core/moderation/index.ts'
import { day, manualClock, minute } from '../../../src/lib/clock.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { say, startPair } from '../../support/chat.ts'
import { signUpCrowd } from '../../support/crowd.ts'
import { auditCount, signUpAs } from '../../support/operators.ts'
import { signInAs, signUp, type TestPerson } from '../../support/people.ts'
import { comment, publish } from '../../support/posts.ts'
import { storeVideos } from '../../support/videos.ts'

describe('Reports and cases', () => {
  const clock = manualClock(Date.now())
  let momentum: TestApp
  let admin: TestPerson
  let moderator: TestPerson
  let author: TestPerson
  let crowd: TestPerson[]

  before(async () => {
    momentum = await startTestApp({ clock })
    ;[admin, moderator, author] = [
      await signUpAs(momentum, 'admin'),
      await signUpAs(momentum, 'moderator'),
      await signUp(momentum),
    ]
    crowd = await signUpCrowd(momentum, 12, 'crowd')
  })
  after(() => momentum.close())

  async function report(by: TestPerson, type: string, id: string, reason = 'spam'): Promise<string> {
    const answer = await by.post('/reports', { subject: { type, id }, reason, comment: 'look at this' })
    expect(answer.status, answer.text).to.equal(201)
    return answer.body.id
  }

  const caseOf = async (reportId: string) => (await moderator.get(`/admin/cases/${reportId}`)).body

  it('freezes what was reported: edits and deletions change nothing', async () => {
    const post = await publish(momentum, author, { caption: 'buy followers' })
    const id = await report(crowd[0]!, 'post', post.id)
    await author.patch(`/posts/${post.id}`, { caption: 'kittens' })
    await author.delete(`/posts/${post.id}`)
    const found = await caseOf(id)
    expect(found).to.deep.include({ subject: { type: 'post', id: post.id, name: author.username }, state: 'open' })
    expect(found.evidence.map((piece: { text: string }) => piece.text)).to.deep.equal(['buy followers'])
    expect(found.filed[0]).to.deep.include({ comment: 'look at this', accuracy: null })
  })

  it('folds alike reports into one case, once for each person, under the gravest reason', async () => {
    const post = await publish(momentum, author)
    const first = await report(crowd[0]!, 'post', post.id, 'spam')
    expect(await report(crowd[0]!, 'post', post.id, 'spam')).to.equal(first)
    await report(crowd[1]!, 'post', post.id, 'child_safety')
    const found = await caseOf(first)
    expect(found).to.include({ reports: 2, reason: 'child_safety', dueAt: found.createdAt })
    expect((await moderator.get('/admin/cases?limit=1')).body.items[0].id).to.equal(found.id)
  })

  it('keeps a message with the five before and after it, for those in the conversation alone', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const sent: { id: string }[] = []
    for (let index = 0; index < 13; index += 1)
      sent.push(await say(index % 2 ? ada : bela, conversationId, `words ${index}`))
    const stranger = await crowd[0]!.post('/reports', { subject: { type: 'message', id: sent[6]!.id }, reason: 'spam' })
    expect(stranger.status).to.equal(404)
    const id = await report(ada, 'message', sent[6]!.id, 'harassment')
    const found = await caseOf(id)
    expect(found.evidence.map((piece: { text: string }) => piece.text)).to.deep.equal(
      Array.from({ length: 11 }, (_, index) => `words ${index + 1}`),
    )
    expect(found.evidence.filter((piece: { reported: boolean }) => piece.reported)).to.have.length(1)

    const before = await auditCount(momentum)
    expect((await moderator.get('/admin/messages')).status).to.equal(422)
    expect((await moderator.get('/admin/messages?reason=curious')).status).to.equal(403)
    expect(await auditCount(momentum)).to.equal(before)
    const read = await moderator.get(`/admin/messages?report=${id}`)
    expect(read.body.items).to.have.length(11)
    await admin.get(`/admin/messages?conversation=${conversationId}&reason=police`)
    const one = await moderator.get(`/admin/messages/${sent[6]!.id}?report=${id}`)
    expect(one.body.context).to.have.length(10)
    expect((await moderator.get(`/admin/messages/${sent[0]!.id}?report=${id}`)).status).to.equal(404)
    expect(await auditCount(momentum)).to.equal(before + 3)

    const hidden = await moderator.post(`/admin/messages/${sent[6]!.id}/hide`, { reason: 'insult' })
    expect(hidden.status, hidden.text).to.equal(200)
    const seen = await ada.get(`/conversations/${conversationId}/messages?limit=50`)
    expect(seen.text).not.to.include('words 6')
    await moderator.post(`/admin/messages/${sent[6]!.id}/restore`, {})
    expect((await ada.get(`/conversations/${conversationId}/messages?limit=50`)).text).to.include('words 6')
  })

  it('refuses what is absent, one’s own, and a person hidden by a block', async () => {
    const post = await publish(momentum, author)
    const own = await author.post('/reports', { subject: { type: 'post', id: post.id }, reason: 'spam' })
    expect(own.status).to.equal(422)
    const other = await signUp(momentum)
    await author.put(`/users/${other.username}/block`)
    for (const subject of [
      { type: 'user', id: author.id },
      { type: 'post', id: post.id },
      { type: 'video', id: 'nothing_here' },
      { type: 'conversation', id: post.id },
      { type: 'comment', id: post.id },
    ]) {
      expect((await other.post('/reports', { subject, reason: 'spam' })).status, subject.type).to.equal(404)
    }
    await report(author, 'user', other.id)
  })

  it('lets one operator claim a case for a while', async () => {
    const post = await publish(momentum, author)
    const { id } = await caseOf(await report(crowd[2]!, 'post', post.id))
    const claimed = await moderator.post(`/admin/cases/${id}/claim`)
    expect(claimed.status, claimed.text).to.equal(200)
    expect(claimed.body).to.deep.include({ state: 'claimed', claimedBy: { name: moderator.username } })
    expect((await admin.post(`/admin/cases/${id}/claim`)).status).to.equal(409)
    expect((await admin.post(`/admin/cases/${id}/dismiss`, { reason: 'fine' })).status).to.equal(409)
    expect(
      (await moderator.get('/admin/cases?mine=true')).body.items.map((one: { id: string }) => one.id),
    ).to.deep.equal([id])
    clock.advance(31 * minute)
    expect((await admin.post(`/admin/cases/${id}/claim`)).status).to.equal(200)
    expect((await admin.post(`/admin/cases/${id}/release`)).body.state).to.equal('open')
  })

  it('decides with several actions at once; the person and the reporters are told, an appeal undoes it', async () => {
    const offender = await signUp(momentum)
    const post = await publish(momentum, offender, { caption: 'threats' })
    const remark = await comment(offender, post.id, 'worse threats')
    const reports = [
      await report(crowd[3]!, 'comment', remark.id, 'violence'),
      await report(crowd[4]!, 'comment', remark.id),
    ]
    const found = await caseOf(reports[0]!)
    const before = await auditCount(momentum)
    const decided = await moderator.post(`/admin/cases/${found.id}/resolve`, {
      actions: [{ type: 'hide' }, { type: 'suspend', durationSeconds: 7 * 86_400 }],
      reason: 'Be kind.',
      note: 'second time',
    })
    expect(decided.status, decided.text).to.equal(200)
    expect(decided.body).to.include({ state: 'resolved', undoable: true })
    expect(await auditCount(momentum)).to.equal(before + 1)
    expect((await offender.get('/me')).status).to.equal(401)
    const own = (await crowd[3]!.get('/reports')).body.items.find((one: { id: string }) => one.id === reports[0])
    expect(own).to.include({ state: 'answered', outcome: 'actioned' })
    expect((await moderator.get(`/admin/users/${offender.id}`)).body.notes[0].text).to.equal('second time')

    const restricted = await signInAs(momentum, offender)
    const strikes = (await restricted.get('/me/strikes')).body.items
    expect(strikes.map((strike: { action: string }) => strike.action)).to.have.members(['hide', 'suspend'])
    expect(strikes[0]).to.include({ reason: 'Be kind.', automatic: false, canAppeal: true })
    const suspension = strikes.find((strike: { action: string }) => strike.action === 'suspend')
    const appeal = await restricted.post('/appeals', { actionId: suspension.id, text: 'it was a quote' })
    expect(appeal.status, appeal.text).to.equal(201)
    expect((await restricted.post('/appeals', { actionId: suspension.id, text: 'again' })).status).to.equal(409)
    expect((await crowd[0]!.post('/appeals', { actionId: suspension.id, text: 'mine' })).status).to.equal(404)
    const open = (await moderator.get('/admin/appeals')).body.items
    expect(open[0]).to.deep.include({
      person: { id: offender.id, username: offender.username },
      text: 'it was a quote',
    })
    const overturned = await moderator.post(`/admin/appeals/${appeal.body.id}/overturn`, { reason: 'it was' })
    expect(overturned.body.state).to.equal('overturned')
    expect((await restricted.get('/me')).status).to.equal(200)
    const after = (await restricted.get('/me/strikes')).body.items
    expect(after.find((strike: { id: string }) => strike.id === suspension.id).appeal).to.include({
      state: 'overturned',
    })
    expect((await admin.get(`/admin/comments/${remark.id}`)).body.state).to.equal('hidden')
    expect((await admin.get(`/admin/users/${offender.id}`)).body.counts.strikes).to.equal(1)
  })

  it('dismisses, undoes, and tells how often reporters were right', async () => {
    const reporter = crowd[5]!
    const posts = [await publish(momentum, author), await publish(momentum, author), await publish(momentum, author)]
    const cases: string[] = []
    for (const post of posts) cases.push((await caseOf(await report(reporter, 'post', post.id))).id)
    const hidden = await moderator.post(`/admin/cases/${cases[0]}/resolve`, {
      actions: [{ type: 'hide' }],
      reason: 'No spam.',
    })
    expect((await crowd[0]!.get(`/posts/${posts[0].id}`)).status).to.equal(404)
    await moderator.post(`/admin/cases/${cases[1]}/dismiss`, { reason: 'fine' })
    await moderator.post(`/admin/cases/${cases[2]}/dismiss`, { reason: 'fine' })
    const next = await caseOf(await report(reporter, 'user', author.id))
    expect(next.filed[0].accuracy).to.be.closeTo(1 / 3, 0.001)
    const undone = await moderator.post(`/admin/audit/${hidden.body.auditId}/undo`, {})
    expect(undone.status, undone.text).to.equal(200)
    expect((await crowd[0]!.get(`/posts/${posts[0].id}`)).status).to.equal(200)
    expect((await caseOf(cases[0]!)).state).to.equal('open')
  })

  it('hides content that many report until somebody decides; dismissing brings it back', async () => {
    const post = await publish(momentum, author)
    let id = ''
    for (const person of crowd.slice(0, 10)) {
      expect((await admin.get(`/admin/posts/${post.id}`)).body.state).to.equal('visible')
      id = await report(person, 'post', post.id)
      if ((await admin.get(`/admin/posts/${post.id}`)).body.state !== 'visible') break
    }
    expect((await admin.get(`/admin/posts/${post.id}`)).body.state).to.equal('held')
    expect((await author.get('/me/strikes')).body.items[0]).to.include({ automatic: true, action: 'hide' })
    await moderator.post(`/admin/cases/${(await caseOf(id)).id}/dismiss`, { reason: 'a joke' })
    expect((await admin.get(`/admin/posts/${post.id}`)).body.state).to.equal('visible')
  })

  it('lets nobody act on their own report, see who reported them, or decide twice', async () => {
    const post = await publish(momentum, author)
    const own = await caseOf(await report(moderator, 'post', post.id))
    expect((await moderator.post(`/admin/cases/${own.id}/dismiss`, { reason: 'x' })).status).to.equal(403)
    const aboutMe = await report(crowd[6]!, 'user', moderator.id)
    expect((await moderator.get(`/admin/cases/${aboutMe}`)).status).to.equal(404)
    const about = (await admin.get(`/admin/cases/${aboutMe}`)).body
    expect((await moderator.post(`/admin/cases/${about.id}/dismiss`, { reason: 'x' })).status).to.equal(404)
    expect(
      (await admin.post(`/admin/cases/${own.id}/resolve`, { actions: [{ type: 'hide' }], reason: 'x' })).status,
    ).to.equal(200)
    expect(
      (await admin.post(`/admin/cases/${own.id}/resolve`, { actions: [{ type: 'hide' }], reason: 'x' })).status,
    ).to.equal(409)
    const wrong = await admin.post(`/admin/cases/${about.id}/resolve`, { actions: [{ type: 'delete' }], reason: 'x' })
    expect(wrong.status).to.equal(422)
  })

  it('hides a video that was reported, and brings it back by an undo', async () => {
    const youtubeId = 'reported_01'
    await storeVideos(momentum.app, [{ id: youtubeId }])
    const { id } = await caseOf(await report(crowd[8]!, 'video', youtubeId))
    const state = async () => (await admin.get(`/admin/videos/${youtubeId}`)).body.state
    const warned = await admin.post(`/admin/cases/${id}/resolve`, { actions: [{ type: 'warn' }], reason: 'x' })
    expect(warned.status, 'nobody to warn').to.equal(422)
    const hidden = await moderator.post(`/admin/cases/${id}/resolve`, {
      actions: [{ type: 'hide' }],
      reason: 'violence',
    })
    expect(hidden.status, hidden.text).to.equal(200)
    expect(await state()).to.equal('hidden')
    await moderator.post(`/admin/audit/${hidden.body.auditId}/undo`, {})
    expect(await state()).to.equal('visible')
    const again = await admin.post(`/admin/videos/${youtubeId}/hide`, { reason: 'violence' })
    expect(again.body.undoable).to.equal(true)
    await admin.post(`/admin/audit/${again.body.auditId}/undo`, {})
    expect(await state()).to.equal('visible')
  })

  it('erases evidence some time after the decision', async () => {
    const post = await publish(momentum, author, { caption: 'long ago' })
    const { id } = await caseOf(await report(crowd[7]!, 'post', post.id))
    await admin.post(`/admin/cases/${id}/dismiss`, { reason: 'fine' })
    clock.advance(179 * day)
    const context = momentum.app.as(systemActor('expire-evidence'), 'job')
    const kept = await momentum.app.db.read.all('SELECT id FROM case_evidence WHERE case_id = $1', [id])
    expect(kept).to.have.length(1)
    clock.advance(2 * day)
    expect(await expireEvidence(context)).to.be.greaterThan(0)
    expect(await momentum.app.db.read.all('SELECT id FROM case_evidence WHERE case_id = $1', [id])).to.deep.equal([])
  })

  it('takes requests from people without an account, and answers them', async () => {
    const late = await signUpAs(momentum, 'admin')
    const filed = await momentum.guest.post('/takedowns', {
      kind: 'intimate_image',
      url: 'https://example.org/p/1',
      description: 'That is me.',
      contact: 'someone@example.org',
      signature: 'Some One',
    })
    expect(filed.status, filed.text).to.equal(201)
    expect(filed.body.ticket).to.match(/^T-\d{4}-\d{4}-\d{4}$/)
    const [found] = (await late.get('/admin/takedowns')).body.items
    expect(Date.parse(found.dueAt) - Date.parse(found.createdAt)).to.equal(2 * day)
    const resolved = await late.post(`/admin/takedowns/${found.id}/resolve`, { outcome: 'removed', reason: 'gone now' })
    expect(resolved.body).to.include({ state: 'resolved', outcome: 'removed' })
    expect((await late.get('/admin/takedowns')).body.items).to.deep.equal([])
    expect(
      (await late.post(`/admin/takedowns/${found.id}/resolve`, { outcome: 'removed', reason: 'x' })).status,
    ).to.equal(409)
  })
})
