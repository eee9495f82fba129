import { expect } from 'chai'
import { day } from '../../src/lib/clock.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { createMailbox } from '../support/mailbox.ts'
import { signUp } from '../support/people.ts'

/** How often each kind is tried; what takes milliseconds rather than tens of them is tried oftener. */
const slowTries = 200
const quickTries = 1000

/**
 * What an answer's time tells about an account (SAFETY.md AN6, AN7, G14). The suite itself proves that the same work is
 * done for everybody; here the clock is asked, which needs a quiet machine.
 */
describe('the time of an answer tells nobody who has an account', function () {
  this.timeout(300_000)
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp({ realHasher: true, clients: { mailer: createMailbox().mailer } })
  })
  after(() => momentum.close())

  async function peopleOfEveryKind(): Promise<Record<string, string>> {
    const logins: Record<string, string> = { unknown: 'nobody.here' }
    for (const [kind, status] of [
      ['active', 'active'],
      ['suspended', 'suspended'],
      ['deleted', 'deleted'],
    ] as const) {
      const person = await signUp(momentum)
      logins[kind] = person.username
      await momentum.app.db.transaction((unit) =>
        unit.run('UPDATE users SET status = $2, erase_after = $3 WHERE id = $1', [person.id, status, Date.now() + day]),
      )
    }
    return logins
  }

  async function timesOf(tries: number, send: (login: string) => Promise<unknown>): Promise<Record<string, number[]>> {
    const logins = await peopleOfEveryKind()
    const times = Object.fromEntries(Object.keys(logins).map((kind) => [kind, [] as number[]]))
    for (let turn = -10; turn < tries; turn += 1) {
      // Interleaved and in an order by chance, so that what else goes on falls on all alike.
      for (const kind of shuffled(Object.keys(logins))) {
        const start = performance.now()
        await send(logins[kind]!)
        if (turn >= 0) times[kind]!.push(performance.now() - start)
      }
    }
    return times
  }

  function expectAlike(times: Record<string, number[]>): void {
    const report = Object.entries(times).map(
      ([kind, values]) => `${kind} ${median(values).toFixed(2)} ms (${separability(values, times.active!).toFixed(2)})`,
    )
    console.log(`      medians, and how well each can be told from active: ${report.join(', ')}`)
    for (const [kind, values] of Object.entries(times)) {
      expect(median(values) / median(times.active!), `${kind} beside active`).to.be.within(0.9, 1.1)
      expect(separability(values, times.active!), `how well ${kind} can be told from active`).to.be.below(0.6)
    }
  }

  it('at sign-in with a wrong password', async () => {
    expectAlike(
      await timesOf(slowTries, (login) => momentum.guest.post('/auth/login', { login, password: 'not the password' })),
    )
  })

  it('at a forgotten password', async () => {
    expectAlike(await timesOf(quickTries, (login) => momentum.guest.post('/auth/password/forgot', { login })))
  })
})

function shuffled<T>(items: readonly T[]): T[] {
  const keys = new Map(items.map((item) => [item, Math.random()]))
  return [...items].sort((one, other) => keys.get(one)! - keys.get(other)!)
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)]!
}

/** The chance that the best threshold tells one set from the other (area under the curve, whichever way round): 0.5 is none. */
function separability(one: readonly number[], other: readonly number[]): number {
  let wins = 0
  for (const a of one) for (const b of other) wins += a > b ? 1 : a === b ? 0.5 : 0
  const area = wins / (one.length * other.length)
  return Math.max(area, 1 - area)
}
