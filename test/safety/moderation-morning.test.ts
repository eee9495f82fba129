import { expect } from 'chai'
import { startTestApp, type TestApp } from '../support/app.ts'
import { signUpCrowd } from '../support/crowd.ts'
import { auditCount, signUpAs } from '../support/operators.ts'
import type { TestPerson } from '../support/people.ts'
import { publish } from '../support/posts.ts'

// A morning of moderation, from 200 reports to an audit that tells of each decision (SAFETY.md AZ7, AZ9).
describe('A morning of moderation', () => {
  const subjectCount = 60
  const reportCount = 200
  let momentum: TestApp
  let admin: TestPerson
  let moderator: TestPerson
  let reporters: TestPerson[]
  let authors: TestPerson[]
  let posts: string[]
  let auditsBefore = 0
  const decisions: { caseId: string; auditId: string }[] = []

  before(async () => {
    momentum = await startTestApp()
    admin = await signUpAs(momentum, 'admin')
    moderator = await signUpAs(momentum, 'moderator')
    reporters = await signUpCrowd(momentum, 90, 'reporter')
    authors = await signUpCrowd(momentum, 20, 'author')
    await admin.patch('/admin/settings', { 'moderation.autoHideScore': 0 })
    posts = []
    for (let index = 0; index < subjectCount; index += 1) {
      posts.push((await publish(momentum, authors[index % authors.length]!, { caption: `post ${index}` })).id)
    }
  })
  after(() => momentum.close())

  it('begins with 200 reports on 60 subjects by 90 people, which are 60 cases', async () => {
    const seen = new Set<string>()
    for (let index = 0; index < reportCount; index += 1) {
      const reporter = reporters[index % reporters.length]!
      const post = posts[(index * 7 + Math.floor(index / reporters.length)) % subjectCount]!
      const reason = index % 10 === 0 ? 'harassment' : 'spam'
      const answer = await reporter.post('/reports', { subject: { type: 'post', id: post }, reason })
      expect(answer.status, answer.text).to.equal(201)
      seen.add(answer.body.id)
    }
    expect(seen.size).to.equal(reportCount)
    const queue = await waiting()
    expect(queue).to.have.length(subjectCount)
    expect(queue.reduce((sum, one) => sum + one.reports, 0)).to.equal(reportCount)
    expect(queue.map((one) => one.dueAt)).to.deep.equal(queue.map((one) => one.dueAt).sort())
    auditsBefore = await auditCount(momentum)
  })

  it('goes on with decisions in bulk, each with one entry', async () => {
    const queue = await waiting()
    const [first, ...rest] = queue.slice(0, 40).map((one) => one.id)
    const bulk = await moderator.post(`/admin/cases/${first}/resolve`, {
      actions: [{ type: 'hide' }, { type: 'warn' }],
      reason: 'No spam.',
      alsoCases: rest,
    })
    expect(bulk.status, bulk.text).to.equal(200)
    decisions.push(
      ...bulk.body.decided.map((one: { id: string; auditId: string }) => ({ caseId: one.id, auditId: one.auditId })),
    )
    for (const one of queue.slice(40)) {
      const answer = await moderator.post(`/admin/cases/${one.id}/dismiss`, { reason: 'No rule broken.' })
      decisions.push({ caseId: one.id, auditId: answer.body.auditId })
    }
    expect(decisions).to.have.length(subjectCount)
    expect(await waiting()).to.deep.equal([])
    expect(await auditCount(momentum)).to.equal(auditsBefore + subjectCount)
  })

  it('has told every reporter, and every author of what was found', async () => {
    const answered = await momentum.app.db.read.get<{ count: number }>(
      'SELECT COUNT(*) AS count FROM reports WHERE outcome IS NOT NULL AND answered_at IS NOT NULL',
    )
    expect(answered!.count).to.equal(reportCount)
    for (const author of authors) {
      const strikes = (await author.get('/me/strikes')).body.items
      expect(strikes.map((one: { action: string }) => one.action).sort()).to.deep.equal(
        (await hiddenOf(author)).flatMap(() => ['hide', 'warn']).sort(),
      )
      for (const strike of strikes) expect(strike).to.include({ reason: 'No spam.', canAppeal: true })
    }
  })

  it('answers appeals, and undoes a decision that was wrong', async () => {
    const author = authors.find((_, index) => index % 2 === 0)!
    const strikes = (await author.get('/me/strikes')).body.items as {
      id: string
      action: string
      subject: { id: string }
    }[]
    const hide = strikes.find((one) => one.action === 'hide')!
    await author.post('/appeals', { actionId: hide.id, text: 'That was my own work.' })
    const [appeal] = (await moderator.get('/admin/appeals')).body.items
    expect((await moderator.post(`/admin/appeals/${appeal.id}/overturn`, { reason: 'It was.' })).status).to.equal(200)
    expect((await reporters[0]!.get(`/posts/${hide.subject.id}`)).status).to.equal(200)

    const wrong = decisions.find(({ caseId }) => caseId !== hide.subject.id)!
    const undone = await moderator.post(`/admin/audit/${wrong.auditId}/undo`, { reason: 'too quick' })
    expect(undone.status, undone.text).to.equal(200)
    expect((await waiting()).map((one) => one.id)).to.deep.equal([wrong.caseId])
  })

  it('ends with an audit that tells of each decision: who, why, through which door', async () => {
    expect(await auditCount(momentum)).to.equal(auditsBefore + subjectCount + 2)
    const entries: { id: string; action: string; actor: string; door: string; reason: string }[] = []
    let cursor = ''
    do {
      const page = await admin.get(`/admin/audit?limit=50&actor=${moderator.username}${cursor}`)
      entries.push(...page.body.items)
      cursor = page.body.nextCursor === null ? '' : `&cursor=${encodeURIComponent(page.body.nextCursor)}`
    } while (cursor !== '')
    expect(entries).to.have.length(subjectCount + 2)
    for (const entry of entries) {
      expect(entry).to.include({ actor: moderator.username, door: 'rest' })
      expect(entry.reason).to.have.length.greaterThan(3)
    }
    expect(new Set(entries.map(({ action }) => action))).to.deep.equal(
      new Set(['case.resolve', 'case.dismiss', 'appeal.overturn', 'case.resolve.undo']),
    )
    expect(entries.map(({ id }) => id)).to.include.members(decisions.map(({ auditId }) => auditId))
  })

  async function waiting(): Promise<{ id: string; reports: number; dueAt: string }[]> {
    return (await moderator.get('/admin/cases?limit=100')).body.items
  }

  async function hiddenOf(author: TestPerson): Promise<{ id: string }[]> {
    return (await admin.get(`/admin/posts?author=${author.username}&state=hidden&limit=100`)).body.items
  }
})
