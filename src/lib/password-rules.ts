import { commonPasswords } from './password-list.ts'
import { foldCase } from './text-fold.ts'
import { codePoints } from './text-limits.ts'

/** The least length for people and for operators (who need a second factor besides), and the most, in code points. */
export const passwordMinLength = 10
export const operatorPasswordMinLength = 15
export const passwordMaxLength = 256

// What is far too long is refused before any work is done on it. NFC joins at most four code points, of two units each.
const maxUnits = 8 * passwordMaxLength

export type PasswordRefusal = 'too_short' | 'too_long' | 'malformed' | 'common' | 'personal'

export type PasswordCheck = { ok: true } | { ok: false; reason: PasswordRefusal; message: string }

export interface PasswordCheckOptions {
  /** The least length in code points, at least 10 whatever is given. */
  minLength?: number
  /** Words the password must not consist of: user name, display name, e-mail (its part before the @ is taken). */
  personal?: readonly string[]
}

/**
 * The form of a password that is hashed: NFC, so that keyboards that compose letters and those that do not sign the same
 * person in. Nothing else is changed, cut or trimmed; compatibility forms stay different, so that each character counts.
 */
export function normalisePassword(password: string): string {
  return password.normalize('NFC')
}

/**
 * Judges a password that somebody wants to set: length, the list of common ones (also with the usual swaps of letters
 * and a tail of digits), the person's own names and the service's. There are no rules of composition (NIST SP 800-63B-4).
 */
export function checkPassword(password: string, options: PasswordCheckOptions = {}): PasswordCheck {
  const minLength = Math.max(passwordMinLength, options.minLength ?? passwordMinLength)
  if (password.length > maxUnits) return tooLong()
  if (/[\0\p{Surrogate}]/u.test(password)) {
    return { ok: false, reason: 'malformed', message: 'The password has a character that is not valid Unicode text.' }
  }
  const text = normalisePassword(password)
  const length = codePoints(text)
  if (length > passwordMaxLength) return tooLong()
  if (length < minLength) {
    return { ok: false, reason: 'too_short', message: `A password has at least ${minLength} characters.` }
  }
  const folded = foldCase(text)
  if (isCommon(folded)) {
    return { ok: false, reason: 'common', message: 'This password is among the most common ones. Choose another.' }
  }
  const names = ['momentum', ...(options.personal ?? []).flatMap(nameParts)]
  if (names.some((name) => isMostly(folded, name))) {
    return { ok: false, reason: 'personal', message: 'The password is little more than a name that others know.' }
  }
  return { ok: true }
}

function tooLong(): PasswordCheck {
  return { ok: false, reason: 'too_long', message: `A password has at most ${passwordMaxLength} characters.` }
}

const swaps: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
}

// Up to this many digits and signs after a common word do not make it a good password ("Password2026!").
const maxTail = 8
const minWord = 5

function isCommon(folded: string): boolean {
  const common = commonPasswords()
  if (common.has(folded)) return true
  const word = withoutTail(folded)
  const isShortTail = codePoints(folded) - codePoints(word) <= maxTail
  if (isShortTail && word.length >= minWord && common.has(word)) return true
  const plain = unswapped(folded)
  const plainWord = unswapped(word)
  return common.has(plain) || (isShortTail && plainWord.length >= minWord && common.has(plainWord))
}

function unswapped(text: string): string {
  return text.replace(/[@431!0$57]/g, (character) => swaps[character]!)
}

function withoutTail(text: string): string {
  let end = text.length
  while (end > 0 && !isLetter(text[end - 1]!)) end -= 1
  return text.slice(0, end)
}

function isLetter(character: string): boolean {
  return /[\p{L}\p{M}\p{Surrogate}]/u.test(character)
}

function nameParts(name: string): string[] {
  const whole = foldCase(name)
  const local = whole.includes('@') ? whole.slice(0, whole.indexOf('@')) : whole
  return [whole, local, ...local.split(/[^\p{L}\p{M}\p{N}]+/u)].filter((part) => codePoints(part) >= 4)
}

// What must be left when the name is taken out wherever it stands; of digits and signs alone it must be more.
const leastBesidesName = 8
const leastDigitsBesidesName = 13

function isMostly(folded: string, name: string): boolean {
  for (const text of [folded, unswapped(folded)]) {
    if (!text.includes(name)) continue
    const rest = text.replaceAll(name, '')
    if (codePoints(rest) < (withoutTail(rest) === '' ? leastDigitsBesidesName : leastBesidesName)) return true
  }
  return false
}
