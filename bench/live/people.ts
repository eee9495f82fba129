import { createHash } from 'node:crypto'
import { loadSecrets } from '../../src/config/secrets.ts'
import { pairKey } from '../../src/core/chat/access.ts'
import { tokenHash } from '../../src/core/tokens.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openDatabase } from '../../src/db/open.ts'
import { newId } from '../../src/lib/ids.ts'
import { createVapidKeys } from '../../src/lib/vapid-keys.ts'

/** Somebody with a session and a conversation with the next (or the one before, for odd numbers). */
export interface BenchPerson {
  id: string
  token: string
  conversationId: string
}

/** Makes so many people in a new installation, in pairs that have accepted a conversation. No password works. */
export async function makePeople(folder: string, url: string | undefined, count: number): Promise<BenchPerson[]> {
  const db = await openDatabase({ url, file: `${folder}/momentum.db`, poolSize: 4, onError: console.error })
  await migrate(db)
  const now = Date.now()
  const people: BenchPerson[] = Array.from({ length: count }, (_, index) => ({
    id: newId(now),
    token: createHash('sha256').update(`live ${index}`).digest('base64url'),
    conversationId: '',
  }))
  for (let start = 0; start < count; start += 100) {
    await db.transaction(async (unit) => {
      for (const [index, person] of people.entries()) {
        if (index < start || index >= start + 100) continue
        const name = `live${index}`
        await unit.run(
          `INSERT INTO users (id, username, username_key, password_hash, display_name, search_key, created_at, updated_at)
           VALUES ($1, $2, $2, '', $2, $2, $3, $3)`,
          [person.id, name, now],
        )
        await unit.run(
          `INSERT INTO sessions (id, user_id, token_hash, door, device_name, device_key, ip, network, created_at, last_seen_at)
           VALUES ($1, $2, $3, 'token', 'bench', 'bench', '127.0.0.1', '127.0.0.0/24', $4, $4)`,
          [newId(now), person.id, tokenHash(person.token), now],
        )
        for (const document of ['terms', 'guidelines']) {
          await unit.run(`INSERT INTO consents (user_id, document, version, accepted_at) VALUES ($1, $2, '1', $3)`, [
            person.id,
            document,
            now,
          ])
        }
      }
    })
    await db.transaction(async (unit) => {
      for (let index = start; index < Math.min(count, start + 100) - 1; index += 2) {
        const [one, other] = [people[index]!, people[index + 1]!]
        const id = newId(now)
        one.conversationId = id
        other.conversationId = id
        await unit.run('INSERT INTO conversations (id, pair_key, started_by, created_at) VALUES ($1, $2, $3, $4)', [
          id,
          pairKey(one.id, other.id),
          one.id,
          now,
        ])
        await unit.run(
          `INSERT INTO participants (conversation_id, user_id, last_message_id, updated_at)
           VALUES ($1, $2, $1, $4), ($1, $3, $1, $4)`,
          [id, one.id, other.id, now],
        )
      }
    })
  }
  await db.close()
  // The first start makes the keys; on a database with people in it missing keys would stop the start.
  loadSecrets({ dataFolder: folder, secretsFile: undefined, hasData: false, makeVapid: createVapidKeys })
  return people
}
