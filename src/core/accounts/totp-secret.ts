import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Context } from '../context.ts'

const periodSeconds = 30
const nonceBytes = 12
const tagBytes = 16

/** A new secret for an authenticator app: 160 random bits (RFC 4226, 4, R6), base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** The address an authenticator app reads from a QR code. */
export function totpUrl(context: Context, username: string, secret: string): string {
  return totpOf(secret, { issuer: context.settings.get('instance.name'), label: username }).toString()
}

/**
 * The time step of a code that is right now, or one step early or late (RFC 6238, 5.2); null for any other. Whether the
 * code was used before is for the caller to keep, by its step.
 */
export function stepOfCode(secret: string, code: string, now: number): number | null {
  const delta = totpOf(secret, {}).validate({ token: code, timestamp: now, window: 1 })
  return delta === null ? null : Math.floor(now / 1000 / periodSeconds) + delta
}

/** Encrypts a secret for the row of the person it belongs to; it reads in no other row and from no copy without the key. */
export function sealTotpSecret(context: Context, userId: string, secret: string): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', context.keys.totpKey, nonce).setAAD(Buffer.from(userId))
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** Reads what `sealTotpSecret` made. Throws when it was changed, or sealed for somebody else or with another key. */
export function openTotpSecret(context: Context, userId: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', context.keys.totpKey, bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
  decipher.setAAD(Buffer.from(userId)).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
  return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString('utf8')
}

/** What is stored of a recovery code: keyed by the installation and the person, so that a copy of the rows tells nothing. */
export function recoveryCodeHash(context: Context, userId: string, code: string): string {
  const plain = code.toLowerCase().replace(/[^a-z0-9]/g, '')
  return createHmac('sha256', context.keys.totpKey).update(`recovery\0${userId}\0${plain}`).digest('base64url')
}

// Crockford's alphabet without letters that are taken for others; 16 of 32 make 80 bits.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** A new recovery code, `xxxx-xxxx-xxxx-xxxx`. */
export function newRecoveryCode(): string {
  const letters = [...randomBytes(16)].map((byte) => alphabet[byte & 31]!).join('')
  return letters.match(/.{4}/g)!.join('-')
}

function totpOf(secret: string, names: { issuer?: string; label?: string }): TOTP {
  return new TOTP({ ...names, secret, algorithm: 'SHA1', digits: 6, period: periodSeconds })
}
