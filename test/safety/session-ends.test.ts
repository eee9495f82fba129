import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'chai'
import { endSessions } from '../../src/core/accounts/index.ts'
import { systemActor } from '../../src/core/actor.ts'
import { startTestApp, type TestApp, type TestClient } from '../support/app.ts'
import { type LiveStream, openEventSource, openSocket } from '../support/live.ts'
import { createMailbox } from '../support/mailbox.ts'
import { goodPassword, signInAs, signUp, type TestPerson } from '../support/people.ts'
import { soonMs } from '../support/soon.ts'

const newPassword = 'another horse, another battery'

type Session = TestClient & { sessionId: string }

interface Case {
  what: string
  reason: string
  /** Ends the session of `victim`, from `owner` or from outside. */
  end(victim: Session, owner: TestPerson): Promise<unknown>
  /** Whether the owner's first session goes on. */
  ownerStays: boolean
}

describe('AN4: the next call answers 401 and the streams close within a second, after', () => {
  const mailbox = createMailbox()
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp({ clients: { mailer: mailbox.mailer } })
  })
  after(() => momentum.close())

  const decided = (reason: 'suspended' | 'signed_out_by_operator') => (_victim: Session, owner: TestPerson) => {
    const context = momentum.app.as(systemActor('test'), 'job')
    return context.write((unit) => endSessions(unit, context, { userId: owner.id, reason }))
  }

  const cases: Case[] = [
    { what: 'sign-out', reason: 'signed_out', ownerStays: true, end: (victim) => victim.post('/auth/logout') },
    {
      what: 'DELETE /auth/sessions/:id',
      reason: 'ended_elsewhere',
      ownerStays: true,
      end: (victim, owner) => owner.delete(`/auth/sessions/${victim.sessionId}`),
    },
    {
      what: 'DELETE /auth/sessions',
      reason: 'ended_elsewhere',
      ownerStays: true,
      end: (_victim, owner) => owner.delete('/auth/sessions'),
    },
    {
      what: 'a change of password',
      reason: 'password_changed',
      ownerStays: true,
      end: (_victim, owner) => owner.put('/auth/password', { currentPassword: goodPassword, password: newPassword }),
    },
    {
      what: 'a reset of the password',
      reason: 'password_reset',
      ownerStays: false,
      end: async (_victim, owner) => {
        await momentum.guest.post('/auth/password/forgot', { login: owner.username })
        const token = await mailbox.token(momentum, owner.email, '/reset-password')
        return momentum.guest.post('/auth/password/reset', { token, password: newPassword })
      },
    },
    {
      what: 'a denied sign-in',
      reason: 'login_denied',
      ownerStays: true,
      end: async (victim, owner) => {
        const { items } = (await owner.get('/login-alerts')).body
        const alert = items.find((item: { sessionId: string }) => item.sessionId === victim.sessionId)
        return owner.post(`/login-alerts/${alert.id}/deny`)
      },
    },
    {
      what: 'deletion of the account',
      reason: 'account_deleted',
      ownerStays: false,
      end: (_victim, owner) => owner.post('/me/delete', { password: goodPassword }),
    },
    { what: 'a suspension', reason: 'suspended', ownerStays: false, end: decided('suspended') },
    {
      what: 'sign-out by an operator',
      reason: 'signed_out_by_operator',
      ownerStays: false,
      end: decided('signed_out_by_operator'),
    },
  ]

  for (const { what, reason, end, ownerStays } of cases) {
    it(what, async () => {
      const owner = await signUp(momentum)
      const victim = await signInAs(momentum, owner, { deviceName: 'lost phone' })
      const door = { url: momentum.url, token: victim.token }
      const [socket, source] = [await openSocket(door), await openEventSource(door)]
      await Promise.all([socket.until('ready'), source.until('ready')])
      const { next } = (await victim.get('/sync')).body
      const waiting = victim.get(`/sync?since=${next}&wait=25`)
      // Let in while the session is there; what comes after its end is refused.
      await wait(300)

      await end(victim, owner)
      const endedAt = performance.now()

      expect((await victim.get('/me')).status).to.equal(401)
      const reasons = await Promise.all([socket, source].map((stream) => reasonOfEnd(stream, victim.sessionId)))
      expect(reasons).to.deep.equal([reason, reason])
      await Promise.all([socket.ended, source.ended])
      const held = await waiting
      expect(performance.now() - endedAt, 'ms until streams and sync were closed').to.be.below(soonMs)
      // What waited is told of the end as the streams are; the next question is refused.
      expect([held.status, typesOf(held.body.items).includes('session.ended')]).to.deep.equal([200, true])
      expect((await victim.get(`/sync?since=${next}`)).status).to.equal(401)
      expect((await owner.get('/me')).status).to.equal(ownerStays ? 200 : 401)
      const again = await openSocket(door).then(
        () => 'opened',
        (error: Error) => error.message,
      )
      expect(again).to.match(/401/)
    })
  }
})

const typesOf = (items: { type: string }[]): string[] => items.map(({ type }) => type)

// Every stream of a person hears of every session that ended; its own is the last it hears of.
async function reasonOfEnd(stream: LiveStream, sessionId: string): Promise<string> {
  for (;;) {
    const { data } = await stream.until('session.ended')
    if (data.sessionId === sessionId) return data.reason
  }
}
