import { accountWords as words } from '../../strings/account.ts'
import { words as common } from '../../strings/en.ts'
import { fill, plural } from '../../strings/format.ts'

/** What is wrong with a user name, before the server is asked; whether it is taken, only the server knows. */
export function checkUsername(
  username: string,
  { min, max, pattern }: { min: number; max: number; pattern: string },
): string | undefined {
  const name = username.trim()
  if (name === '') return common.requiredField
  if (name.length < min) return fill(words.usernameShort, { min })
  if (name.length > max) return fill(words.usernameLong, { max })
  return new RegExp(pattern).test(name) ? undefined : words.usernameShape
}

export function checkEmail(email: string): string | undefined {
  if (email.trim() === '') return common.requiredField
  return /^[^\s@]+@[^\s@]+$/.test(email.trim()) ? undefined : words.emailShape
}

/** What is wrong with a new password that can be told here: its length, in characters as people count them. */
export function checkPassword(password: string, min: number): string | undefined {
  if (password === '') return common.requiredField
  const missing = min - [...password].length
  return missing > 0 ? plural(missing, words.passwordShort) : undefined
}
