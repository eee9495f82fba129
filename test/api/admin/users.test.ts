import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { systemActor } from '../../../src/core/actor.ts'
import { expireSanctions } from '../../../src/core/moderation/index.ts'
import { manualClock } from '../../../src/lib/clock.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { eventually } from '../../support/eventually.ts'
import { openEventSource, openSocket } from '../../support/live.ts'
import { auditCount, signUpAs } from '../../support/operators.ts'
import { signInAs, signUp, type TestPerson } from '../../support/people.ts'

describe('Operators and people', () => {
  const clock = manualClock(Date.now())
  let momentum: TestApp
  let admin: TestPerson
  let moderator: TestPerson

  before(async () => {
    momentum = await startTestApp({ clock })
    admin = await signUpAs(momentum, 'admin')
    moderator = await signUpAs(momentum, 'moderator')
  })
  after(() => momentum.close())

  const entry = async (id: string) => (await admin.get(`/admin/audit/${id}`)).body

  it('are found by name, status and role, page by page in every order', async () => {
    const people = await Promise.all(
      ['zoe_one', 'zoe_two', 'zoe_three'].map((username) => signUp(momentum, { username })),
    )
    for (const sort of ['newest', 'seen', 'reports', 'username']) {
      const first = await admin.get(`/admin/users?query=zoe_&limit=2&sort=${sort}`)
      const second = await admin.get(
        `/admin/users?query=zoe_&limit=2&sort=${sort}&cursor=${encodeURIComponent(first.body.nextCursor)}`,
      )
      const found = [...first.body.items, ...second.body.items].map((user: { id: string }) => user.id)
      expect(found, sort).to.have.members(people.map(({ id }) => id))
      expect(second.body.nextCursor).to.equal(null)
    }
    const byAddress = await admin.get('/admin/users?query=zoe_two@example')
    expect(byAddress.body.items).to.have.length(1)
    const operators = await admin.get('/admin/users?role=moderator')
    expect(operators.body.items.map((user: { id: string }) => user.id)).to.deep.equal([moderator.id])
    const foreign = await admin.get(
      `/admin/users?sort=seen&cursor=${(await admin.get('/admin/users?limit=1')).body.nextCursor}`,
    )
    expect(foreign.status).to.equal(422)
  })

  it('show what they reported and what was decided about them, each by whom, but nobody the reports about themself', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const subject = { type: 'user', id: bela.id }
    const report = await ada.post('/reports', { subject, reason: 'harassment', comment: 'again' })
    await ada.post('/reports', { subject: { type: 'user', id: moderator.id }, reason: 'spam' })
    const warned = await moderator.post(`/admin/users/${ada.id}/warn`, { reason: 'false reports' })
    await bela.get('/me')

    const { body } = await moderator.get(`/admin/users/${ada.username}`)
    expect(body.filed).to.have.length(1)
    expect(body.filed[0]).to.deep.include({ id: report.body.id, reason: 'harassment', comment: 'again', outcome: null })
    expect(body.filed[0].subject).to.deep.equal({ type: 'user', id: bela.id, name: bela.username })
    expect(body.strikes[0]).to.include({ action: 'warn', by: moderator.username })
    expect((await admin.get(`/admin/users/${ada.id}`)).body.filed).to.have.length(2)

    const strike = (await ada.get('/me/strikes')).body.items[0]
    await ada.post('/appeals', { actionId: strike.id, text: 'they were not false' })
    const appeals = (await admin.get('/admin/appeals')).body.items
    expect(appeals.find(({ person }: { person: { id: string } }) => person.id === ada.id).action.by).to.equal(
      moderator.username,
    )
    const listed = (await admin.get(`/admin/audit?subject=${ada.id}`)).body.items
    const { before, after } = await entry(warned.body.auditId)
    expect(listed[0]).to.deep.include({ id: warned.body.auditId, before, after })
  })

  it('shows addresses and sessions to admins, and not to moderators', async () => {
    const ada = await signUp(momentum)
    const seen = await admin.get(`/admin/users/${ada.username}`)
    expect(seen.body).to.include({ email: ada.email, status: 'active', role: 'user' })
    expect(seen.body.sessions).to.have.length(1)
    const less = await moderator.get(`/admin/users/${ada.id}`)
    expect(less.body).to.include({ email: null })
    expect(less.body.sessions).to.deep.equal([])
    expect((await moderator.get(`/admin/users?query=${ada.email}`)).body.items).to.deep.equal([])
  })

  it('suspend a person: sessions and streams end at once, and come back with the end of it', async () => {
    const ada = await signUp(momentum)
    const stream = await fetch(ada.address('/events'), { headers: { Authorization: `Bearer ${ada.token}` } })
    const ended = stream.text()
    const before = await auditCount(momentum)
    const answer = await moderator.post(`/admin/users/${ada.username}/suspend`, {
      reason: 'threats',
      durationSeconds: 3600,
    })

    expect(answer.status, answer.text).to.equal(200)
    expect(answer.body).to.include({ status: 'suspended', undoable: true })
    expect(await auditCount(momentum)).to.equal(before + 1)
    expect(await entry(answer.body.auditId)).to.deep.include({
      action: 'user.suspend',
      actor: moderator.username,
      door: 'rest',
      reason: 'threats',
      subject: { type: 'user', id: ada.id, name: ada.username },
    })
    await ended
    expect((await ada.get('/me')).status).to.equal(401)
    const restricted = await signInAs(momentum, ada)
    expect((await restricted.get('/me')).body.code).to.equal('account_suspended')
    expect(await openSocket(restricted).catch(String), 'a WebSocket').to.match(/403/)
    expect(await openEventSource(restricted).catch(String), 'server-sent events').to.match(/403/)
    const late = await openSocket({ url: momentum.url, token: undefined })
    late.send({ type: 'auth', token: restricted.token })
    expect((await late.take(1))[0]!.data.code).to.equal('account_suspended')
    expect(await late.ended).to.equal(4401)

    clock.advance(3_601_000)
    expect(await expireSanctions(momentum.app.as(systemActor('expire-sanctions'), 'job'))).to.equal(1)
    await eventually(async () => expect((await restricted.get('/me')).status).to.equal(200))
    expect((await moderator.get(`/admin/users/${ada.id}`)).body).to.include({ status: 'active' })
  })

  it('silence a person, who reads and does not publish, until it is lifted', async () => {
    const ada = await signUp(momentum)
    const silenced = await moderator.post(`/admin/users/${ada.id}/silence`, { reason: 'spam' })
    expect(silenced.body).to.include({ status: 'silenced', statusUntil: null })
    expect((await moderator.get('/admin/users?status=silenced')).body.items[0].id).to.equal(ada.id)
    await eventually(async () => expect((await ada.get('/me')).status).to.equal(200))
    const lifted = await moderator.post(`/admin/users/${ada.id}/unsilence`, {})
    expect(lifted.body).to.include({ status: 'active' })
    expect((await moderator.post(`/admin/users/${ada.id}/unsilence`, {})).status).to.equal(409)
    await moderator.post(`/admin/audit/${lifted.body.auditId}/undo`, {})
    expect((await moderator.get(`/admin/users/${ada.id}`)).body.status).to.equal('silenced')
  })

  it('undo what they did, once, with an entry of its own', async () => {
    const ada = await signUp(momentum)
    const { auditId } = (await moderator.post(`/admin/users/${ada.id}/suspend`, { reason: 'mistaken' })).body
    expect((await moderator.get(`/admin/users/${ada.id}`)).body.strikes).to.have.length(1)
    const other = await signUpAs(momentum, 'moderator')
    expect((await other.post(`/admin/audit/${auditId}/undo`, {})).status).to.equal(403)
    const undone = await moderator.post(`/admin/audit/${auditId}/undo`, { reason: 'wrong person' })
    expect(undone.status, undone.text).to.equal(200)
    const { body } = await moderator.get(`/admin/users/${ada.id}`)
    expect(body).to.include({ status: 'active' })
    expect(body.strikes).to.deep.equal([])
    expect(await entry(auditId)).to.include({ undoneBy: undone.body.auditId, undoable: false })
    expect((await moderator.post(`/admin/audit/${auditId}/undo`, {})).status).to.equal(409)
  })

  it('plan a change and change nothing', async () => {
    const ada = await signUp(momentum)
    const before = await auditCount(momentum)
    const answer = await moderator.post(`/admin/users/${ada.id}/suspend?plan=true`, {
      reason: 'threats',
      durationSeconds: 60,
    })
    expect(answer.status, answer.text).to.equal(200)
    expect(answer.body.plan).to.have.length(1)
    expect(answer.body.plan[0]).to.deep.include({
      action: 'user.suspend',
      subject: { type: 'user', id: ada.id, name: ada.username },
      before: { status: 'active', statusUntil: null },
    })
    expect(await auditCount(momentum)).to.equal(before)
    expect((await ada.get('/me')).status).to.equal(200)
  })

  it('never take a plan for the change itself, whatever key was sent with it', async () => {
    const ada = await signUp(momentum)
    const headers = { 'Idempotency-Key': randomUUID() }
    const path = `/admin/users/${ada.id}/suspend`
    expect((await moderator.post(`${path}?plan=true`, { reason: 'threats' }, headers)).status).to.equal(200)
    expect((await moderator.post(path, { reason: 'threats' }, headers)).body.code).to.equal('idempotency_mismatch')
    const again = { 'Idempotency-Key': randomUUID() }
    const first = await moderator.post(path, { reason: 'threats' }, again)
    const before = await auditCount(momentum)
    const second = await moderator.post(path, { reason: 'threats' }, again)
    expect(second.body).to.deep.equal(first.body)
    expect(await auditCount(momentum)).to.equal(before)
  })

  it('never act on themselves or, as moderators, on other operators', async () => {
    for (const [actor, target] of [
      [moderator, admin],
      [moderator, moderator],
      [admin, admin],
      [moderator, await signUpAs(momentum, 'moderator')],
    ] as const) {
      for (const verb of ['warn', 'silence', 'suspend']) {
        const answer = await actor.post(`/admin/users/${target.id}/${verb}`, { reason: 'because' })
        expect(answer.status, `${actor.username} ${verb} ${target.username}`).to.equal(403)
      }
    }
  })

  it('change a role at once, and never take the last admin', async () => {
    const bela = await signUp(momentum)
    await admin.patch(`/admin/users/${bela.id}`, { role: 'admin', reason: 'joins us' })
    expect((await bela.get('/admin/audit?limit=1')).status).to.equal(200)
    const demoted = await admin.patch(`/admin/users/${bela.username}`, { role: 'user' })
    expect(demoted.status, demoted.text).to.equal(200)
    await eventually(async () => expect((await bela.get('/admin/audit?limit=1')).status).to.equal(403))
    const local = momentum.app.as({ kind: 'operator', name: 'root', role: 'admin' }, 'cli')
    const { editPerson, sanctionPerson, orderPerson } = await import('../../../src/core/moderation/index.ts')
    const attempts = [
      () => editPerson(local, { person: admin.id, edit: { role: 'user' }, reason: null }),
      () => sanctionPerson(local, { person: admin.id, type: 'suspend', reason: 'x', durationSeconds: null }),
      () => orderPerson(local, { person: admin.id, order: 'delete', reason: 'x' }),
    ]
    for (const attempt of attempts) {
      const failed = await attempt().then(
        () => undefined,
        (error: { code: string }) => error.code,
      )
      expect(failed).to.equal('conflict')
    }
    expect((await admin.get('/me')).body.role).to.equal('admin')
  })

  it('create, edit, verify, note, sign out and delete', async () => {
    const made = await admin.post('/admin/users', {
      username: 'made_by_us',
      email: 'made@example.org',
      password: 'correct horse battery staple',
      role: 'moderator',
    })
    expect(made.status, made.text).to.equal(200)
    const client = await signInAs(momentum, made.body)
    const edited = await admin.patch('/admin/users/made_by_us', { displayName: 'Made', email: 'new@example.org' })
    expect(edited.body).to.include({ displayName: 'Made', email: 'new@example.org', emailVerified: false })
    const taken = await admin.patch('/admin/users/made_by_us', { username: moderator.username })
    expect(taken.body.code).to.equal('username_taken')
    await admin.post(`/admin/audit/${edited.body.auditId}/undo`, {})
    expect((await admin.get('/admin/users/made_by_us')).body).to.include({ email: 'made@example.org' })
    expect((await admin.post('/admin/users/made_by_us/verify', {})).body.verified).to.equal(true)
    await admin.post('/admin/users/made_by_us/notes', { text: 'was asked to be careful' })
    expect((await admin.get('/admin/users/made_by_us')).body.notes[0]).to.deep.include({
      author: { id: admin.id, username: admin.username },
      text: 'was asked to be careful',
    })
    await admin.post('/admin/users/made_by_us/sign-out', {})
    expect((await client.get('/me')).status).to.equal(401)
    const gone = await admin.post('/admin/users/made_by_us/delete', { reason: 'asked by mail' })
    expect(gone.body.status).to.equal('deleted')
    await admin.post(`/admin/audit/${gone.body.auditId}/undo`, {})
    expect((await admin.get('/admin/users/made_by_us')).body.status).to.equal('active')
  })

  it('ask for a new password: the old one opens nothing', async () => {
    const ada = await signUp(momentum)
    expect((await admin.post(`/admin/users/${ada.id}/reset-password`, {})).status).to.equal(200)
    expect((await ada.get('/me')).status).to.equal(401)
    const again = await momentum.guest.post('/auth/login', {
      login: ada.username,
      password: 'correct horse battery staple',
    })
    expect(again.body.code).to.equal('password_reset_required')
  })

  it('keep an audit that no statement can change', async () => {
    for (const statement of ["UPDATE audit_entries SET reason = 'x'", 'DELETE FROM audit_entries']) {
      const failed = await momentum.app.db
        .transaction((unit) => unit.run(statement))
        .then(
          () => undefined,
          (error: Error) => error.message,
        )
      expect(failed, statement).to.match(/audit entries cannot be changed/)
    }
  })

  it('change settings at once, bounded by the catalogue, and undo it', async () => {
    const changed = await admin.patch('/admin/settings', { 'instance.name': 'Harbour', reason: 'new name' })
    expect(changed.status, changed.text).to.equal(200)
    expect((await momentum.guest.get('/instance')).body.name).to.equal('Harbour')
    expect((await admin.patch('/admin/settings', { 'accounts.passwordLength': 3 })).status).to.equal(422)
    expect((await admin.patch('/admin/settings', { nothing: 3 })).status).to.equal(422)
    await admin.post(`/admin/audit/${changed.body.auditId}/undo`, {})
    expect((await momentum.guest.get('/instance')).body.name).to.equal('Momentum')
    const { body } = await admin.get('/admin/settings')
    expect(body.items.find((one: { name: string }) => one.name === 'instance.name')).to.include({ value: 'Momentum' })
  })

  it('invite people, and end an invitation', async () => {
    const invite = await admin.post('/admin/invites', { maxUses: 1, durationSeconds: 600, note: 'book club' })
    expect(invite.status, invite.text).to.equal(200)
    await signUp(momentum, { inviteCode: invite.body.code })
    const used = await momentum.guest.post('/auth/register', {
      username: 'too_late',
      email: 'too_late@example.org',
      password: 'correct horse battery staple',
      acceptTerms: true,
      inviteCode: invite.body.code,
    })
    expect(used.body.code).to.equal('invite_invalid')
    const listed = (await admin.get('/admin/invites')).body.items[0]
    expect(listed).to.include({ uses: 1, note: 'book club', code: `${invite.body.code.slice(0, 3)}…` })
    expect((await admin.delete(`/admin/invites/${invite.body.id}`, { reason: 'over' })).body.revokedAt).to.be.a(
      'string',
    )
  })
})
