import type { TestApp, TestClient } from '../../support/app.ts'
import { goodPassword, signUp, type TestPerson } from '../../support/people.ts'

/** Who stands in which relation to the owner of whatever a route is about. */
export const actorNames = [
  'anonymous',
  'owner',
  'stranger',
  'follower',
  'blocked',
  'blocker',
  'suspended',
  'moderator',
  'admin',
] as const

export type ActorName = (typeof actorNames)[number]

/** The people of the matrix, made through the door; roles and the suspension are set as an operator would. */
export interface World {
  readonly on: TestApp
  readonly actors: Record<ActorName, TestClient>
  readonly people: Record<Exclude<ActorName, 'anonymous'>, TestPerson>
}

/** Makes the people of the matrix: everybody in their relation to one owner. */
export async function makeWorld(on: TestApp): Promise<World> {
  const names = actorNames.filter((name) => name !== 'anonymous')
  const made = await Promise.all(names.map((name) => signUp(on, { username: `m_${name}`, password: goodPassword })))
  const people = Object.fromEntries(names.map((name, index) => [name, made[index]!])) as World['people']
  await people.follower.put(`/users/${people.owner.username}/follow`)
  await people.owner.put(`/users/${people.blocked.username}/block`)
  await people.blocker.put(`/users/${people.owner.username}/block`)
  await setRole(on, people.moderator, 'moderator')
  await setRole(on, people.admin, 'admin')
  await restrict(on, people.suspended)
  return { on, people, actors: { anonymous: on.guest, ...people } }
}

async function setRole(on: TestApp, person: TestPerson, role: string): Promise<void> {
  await on.app.db.transaction((unit) => unit.run('UPDATE users SET role = $2 WHERE id = $1', [person.id, role]))
  on.app.sessions.forget(person.id)
}

// The session of somebody suspended is a restricted one, as signing in with the right password gives it.
async function restrict(on: TestApp, person: TestPerson): Promise<void> {
  await on.app.db.transaction(async (unit) => {
    await unit.run("UPDATE users SET status = 'suspended' WHERE id = $1", [person.id])
    await unit.run("UPDATE sessions SET scope = 'restricted' WHERE user_id = $1", [person.id])
  })
  on.app.sessions.forget(person.id)
}
