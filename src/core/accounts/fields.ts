import { z } from 'zod'
import { emailField, nameField, passwordField, proseField } from '../../lib/fields.ts'
import { passwordMaxLength } from '../../lib/password-rules.ts'
import { usernameMaxLength, usernameMinLength, usernamePattern } from '../../lib/usernames.ts'
import type { Context } from '../context.ts'

const displayNameLength = 50
const bioLength = 500
const linkLength = 300

/** A user name that somebody chooses; whether it is reserved or taken is decided when it is used. */
export const usernameField = z
  .string()
  .min(usernameMinLength)
  .max(usernameMaxLength)
  .regex(new RegExp(usernamePattern), 'Use letters a to z, digits, "_" and "."; a letter must be among them.')

/** What people call themselves, in any script. */
export const displayNameField = nameField(displayNameLength)

/** A few lines about oneself. */
export const bioField = proseField(bioLength)

/** A page of one's own somewhere else. */
export const linkField = z.url({ protocol: /^https?$/ }).max(linkLength)

/** A day of birth, `2001-02-28`. */
export const birthDateField = z.iso.date().max(10)

/** How a device calls itself in the list of sessions. */
export const deviceNameField = nameField(80)

/** What a person types to sign in: a user name or an e-mail address. */
export const loginField = z.string().trim().min(1).max(254)

export { emailKey } from '../logins.ts'
export { emailField, passwordField }

/** How long what people choose about themselves may be, for clients to say so while it is typed. */
export function accountLimits(context: Context) {
  return {
    username: { min: usernameMinLength, max: usernameMaxLength, pattern: usernamePattern },
    password: { min: context.settings.get('accounts.passwordLength'), max: passwordMaxLength },
    displayName: { min: 1, max: displayNameLength },
    bio: { min: 0, max: bioLength },
    link: { min: 0, max: linkLength },
  }
}
