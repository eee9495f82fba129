import { randomFillSync } from 'node:crypto'

const pool = Buffer.alloc(16 * 256)
let used = pool.length
let lastMs = 0
let sequence = 0

const hex: string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/**
 * A UUIDv7 (RFC 9562, 5.7) for the given moment. Ids made by one process sort by creation: within a millisecond the
 * 12 bits after the version count up (6.2, method 1), and a clock that steps back does not make an id sort earlier
 * than the one before it.
 */
export function newId(now: number): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const random = used
  used += 16
  if (now > lastMs) {
    lastMs = now
    // Starting in the lower half leaves room to count up before the millisecond must be borrowed from the future.
    sequence = pool.readUInt16BE(random) & 0x7ff
  } else {
    sequence += 1
    if (sequence > 0xfff) {
      lastMs += 1
      sequence = 0
    }
  }
  return format(lastMs, sequence, random)
}

/** The smallest id that an entity created at `at` (ms since the epoch) or later can have: for ranges over ids. */
export function firstIdAt(at: number): string {
  const time = Math.max(0, at).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`
}

/** When the id was made, in ms since the epoch. */
export function idTime(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
}

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Whether the text has the form of one of our ids (lower case, RFC 9562 variant). */
export function isId(text: string): boolean {
  return uuidForm.test(text)
}

function format(ms: number, count: number, random: number): string {
  const time = ms.toString(16).padStart(12, '0')
  const version = (0x7000 | count).toString(16)
  const variant = hex[(pool[random + 2]! & 0x3f) | 0x80]!
  let tail = ''
  for (let index = 4; index < 10; index += 1) tail += hex[pool[random + index]!]
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}${hex[pool[random + 3]!]}-${tail}`
}
