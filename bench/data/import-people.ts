import { emailKey } from '../../src/core/logins.ts'
import { tokenHash } from '../../src/core/tokens.ts'
import type { SqlValue } from '../../src/db/sql.ts'
import type { SqliteHandle } from '../../src/db/sqlite/handle.ts'
import { foldForSearch } from '../../src/lib/text-fold.ts'
import { usernameKey } from '../../src/lib/usernames.ts'
import { seedId, seedToken } from './ids.ts'
import { insertRows } from './insert.ts'
import { readInGroups, readSeed, type Seed } from './read.ts'

/** The ids of the imported people by their number in the data set. */
export type PeopleIds = Map<number, string>

const groupSize = 5000

/** Imports the people, their follows, the consents they need to publish, and a session of each actor. */
export async function importPeople(db: SqliteHandle, seed: Seed, passwordHash: string): Promise<PeopleIds> {
  const ids: PeopleIds = new Map()
  for await (const group of readInGroups(seed, 'users', groupSize)) {
    const rows = group.map((user): SqlValue[] => {
      const id = seedId('user', user.id, user.createdAt)
      ids.set(user.id, id)
      const searchKey = `${foldForSearch(user.username)} ${foldForSearch(user.displayName)}`
      return [
        id,
        user.username,
        usernameKey(user.username),
        user.email,
        emailKey(user.email),
        passwordHash,
        user.displayName,
        user.bio,
        searchKey,
        user.createdAt,
        user.createdAt,
      ]
    })
    const columns = ['id', 'username', 'username_key', 'email', 'email_key', 'password_hash', 'display_name', 'bio']
    await insertRows(db, 'users', [...columns, 'search_key', 'created_at', 'updated_at'], rows)
  }
  await importConsents(db, ids)
  await importFollows(db, seed, ids)
  await importSessions(db, seed, ids)
  return ids
}

async function importConsents(db: SqliteHandle, ids: PeopleIds): Promise<void> {
  const rows = [...ids.values()].flatMap((id) =>
    ['terms', 'guidelines'].map((document): SqlValue[] => [id, document, '1', 0]),
  )
  await insertRows(db, 'consents', ['user_id', 'document', 'version', 'accepted_at'], rows)
}

async function importFollows(db: SqliteHandle, seed: Seed, ids: PeopleIds): Promise<void> {
  let number = 0
  for await (const group of readInGroups(seed, 'follows', groupSize)) {
    const rows = group.map((follow): SqlValue[] => {
      number += 1
      const id = seedId('follow', number, follow.createdAt)
      return [ids.get(follow.followerId)!, ids.get(follow.followeeId)!, 'accepted', id, follow.createdAt]
    })
    await insertRows(db, 'followers', ['follower_id', 'followee_id', 'state', 'id', 'created_at'], rows)
  }
}

async function importSessions(db: SqliteHandle, seed: Seed, ids: PeopleIds): Promise<void> {
  const now = Date.now()
  const rows: SqlValue[][] = []
  for await (const actor of readSeed(seed, 'actors')) {
    const id = seedId('session', actor.userId, now)
    const hash = tokenHash(seedToken(actor.userId))
    rows.push([
      id,
      ids.get(actor.userId)!,
      hash,
      'token',
      'bench',
      String(actor.userId),
      '127.0.0.1',
      '127.0.0.0/24',
      now,
      now,
    ])
  }
  const columns = ['id', 'user_id', 'token_hash', 'door', 'device_name', 'device_key', 'ip', 'network']
  await insertRows(db, 'sessions', [...columns, 'created_at', 'last_seen_at'], rows)
}
