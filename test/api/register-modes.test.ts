import { expect } from 'chai'
import { tokenHash } from '../../src/core/tokens.ts'
import { day, manualClock } from '../../src/lib/clock.ts'
import { newId } from '../../src/lib/ids.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { goodPassword } from '../support/people.ts'

const clock = manualClock(Date.UTC(2026, 10, 23, 12))

function join(on: TestApp, username: string, input: Record<string, unknown> = {}) {
  const body = { username, email: `${username}@example.org`, password: goodPassword, acceptTerms: true, ...input }
  return on.guest.post('/auth/register', body)
}

describe('sign-up by invitation', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp({ clock, settings: { REGISTRATION: 'invite' } })
  })
  after(() => momentum.close())

  async function invite(code: string, row: { maxUses?: number; expiresAt?: number; revokedAt?: number } = {}) {
    const { maxUses = 1, expiresAt = null, revokedAt = null } = row
    await momentum.app.db.transaction((unit) =>
      unit.run(
        `INSERT INTO invites (id, code_hash, hint, max_uses, expires_at, revoked_at, created_at)
         VALUES ($1, $2, '', $3, $4, $5, $6)`,
        [newId(clock.now()), tokenHash(code), maxUses, expiresAt, revokedAt, clock.now()],
      ),
    )
    return code
  }

  it('needs a code, and takes it as often as it was made for', async () => {
    const inviteCode = await invite('for-two-people', { maxUses: 2 })

    const answers = [
      await join(momentum, 'without'),
      await join(momentum, 'first', { inviteCode }),
      await join(momentum, 'second', { inviteCode }),
      await join(momentum, 'third', { inviteCode }),
    ]

    expect(answers.map((answer) => answer.body.code ?? answer.status)).to.deep.equal([
      'invite_invalid',
      201,
      201,
      'invite_invalid',
    ])
    expect(answers[0]!.status).to.equal(403)
  })

  it('lets one of two in who use the last place at the same moment', async () => {
    const inviteCode = await invite('only-for-one')

    const answers = await Promise.all([
      join(momentum, 'quick1', { inviteCode }),
      join(momentum, 'quick2', { inviteCode }),
    ])

    expect(answers.map((answer) => answer.status).sort()).to.deep.equal([201, 403])
  })

  it('refuses codes that are unknown, ended or taken back', async () => {
    const ended = await invite('ended-code', { expiresAt: clock.now() + day })
    const revoked = await invite('revoked-code', { revokedAt: clock.now() })
    clock.advance(day)

    for (const inviteCode of ['never-made', ended, revoked]) {
      expect((await join(momentum, 'nobody1', { inviteCode })).body.code).to.equal('invite_invalid')
    }
  })

  it('does not use a code up when sign-up fails', async () => {
    const inviteCode = await invite('precious-code')
    await join(momentum, 'there.already', { inviteCode: await invite('another-code') })
    const taken = await join(momentum, 'there.already', { inviteCode, email: 'another@example.org' })

    const answer = await join(momentum, 'somebody.new', { inviteCode })

    expect(taken.body.code).to.equal('username_taken')
    expect(answer.status).to.equal(201)
  })
})

describe('sign-up', () => {
  it('is refused to everybody where it is closed', async () => {
    const momentum = await startTestApp({ settings: { REGISTRATION: 'closed' } })
    try {
      const answer = await join(momentum, 'ada')

      expect([answer.status, answer.body.code]).to.deep.equal([403, 'registration_closed'])
    } finally {
      await momentum.close()
    }
  })

  it('is for people of the least age, to the day, where they say how old they are', async () => {
    const momentum = await startTestApp({ clock: manualClock(Date.UTC(2026, 10, 23, 12)) })
    try {
      const [old, young] = [
        await join(momentum, 'old.enough', { birthDate: '2013-11-23' }),
        await join(momentum, 'too.young', { birthDate: '2013-11-24' }),
      ]

      expect(old.status).to.equal(201)
      expect([young.status, young.body.errors[0].path]).to.deep.equal([422, 'birthDate'])
    } finally {
      await momentum.close()
    }
  })

  it('of the same name at the same moment makes one account, and says which field is taken', async () => {
    const momentum = await startTestApp()
    try {
      const answers = await Promise.all([
        join(momentum, 'wanted', { email: 'one@example.org' }),
        join(momentum, 'Wanted', { email: 'other@example.org' }),
      ])

      expect(answers.map((answer) => answer.status).sort()).to.deep.equal([201, 409])
      const refused = answers.find((answer) => answer.status === 409)!
      expect([refused.body.code, refused.body.errors[0].path]).to.deep.equal(['username_taken', 'username'])
    } finally {
      await momentum.close()
    }
  })
})
