import { hour, minute } from '../../lib/clock.ts'
import { backoffMs } from '../../lib/retry.ts'
import type { Context } from '../context.ts'
import { type OutboxRounds, startRounds } from '../outbox-rounds.ts'
import { type ClaimedMail, claimMails, claimSize } from './claim-mails.ts'
import { mailTopic } from './outbox.ts'

const retries = { tries: Number.POSITIVE_INFINITY, baseMs: minute, maxMs: hour }

/**
 * Starts sending mails. One that fails is tried again with growing pauses; one that can never arrive is dropped. Several
 * processes may do it at once; a mail goes out once, unless a process dies in between.
 */
export function startCourier(context: Context, onError: (error: unknown) => void): OutboxRounds {
  const deliver = async (): Promise<boolean> => (await deliverDue(context)) === claimSize
  return startRounds(context, { topic: mailTopic, deliver }, onError)
}

/** One claim and its mails; answers how many were due. */
async function deliverDue(context: Context): Promise<number> {
  const waiting = await context.db.read.get('SELECT id FROM mail_outbox WHERE next_at <= $1 LIMIT 1', [context.now()])
  if (waiting === undefined) return 0
  const { due, mails } = await claimMails(context)
  const outcomes = await Promise.all(mails.map((mail) => deliver(context, mail)))
  if (outcomes.length > 0) await settle(context, outcomes)
  return due
}

interface Outcome {
  mail: ClaimedMail
  state: 'sent' | 'refused' | 'failed'
}

async function deliver(context: Context, mail: ClaimedMail): Promise<Outcome> {
  const facts = { mailId: mail.id, kind: mail.kind, tries: mail.tries }
  try {
    const { to, subject, text, unsubscribeUrl } = mail
    await context.clients.mailer.send({
      to,
      subject,
      text,
      ...(unsubscribeUrl === undefined ? {} : { unsubscribeUrl }),
    })
    context.log.info(facts, 'mail sent')
    return { mail, state: 'sent' }
  } catch (error) {
    const isFinal = (error as Error).name === 'MailRefused'
    // What a mail server says may hold the address, which no log should.
    context.log.warn(
      { ...facts, problem: (error as { code?: unknown }).code ?? (error as Error).name },
      'mail not sent',
    )
    return { mail, state: isFinal ? 'refused' : 'failed' }
  }
}

async function settle(context: Context, outcomes: readonly Outcome[]): Promise<void> {
  await context.write(async (unit) => {
    for (const { mail, state } of outcomes) {
      if (state === 'failed') {
        const nextAt = context.now() + backoffMs(mail.tries, retries)
        await unit.run('UPDATE mail_outbox SET next_at = $2 WHERE id = $1', [mail.id, nextAt])
      } else {
        await unit.run('DELETE FROM mail_outbox WHERE id = $1', [mail.id])
      }
    }
  })
}
