import { expect } from 'chai'
import { startTestApp, type TestApp } from '../support/app.ts'
import { openSocket } from '../support/live.ts'
import { goodPassword, signUp } from '../support/people.ts'

for (const [publicUrl, name, secure] of [
  ['https://social.example', '__Host-momentum', '; Secure'],
  ['http://localhost:3000', 'momentum', ''],
] as const) {
  describe(`AN10: the cookie session under ${publicUrl}`, () => {
    const ours = { Origin: publicUrl, 'Sec-Fetch-Site': 'same-origin' }
    let momentum: TestApp

    before(async () => {
      momentum = await startTestApp({ settings: { PUBLIC_URL: publicUrl } })
    })
    after(() => momentum.close())

    const login = (username: string, headers: Record<string, string>) =>
      momentum.guest.post('/auth/login', { login: username, password: goodPassword, session: 'cookie' }, headers)

    async function cookieOf(): Promise<{ Cookie: string }> {
      const person = await signUp(momentum)
      const answer = await login(person.username, ours)
      expect(answer.status, answer.text).to.equal(200)
      return { Cookie: answer.headers.get('set-cookie')!.split(';')[0]! }
    }

    it('is HttpOnly and SameSite, for this host alone, and the answer holds no token', async () => {
      const person = await signUp(momentum)

      const answer = await login(person.username, ours)

      expect(answer.body.token).to.equal(null)
      expect(answer.headers.get('set-cookie')).to.match(
        new RegExp(`^${name}=[\\w-]{43}; Path=/; Max-Age=7776000; HttpOnly; SameSite=Lax${secure}$`),
      )
    })

    it('is given by sign-up too, and taken away by sign-out', async () => {
      const body = {
        username: 'cookie.monster',
        email: 'cookie@example.org',
        password: goodPassword,
        acceptTerms: true,
        session: 'cookie',
      }
      const joined = await momentum.guest.post('/auth/register', body, ours)
      const Cookie = joined.headers.get('set-cookie')!.split(';')[0]!

      const me = await momentum.guest.get('/me', { Cookie })
      const out = await momentum.guest.post('/auth/logout', undefined, { ...ours, Cookie })

      expect([joined.status, joined.body.token, me.status, out.status]).to.deep.equal([201, null, 200, 204])
      expect(out.headers.get('set-cookie')).to.match(new RegExp(`^${name}=; Path=/; Max-Age=0; HttpOnly`))
      expect((await momentum.guest.get('/me', { Cookie })).status).to.equal(401)
    })

    for (const [from, headers] of [
      ['another site', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }],
      ['a page without an origin', { Origin: 'null' }],
      ['nowhere', {}],
      ['a sibling of our site', { Origin: publicUrl, 'Sec-Fetch-Site': 'same-site' }],
      ['our name over another scheme or port', { Origin: `${publicUrl.replace(/:\d+$/, '')}:8443` }],
    ] as [string, Record<string, string>][]) {
      it(`neither begins nor writes from ${from}`, async () => {
        const person = await signUp(momentum)
        const cookie = await cookieOf()

        const answers = [
          await login(person.username, headers),
          await momentum.guest.patch('/me', { bio: 'written from elsewhere' }, { ...cookie, ...headers }),
          await momentum.guest.post('/auth/logout', undefined, { ...cookie, ...headers }),
          await momentum.guest.delete('/auth/sessions', undefined, { ...cookie, ...headers }),
        ]

        expect(answers.map((answer) => `${answer.status} ${answer.body.code}`)).to.deep.equal(
          Array(4).fill('403 origin_refused'),
        )
        expect(answers[0]!.headers.get('set-cookie')).to.equal(null)
        expect((await momentum.guest.get('/me', cookie)).body.bio).to.equal('')
        const guest = { url: momentum.url, token: undefined }
        const socket = await openSocket(guest, undefined, { headers: { ...cookie, ...headers } }).catch(String)
        expect(socket, 'the WebSocket').to.match(/403/)
      })
    }

    it('writes from our own pages', async () => {
      const answer = await momentum.guest.patch('/me', { bio: 'mine' }, { ...(await cookieOf()), ...ours })

      expect([answer.status, answer.body.bio]).to.deep.equal([200, 'mine'])
    })

    it('opens the live stream from our own pages', async () => {
      const guest = { url: momentum.url, token: undefined }

      const socket = await openSocket(guest, undefined, { headers: { ...(await cookieOf()), ...ours } })

      expect((await socket.take(1))[0]!.type).to.equal('ready')
      socket.close()
    })

    it('does not count where a bearer token is, which needs no origin', async () => {
      const person = await signUp(momentum)
      const cookie = await cookieOf()

      const answer = await person.patch('/me', { bio: 'by token' }, { ...cookie, Origin: 'https://evil.example' })

      expect([answer.status, answer.body.username]).to.deep.equal([200, person.username])
    })
  })
}

describe('AN10: the cookie session on the machine of whoever tries Momentum', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp({ settings: { PUBLIC_URL: 'http://127.0.0.1:3000' } })
  })
  after(() => momentum.close())

  for (const [origin, status] of [
    ['http://127.0.0.1:3000', 200],
    ['http://localhost:3000', 200],
    ['http://[::1]:3000', 200],
    ['http://localhost:3001', 403],
    ['http://localhost', 403],
    ['https://localhost:3000', 403],
    ['http://localhost.evil.example:3000', 403],
    ['http://127.0.0.1.evil.example:3000', 403],
    ['http://evil.example:3000', 403],
  ] as const) {
    it(`${status === 200 ? 'begins' : 'does not begin'} at ${origin}`, async () => {
      const person = await signUp(momentum)
      const body = { login: person.username, password: goodPassword, session: 'cookie' }

      const answer = await momentum.guest.post('/auth/login', body, { Origin: origin, 'Sec-Fetch-Site': 'same-origin' })

      expect(answer.status, answer.text).to.equal(status)
    })
  }
})
