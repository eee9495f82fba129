import { hash, randomBytes } from 'node:crypto'

/** A new secret for a person to hold: 256 random bits (SAFETY.md AN3), base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a token: its SHA-256. The token has too much entropy to need more. */
export function tokenHash(token: string): string {
  return hash('sha256', token, 'base64url')
}

const tokenForm = /^[A-Za-z0-9_-]{43}$/

/** Whether the text can be a token at all; anything else is refused without asking the database. */
export function looksLikeToken(text: string): boolean {
  return tokenForm.test(text)
}
