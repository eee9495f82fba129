import { insertUser, startSession } from '../../src/core/accounts/index.ts'
import { anonymous } from '../../src/core/actor.ts'
import { usernameKey } from '../../src/lib/usernames.ts'
import { type TestApp, TestClient } from './app.ts'
import type { TestPerson } from './people.ts'

/** Many people signed in at once, without the price of their passwords: nobody can sign in as them again. */
export async function signUpCrowd(on: TestApp, count: number, prefix: string): Promise<TestPerson[]> {
  const context = on.app.as(anonymous, 'rest')
  return on.app.db.transaction(async (unit) => {
    const people: TestPerson[] = []
    for (let index = 0; index < count; index += 1) {
      const username = `${prefix}_${index}`
      const email = `${username}@example.org`
      const id = await insertUser(unit, context, {
        username,
        usernameKey: usernameKey(username),
        email,
        displayName: username,
        birthDate: null,
        passwordHash: 'none',
        role: 'user',
      })
      for (const document of ['terms', 'guidelines', 'privacy']) {
        await unit.run(`INSERT INTO consents (user_id, document, version, accepted_at) VALUES ($1, $2, '1', $3)`, [
          id,
          document,
          context.now(),
        ])
      }
      const device = { userId: id, deviceName: 'crowd', scope: 'full', door: 'token' } as const
      const { token, sessionId } = await startSession(unit, context, device)
      people.push(Object.assign(new TestClient(on.url, token), { id, username, email, sessionId }))
    }
    return people
  })
}
