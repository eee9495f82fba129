import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context } from './context.ts'
import { emailKey } from './logins.ts'

// A mail lies about for years and must still be stopped by its link, so nothing is stored of it that could run out: the
// link names the person and is signed, together with the address it was sent to, by the installation's own key.

/** The page such a link opens. */
export const digestLinkPage = '/unsubscribe'

const idBytes = 16
const tokenForm = /^[A-Za-z0-9_-]{64}$/

/** What stands in the link by which whoever reads an address stops the digests of a person. */
export function digestLinkToken(context: Context, to: { userId: string; address: string }): string {
  const id = Buffer.from(to.userId.replaceAll('-', ''), 'hex')
  return Buffer.concat([id, sign(context, to)]).toString('base64url')
}

/** The person such a link names, without a look at whether it is genuine; undefined where it has another form. */
export function personOfDigestLink(token: string): string | undefined {
  if (!tokenForm.test(token)) return undefined
  const hex = Buffer.from(token, 'base64url').subarray(0, idBytes).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Whether we made this link for this person at this address. */
export function isDigestLink(context: Context, token: string, to: { userId: string; address: string }): boolean {
  const signature = Buffer.from(token, 'base64url').subarray(idBytes)
  const ours = sign(context, to)
  return signature.length === ours.length && timingSafeEqual(signature, ours)
}

function sign(context: Context, { userId, address }: { userId: string; address: string }): Buffer {
  return createHmac('sha256', context.keys.linkKey)
    .update(`digest\n${userId}\n${emailKey(address)}`)
    .digest()
}
