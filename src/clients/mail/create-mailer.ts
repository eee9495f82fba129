import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createTransport, type SendMailOptions } from 'nodemailer'
import { type Clock, isoTime, systemClock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import { assertMailAddress, type Mail, type Mailer, MailRefused, subjectLine } from './mailer.ts'

export interface MailerOptions {
  /** smtp:// or smtps:// with user and password; without it mail is written to `outboxFolder`. */
  smtpUrl?: string | undefined
  /** Made when it is needed, readable by its owner alone. */
  outboxFolder: string
  /** What stands in From, such as `Momentum <no-reply@example.org>`. */
  from: string
  log: Logger
  clock?: Clock
  /** How long the mail server may stay silent, in ms. Default 15 s. */
  timeoutMs?: number
}

/** How long closing waits for mails under way. */
const closingPatienceMs = 4000

/** The mailer for these settings: a pool of SMTP connections, or the outbox folder. Opens nothing before the first mail. */
export function createMailer(options: MailerOptions): Mailer {
  return options.smtpUrl === undefined ? outboxMailer(options) : smtpMailer(options, options.smtpUrl)
}

function smtpMailer(options: MailerOptions, smtpUrl: string): Mailer {
  const timeout = options.timeoutMs ?? 15_000
  const url = new URL(smtpUrl)
  const transport = createTransport({
    pool: true,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (url.protocol === 'smtps:' ? 465 : 587) : Number(url.port),
    secure: url.protocol === 'smtps:',
    auth:
      url.username === ''
        ? undefined
        : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    maxConnections: 3,
    maxRequeues: 1,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const underWay = new Set<Promise<unknown>>()
  return {
    async send(mail) {
      const message = compose(mail, options.from)
      const sending = transport.sendMail(message).catch((error: unknown) => {
        throw isFinalRefusal(error) ? new MailRefused(String((error as Error).message), { cause: error }) : error
      })
      underWay.add(sending)
      try {
        await sending
      } finally {
        underWay.delete(sending)
      }
    },
    async verify() {
      await transport.verify()
      return { transport: 'smtp', destination: `${url.protocol}//${url.host}` }
    },
    async close() {
      // A mail server that says nothing must not hold a stop up; who sends tries again after the next start.
      await Promise.race([Promise.allSettled(underWay), delay(closingPatienceMs, undefined, { ref: false })])
      transport.close()
    },
  }
}

function outboxMailer(options: MailerOptions): Mailer {
  const { outboxFolder, log } = options
  const clock = options.clock ?? systemClock
  const composer = createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  let told = false
  return {
    async send(mail) {
      const { message } = await composer.sendMail({ ...compose(mail, options.from), date: new Date(clock.now()) })
      await mkdir(outboxFolder, { recursive: true, mode: 0o700 })
      const name = `${isoTime(clock.now()).replaceAll(':', '-')}-${randomBytes(6).toString('hex')}`
      const unfinished = join(outboxFolder, `.${name}.part`)
      try {
        await writeFile(unfinished, message as Buffer, { mode: 0o600, flag: 'wx' })
        await rename(unfinished, join(outboxFolder, `${name}.eml`))
      } catch (error) {
        await rm(unfinished, { force: true })
        throw error
      }
      if (told) return
      told = true
      log.warn({ folder: outboxFolder }, 'no SMTP_URL is set: mail is not sent but written to this folder')
    },
    async verify() {
      await mkdir(outboxFolder, { recursive: true, mode: 0o700 })
      await access(outboxFolder, constants.W_OK)
      return { transport: 'outbox', destination: outboxFolder }
    },
    async close() {
      composer.close()
    },
  }
}

function compose(mail: Mail, from: string): SendMailOptions {
  assertMailAddress(mail.to)
  return {
    from,
    // As an object it is taken as it is; as text it would be parsed for a list of recipients.
    to: { name: '', address: mail.to },
    subject: subjectLine(mail.subject),
    text: mail.text,
    ...(mail.html === undefined ? {} : { html: mail.html }),
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(mail.unsubscribeUrl === undefined ? {} : unsubscribeHeaders(mail.unsubscribeUrl)),
    },
  }
}

function unsubscribeHeaders(address: string): Record<string, string> {
  return {
    'List-Unsubscribe': `<${new URL(address).href}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }
}

// 5xx to RCPT or DATA is the server's last word on this mail; to sign-in or greeting it is about us and may be mended.
function isFinalRefusal(error: unknown): boolean {
  const { responseCode, command } = error as { responseCode?: unknown; command?: unknown }
  if (typeof responseCode !== 'number' || responseCode < 500) return false
  return typeof command === 'string' && /^(RCPT TO|DATA)$/.test(command)
}
