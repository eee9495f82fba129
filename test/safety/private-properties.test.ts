import { expect } from 'chai'
import { startTestApp, type TestApp } from '../support/app.ts'
import { goodPassword, signInAs, signUp, type TestPerson } from '../support/people.ts'
import { type Visited, walkReads } from '../support/walk.ts'
import type { Cast } from './traces/cast.ts'
import { traceMakers } from './traces/index.ts'

// SAFETY.md AZ5, AZ8: what is private of a person is in no answer to anybody else, on any route, and nothing sorts or
// searches by it. The walk takes its routes from the OpenAPI document, so that a new route is held to this by itself.

const addresses: Record<string, string> = { ada_private: '203.0.113.77', bela_reads: '198.51.100.5' }

/** What only the person themself may read, in the very letters in which it is stored or sent. */
function privateOf(person: TestPerson): string[] {
  return [person.email, person.token!, addresses[person.username]!, '1987-05-04', '$argon2', 'Unmistakable Phone']
}

describe('What is private of a person', function () {
  this.timeout(300_000)
  let momentum: TestApp
  let ada: TestPerson
  let bela: TestPerson
  let visits: Visited[]

  before(async () => {
    momentum = await startTestApp({ settings: { TRUST_PROXY: '1' } })
    const join = (username: string, more: object = {}): Promise<TestPerson> =>
      signUp(
        momentum,
        { username, email: `secret.${username}@private.example`, displayName: `markof ${username}`, ...more },
        { 'X-Forwarded-For': addresses[username] ?? '192.0.2.1' },
      )
    ada = await join('ada_private', { birthDate: '1987-05-04', deviceName: 'Unmistakable Phone' })
    bela = await join('bela_reads')
    const carla = await join('carla_private')
    const cast: Cast = { momentum, ada, bela, carla }
    for (const make of traceMakers) await make(cast)
    const usernames = [ada, bela, carla].map(({ username }) => username)
    const queries = { query: [...usernames, 'mark'], usernames: [usernames.join(',')], since: ['0'], tag: ['sunset'] }
    visits = (await walkReads(momentum, bela, { usernames, queries })).visits
  })
  after(() => momentum.close())

  it('was near enough to be found: the walk met the person', () => {
    expect(visits.filter(({ text }) => text.includes(ada.username)).length).to.be.greaterThan(10)
  })

  it('is in no answer to anybody else', () => {
    const leaks = visits.flatMap(({ path, text }) =>
      privateOf(ada)
        .filter((secret) => text.includes(secret))
        .map((secret) => `${path}: ${secret}`),
    )

    expect(leaks).to.deep.equal([])
  })

  it('is in no list of operators that does not say so, and never a hash or a token', async () => {
    const body = { token: (await momentum.app.setupLink())!.split('=')[1], username: 'operator_one' }
    const made = await momentum.guest.post('/setup', {
      ...body,
      email: 'operator_one@example.org',
      password: goodPassword,
    })
    expect(made.status, made.text).to.be.oneOf([200, 201])
    const admin = await signInAs(momentum, { username: 'operator_one' })
    for (const path of [
      '/admin/users?query=ada_private',
      '/admin/users/ada_private',
      '/admin/posts',
      '/admin/comments',
    ]) {
      const answer = await admin.get(path)
      expect(answer.status, `${path} ${answer.text}`).to.equal(200)
      for (const secret of [ada.token!, '$argon2', 'token_hash', 'tokenHash', 'passwordHash'])
        expect(answer.text, `${path} ${secret}`).not.to.include(secret)
    }
  })

  it('cannot be found by search, whole or by its beginning', async () => {
    for (const query of [ada.email, 'secret.ada', 'private.example', '1987-05-04', '203.0.113']) {
      const found = await bela.get(`/users?query=${encodeURIComponent(query)}`)
      expect(found.status).to.be.oneOf([200, 422])
      if (found.status === 200) expect(JSON.stringify(found.body), query).not.to.include('ada_private"')
    }
  })

  it('orders and filters nothing: unknown parameters are refused by every list', async () => {
    for (const path of [
      '/users?query=ada&sort=email',
      '/feed?sort=email',
      '/users/ada_private/followers?orderBy=email',
    ]) {
      expect((await bela.get(path)).status, path).to.equal(422)
    }
  })
})
