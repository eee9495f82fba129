import { expect } from 'chai'
import { createMailer } from '../../../src/clients/mail/index.ts'
import { systemActor } from '../../../src/core/actor.ts'
import { sendDigests } from '../../../src/core/notifications/index.ts'
import { day, manualClock } from '../../../src/lib/clock.ts'
import { silentLogger } from '../../../src/lib/logger.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { openPage, type PageAnswer, sendForm, wordsOf } from '../../support/forms.ts'
import { createMailbox } from '../../support/mailbox.ts'
import { signUp, type TestPerson } from '../../support/people.ts'
import { startSmtpServer } from '../../support/smtp.ts'

describe('Stopping digests from the mail (RFC 8058)', () => {
  const clock = manualClock(Date.UTC(2026, 10, 23, 12))
  let mailbox = createMailbox()
  let momentum: TestApp

  beforeEach(async () => {
    mailbox = createMailbox()
    momentum = await startTestApp({
      clock,
      clients: { mailer: mailbox.mailer },
      settings: { PUBLIC_URL: 'https://social.example' },
    })
  })
  afterEach(() => momentum.close())

  const digestOf = async (person: TestPerson) => (await person.get('/notifications/preferences')).body.digest
  const unsubscribeUrls = async (on: TestApp, address: string) =>
    (await mailbox.to(on, address)).flatMap(({ unsubscribeUrl }) => unsubscribeUrl ?? [])

  async function subscriber(on = momentum): Promise<TestPerson> {
    const person = await signUp(on)
    const token = await mailbox.token(on, person.email, '/verify-email')
    expect((await on.guest.post('/auth/email/verify', { token })).status).to.equal(204)
    expect((await person.patch('/notifications/preferences', { digest: 'daily' })).status).to.equal(200)
    return person
  }

  async function mailDigest(person: TestPerson, on = momentum): Promise<void> {
    const other = await signUp(on)
    expect((await other.put(`/users/${person.username}/follow`)).status).to.equal(200)
    clock.advance(day)
    await sendDigests(on.app.as(systemActor('test'), 'job'))
  }

  /** The path with its question mark, of the newest digest that somebody got. */
  async function link(person: TestPerson): Promise<string> {
    await mailDigest(person)
    const url = new URL((await unsubscribeUrls(momentum, person.email)).at(-1)!)
    expect(url.origin).to.equal('https://social.example')
    return url.pathname + url.search
  }

  /** What a mail provider sends: from its own network, without cookie, origin or page. */
  async function oneClick(path: string, body: string | FormData = 'List-Unsubscribe=One-Click'): Promise<PageAnswer> {
    const headers: Record<string, string> =
      typeof body === 'string' ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}
    const response = await fetch(momentum.url + path, { method: 'POST', redirect: 'manual', headers, body })
    return { status: response.status, headers: response.headers, html: await response.text() }
  }

  it('is offered by the digest, in its words too, and by no other mail', async () => {
    const person = await subscriber()
    await mailDigest(person)

    const mails = await mailbox.to(momentum, person.email)

    const digest = mails.find(({ subject }) => subject.startsWith('What is new'))!
    expect(digest.unsubscribeUrl).to.match(/^https:\/\/social\.example\/unsubscribe\?token=[\w-]{64}$/)
    expect(digest.text).to.contain(digest.unsubscribeUrl)
    expect(mails.filter(({ unsubscribeUrl }) => unsubscribeUrl !== undefined)).to.have.length(1)
  })

  it('stands in the headers as they leave, in the form that mail programs look for', async () => {
    const smtp = await startSmtpServer()
    const mailer = createMailer({
      smtpUrl: smtp.url,
      outboxFolder: '/nonexistent',
      from: 'a@example.org',
      log: silentLogger(),
    })
    const person = await subscriber()
    await mailDigest(person)
    const digest = (await mailbox.to(momentum, person.email)).at(-1)!

    await mailer.send(digest)
    await mailer.close()

    const raw = smtp.mails.at(-1)!.source.replace(/\r\n[ \t]+/g, ' ')
    expect(raw).to.include(`List-Unsubscribe: <${digest.unsubscribeUrl}>`)
    expect(raw).to.include('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    await smtp.close()
  })

  it('asks when the link is opened, also by scanners that open every link, and changes nothing', async () => {
    const person = await subscriber()
    const path = await link(person)

    for (const method of ['GET', 'HEAD'] as const) {
      const answer = await fetch(momentum.url + path, { method, headers: { 'User-Agent': 'a scanner' } })
      expect(answer.status).to.equal(200)
    }
    const page = await openPage(momentum, path)

    expect(await digestOf(person)).to.equal('daily')
    expect(wordsOf(page)).to.match(/^Stop the mails about what is new\? .+ Stop these mails$/)
    expect(page.html).not.to.match(/<script|\son\w+=|style=/)
    expect(page.html).not.to.include(person.username)
    expect(page.headers.get('cache-control')).to.equal('no-store')
    expect(page.headers.get('content-security-policy')).to.match(/^default-src 'none'; .+form-action 'self'/)
  })

  it('stops them by the button of the page, for whoever is not signed in', async () => {
    const person = await subscriber()
    const path = await link(person)
    const { html } = await openPage(momentum, path)
    const action = /<form method="post" action="([^"]+)"/.exec(html)![1]!
    const [, name, value] = /<input type="hidden" name="([^"]+)" value="([^"]+)"/.exec(html)!

    const answer = await sendForm(momentum, action, { [name!]: value! })

    expect([answer.status, wordsOf(answer).slice(0, 23)]).to.deep.equal([200, 'These mails have stopped'.slice(0, 23)])
    expect(await digestOf(person)).to.equal('off')
    await mailDigest(person)
    expect(await unsubscribeUrls(momentum, person.email), 'no further digest').to.have.length(1)
  })

  it('stops them by one click in the mail program, as either kind of form, twice over, and for this person alone', async () => {
    const [person, other] = [await subscriber(), await subscriber()]
    const path = await link(person)
    const form = new FormData()
    form.set('List-Unsubscribe', 'One-Click')

    const first = await oneClick(path, form)
    expect([first.status, await digestOf(person), await digestOf(other)]).to.deep.equal([200, 'off', 'daily'])
    await person.patch('/notifications/preferences', { digest: 'weekly' })
    const second = await oneClick(path)
    const third = await oneClick(path)

    expect([second.status, third.status, await digestOf(person)]).to.deep.equal([200, 200, 'off'])
  })

  it('takes no link that was changed, cut, made up, or mailed to an address of earlier', async () => {
    const [person, other] = [await subscriber(), await subscriber()]
    const [path, others] = [await link(person), await link(other)]
    const [token, foreign] = [path.split('=')[1]!, others.split('=')[1]!]
    const forged = Buffer.from(token, 'base64url')
    Buffer.from(foreign, 'base64url').copy(forged, 0, 0, 16)
    const bad = [
      '',
      '?token=',
      `?token=${token.slice(0, -1)}`,
      `?token=${token.replace(/.$/, token.endsWith('A') ? 'B' : 'A')}`,
      `?token=${forged.toString('base64url')}`,
      `?token=${token}&token=${token}`,
      `?token=${'x'.repeat(64)}`,
      `?token=${'x'.repeat(4000)}`,
      '?token=%00%ff',
    ]

    for (const query of bad) {
      const answers = [await openPage(momentum, `/unsubscribe${query}`), await oneClick(`/unsubscribe${query}`)]
      for (const answer of answers) {
        expect(answer.status, query).to.equal(422)
        expect(wordsOf(answer)).to.match(/^The link is not valid any more/)
      }
    }
    expect([await digestOf(person), await digestOf(other)]).to.deep.equal(['daily', 'daily'])

    const moved = { email: 'elsewhere@example.org', password: 'correct horse battery staple' }
    expect((await person.put('/auth/email', moved)).status).to.be.oneOf([200, 202, 204])
    const verification = await mailbox.token(momentum, moved.email, '/verify-email')
    await momentum.guest.post('/auth/email/verify', { token: verification })
    expect((await oneClick(path)).status).to.equal(422)
    expect(await digestOf(person)).to.equal('daily')
  })

  it('answers other methods and other bodies with a page that says so', async () => {
    const path = await link(await subscriber())

    const put = await fetch(momentum.url + path, { method: 'PUT' })
    const json = await sendForm(momentum, path, '{"a":1}', { 'Content-Type': 'application/json' })
    const large = await sendForm(momentum, path, `a=${'x'.repeat(20_000)}`)

    expect([put.status, put.headers.get('allow')]).to.deep.equal([405, 'GET, HEAD, POST'])
    expect([json.status, large.status]).to.deep.equal([415, 413])
    for (const { html } of [json, large]) expect(html).to.match(/<h1>.+<\/h1>/)
  })
})

