import type { Flag } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import { hour } from '../../lib/clock.ts'
import { emailKey } from '../logins.ts'
import { tokenHash } from '../tokens.ts'

/** An address gets at most so many mails in an hour, whatever they are about (SAFETY.md RL4) … */
export const mailsPerHour = 3
/** … of which at most so many are of the kinds that anybody can cause: the rest is for what its owner must know. */
const openMailsPerHour = 2

interface Sent {
  sentAt: number
  isOpen: Flag
}

/**
 * Counts a mail to an address. Answers null when it may go now, or from when on it may (ms since the epoch). A mail that
 * is tried again counts once.
 */
export async function countMail(
  unit: Unit,
  mail: { id: string; address: string; isOpen: boolean },
  now: number,
): Promise<number | null> {
  const mailbox = mailboxHash(mail.address)
  await unit.run('DELETE FROM mails_sent WHERE address_hash = $1 AND id = $2', [mailbox, mail.id])
  const sent = await unit.all<Sent>(
    'SELECT sent_at, is_open FROM mails_sent WHERE address_hash = $1 AND sent_at > $2 ORDER BY sent_at DESC LIMIT 10',
    [mailbox, now - hour],
  )
  const inTheWay = [
    sent[mailsPerHour - 1],
    mail.isOpen ? sent.filter((other) => other.isOpen)[openMailsPerHour - 1] : undefined,
  ].filter((other) => other !== undefined)
  if (inTheWay.length > 0) return Math.max(...inTheWay.map((other) => other.sentAt)) + hour
  await unit.run('INSERT INTO mails_sent (address_hash, sent_at, id, is_open) VALUES ($1, $2, $3, $4)', [
    mailbox,
    now,
    mail.id,
    mail.isOpen,
  ])
  return null
}

// `ada+anything@…` is one mailbox at most providers; counted apart, it could be filled without end.
function mailboxHash(address: string): string {
  return tokenHash(emailKey(address).replace(/^([^@+]*)\+[^@]*@/, '$1@'))
}
