import { randomBytes } from 'node:crypto'

const prefix = 'momentum_test_'

/** A database name that no other test run chooses, and that tells when it was made. */
export function newTestName(): string {
  return `${prefix}${Date.now().toString(36)}_${randomBytes(6).toString('hex')}`
}

/** How long ago `newTestName` made this name, in ms; undefined for any other name. */
export function testNameAge(name: string): number | undefined {
  const made = name.startsWith(prefix) ? /^([0-9a-z]+)_[0-9a-f]{12}$/.exec(name.slice(prefix.length))?.[1] : undefined
  return made === undefined ? undefined : Date.now() - Number.parseInt(made, 36)
}