describe('Stopping digests from the mail, limits', () => {
  it('counts against the limit of whoever is not signed in', async () => {
    const momentum = await startTestApp({ settings: { RATE_LIMITS: 'on' } })

    const answers: number[] = []
    for (let turn = 0; turn < 301; turn += 1) {
      const answer = await sendForm(momentum, `/unsubscribe?token=${'x'.repeat(64)}`, 'List-Unsubscribe=One-Click')
      answers.push(answer.status)
    }

    expect(answers.slice(0, 300).every((status) => status === 422)).to.equal(true)
    expect(answers[300]).to.equal(429)
    await momentum.close()
  })

  it('leaves the header away where the server is not reached by https, and the link in the words', async () => {
    const mailbox = createMailbox()
    const clock = manualClock(Date.UTC(2026, 10, 23, 12))
    const momentum = await startTestApp({ clock, clients: { mailer: mailbox.mailer } })
    const person = await signUp(momentum)
    const token = await mailbox.token(momentum, person.email, '/verify-email')
    await momentum.guest.post('/auth/email/verify', { token })
    await person.patch('/notifications/preferences', { digest: 'daily' })
    await (await signUp(momentum)).put(`/users/${person.username}/follow`)
    clock.advance(day)
    await sendDigests(momentum.app.as(systemActor('test'), 'job'))

    const digest = (await mailbox.to(momentum, person.email)).at(-1)!

    expect(digest.unsubscribeUrl).to.equal(undefined)
    expect(digest.text).to.match(/http:\/\/\S+\/unsubscribe\?token=[\w-]{64}/)
    await momentum.close()
  })
})
