import type { Reader } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import { day, hour, minute } from '../../lib/clock.ts'
import type { Context } from '../context.ts'
import { digestLinkPage, digestLinkToken } from '../digest-links.ts'
import { personByLogin } from '../logins.ts'
import { mintOneTimeToken } from '../one-time-tokens.ts'
import { takeTurn } from '../turns.ts'
import { composeMail, type MailKind, mailKinds } from './catalogue.ts'
import { countMail } from './mail-allowance.ts'

/** A mail that is this process's to send now. */
export interface ClaimedMail {
  id: string
  kind: string
  tries: number
  to: string
  subject: string
  text: string
  /** Where a mail program posts the wish for no more of these (RFC 8058). */
  unsubscribeUrl?: string
}

/** How many mails are claimed at a time. */
export const claimSize = 20

/** A mail claimed by a process that died is free again after this long. */
const leaseMs = 3 * minute

/** A mail that could not be sent for so long is given up, loudly. */
const givenUpAfterMs = 3 * day

interface OutboxRow {
  id: string
  kind: string
  userId: string | null
  address: string | null
  login: string | null
  data: string
  mergeKey: string | null
  tries: number
  createdAt: number
}

interface Recipient {
  userId: string | null
  username: string | null
  address: string
}

/**
 * Takes what is due: finds out where it goes, keeps the allowance of each address, makes the secrets of links, and
 * commits all that before anything is sent. Answers how many were due, and those to send.
 */
export async function claimMails(context: Context): Promise<{ due: number; mails: ClaimedMail[] }> {
  const now = context.now()
  return context.write(async (unit) => {
    await takeTurn(unit, context, 'mail')
    const rows = await unit.all<OutboxRow>(
      `SELECT id, kind, user_id, address, login, data, merge_key, tries, created_at FROM mail_outbox
       WHERE next_at <= $1 ORDER BY next_at, id LIMIT ${claimSize}`,
      [now],
    )
    const mails: ClaimedMail[] = []
    for (const row of rows) {
      const claimed = await claimOne(unit, context, row, now)
      if (claimed !== undefined) mails.push(claimed)
    }
    if (rows.length > 0) await unit.run('DELETE FROM mails_sent WHERE sent_at < $1', [now - hour])
    return { due: rows.length, mails }
  })
}

async function claimOne(unit: Unit, context: Context, row: OutboxRow, now: number): Promise<ClaimedMail | undefined> {
  const kind: MailKind | undefined = mailKinds[row.kind as keyof typeof mailKinds]
  const recipient = kind === undefined ? undefined : await recipientOf(unit, row)
  const isTooOld = now - row.createdAt > givenUpAfterMs
  if (kind === undefined || recipient === undefined || isTooOld || (await isMerged(unit, row))) {
    if (isTooOld) context.log.error({ mailId: row.id, kind: row.kind }, 'a mail could not be sent and is given up')
    await unit.run('DELETE FROM mail_outbox WHERE id = $1', [row.id])
    return undefined
  }
  const mayGoAt = await countMail(unit, { id: row.id, address: recipient.address, isOpen: kind.open }, now)
  if (mayGoAt !== null) {
    await unit.run('UPDATE mail_outbox SET next_at = $2 WHERE id = $1', [row.id, mayGoAt])
    return undefined
  }
  await unit.run('UPDATE mail_outbox SET next_at = $2, tries = tries + 1 WHERE id = $1', [row.id, now + leaseMs])
  const words = await write(unit, context, kind, row, recipient)
  return { id: row.id, kind: row.kind, tries: row.tries + 1, to: recipient.address, ...words }
}

// An earlier one says the same, and waits or is on its way.
async function isMerged(unit: Unit, row: OutboxRow): Promise<boolean> {
  if (row.mergeKey === null) return false
  const earlier = await unit.get('SELECT id FROM mail_outbox WHERE merge_key = $1 AND id < $2 LIMIT 1', [
    row.mergeKey,
    row.id,
  ])
  return earlier !== undefined
}

async function recipientOf(reader: Reader, row: OutboxRow): Promise<Recipient | undefined> {
  if (row.login !== null) {
    const person = await personByLogin(reader, row.login)
    if (person === undefined || person.email === null) return undefined
    return { userId: person.id, username: person.username, address: person.email }
  }
  if (row.userId === null) return { userId: null, username: null, address: row.address! }
  const person = await reader.get<{ username: string; email: string | null }>(
    'SELECT username, email FROM users WHERE id = $1',
    [row.userId],
  )
  const address = row.address ?? person?.email
  if (person === undefined || address === undefined || address === null) return undefined
  return { userId: row.userId, username: person.username, address }
}

async function write(
  unit: Unit,
  context: Context,
  kind: MailKind,
  row: OutboxRow,
  recipient: Recipient,
): Promise<Pick<ClaimedMail, 'subject' | 'text' | 'unsubscribeUrl'>> {
  const data = JSON.parse(row.data) as Record<string, string>
  const facts = {
    community: context.settings.get('instance.name'),
    support: context.settings.get('instance.support'),
    username: recipient.username,
    link: '',
    linkHolds: '',
    data,
  }
  if (kind.canBeStopped && recipient.userId !== null) {
    const { userId, address } = recipient
    const link = `${context.instance.publicUrl}${digestLinkPage}?token=${digestLinkToken(context, { userId, address })}`
    return { ...composeMail(kind, { ...facts, link }), ...(link.startsWith('https:') ? { unsubscribeUrl: link } : {}) }
  }
  if (kind.link === undefined) return composeMail(kind, facts)
  const { purpose, page, lifetimeMs } = kind.link
  const token = await mintOneTimeToken(unit, context, {
    purpose,
    userId: recipient.userId,
    // What a link is about: the thing it names, or the address it proves.
    subject: data.subject ?? recipient.address,
    lifetimeMs,
  })
  // The secret stands behind #, so that it is in no server's log and no referrer; the address is ours, never a header's.
  const link = `${context.instance.publicUrl}${page}#token=${token}`
  const linkHolds = lifetimeMs < hour ? `${lifetimeMs / minute} minutes` : `${lifetimeMs / hour} hours`
  return composeMail(kind, { ...facts, link, linkHolds })
}
