import { LRUCache } from 'lru-cache'
import type { Database } from '../../db/database.ts'
import { rowQuery } from '../../db/sql.ts'
import { type Clock, day, minute, second } from '../../lib/clock.ts'
import type { Person, Role } from '../actor.ts'
import { looksLikeToken, tokenHash } from '../tokens.ts'

/** A session ends when it was not used for so long … */
export const sessionIdleMs = 30 * day
/** … and in any case after so long (API.md, Conventions). */
export const sessionLifetimeMs = 90 * day

/** How long a new operator has to switch two-factor sign-in on. */
export const secondFactorGraceMs = 7 * day

/** How long a session is believed without asking again; ends and role changes made elsewhere are looked for every second. */
const believedMs = 60 * second
const maxCached = 50_000

/** How often the time of last use is written: often enough for a list of devices, seldom enough to cost nothing. */
const touchEveryMs = 5 * minute

/** What a doorbell says when the access of a person changed: every process forgets their sessions at once. */
export const accessTopic = 'access'

interface Cached {
  person: Person
  readAt: number
  expiresAt: number
  touchedAt: number
}

interface SessionRow {
  id: string
  userId: string
  username: string
  role: Role
  status: string
  scope: 'full' | 'restricted'
  silencedUntil: number | null
  totpConfirmedAt: number | null
  roleSince: number
  createdAt: number
  lastSeenAt: number
  endedAt: number | null
}

const byToken = rowQuery<SessionRow>(
  {
    id: 's.id',
    userId: 's.user_id',
    username: 'u.username',
    role: 'u.role',
    status: 'u.status',
    scope: 's.scope',
    silencedUntil: 'u.silenced_until',
    totpConfirmedAt: 'u.totp_confirmed_at',
    roleSince: 'COALESCE(u.role_since, u.created_at)',
    createdAt: 's.created_at',
    lastSeenAt: 's.last_seen_at',
    endedAt: 's.ended_at',
  },
  'FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.token_hash = $1',
)

/** Finds the person behind a token, quickly and never longer than their session lives. */
export interface SessionCache {
  /** The person, or undefined for a token without a live session. */
  resolve(token: string): Promise<Person | undefined>
  /** Forgets what is cached of a person's sessions. */
  forget(userId: string): void
  /** Looks for sessions ended and access changed by other processes; answers the people concerned. */
  lookForChanges(): Promise<string[]>
  /** Writes the times of last use that are due. */
  touch(): Promise<void>
}

/** Keeps sessions by the hash of their token, so that a dump of the memory holds no token. */
export function createSessionCache(db: Database, clock: Clock): SessionCache {
  const cache = new LRUCache<string, Cached>({ max: maxCached })
  const keysOf = new Map<string, Set<string>>()
  const due = new Map<string, number>()
  let lookedAt = clock.now()
  let mark = -1

  async function load(key: string): Promise<Cached | undefined> {
    const row = await db.read.row(byToken, [key])
    if (row === undefined || row.endedAt !== null) return undefined
    if (row.status === 'deleted' || (row.status === 'suspended' && row.scope === 'full')) return undefined
    const cached = {
      person: personFrom(row),
      readAt: clock.now(),
      expiresAt: Math.min(row.createdAt + sessionLifetimeMs, row.lastSeenAt + sessionIdleMs),
      touchedAt: row.lastSeenAt,
    }
    cache.set(key, cached)
    const keys = keysOf.get(row.userId)
    if (keys) keys.add(key)
    else keysOf.set(row.userId, new Set([key]))
    return cached
  }

  // Written down, so that a clock that is set back revives no session that ended by its age.
  async function endExpired(sessionId: string, now: number): Promise<void> {
    await db.transaction((unit) =>
      unit.run("UPDATE sessions SET ended_at = $2, end_reason = 'expired' WHERE id = $1 AND ended_at IS NULL", [
        sessionId,
        now,
      ]),
    )
  }

  function forget(userId: string): void {
    for (const key of keysOf.get(userId) ?? []) cache.delete(key)
    keysOf.delete(userId)
  }

  return {
    resolve: async (token) => {
      if (!looksLikeToken(token)) return undefined
      const key = tokenHash(token)
      const now = clock.now()
      let cached = cache.get(key)
      // A clock that was set back must not make an old answer young again.
      const isBelieved = cached !== undefined && now - cached.readAt < believedMs && now >= cached.readAt
      if (!isBelieved) cached = await load(key)
      if (cached === undefined) return undefined
      if (now >= cached.expiresAt) {
        cache.delete(key)
        await endExpired(cached.person.sessionId, now)
        return undefined
      }
      if (now - cached.touchedAt > touchEveryMs) {
        cached.touchedAt = now
        due.set(cached.person.sessionId, now)
      }
      return cached.person
    },
    forget,
    lookForChanges: async () => {
      const present = await db.changeMark()
      if (present === mark) return []
      mark = present
      const now = clock.now()
      const since = Math.min(lookedAt, now) - 5 * second
      lookedAt = now
      const rows = await db.read.all<{ userId: string }>(
        `SELECT user_id FROM sessions WHERE ended_at >= $1
         UNION SELECT id FROM users WHERE access_changed_at >= $1`,
        [since],
      )
      for (const { userId } of rows) forget(userId)
      return rows.map((row) => row.userId)
    },
    touch: async () => {
      const touched = [...due]
      due.clear()
      if (touched.length === 0) return
      await db.transaction(async (unit) => {
        for (const [sessionId, at] of touched) {
          await unit.run('UPDATE sessions SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2', [sessionId, at])
        }
      })
    },
  }
}

function personFrom(row: SessionRow): Person {
  return {
    kind: 'person',
    userId: row.userId,
    username: row.username,
    role: row.role,
    sessionId: row.id,
    scope: row.scope,
    silencedUntil: row.silencedUntil,
    secondFactorDueAt: row.role === 'user' || row.totpConfirmedAt !== null ? null : row.roleSince + secondFactorGraceMs,
  }
}
