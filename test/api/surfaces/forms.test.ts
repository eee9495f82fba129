import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { TOTP } from 'otpauth'
import { prepareSetupLink } from '../../../src/core/accounts/index.ts'
import { systemActor } from '../../../src/core/actor.ts'
import { mailKinds } from '../../../src/core/mail/index.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { openPage, type PageAnswer, sendForm, wordsOf } from '../../support/forms.ts'
import { createMailbox } from '../../support/mailbox.ts'
import { goodPassword, signInAs, signUp } from '../../support/people.ts'

const naughty = JSON.parse(readFileSync('test/fixtures/names/blns.json', 'utf8')) as string[]
const formPaths = ['/account/delete', '/report', '/setup', '/login-alert', '/reset-password', '/verify-email']
const report = {
  kind: 'copyright',
  url: 'https://social.example/posts/1',
  description: 'My photograph, without my name.',
  contact: 'eve@example.org',
  signature: 'Eve Example',
  true: 'yes',
}

describe('Forms made by the server', () => {
  const mailbox = createMailbox()
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp({
      clients: { mailer: mailbox.mailer },
      settings: { PUBLIC_URL: 'https://social.example' },
    })
  })
  after(() => momentum.close())

  const takedowns = async (): Promise<number> =>
    Number((await momentum.app.db.read.get<{ n: number }>('SELECT count(*) AS n FROM takedowns'))!.n)
  const statusOf = async (id: string): Promise<string> =>
    (await momentum.app.db.read.get<{ status: string }>('SELECT status FROM users WHERE id = $1', [id]))!.status
  const remove = (input: Record<string, string>, headers?: Record<string, string>): Promise<PageAnswer> =>
    sendForm(momentum, '/account/delete', { password: goodPassword, sure: 'yes', ...input }, headers)

  describe('on every page', () => {
    for (const path of formPaths) {
      it(`${path} is there without script, names each field, and forbids everything foreign`, async () => {
        const page = await openPage(momentum, path)

        expect(page.status).to.equal(200)
        expect(page.html).to.match(/^<!doctype html>\s*<html lang="en">/)
        expect(page.html).not.to.match(/<script(?! src="\/token-form\.js" defer>)|style=|\son\w+=/)
        expect(page.headers.get('content-security-policy')).to.equal(
          "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        )
        expect(page.headers.get('cache-control')).to.equal('no-store')
        for (const [, id] of page.html.matchAll(/<(?:input|textarea)[^>]* id="([^"]+)"/g)) {
          const isLabelled =
            page.html.includes(`for="${id}"`) || new RegExp(`<label[^>]*><input[^>]*id="${id}"`).test(page.html)
          expect(isLabelled, `${id} has a label`).to.equal(true)
        }
      })

      it(`${path} takes a form only from our own pages`, async () => {
        const foreign: Record<string, string>[] = [
          { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
          { Origin: 'null' },
          { Origin: 'https://social.example', 'Sec-Fetch-Site': 'cross-site' },
          { Origin: 'https://social.example.evil.example' },
        ]
        for (const headers of foreign) {
          const answer = await sendForm(momentum, path, report, headers)
          expect(answer.status, JSON.stringify(headers)).to.equal(403)
          expect(wordsOf(answer)).to.include('must come from the pages of this server')
        }
      })

      it(`${path} answers other methods and other bodies with a page that says so`, async () => {
        const put = await fetch(momentum.url + path, { method: 'PUT' })
        const json = await sendForm(momentum, path, '{"a":1}', { 'Content-Type': 'application/json' })
        const twice = await sendForm(momentum, path, 'token=a&token=b')
        const large = await sendForm(momentum, path, `token=${'x'.repeat(70_000)}`)

        expect([put.status, put.headers.get('allow')]).to.deep.equal([405, 'GET, HEAD, POST'])
        expect([json.status, twice.status, large.status]).to.deep.equal([415, 400, 413])
        for (const { html } of [json, twice, large]) expect(html).to.match(/<h1>.+<\/h1>/)
      })
    }

    it('are found with a slash at the end too', async () => {
      const answer = await openPage(momentum, '/report/')

      expect([answer.status, answer.headers.get('location')]).to.deep.equal([308, '/report'])
    })

    it('every link that a mail holds leads to one of them', () => {
      const linked = Object.values(mailKinds).flatMap((kind) => ('link' in kind ? [kind.link.page] : []))

      expect(linked).not.to.have.length(0)
      expect(formPaths).to.include.members(linked)
    })
  })

  describe('/account/delete', () => {
    it('says before anything is asked what is erased, what is kept, and until when one can return', async () => {
      const words = wordsOf(await openPage(momentum, '/account/delete'))

      expect(words).to.match(/erased for good after 14 days; until then signing in brings everything back/)
      expect(words).to.match(/What is erased .+ your posts, pictures and videos/)
      expect(words).to.match(/What is kept, and why .+ what was reported/)
    })

    it('deletes with name and password, ends every session, and signing in brings it back', async () => {
      const person = await signUp(momentum)

      const answer = await remove({ login: person.email })

      expect(answer.status, answer.html).to.equal(200)
      expect(wordsOf(answer)).to.match(/^Your account is deleted .+ erased for good after \d{4}-\d\d-\d\d/)
      expect((await person.get('/me')).status).to.equal(401)
      expect((await mailbox.to(momentum, person.email)).at(-1)!.subject).to.contain('will be erased')
      expect((await (await signInAs(momentum, person)).get('/me')).status).to.equal(200)
    })

    it('asked again keeps the date, and does not bring the account back', async () => {
      const person = await signUp(momentum)
      const first = await remove({ login: person.username })

      const again = await remove({ login: person.username })

      expect(again.status).to.equal(200)
      expect(/after ([\d-]+)/.exec(wordsOf(again))![1]).to.equal(/after ([\d-]+)/.exec(wordsOf(first))![1])
      expect(await statusOf(person.id)).to.equal('deleted')
    })

    it('tells nobody who has an account: a wrong password is answered like an unknown name', async () => {
      const person = await signUp(momentum)
      const gone = await signUp(momentum)
      await remove({ login: gone.username })
      const logins = [person.username, 'nobody.at.all', gone.username, 'nobody@example.org']

      const answers = []
      for (const login of logins) answers.push(await remove({ login, password: 'quite another password' }))

      const neutral = answers.map(({ status, html }, index) => [status, html.replaceAll(logins[index]!, 'LOGIN')])
      expect(new Set(neutral.map((answer) => JSON.stringify(answer))).size).to.equal(1)
      expect(neutral[0]![0]).to.equal(401)
      expect(answers[0]!.html).not.to.include('quite another password')
      expect(await statusOf(person.id)).to.equal('active')
    })

    it('asks for the code of the second factor where it is on, and takes each once', async () => {
      const person = await signUp(momentum)
      const { secret } = (await person.post('/auth/totp', { password: goodPassword })).body
      const totp = new TOTP({ secret })
      const confirmed = await person.post('/auth/totp/confirm', { code: totp.generate() })
      expect(confirmed.status, confirmed.text).to.equal(200)

      const without = await remove({ login: person.username })
      const wrong = await remove({ login: person.username, totp: '000000' })
      const recovered = await remove({ login: person.username, totp: confirmed.body.recoveryCodes[0] })

      expect([without.status, wrong.status, recovered.status]).to.deep.equal([401, 401, 200])
      expect(without.html).to.match(/<input[^>]*name="totp"[^>]*aria-invalid="true"/)
    })

    it('needs the box to be ticked', async () => {
      const person = await signUp(momentum)

      const answer = await remove({ login: person.username, sure: '' })

      expect(answer.status).to.equal(422)
      expect(wordsOf(answer)).to.include('Tick this box to go on.')
      expect(await statusOf(person.id)).to.equal('active')
    })

    it('is refused to the last admin, with the reason', async () => {
      const person = await signUp(momentum)
      await momentum.app.db.transaction((unit) =>
        unit.run(`UPDATE users SET role = 'admin' WHERE id = $1`, [person.id]),
      )

      const answer = await remove({ login: person.username })
      await momentum.app.db.transaction((unit) => unit.run(`UPDATE users SET role = 'user' WHERE id = $1`, [person.id]))

      expect([answer.status, wordsOf(answer)]).to.satisfy(
        ([status, words]: [number, string]) => status === 409 && words.includes('This is the last admin'),
      )
    })
  })

  describe('/report', () => {
    it('gives a ticket on a page of its own, and a mail', async () => {
      const before = await takedowns()

      const sent = await sendForm(momentum, '/report', report)
      const shown = await openPage(momentum, sent.headers.get('location')!)
      await openPage(momentum, sent.headers.get('location')!)

      expect(sent.status).to.equal(303)
      const ticket = /T-\d{4}-\d{4}-\d{4}/.exec(wordsOf(shown))![0]
      expect(sent.headers.get('location')).to.equal(`/report/sent/${ticket}`)
      expect((await mailbox.to(momentum, report.contact)).at(-1)!.text).to.include(ticket)
      expect(await takedowns()).to.equal(before + 1)
    })

    it('names every bad field in order, keeps what was typed, and stores nothing', async () => {
      const before = await takedowns()

      const answer = await sendForm(momentum, '/report', {
        kind: 'other things',
        url: '',
        description: '<script>alert(1)</script>',
        contact: 'nowhere',
        signature: 'x'.repeat(201),
      })

      expect(answer.status).to.equal(422)
      expect(answer.html).to.match(/<title>Problem: /)
      expect(answer.html).to.match(/role="alert" tabindex="-1" autofocus/)
      expect([...answer.html.matchAll(/<a href="#report-(\w+)">/g)].map(([, name]) => name)).to.deep.equal([
        'kind',
        'url',
        'contact',
        'signature',
        'true',
      ])
      expect(answer.html).to.include('&#60;script&#62;alert(1)&#60;/script&#62;')
      expect(await takedowns()).to.equal(before)
    })

    it('shows no page for what is no ticket', async () => {
      for (const path of ['/report/sent/T-1', '/report/sent/%3Cb%3E']) {
        expect((await openPage(momentum, path)).status, path).to.equal(404)
      }
    })

    it('shows what people type as they typed it, whatever it is', async () => {
      const script = /<script(?! src="\/token-form\.js" defer>)|<img|<svg|<iframe|\son\w+=(?!&)["']/i
      for (let start = 0; start < naughty.length; start += 25) {
        // Too long for the field, so that the answer is the form again with everything in it.
        const text = `${naughty.slice(start, start + 25).join('\n')}\n${'y'.repeat(5000)}`
        const answer = await sendForm(momentum, '/report', { ...report, description: text, signature: naughty[start]! })

        expect(answer.status, text.slice(0, 80)).to.equal(422)
        expect(answer.html, text.slice(0, 80)).not.to.match(script)
      }
    })
  })

  describe('/setup', () => {
    const link = async (): Promise<string> => (await prepareSetupLink(momentum.app.as(systemActor('serve'), 'job')))!

    it('makes the first admin from the pasted link, signs them in, and is gone', async () => {
      const token = await link()
      const admin = { token, username: 'first.admin', email: 'admin@example.org', password: goodPassword }

      const weak = await sendForm(momentum, '/setup', { ...admin, password: 'admin12345' })
      const made = await sendForm(momentum, '/setup', admin)
      const again = await sendForm(momentum, '/setup', { ...admin, username: 'second', email: 'b@example.org' })
      const page = await openPage(momentum, '/setup')
      await momentum.app.db.transaction((unit) => unit.run(`UPDATE users SET role = 'user'`))

      expect(weak.status).to.equal(422)
      expect(weak.html).to.match(/name="password"[^>]*aria-invalid/)
      expect(weak.html).not.to.include('admin12345')
      expect(made.status, made.html).to.equal(200)
      expect(made.headers.get('set-cookie')).to.match(/^__Host-momentum=[\w-]{43}; .*HttpOnly; SameSite=Lax; Secure$/)
      expect([again.status, page.status]).to.deep.equal([404, 404])
    })

    it('refuses a token that was never given out, at its field', async () => {
      const answer = await sendForm(momentum, '/setup', {
        token: 'x'.repeat(43),
        username: 'intruder',
        email: 'intruder@example.org',
        password: goodPassword,
      })

      expect(answer.status).to.equal(422)
      expect(answer.html).to.match(/name="token"[^>]*aria-invalid="true"/)
    })
  })

  describe('/login-alert', () => {
    async function alerted() {
      const person = await signUp(momentum)
      const other = await signInAs(momentum, person, { deviceName: 'another phone' }, { 'User-Agent': 'another' })
      return { person, other, token: await mailbox.token(momentum, person.email, '/login-alert') }
    }

    it('by no ends the session it is about; the same link does nothing again', async () => {
      const { person, other, token } = await alerted()

      const opened = await openPage(momentum, `/login-alert?token=${token}`)
      const still = await other.get('/me')
      const denied = await sendForm(momentum, '/login-alert', { token, answer: 'deny' })
      const replayed = await sendForm(momentum, '/login-alert', { token, answer: 'confirm' })

      expect([opened.status, still.status, denied.status]).to.deep.equal([200, 200, 200])
      expect((await other.get('/me')).status).to.equal(401)
      expect(replayed.status).to.equal(422)
      expect(wordsOf(replayed)).to.include('used already, has ended, or was never given out')
      expect((await mailbox.to(momentum, person.email)).at(-1)!.subject).to.contain('need a new password')
    })

    it('by yes keeps it', async () => {
      const { other, token } = await alerted()

      const confirmed = await sendForm(momentum, '/login-alert', { token, answer: 'confirm' })

      expect(confirmed.status).to.equal(200)
      expect((await other.get('/me')).status).to.equal(200)
    })

    it('without a button says that it needs yes or no', async () => {
      const { token } = await alerted()

      const answer = await sendForm(momentum, '/login-alert', { token })

      expect(answer.status).to.equal(422)
    })
  })

  describe('/reset-password', () => {
    it('mails a link to whoever asks, and says the same to who has no account', async () => {
      const person = await signUp(momentum)

      const known = await sendForm(momentum, '/reset-password/link', { login: person.username })
      const unknown = await sendForm(momentum, '/reset-password/link', { login: 'nobody.at.all' })

      expect([known.status, known.html]).to.deep.equal([unknown.status, unknown.html])
      expect(await mailbox.token(momentum, person.email, '/reset-password')).to.match(/^[\w-]{43}$/)
    })

    it('sets the password once, keeps the token while the password is refused, and ends every session', async () => {
      const person = await signUp(momentum)
      await sendForm(momentum, '/reset-password/link', { login: person.username })
      const token = await mailbox.token(momentum, person.email, '/reset-password')

      const short = await sendForm(momentum, '/reset-password', { token, password: 'short' })
      const done = await sendForm(momentum, '/reset-password', { token, password: 'another good long password' })
      const again = await sendForm(momentum, '/reset-password', { token, password: 'yet another long password' })

      expect([short.status, done.status, again.status]).to.deep.equal([422, 200, 422])
      expect(short.html).to.include(`value="${token}"`)
      expect((await person.get('/me')).status).to.equal(401)
      await signInAs(momentum, person, { password: 'another good long password' })
    })

    it('leads from the address that only takes a form back to the page', async () => {
      const answer = await openPage(momentum, '/reset-password/link')

      expect([answer.status, answer.headers.get('location')]).to.deep.equal([303, '/reset-password'])
    })
  })

  it('/verify-email confirms by the pasted link, not by being opened', async () => {
    const person = await signUp(momentum)
    const token = await mailbox.token(momentum, person.email, '/verify-email')
    const isVerified = async (): Promise<boolean> => (await person.get('/me')).body.emailVerified

    await openPage(momentum, `/verify-email?token=${token}`)
    const before = await isVerified()
    const answer = await sendForm(momentum, '/verify-email', {
      token: `https://social.example/verify-email#token=${token}`,
    })

    expect([before, answer.status, await isVerified()]).to.deep.equal([false, 200, true])
  })
})

describe('Forms made by the server under limits', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp({ settings: { RATE_LIMITS: 'on' } })
  })
  after(() => momentum.close())

  it('count with the endpoint that does the same', async () => {
    const origin = { Origin: new URL(momentum.app.instance.publicUrl).origin }
    for (let count = 0; count < 3; count += 1) {
      expect((await sendForm(momentum, '/report', report, origin)).status).to.equal(303)
    }
    const { true: _true, ...body } = report
    for (let count = 0; count < 2; count += 1) {
      expect((await momentum.guest.post('/takedowns', body)).status).to.equal(201)
    }

    const answer = await sendForm(momentum, '/report', report, origin)

    expect(answer.status).to.equal(429)
    expect(Number(answer.headers.get('retry-after'))).to.be.within(1, 3600)
    expect(wordsOf(answer)).to.include('Too many requests')
  })
})
