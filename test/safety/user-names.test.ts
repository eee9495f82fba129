import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { prepareSetupLink } from '../../src/core/accounts/index.ts'
import { systemActor } from '../../src/core/actor.ts'
import { newId } from '../../src/lib/ids.ts'
import { startTestApp, type TestAnswer, type TestApp } from '../support/app.ts'
import { confusablePairs, hiddenCharacters } from '../support/confusable-names.ts'
import { signUpAs } from '../support/operators.ts'
import { goodPassword, signUp, type TestPerson } from '../support/people.ts'
import { publish } from '../support/posts.ts'

// SAFETY.md IN10, through every door by which a user name comes in: signing up, an operator who makes or renames somebody,
// and the link that makes the first admin. What the rules say is in test/lib/usernames.test.ts.

const hostile = JSON.parse(readFileSync(new URL('../fixtures/names/hostile.json', import.meta.url), 'utf8')) as {
  user_names: string[]
}
const withHiddenCharacters = hiddenCharacters.map((code) => `ad${String.fromCodePoint(code)}a`)

describe('User names (IN10)', () => {
  let momentum: TestApp
  let admin: TestPerson

  before(async () => {
    momentum = await startTestApp()
    admin = await signUpAs(momentum, 'admin', 'keeper_of_it')
  })
  after(() => momentum.close())

  const account = (username: string) => ({
    username,
    email: `${newId(Date.now())}@example.org`,
    password: goodPassword,
  })
  const register = (username: string) =>
    momentum.guest.post('/auth/register', { ...account(username), acceptTerms: true })

  /** Each takes a name the way its route does, for somebody who does not have one yet or has another. */
  const doors: Record<string, (username: string) => Promise<TestAnswer>> = {
    'POST /auth/register': register,
    'POST /admin/users': (username) => admin.post('/admin/users', { ...account(username), reason: 'a test' }),
    'PATCH /admin/users/{id}': async (username) => {
      const someone = await signUp(momentum)
      return admin.patch(`/admin/users/${someone.id}`, { username, reason: 'a test' })
    },
  }

  /** Whoever has the name gives it back, so that the next pair finds it free. */
  async function free(username: string): Promise<void> {
    const { body } = await admin.get(`/admin/users/${username}`)
    const answer = await admin.patch(`/admin/users/${body.id}`, {
      username: `free_${body.id.slice(-12)}`,
      reason: 'over',
    })
    expect(answer.status, answer.text).to.equal(200)
  }

  async function peopleCount(): Promise<number> {
    return (await momentum.app.db.read.get<{ count: number }>('SELECT COUNT(*) AS count FROM users'))!.count
  }

  for (const [door, take] of Object.entries(doors)) {
    it(`${door} lets the names of a pair that looks alike not coexist, whichever is there first`, async () => {
      for (const [one, other] of confusablePairs) {
        for (const [first, second] of [
          [one, other],
          [other, one],
        ] as const) {
          const held = await register(first)
          // The half of a pair that is outside the alphabet is nobody's name to begin with.
          if (held.status === 422) continue
          expect(held.status, held.text).to.equal(201)
          const refused = await take(second)

          const what = JSON.stringify([first, second, refused.body])
          expect([409, 422], what).to.include(refused.status)
          if (refused.status === 409) expect(refused.body.code, what).to.equal('username_taken')
          else
            expect(
              refused.body.errors.map((error: { path: string }) => error.path),
              what,
            ).to.deep.equal(['username'])
          await free(first)
        }
      }
    })

    it(`${door} refuses characters that are not seen or that turn others round, and says so of the name`, async () => {
      for (const username of [...withHiddenCharacters, 'a b c', '.ada', 'ada.', 'a..da', '12345', 'ab', 'josé']) {
        const refused = await take(username)
        const what = JSON.stringify([username, refused.body])
        expect(refused.status, what).to.equal(422)
        expect(
          refused.body.errors.map((error: { path: string }) => error.path),
          what,
        ).to.deep.equal(['username'])
      }
    })
  }

  it('POST /auth/register refuses every hostile and every reserved name, and makes nobody', async () => {
    const before = await peopleCount()

    for (const username of [...hostile.user_names, 'adm1n', 'a.d.m.i.n', '_admin_', 'Momentum_Support', 'r00t']) {
      const refused = await register(username)
      expect(refused.status, JSON.stringify([username, refused.body])).to.equal(422)
    }

    expect(await peopleCount()).to.equal(before)
  })

  it('makes one of two people who take the names of a pair at the same moment', async () => {
    const answers = await Promise.all([register('corner_shop'), register('comer_shop'), register('C0RNER_SH0P')])

    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 409, 409])
  })

  it('finds a person by the name as typed, in any case, and shows nobody to whoever types what looks like it', async () => {
    await register('IllinoisWill')

    const found = await admin.get('/users?query=illinoiswill')
    const shown = await admin.get('/users/ILLINOISWILL')
    const login = { login: 'illinoiswill', password: goodPassword }

    expect(found.body.items[0].username).to.equal('IllinoisWill')
    expect([shown.status, shown.body.username]).to.deep.equal([200, 'IllinoisWill'])
    expect((await momentum.guest.post('/auth/login', login)).status).to.equal(200)
    for (const alike of ['IIIinoisWill', 'l11inoisWill', 'IllinoisVVill', 'IIIin0isWill']) {
      expect((await admin.get(`/users/${alike}`)).status, alike).to.equal(404)
      expect((await momentum.guest.post('/auth/login', { ...login, login: alike })).status, alike).to.equal(401)
    }
  })

  it('tells of a mention the person whose name was typed, and nobody whose name only looks like it', async () => {
    const named = await signUp(momentum, { username: 'Olli_Bill' })
    const unread = async () => (await named.get('/notifications/count')).body.unread

    for (const alike of ['@0lli_Bill', '@OIIi_BiII']) await publish(momentum, admin, { caption: `with ${alike}` })
    expect(await unread()).to.equal(0)
    await publish(momentum, admin, { caption: 'with @olli_bill' })

    expect(await unread()).to.equal(1)
  })
})

describe('User names of the first admin (IN10)', () => {
  it('POST /setup keeps to the grammar, may take a reserved name, and nobody gets one that looks like it', async () => {
    const momentum = await startTestApp()
    const link = await prepareSetupLink(momentum.app.as(systemActor('serve'), 'job'))
    const token = link!.split('#token=')[1]!
    const setUp = (username: string) =>
      momentum.guest.post('/setup', { token, username, email: 'root@example.org', password: goodPassword })

    for (const username of [...withHiddenCharacters, 'аdmin', 'ａｄｍｉｎ']) {
      expect((await setUp(username)).status, JSON.stringify(username)).to.equal(422)
    }
    const made = await setUp('Admin')

    expect(made.status, made.text).to.equal(201)
    const body = { email: 'late@example.org', password: goodPassword, acceptTerms: true }
    for (const username of ['adm1n', 'ADMlN', 'admin']) {
      const refused = await momentum.guest.post('/auth/register', { ...body, username })
      expect([409, 422], username).to.include(refused.status)
    }
    await momentum.close()
  })
})
