import { goodPassword } from '../../support/people.ts'
import type { MatrixRow } from './rows.ts'
import type { World } from './world.ts'

const nothing = { id: '01a00000-0000-7000-8000-000000000000' }

async function otherSession({ on, people }: World): Promise<Record<string, string>> {
  const { token } = await signInAgain(on, people.owner.username)
  const [row] = await on.app.db.read.all<{ id: string }>(
    'SELECT id FROM sessions WHERE user_id = $1 AND id <> $2 AND ended_at IS NULL ORDER BY id DESC LIMIT 1',
    [people.owner.id, people.owner.sessionId],
  )
  return { id: row!.id, token }
}

async function signInAgain(on: World['on'], login: string): Promise<{ token: string }> {
  const answer = await on.guest.post('/auth/login', {
    login,
    password: goodPassword,
    deviceName: `device ${Math.random()}`,
  })
  return { token: answer.body.token }
}

async function pendingAlert(world: World): Promise<Record<string, string>> {
  await signInAgain(world.on, world.people.owner.username)
  const [row] = await world.on.app.db.read.all<{ id: string }>(
    "SELECT id FROM login_alerts WHERE user_id = $1 AND state = 'pending' ORDER BY id DESC LIMIT 1",
    [world.people.owner.id],
  )
  return { id: row!.id }
}

/** Sessions and login alerts: their owner's alone. */
export const accountRows: readonly MatrixRow[] = [
  { route: 'DELETE /auth/sessions/{id}', make: otherSession, nothing, existsFor: ['owner'] },
  { route: 'POST /login-alerts/{id}/confirm', make: pendingAlert, nothing, existsFor: ['owner'] },
  { route: 'POST /login-alerts/{id}/deny', make: pendingAlert, nothing, existsFor: ['owner'] },
]
