import { expect } from 'chai'
import { startTestApp, type TestApp } from '../support/app.ts'
import { eventually } from '../support/eventually.ts'
import { openEventSource, openSocket } from '../support/live.ts'
import { signInAs, signUp } from '../support/people.ts'
import { slowness } from '../support/slowness.ts'

// SAFETY.md AZ6 and its like promise "within a second". Other tests hold that it comes about; here it is timed, with
// nothing running beside it: the better of two tries, and longer where the machine itself is slower.

describe('What ends, ends within a second', () => {
  let here: TestApp
  let there: TestApp

  before(async () => {
    here = await startTestApp()
    there = await startTestApp({ database: here.database })
  })
  after(async () => {
    await there?.close()
    await here?.close()
  })

  async function betterOfTwo(run: () => Promise<number>): Promise<number> {
    return Math.min(await run(), await run())
  }

  /** Ms from the answer to the end of a session until its streams are closed, on the app that is asked or the other. */
  async function untilStreamsClose(on: TestApp): Promise<number> {
    const owner = await signUp(here)
    const victim = await signInAs(here, owner, { deviceName: 'lost phone' })
    const door = { url: on.url, token: victim.token }
    const [socket, source] = [await openSocket(door), await openEventSource(door)]
    await Promise.all([socket.until('ready'), source.until('ready')])
    await owner.delete(`/auth/sessions/${victim.sessionId}`)
    const started = performance.now()
    await Promise.all([socket.ended, source.ended])
    return performance.now() - started
  }

  it('the streams of a session', async () => {
    expect(await betterOfTwo(() => untilStreamsClose(here))).to.be.below(1000 * (await slowness()))
  })

  it('its streams in another process, which looks each second', async () => {
    expect(await betterOfTwo(() => untilStreamsClose(there))).to.be.below(1500 * (await slowness()))
  })

  it('a token in another process', async () => {
    const untilRefused = async () => {
      const person = await signUp(here)
      const seen = () => there.guest.get('/me', { Authorization: `Bearer ${person.token}` })
      expect((await seen()).status).to.equal(200)
      await person.post('/auth/logout')
      const started = performance.now()
      await eventually(async () => (await seen()).status === 401)
      return performance.now() - started
    }
    expect(await betterOfTwo(untilRefused)).to.be.below(1500 * (await slowness()))
  })

  it('the rights of a role in another process', async () => {
    const person = await signUp(here)
    const roleThere = async () => (await there.app.sessions.resolve(person.token!))!.role
    const untilSeen = async (role: string) => {
      await here.app.db.transaction((unit) =>
        unit.run('UPDATE users SET role = $2, access_changed_at = $3 WHERE id = $1', [person.id, role, Date.now()]),
      )
      const started = performance.now()
      await eventually(async () => (await roleThere()) === role)
      return performance.now() - started
    }
    expect(await roleThere()).to.equal('user')
    for (const role of ['moderator', 'user']) {
      expect(await untilSeen(role), role).to.be.below(2000 * (await slowness()))
    }
  })
})
