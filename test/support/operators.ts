import type { TestApp } from './app.ts'
import { signUp, type TestPerson } from './people.ts'

/** Somebody signed in with a role, given as an installation gives its first admin: outside of the API. */
export async function signUpAs(on: TestApp, role: 'moderator' | 'admin', username?: string): Promise<TestPerson> {
  const person = await signUp(on, username === undefined ? {} : { username })
  await on.app.db.transaction((unit) =>
    unit.run('UPDATE users SET role = $2, role_since = $3 WHERE id = $1', [person.id, role, on.app.clock.now()]),
  )
  on.app.sessions.forget(person.id)
  return person
}

/** How many audit entries there are. */
export async function auditCount(on: TestApp): Promise<number> {
  const row = await on.app.db.read.get<{ count: number }>('SELECT COUNT(*) AS count FROM audit_entries')
  return row!.count
}
