import { randomBytes } from 'node:crypto'
import type { Dialect } from '../../db/sql.ts'

/** A new address for an item: 128 random bits in hex, told by nothing about the item. */
export function newPublicPath(): string {
  return randomBytes(16).toString('hex')
}

/** Whether a text has the form of such an address. */
export function isPublicPath(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text)
}

/**
 * The same made by the database, anew for each row that is changed. PostgreSQL has no random bytes without an extension;
 * two random UUIDs hold 244 bits from the same source, of which a hash keeps 128.
 */
export const randomPathSql: Record<Dialect, string> = {
  sqlite: 'lower(hex(randomblob(16)))',
  postgres: `encode(substring(sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea) for 16), 'hex')`,
}
