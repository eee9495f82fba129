import { expect } from 'chai'
import { pruneAccounts } from '../../../src/core/accounts/index.ts'
import { systemActor } from '../../../src/core/actor.ts'
import { day, manualClock } from '../../../src/lib/clock.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { signInAs, signUp } from '../../support/people.ts'

describe('pruneAccounts', () => {
  const clock = manualClock(Date.UTC(2026, 10, 23, 12))
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp({ clock, settings: { RATE_LIMITS: 'on' } })
  })
  after(() => momentum.close())

  const prune = () => pruneAccounts(momentum.app.as(systemActor('account-retention'), 'job'))
  const count = async (table: string) =>
    (await momentum.app.db.read.get<{ rows: number }>(`SELECT count(*) AS rows FROM ${table}`))!.rows

  it('removes sessions 90 days after their end, but never a person’s newest', async () => {
    const person = await signUp(momentum)
    const second = await signInAs(momentum, person, { deviceName: 'tablet' })
    const third = await signInAs(momentum, person, { deviceName: 'laptop' })
    for (const session of [person, second, third]) await session.post('/auth/logout')

    clock.advance(89 * day)
    const early = await prune()
    clock.advance(2 * day)
    const late = await prune()

    expect([early.sessions, late.sessions]).to.deep.equal([0, 2])
    const left = await momentum.app.db.read.all('SELECT id FROM sessions WHERE user_id = $1', [person.id])
    expect(left).to.deep.equal([{ id: third.sessionId }])
  })

  it('leaves live sessions alone', async () => {
    const person = await signUp(momentum)
    await signInAs(momentum, person)

    await prune()

    expect((await person.get('/auth/sessions')).body.items.length).to.equal(2)
  })

  it('removes links and failures that no rule looks at any more', async () => {
    await momentum.guest.post('/auth/login', { login: 'nobody.here', password: 'guess' })
    expect(await count('sign_in_failures')).to.be.above(0)
    clock.advance(5 * day)

    await prune()

    expect([await count('sign_in_failures'), await count('sign_in_counters')]).to.deep.equal([0, 0])
    expect(await count('one_time_tokens')).to.equal(0)
  })
})
