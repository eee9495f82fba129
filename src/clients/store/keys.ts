const segment = '[a-z0-9][a-z0-9_-]*(?:\\.[a-z0-9]+)*'
const keyForm = new RegExp(`^${segment}(?:/${segment})*$`)

/** Whether a text is a key: small letters, digits, `-`, `_`, single dots and `/`, at most 200. Never a way out of a folder. */
export function isStoreKey(key: string): boolean {
  return key.length <= 200 && keyForm.test(key)
}

/** Throws when a key is not one: such a key was made by a mistake of ours, or by somebody who should not make keys. */
export function assertStoreKey(key: string): void {
  if (!isStoreKey(key)) throw new TypeError('not a key of the media store')
}
