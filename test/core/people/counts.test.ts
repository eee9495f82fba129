import { expect } from 'chai'
import { systemActor } from '../../../src/core/actor.ts'
import type { Context } from '../../../src/core/context.ts'
import {
  blockPerson,
  countPersonByStatus,
  followPerson,
  recountPeople,
  removeFollower,
  unblockPerson,
  unfollowPerson,
} from '../../../src/core/people/index.ts'
import { Failure } from '../../../src/lib/errors.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { signUp, type TestPerson } from '../../support/people.ts'

describe('the counts of followers', () => {
  let momentum: TestApp
  const people: TestPerson[] = []

  before(async () => {
    momentum = await startTestApp()
    for (let index = 0; index < 5; index += 1) people.push(await signUp(momentum))
  })
  after(() => momentum.close())

  function as(person: TestPerson): Context {
    const { id: userId, username, sessionId } = person
    const nothing = { silencedUntil: null, secondFactorDueAt: null }
    return momentum.app.as(
      { kind: 'person', userId, username, role: 'user', sessionId, scope: 'full', ...nothing },
      'rest',
    )
  }

  /** What people run into who change their minds all at once: the other is gone, or they are themselves. */
  const expected = new Set(['not_found', 'account_suspended'])

  async function tolerant(change: Promise<unknown>): Promise<string> {
    try {
      await change
      return 'done'
    } catch (error) {
      if (error instanceof Failure && expected.has(error.code)) return error.code
      throw error
    }
  }

  function setStatus(person: TestPerson, status: string): Promise<void> {
    return momentum.app.db.transaction(async (unit) => {
      await unit.run('UPDATE users SET status = $2 WHERE id = $1', [person.id, status])
      await countPersonByStatus(unit, person.id)
    })
  }

  it('are those of a recount after everybody followed, left, blocked and was suspended at the same time', async () => {
    // A fixed sequence, so that a failure can be looked at again.
    let seed = 11
    const next = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed % below
    }
    const acts = [followPerson, followPerson, followPerson, unfollowPerson, removeFollower, blockPerson, unblockPerson]
    const outcomes: string[] = []

    for (let round = 0; round < 6; round += 1) {
      const changes = Array.from({ length: 25 }, () => {
        const [one, other] = [people[next(5)]!, people[next(5)]!]
        if (next(6) === 0) return setStatus(one, next(2) === 0 ? 'suspended' : 'active').then(() => 'status')
        if (one === other) return Promise.resolve('nobody')
        return tolerant(acts[next(acts.length)]!(as(one), other.username))
      })
      outcomes.push(...(await Promise.all(changes)))
    }

    expect(outcomes).to.include.members(['done', 'status', 'not_found'])
    expect(await recountPeople(momentum.app.as(systemActor('test'), 'job'), { repair: false })).to.deep.equal([])
    for (const person of people) await setStatus(person, 'active')
    expect(await recountPeople(momentum.app.as(systemActor('test'), 'job'), { repair: false })).to.deep.equal([])
    const ties = await momentum.app.db.read.all(
      `SELECT b.id FROM blocks b JOIN followers f ON f.follower_id IN (b.blocker_id, b.blocked_id)
         AND f.followee_id IN (b.blocker_id, b.blocked_id)`,
    )
    expect(ties, 'follows that a block did not end').to.deep.equal([])
  })
})
