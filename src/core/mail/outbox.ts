import type { Unit } from '../../db/unit.ts'
import { newId } from '../../lib/ids.ts'
import type { Context } from '../context.ts'
import { emailKey } from '../logins.ts'
import { tokenHash } from '../tokens.ts'
import type { MailKindName } from './catalogue.ts'

/** What the doorbell says when there is mail to send. */
export const mailTopic = 'mail'

/** Who gets a mail. Of an account its address at the time of sending; of a login whoever it names then, if anybody. */
export type Addressee =
  | { userId: string; address?: string }
  | { userId?: undefined; address: string }
  | { userId?: undefined; address?: undefined; login: string }

export interface OutgoingMail {
  kind: MailKindName
  to: Addressee
  /** What its words need; never a secret, since it rests in the database. */
  data?: Record<string, string>
  /**
   * Mails with the same key that wait at the same time are one. That is seen to when they are sent, so that here the same
   * is written for everybody.
   */
  mergeKey?: string
}

/**
 * Puts a mail into the outbox, in the transaction of what it tells about: nothing leaves before the commit, and a crash
 * after it loses nothing. Secrets for links are made when the mail is sent.
 */
export async function postMail(unit: Unit, context: Context, mail: OutgoingMail): Promise<void> {
  const now = context.now()
  const { userId, address, login } = mail.to as { userId?: string; address?: string; login?: string }
  await unit.run(
    `INSERT INTO mail_outbox (id, kind, user_id, address, login, data, merge_key, next_at, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
    [
      newId(now),
      mail.kind,
      userId ?? null,
      address ?? null,
      login ?? null,
      JSON.stringify(mail.data ?? {}),
      mail.mergeKey ?? null,
      now,
    ],
  )
  unit.afterCommit(() => context.clients.doorbell.ring(mailTopic, null))
}

/** The mail by which somebody who may or may not have an account chooses a new password. */
export function resetMail(login: string): OutgoingMail {
  return { kind: 'reset-password', to: { login }, mergeKey: `reset:${tokenHash(emailKey(login.trim()))}` }
}

/** The mail by which a person must choose a new password, because an operator or their own denial says so. */
export function forcedResetMail(userId: string, reason: 'login-denied' | 'operator'): OutgoingMail {
  return { kind: 'reset-required', to: { userId }, data: { reason }, mergeKey: `reset:${userId}` }
}
