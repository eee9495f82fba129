import { expect } from 'chai'
import type { TestAnswer, TestApp } from '../../support/app.ts'
import { signUp, type TestPerson } from '../../support/people.ts'

/** Whom the walk before and after a block is about. */
export interface Cast {
  readonly momentum: TestApp
  /** The one who blocks. */
  readonly ada: TestPerson
  /** The one who is blocked. */
  readonly bela: TestPerson
  /** Somebody whom both know. */
  readonly carla: TestPerson
}

/** Makes traces of ada and bela for the other to see; what they write holds their `mark`. */
export type TraceMaker = (cast: Cast) => Promise<void>

/** A word that nothing but what this person made holds. */
export function mark(person: TestPerson): string {
  return `mark${person.username}`
}

/** Everybody with everybody else. */
export function pairsOf({ ada, bela, carla }: Cast): [TestPerson, TestPerson][] {
  const people = [ada, bela, carla]
  return people.flatMap((one) =>
    people.flatMap((other): [TestPerson, TestPerson][] => (one === other ? [] : [[one, other]])),
  )
}

/** The answer, which is a success. */
export async function done(answer: Promise<TestAnswer>): Promise<TestAnswer> {
  const { status, text } = await answer
  expect(status, text).to.be.within(200, 299)
  return answer
}

/** Signs the three up. */
export async function makeCast(momentum: TestApp): Promise<Cast> {
  const [ada, bela, carla] = [
    await signUp(momentum, { username: 'ada_blocks', displayName: 'markada_blocks one' }),
    await signUp(momentum, { username: 'bela_blocked', displayName: 'markbela_blocked two' }),
    await signUp(momentum, { username: 'carla_knows' }),
  ]
  return { momentum, ada, bela, carla }
}
