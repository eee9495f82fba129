import { expect } from 'chai'
import { TOTP } from 'otpauth'
import { checkAccess } from '../../src/api/check-access.ts'
import { prepareSetupLink } from '../../src/core/accounts/index.ts'
import { systemActor } from '../../src/core/actor.ts'
import { day, manualClock } from '../../src/lib/clock.ts'
import { startTestApp, type TestApp, TestClient } from '../support/app.ts'
import { eventually } from '../support/eventually.ts'
import { goodPassword, signUp } from '../support/people.ts'
import { soonMs } from '../support/soon.ts'

describe('operators', () => {
  const clock = manualClock(Date.UTC(2026, 10, 23, 12))
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp({ clock })
  })
  after(() => momentum.close())

  /** What a person with this token is told at a route for admins; undefined when they are let in. */
  async function refusal(token: string): Promise<string | undefined> {
    const person = await momentum.app.sessions.resolve(token)
    try {
      checkAccess({ access: 'admin' }, momentum.app.as(person!, 'rest'))
      return undefined
    } catch (error) {
      return (error as { code: string }).code
    }
  }

  it('have a week to switch two-factor sign-in on, and lose their rights with it', async () => {
    const link = await prepareSetupLink(momentum.app.as(systemActor('serve'), 'cli'))
    const body = { username: 'admin', email: 'admin@example.org', password: goodPassword, token: link!.split('=')[1] }
    const { token } = (await momentum.guest.post('/setup', body)).body
    const admin = new TestClient(momentum.url, token)
    const atFirst = await refusal(token)
    clock.advance(7 * day)
    const late = await refusal(token)

    const { secret } = (await admin.post('/auth/totp', { password: goodPassword })).body
    await admin.post('/auth/totp/confirm', { code: new TOTP({ secret }).generate({ timestamp: clock.now() }) })
    const confirmed = await refusal(token)
    await admin.post('/auth/totp/disable', { password: goodPassword })
    const disabled = await refusal(token)

    expect([atFirst, late, confirmed, disabled]).to.deep.equal([
      undefined,
      'totp_setup_required',
      undefined,
      'totp_setup_required',
    ])
  })

  it('AZ6: gain and lose their rights soon, also in another process', async () => {
    const person = await signUp(momentum)
    const other = await startTestApp({ database: momentum.database })
    const roleThere = async () => (await other.app.sessions.resolve(person.token!))!.role
    const setRole = (role: string) =>
      momentum.app.db.transaction((unit) =>
        unit.run('UPDATE users SET role = $2, access_changed_at = $3 WHERE id = $1', [person.id, role, Date.now()]),
      )
    try {
      expect(await roleThere()).to.equal('user')
      for (const role of ['moderator', 'user']) {
        await setRole(role)
        await eventually(async () => (await roleThere()) === role, { withinMs: soonMs, what: `the role ${role}` })
      }
    } finally {
      await other.close()
    }
  })

  it('are nobody else: people are told that they lack the role', async () => {
    const person = await signUp(momentum)

    expect(await refusal(person.token!)).to.equal('forbidden')
  })
})
