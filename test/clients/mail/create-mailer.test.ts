import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { expect } from 'chai'
import { createMailer, MailRefused } from '../../../src/clients/mail/index.ts'
import { manualClock } from '../../../src/lib/clock.ts'
import { createLogger, silentLogger } from '../../../src/lib/logger.ts'
import { startSmtpServer, type TestSmtpServer } from '../../support/smtp.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const from = 'Momentum <no-reply@example.org>'

async function failure(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => expect.fail('it succeeded'),
    (error: Error) => error,
  )
}

describe('createMailer with SMTP_URL', () => {
  let server: TestSmtpServer

  beforeEach(async () => {
    server = await startSmtpServer()
  })
  afterEach(() => server.close())

  const open = (smtpUrl = server.url) =>
    createMailer({ smtpUrl, outboxFolder: '/nowhere', from, log: silentLogger(), timeoutMs: 2000 })

  it('delivers text and page to the one address', async () => {
    const mailer = open()
    await mailer.send({
      to: 'ada@example.org',
      subject: 'Grüße',
      text: 'Hello',
      html: '<p>Hello</p>',
      unsubscribeUrl: 'https://example.org/unsubscribe?token=x',
    })
    await mailer.close()

    expect(server.mails).to.have.length(1)
    const [mail] = server.mails
    expect(mail).to.include({ from: 'no-reply@example.org' })
    expect(mail!.to).to.deep.equal(['ada@example.org'])
    expect(mail!.source).to.match(/^From: Momentum <no-reply@example\.org>\r$/m)
    expect(mail!.source).to.match(/^Subject: =\?UTF-8\?/m)
    expect(mail!.source).to.match(/^Auto-Submitted: auto-generated\r$/m)
    expect(mail!.source).to.match(/^List-Unsubscribe: <https:\/\/example\.org\/unsubscribe\?token=x>\r$/m)
    expect(mail!.source).to.include('<p>Hello</p>')
  })

  it('sends many at once over few connections', async () => {
    const mailer = open()
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => mailer.send({ to: `u${n}@example.org`, subject: 's', text: 't' })),
    )
    await mailer.close()

    expect(new Set(server.mails.map((mail) => mail.to[0])).size).to.equal(20)
  })

  it('lets nothing into the headers or the list of recipients', async () => {
    const mailer = open()
    const addresses = [
      'a@example.org\r\nBcc: eve@example.org',
      'a@example.org, eve@example.org',
      'Eve <eve@example.org>',
      '"a b"@example.org',
      'a@example.org\n',
      'a@b@example.org',
      'plain',
      '',
      `${'a'.repeat(65)}@example.org`,
      'a@example.org>\r\nRCPT TO:<eve@example.org',
    ]
    for (const to of addresses) {
      expect(await failure(mailer.send({ to, subject: 's', text: 't' })), to).to.be.instanceOf(MailRefused)
    }
    await mailer.send({
      to: 'ada@example.org',
      subject: 'Hi\r\nBcc: eve@example.org\r\n\r\nbody\u2028x',
      text: 'line\r\n.\r\nMAIL FROM:<eve@example.org>\r\n',
    })
    await mailer.close()

    expect(server.mails).to.have.length(1)
    const [head] = server.mails[0]!.source.split('\r\n\r\n')
    expect(server.mails[0]!.to).to.deep.equal(['ada@example.org'])
    expect(head).not.to.match(/^Bcc/im)
    expect(head).to.match(/^Subject: Hi Bcc: eve@example\.org body x\r$/m)
  })

  it('verifies by a real conversation, without telling the password', async () => {
    const mailer = open()
    const report = await mailer.verify()
    await mailer.close()

    expect(report).to.deep.equal({ transport: 'smtp', destination: server.url.replace(/\/\/.*@/, '//') })
  })

  it('fails to verify with a wrong password and without a server', async () => {
    const wrong = open(server.url.replace('mailer:', 'other:'))
    expect((await failure(wrong.verify())).message).to.match(/wrong user or password/)
    await wrong.close()

    const silent = createServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as { port: number }
    const dead = createMailer({
      smtpUrl: `smtp://127.0.0.1:${port}`,
      outboxFolder: '',
      from,
      log: silentLogger(),
      timeoutMs: 100,
    })
    expect((await failure(dead.verify())).message).to.match(/greeting|timeout/i)
    await dead.close()
    await new Promise((resolve) => silent.close(resolve))
  })

  it('tells an address that is refused for good from a server that is in trouble', async () => {
    const codes = { 'gone@example.org': 550, 'busy@example.org': 450 } as Record<string, number>
    const strict = await startSmtpServer({
      onRcptTo({ address }, _session, answer) {
        answer(codes[address] ? Object.assign(new Error('no'), { responseCode: codes[address] }) : null)
      },
    })
    const mailer = open(strict.url)

    expect(await failure(mailer.send({ to: 'gone@example.org', subject: 's', text: 't' }))).to.be.instanceOf(
      MailRefused,
    )
    expect(await failure(mailer.send({ to: 'busy@example.org', subject: 's', text: 't' }))).not.to.be.instanceOf(
      MailRefused,
    )
    await mailer.close()
    await strict.close()
  })
})

describe('createMailer without SMTP_URL', () => {
  it('writes each mail to the outbox, for its owner alone, and says so once', async () => {
    const outboxFolder = join(await temporaryFolder('mail'), 'outbox')
    const destination = new PassThrough()
    const clock = manualClock(Date.UTC(2026, 0, 2, 3, 4, 5))
    const mailer = createMailer({ outboxFolder, from, clock, log: createLogger({ level: 'info', destination }) })

    await mailer.send({ to: 'ada@example.org', subject: 'One', text: 'Erste Grüße' })
    clock.advance(1000)
    await mailer.send({ to: 'bob@example.org', subject: 'Two', text: 'second' })
    await mailer.close()

    const names = (await readdir(outboxFolder)).sort()
    expect(names).to.have.length(2)
    expect(names[0]).to.match(/^2026-01-02T03-04-05\.000Z-[0-9a-f]{12}\.eml$/)
    const mail = await readFile(join(outboxFolder, names[0]!), 'utf8')
    expect(mail).to.match(/^To: ada@example\.org\r$/m)
    expect(mail).to.match(/^Date: Fri, 02 Jan 2026 03:04:05 \+0000\r$/m)
    expect((await stat(join(outboxFolder, names[0]!))).mode & 0o777).to.equal(0o600)
    expect((await stat(outboxFolder)).mode & 0o777).to.equal(0o700)
    const lines = String(destination.read()).trim().split('\n')
    expect(lines).to.have.length(1)
    expect(lines[0]).to.include('SMTP_URL').and.include(outboxFolder)
  })

  it('verifies that the folder can be written', async () => {
    const folder = await temporaryFolder('mail')
    const mailer = createMailer({ outboxFolder: folder, from, log: silentLogger() })
    expect(await mailer.verify()).to.deep.equal({ transport: 'outbox', destination: folder })

    await writeFile(join(folder, 'file'), '')
    const blocked = createMailer({ outboxFolder: join(folder, 'file', 'x'), from, log: silentLogger() })
    expect(await failure(blocked.verify())).to.have.property('code', 'ENOTDIR')
  })
})
