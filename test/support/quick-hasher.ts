import { hash, verify } from '@node-rs/argon2'
import type { PasswordHasher } from '../../src/clients/hasher/index.ts'

const argon2id = 2
/** The least that argon2 can be asked for: a hundredth of what a password costs in earnest. */
const parameters = { algorithm: argon2id, memoryCost: 8, timeCost: 1, parallelism: 1 }

/** A hasher for tests that sign hundreds of people up and are not about passwords. */
export function quickHasher(): PasswordHasher {
  let count = 0
  return {
    hash: (password) => {
      count += 1
      return hash(password.normalize('NFC'), parameters)
    },
    verify: async (stored, password) => {
      count += 1
      // As the real one: an account that nobody signs in to by password has no hash there.
      const isHash = stored?.startsWith('$argon2id$') ?? false
      return isHash && (await verify(stored!, password.normalize('NFC')))
    },
    get count() {
      return count
    },
  }
}
