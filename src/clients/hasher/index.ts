import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { Failure } from '../../lib/errors.ts'

/** OWASP's and SAFETY.md AN1's floor for argon2id: 19 MiB, two passes, one lane. */
const argon2id = 2
const parameters = { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export interface PasswordHasher {
  /** The PHC string to store. Throws `unavailable` when too many are waiting. */
  hash(password: string): Promise<string>
  /**
   * Whether the password made this PHC string; does the same work, and answers false, for a null one and for what is no
   * hash of a password, as accounts have that nobody signs in to by password.
   */
  verify(stored: string | null, password: string): Promise<boolean>
  /** Hashes made since the start, for metrics and tests. */
  readonly count: number
}

/**
 * argon2id off the main loop in a bounded queue: one core is always left to everybody else, and beyond `maxWaiting`
 * callers are told to come back instead of waiting without end.
 */
export function createPasswordHasher(options: { maxWaiting?: number; maxParallel?: number } = {}): PasswordHasher {
  const maxParallel = options.maxParallel ?? Math.max(1, availableParallelism() - 1)
  const maxWaiting = options.maxWaiting ?? 100
  const waiting: (() => void)[] = []
  let running = 0
  let count = 0
  // Unknown people cost the same as known ones (SAFETY.md AN6): there is always a hash to compare with.
  const nobody = hash(`nobody-${Math.random()}`, parameters)

  async function take<T>(work: () => Promise<T>): Promise<T> {
    if (running >= maxParallel) {
      if (waiting.length >= maxWaiting) {
        throw new Failure('unavailable', 'unavailable', 'Too many people are signing in; try again in a moment.', {
          retryAfterSeconds: 2,
        })
      }
      await new Promise<void>((resolve) => waiting.push(resolve))
    }
    running += 1
    count += 1
    try {
      return await work()
    } finally {
      running -= 1
      waiting.shift()?.()
    }
  }

  return {
    hash: (password) => take(() => hash(normalised(password), parameters)),
    verify: (stored, password) =>
      take(async () => {
        const isHash = stored?.startsWith('$argon2id$') ?? false
        const matches = await verify(isHash ? stored! : await nobody, normalised(password))
        return matches && isHash
      }),
    get count() {
      return count
    },
  }
}

// Keyboards differ in how they compose the same letter; NFC makes both forms one password (NIST SP 800-63B-4, 3.1.1.2).
function normalised(password: string): string {
  return password.normalize('NFC')
}
