import { expect } from 'chai'
import type { Mail, Mailer } from '../../src/clients/mail/index.ts'
import type { TestApp } from './app.ts'

export interface Mailbox {
  /** Hand it to `startTestApp({ clients: { mailer } })`. */
  readonly mailer: Mailer
  /** What was sent, oldest first. */
  readonly mails: Mail[]
  /** Until further notice every mail fails with this; undefined ends it. */
  failWith(error: Error | undefined): void
  /** Sends what waits, and answers what went to this address, oldest first. */
  to(on: TestApp, address: string): Promise<Mail[]>
  /** The secret in the newest link of this page that was mailed to the address. */
  token(on: TestApp, address: string, page: string): Promise<string>
}

/** A mail server that keeps everything it is given. */
export function createMailbox(): Mailbox {
  const mails: Mail[] = []
  let failure: Error | undefined
  const to: Mailbox['to'] = async (on, address) => {
    await on.app.courier.flush()
    return mails.filter((mail) => mail.to === address)
  }
  return {
    mails,
    mailer: {
      send: async (mail) => {
        if (failure !== undefined) throw failure
        mails.push(mail)
      },
      verify: async () => ({ transport: 'outbox', destination: 'a test' }),
      close: async () => {},
    },
    failWith: (error) => {
      failure = error
    },
    to,
    token: async (on, address, page) => {
      const sent = await to(on, address)
      const links = sent.flatMap((mail) => [...mail.text.matchAll(/(\/[\w-]+)#token=([\w-]+)/g)])
      const link = links.filter(([, where]) => where === page).at(-1)
      expect(link, `a mailed link to ${page}`).not.to.equal(undefined)
      return link![2]!
    },
  }
}
