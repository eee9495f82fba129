import { confusableSkeleton } from './confusables.ts'
import { reservedUsernames } from './reserved-usernames.ts'
import { foldCase, foldForSearch } from './text-fold.ts'

// The grammar of user names: 3 to 30 of the letters A–Z and a–z, digits, "_" and "."; at least one letter; no dot at
// either end, nor two in a row. The name is kept as it was typed. Names are for typing on any keyboard, for addresses
// and for telling people apart, so one alphabet serves better than all; what people call themselves, in any script, is
// the display name.

export const usernameMinLength = 3
export const usernameMaxLength = 30

/** The grammar as a JSON Schema pattern, to be used with the two lengths; it does not know the reserved names. */
export const usernamePattern = '^(?=[0-9_.]*[A-Za-z])[A-Za-z0-9_]+(?:\\.[A-Za-z0-9_]+)*$'

export type UsernameRefusal = 'too_short' | 'too_long' | 'characters' | 'shape' | 'reserved'

export type UsernameCheck =
  | { ok: true; username: string; key: string }
  | { ok: false; reason: UsernameRefusal; message: string }

const messages: Readonly<Record<UsernameRefusal, string>> = {
  too_short: `A user name has at least ${usernameMinLength} characters.`,
  too_long: `A user name has at most ${usernameMaxLength} characters.`,
  characters: 'A user name is made of the letters a to z, digits, "_" and ".".',
  shape: 'A user name has at least one letter, does not begin or end with a dot, and has no two dots in a row.',
  reserved: 'This user name, or one that looks like it, is reserved.',
}

/**
 * Judges a user name that somebody chose: either the name as it is kept with the key that must be unique, or why it is
 * refused. `allowReserved` is for operators, who may well be called admin.
 */
export function checkUsername(text: string, options: { allowReserved?: boolean } = {}): UsernameCheck {
  if (text.length > usernameMaxLength) return refuse('too_long')
  if (!/^[A-Za-z0-9_.]*$/.test(text)) return refuse('characters')
  if (text.length < usernameMinLength) return refuse('too_short')
  if (!/[A-Za-z]/.test(text) || text.startsWith('.') || text.endsWith('.') || text.includes('..')) {
    return refuse('shape')
  }
  const key = usernameKey(text)
  if (!options.allowReserved && isReserved(key)) return refuse('reserved')
  return { ok: true, username: text, key }
}

// What is longer is no user name; its key need only differ from those of user names, and cost little.
const longestLookUp = 128

/**
 * The key under which a user name is unique: NFKC, skeleton of UTS #39 and case folding, and the look-alikes that case
 * brings with it (a capital I is an l, so i, I, l, 1 and | are one; so are o, O and 0). Names that can be mistaken for
 * one another have the same key. Any text has a key; to find a person by it, ask `isSameUsername` about the row as well.
 */
export function usernameKey(text: string): string {
  const skeleton = foldCase(confusableSkeleton(text.slice(0, longestLookUp).normalize('NFKC')))
  return foldCase(confusableSkeleton(skeleton)).replace(/[i1|]/g, 'l').replaceAll('0', 'o').replaceAll('vv', 'w')
}

/** Whether two texts are the same user name, save for case: `Ada` is `ada`, but `adal` is not `adaI`, though alike. */
export function isSameUsername(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** The form of a user name, a display name or a query by which people are searched, in any script. */
export function usernameSearchKey(text: string): string {
  return foldForSearch(text)
}

let reservedKeys: Set<string> | undefined

function isReserved(key: string): boolean {
  reservedKeys ??= new Set(reservedUsernames.map(withoutSeparators))
  const bare = withoutSeparators(key)
  const product = usernameKey('momentum')
  return reservedKeys.has(bare) || (bare.startsWith(product) && reservedKeys.has(bare.slice(product.length)))
}

function withoutSeparators(name: string): string {
  return usernameKey(name).replace(/[_.]/g, '')
}

function refuse(reason: UsernameRefusal): UsernameCheck {
  return { ok: false, reason, message: messages[reason] }
}
