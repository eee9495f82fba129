import { expect } from 'chai'
import { prepareSetupLink } from '../../src/core/accounts/index.ts'
import { systemActor } from '../../src/core/actor.ts'
import { day, manualClock } from '../../src/lib/clock.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { goodPassword } from '../support/people.ts'

describe('POST /setup', () => {
  const clock = manualClock(Date.UTC(2026, 10, 23, 12))
  let momentum: TestApp

  beforeEach(async () => {
    momentum = await startTestApp({ clock, settings: { PUBLIC_URL: 'https://social.example', REGISTRATION: 'closed' } })
  })
  afterEach(() => momentum.close())

  const prepare = () => prepareSetupLink(momentum.app.as(systemActor('serve'), 'job'))
  const tokenIn = (link: string | undefined) => /^https:\/\/social\.example\/setup#token=([\w-]{43})$/.exec(link!)![1]!
  const setUp = (token: string, input: Record<string, unknown> = {}) =>
    momentum.guest.post('/setup', {
      token,
      username: 'admin',
      email: 'admin@example.org',
      password: goodPassword,
      ...input,
    })

  it('makes the first admin and signs them in, though sign-up is closed', async () => {
    const token = tokenIn(await prepare())

    const answer = await setUp(token)

    expect(answer.status, answer.text).to.equal(201)
    expect(answer.body.user).to.include({ username: 'admin', role: 'admin' })
    expect(answer.body.token).to.match(/^[\w-]{43}$/)
  })

  it('is absent once there is an admin, whatever the token', async () => {
    const [one, other] = [tokenIn(await prepare()), tokenIn(await prepare())]
    await setUp(one)

    const answers = [
      await setUp(other, { username: 'second', email: 'second@example.org' }),
      await setUp('x'.repeat(43)),
    ]

    expect(answers.map((answer) => [answer.status, answer.body.code])).to.deep.equal([
      [404, 'not_found'],
      [404, 'not_found'],
    ])
    expect(await prepare()).to.equal(undefined)
  })

  it('makes one admin of two links used at the same moment', async () => {
    const tokens = [tokenIn(await prepare()), tokenIn(await prepare())]

    const answers = await Promise.all(
      tokens.map((token, index) => setUp(token, { username: `admin${index}`, email: `admin${index}@example.org` })),
    )

    expect(answers.map((answer) => answer.status).sort()).to.deep.equal([201, 404])
  })

  it('refuses a wrong link, and one older than a day', async () => {
    const token = tokenIn(await prepare())
    const wrong = await setUp('w'.repeat(43))
    clock.advance(day)

    const late = await setUp(token)

    expect([wrong.status, wrong.body.code, late.body.code]).to.deep.equal([422, 'token_invalid', 'token_invalid'])
  })

  it('wants 15 characters of an operator’s password, and keeps the link good', async () => {
    const token = tokenIn(await prepare())

    const short = await setUp(token, { password: 'twelve chars' })

    expect([short.status, short.body.reason]).to.deep.equal([422, 'too_short'])
    expect((await setUp(token)).status).to.equal(201)
  })

  it('stores the hash of the link alone', async () => {
    const token = tokenIn(await prepare())

    const rows = await momentum.app.db.read.all('SELECT * FROM one_time_tokens')

    expect(rows.length).to.equal(1)
    expect(JSON.stringify(rows)).not.to.contain(token)
  })
})
