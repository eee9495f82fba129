import { join } from 'node:path'
import { expect } from 'chai'
import { eraseAccount } from '../../../src/core/accounts/index.ts'
import { systemActor } from '../../../src/core/actor.ts'
import { day, hour, manualClock } from '../../../src/lib/clock.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { runCommand } from '../../support/command-line.ts'
import { databaseVariables } from '../../support/database.ts'
import { signUpAs } from '../../support/operators.ts'
import { goodPassword, signUp, type TestPerson } from '../../support/people.ts'
import { publish } from '../../support/posts.ts'

describe('GET /admin/transparency', () => {
  // So that the second decision falls into the next month, in UTC.
  const clock = manualClock(Date.UTC(2026, 9, 31, 20))
  let momentum: TestApp
  let moderator: TestPerson
  let author: TestPerson

  before(async () => {
    momentum = await startTestApp({ clock })
    await momentum.server.listenLocally(join(momentum.dataFolder, 'momentum.sock'))
    moderator = await signUpAs(momentum, 'moderator')
    author = await signUp(momentum)
  })
  after(() => momentum.close())

  async function report(reason: string): Promise<string> {
    const post = await publish(momentum, author)
    const reporter = await signUp(momentum)
    const filed = await reporter.post('/reports', { subject: { type: 'post', id: post.id }, reason })
    expect(filed.status, filed.text).to.equal(201)
    return (await moderator.get(`/admin/cases/${filed.body.id}`)).body.id
  }
  async function resolve(id: string, type: string): Promise<string> {
    const actions = [{ type }]
    const resolved = await moderator.post(`/admin/cases/${id}/resolve`, { actions, reason: 'rule 2' })
    expect(resolved.status, resolved.text).to.equal(200)
    return (await author.get('/me/strikes')).body.items[0].id
  }

  it('tells each month apart, in UTC, the same by the API and the command line', async () => {
    const [spam, nudity, other] = [await report('spam'), await report('nudity'), await report('spam')]
    clock.advance(2 * hour)
    const action = await resolve(spam, 'hide')
    await moderator.post(`/admin/cases/${other}/dismiss`, { reason: 'fine' })
    clock.advance(4 * hour)
    await resolve(nudity, 'hide')
    await moderator.post(`/admin/users/${author.username}/warn`, { reason: 'rule 2' })
    const appeal = await author.post('/appeals', { actionId: action, text: 'it was art' })
    expect(appeal.status, appeal.text).to.equal(201)
    const admin = await signUpAs(momentum, 'admin')
    const overturned = await admin.post(`/admin/appeals/${appeal.body.id}/overturn`, { reason: 'it was' })
    expect(overturned.status, overturned.text).to.equal(200)
    const gone = await signUp(momentum)
    await gone.delete('/me', { password: goodPassword })
    clock.advance(31 * day)
    await eraseAccount(momentum.app.as(systemActor('test'), 'job'), gone.id)

    const late = await signUpAs(momentum, 'moderator')
    const answer = await late.get('/admin/transparency?months=4')
    expect(answer.status, answer.text).to.equal(200)
    const [december, november, october, september] = answer.body.items
    expect(answer.body.items.map(({ month }: { month: string }) => month)).to.deep.equal([
      ...['2026-12', '2026-11', '2026-10', '2026-09'],
    ])
    expect(october).to.deep.equal({
      ...{ month: '2026-10', reports: { spam: 2, nudity: 1 }, casesOpened: 3, casesDecided: 2, casesActioned: 1 },
      ...{ medianHours: 2, actions: { hide: 1 }, automaticActions: 0 },
      appeals: { filed: 0, upheld: 0, overturned: 0 },
      takedowns: { filed: 0, removed: 0, refused: 0 },
      accountsErased: 0,
    })
    expect(november).to.deep.include({
      ...{ reports: {}, casesOpened: 0, casesDecided: 1, casesActioned: 1, medianHours: 6 },
      ...{ actions: { hide: 1, warn: 1 }, appeals: { filed: 1, upheld: 0, overturned: 1 } },
    })
    expect(december).to.deep.include({ accountsErased: 1, medianHours: null, casesDecided: 0 })
    expect(september).to.deep.include({ reports: {}, actions: {}, casesOpened: 0 })
    expect(answer.text).not.to.include(author.username)

    const run = (...words: string[]) =>
      runCommand(['transparency', '--months', '4', ...words], {
        dataFolder: momentum.dataFolder,
        variables: databaseVariables(momentum.database),
      })
    const told = await run('--json')
    expect(told.exitCode, told.err).to.equal(0)
    expect(JSON.parse(told.out)).to.deep.equal(answer.body)
    const lines = (await run()).out.trimEnd().split('\n')
    expect(lines[2]!.split('\t')).to.deep.equal('2026-10 3 3 2 1 2 1 0 0 0 0 0 0'.split(' '))
  })

  it('refuses months that are none', async () => {
    const late = await signUpAs(momentum, 'moderator')
    for (const months of ['0', '121', '1.5', 'all', '']) {
      const refused = await late.get(`/admin/transparency?months=${months}`)
      expect([refused.status, refused.body.code], months).to.deep.equal([422, 'validation_failed'])
    }
    expect((await late.get('/admin/transparency')).body.items).to.have.length(12)
  })
})
