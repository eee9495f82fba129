/** A mail to one person. */
export interface Mail {
  /** One address, without a name. */
  to: string
  subject: string
  text: string
  html?: string
  /** For mails that a person may stop: where a mail program posts the wish to (RFC 8058). */
  unsubscribeUrl?: string
}

export interface MailTransportReport {
  transport: 'smtp' | 'outbox'
  /** Where mail goes, in words for an operator; without the password. */
  destination: string
}

/** Sends mail, or keeps it where an operator finds it. */
export interface Mailer {
  /** Resolves when the mail server, or the disk, has taken the mail. Rejects with what it said. */
  send(mail: Mail): Promise<void>
  /** Holds a real conversation with the mail server, sign-in included, or writes to the outbox; rejects with what is wrong. */
  verify(): Promise<MailTransportReport>
  /** Waits some seconds for mails under way, then closes the connections. */
  close(): Promise<void>
}

/** The mail cannot be sent to this address at all, and trying again is useless. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused'
}

const longestAddress = 254
const longestSubject = 200
// One mailbox and nothing that a header or the SMTP dialogue could take for something else. Not a full RFC 5321: quoted
// local parts are refused, since nobody has one and every injection uses one.
const plainAddress =
  /^[^\s"(),:;<>@[\]\\\u0000-\u001f\u007f-\u009f\u2028\u2029]{1,64}@[^\s"(),:;<>@[\]\\\u0000-\u001f\u007f-\u009f\u2028\u2029]{1,253}$/

/** Whether mail can be addressed to this text: one plain mailbox, at most 254 characters. Throws `MailRefused` otherwise. */
export function assertMailAddress(address: string): void {
  if (address.length > longestAddress || !plainAddress.test(address)) throw new MailRefused('not a plain mail address')
}

/** A subject that fits into one header line whatever was put into it. */
export function subjectLine(subject: string): string {
  return subject
    .replace(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .slice(0, longestSubject)
    .replace(/[\ud800-\udbff]$/, '')
    .trim()
}
