import { expect } from 'chai'
import { MailRefused } from '../../../src/clients/mail/index.ts'
import { systemActor } from '../../../src/core/actor.ts'
import { composeMail, type MailKind, mailKinds, postMail } from '../../../src/core/mail/index.ts'
import { day, hour, manualClock, minute } from '../../../src/lib/clock.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { createTestDatabase } from '../../support/database.ts'
import { createMailbox } from '../../support/mailbox.ts'
import { signUp } from '../../support/people.ts'

describe('the courier', () => {
  const clock = manualClock(Date.UTC(2026, 10, 23, 12))
  let mailbox = createMailbox()
  let momentum: TestApp

  beforeEach(async () => {
    mailbox = createMailbox()
    momentum = await startTestApp({ clients: { mailer: mailbox.mailer }, clock })
  })
  afterEach(() => momentum.close())

  const context = () => momentum.app.as(systemActor('test'), 'job')
  const post = (address: string) =>
    context().write((unit) => postMail(unit, context(), { kind: 'account-erased', to: { address } }))
  const waiting = () => momentum.app.db.read.all<{ tries: number }>('SELECT tries FROM mail_outbox')

  it('sends what was committed, and nothing of what was not', async () => {
    await post('kept@example.org')
    await context()
      .write(async (unit) => {
        await postMail(unit, context(), { kind: 'account-erased', to: { address: 'undone@example.org' } })
        throw new Error('the change failed')
      })
      .catch(() => {})

    await momentum.app.courier.flush()

    expect(mailbox.mails.map((mail) => mail.to)).to.deep.equal(['kept@example.org'])
    expect(await waiting()).to.deep.equal([])
  })

  it('keeps no secret in the outbox: a link is made when its mail goes', async () => {
    mailbox.failWith(new Error('the mail server is down'))
    const person = await signUp(momentum)
    await momentum.app.courier.flush()

    const [row] = await momentum.app.db.read.all('SELECT * FROM mail_outbox')
    mailbox.failWith(undefined)
    clock.advance(2 * minute)
    const token = await mailbox.token(momentum, person.email, '/verify-email')

    expect(JSON.stringify(row)).not.to.contain(token)
    expect((await momentum.guest.post('/auth/email/verify', { token })).status).to.equal(204)
  })

  it('tries again with growing pauses while the mail server fails, and then delivers', async () => {
    mailbox.failWith(Object.assign(new Error('421 try later'), { code: 'ECONNECTION' }))
    await post('patient@example.org')
    const pauses: number[] = []
    for (let turn = 0; turn < 4; turn += 1) {
      await momentum.app.courier.flush()
      const next = await momentum.app.db.read.get<{ nextAt: number }>('SELECT next_at FROM mail_outbox')
      pauses.push(next!.nextAt - clock.now())
      clock.set(next!.nextAt)
    }

    mailbox.failWith(undefined)
    await momentum.app.courier.flush()

    expect(pauses[0]).to.be.within(30_000, minute)
    expect(pauses[3]).to.be.within(4 * minute, 8 * minute)
    expect(mailbox.mails.length).to.equal(1)
  })

  it('drops what can never arrive, and gives up after three days', async () => {
    mailbox.failWith(new MailRefused('550 no such mailbox'))
    await post('nobody@example.org')
    await momentum.app.courier.flush()
    const afterRefusal = await waiting()
    mailbox.failWith(new Error('the mail server is down'))
    await post('unlucky@example.org')
    await momentum.app.courier.flush()
    clock.advance(3 * day + hour)

    await momentum.app.courier.flush()

    expect(afterRefusal).to.deep.equal([])
    expect(await waiting()).to.deep.equal([])
  })

  it('loses nothing when the process ends between commit and sending', async () => {
    const database = await createTestDatabase()
    const dead = createMailbox()
    dead.failWith(new Error('the process died here'))
    const first = await startTestApp({ database, clients: { mailer: dead.mailer }, clock })
    const person = await signUp(first)
    await first.close()
    clock.advance(5 * minute)

    const alive = createMailbox()
    const second = await startTestApp({ database, clients: { mailer: alive.mailer }, clock })
    const mails = await alive.to(second, person.email)
    await second.close()

    expect(mails.length).to.equal(1)
  })

  it('sends each mail once when two processes look at the same outbox', async () => {
    const other = await startTestApp({ database: momentum.database, clients: { mailer: mailbox.mailer }, clock })
    try {
      const addresses = Array.from({ length: 60 }, (_, index) => `person${index}@example.org`)
      await Promise.all(addresses.map(post))

      await Promise.all([momentum.app.courier.flush(), other.app.courier.flush()])

      await Promise.all([momentum.app.courier.flush(), other.app.courier.flush()])
      expect(mailbox.mails.map((mail) => mail.to).sort()).to.deep.equal([...addresses].sort())
    } finally {
      await other.close()
    }
  })

  it('counts addresses that differ only in case or a tag as one mailbox', async () => {
    for (const address of ['ada@example.org', 'ADA@example.org', 'ada+a@example.org', 'ada+b@example.org']) {
      await post(address)
    }

    await momentum.app.courier.flush()

    expect(mailbox.mails.length).to.equal(3)
  })

  it('goes to the address the account has when the mail is sent', async () => {
    const person = await signUp(momentum)
    await momentum.app.courier.flush()
    mailbox.failWith(new Error('down'))
    await context().write((unit) => postMail(unit, context(), { kind: 'totp-disabled', to: { userId: person.id } }))
    await momentum.app.courier.flush()
    await context().write((unit) => unit.run(`UPDATE users SET email = 'moved@example.org' WHERE id = $1`, [person.id]))
    mailbox.failWith(undefined)
    clock.advance(5 * minute)

    await momentum.app.courier.flush()

    expect(mailbox.mails.at(-1)!.to).to.equal('moved@example.org')
  })
})

describe('the mails', () => {
  const facts = {
    community: 'Rosebud',
    username: 'ada',
    link: 'https://social.example/page#token=secret',
    linkHolds: '30 minutes',
    support: 'help@social.example',
    data: {
      newAddress: 'b…@example.org',
      at: 'noon',
      deviceName: 'phone',
      ip: '192.0.2.1',
      left: '9',
      eraseAfter: '2026-12-07',
      ticket: 'T-1',
      outcome: 'removed',
      reason: 'It was not theirs to show.',
    },
  }

  for (const [name, kind] of Object.entries<MailKind>(mailKinds)) {
    it(`${name}: has a subject, greets, names the community, and carries its link if it has one`, () => {
      const { subject, text } = composeMail(kind, facts)

      expect(subject).to.contain('Rosebud')
      expect(text).to.match(/^Hello ada,\n\n/)
      expect(text).to.contain('help@social.example')
      expect(`${subject}${text}`).not.to.match(/undefined|null|\[object/)
      expect(text.includes(facts.link)).to.equal(kind.link !== undefined || kind.canBeStopped === true)
    })
  }
})
