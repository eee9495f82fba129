import { expect } from 'chai'
import { createApiClient, newId, urlOf, waitFor } from '../../../src/web/api/client.ts'
import type { Problem } from '../../../src/web/api/problem.ts'
import { failureOf, fakeApi, refusal } from '../support/fake-api.ts'

describe('the web client’s API client', () => {
  it('fills in the path, encodes what stands in it, and leaves out what is not set', () => {
    expect(urlOf('/users/{username}/posts', { username: 'a/b?c' }, { view: 'grid', cursor: undefined })).to.equal(
      '/users/a%2Fb%3Fc/posts?view=grid',
    )
    expect(() => urlOf('/posts/{id}', {})).to.throw('needs id')
  })

  it('takes only calls that the API has', async () => {
    const { client } = fakeApi(() => ({ body: {} }))

    await client.post('/conversations/{id}/messages', { path: { id: 'c' }, body: { clientId: 'x', text: 'hi' } })
    // @ts-expect-error the path parameter is missing
    expect(String(await failureOf(client.get('/posts/{id}')))).to.contain('needs id')
    // @ts-expect-error there is no such path
    await client.get('/postings')
    // @ts-expect-error there is no such field
    await client.patch('/me', { body: { nickname: 'x' } })
  })

  it('throws what was refused, with its fields', async () => {
    const errors = [
      { path: 'username', message: 'is too short' },
      { path: 'media.0', message: 'is not there' },
    ]
    const { client, asked } = fakeApi(() => refusal(422, 'validation_failed', { errors }))

    const problem = (await failureOf(client.get('/me'))) as Problem

    expect(problem.code).to.equal('validation_failed')
    expect(problem.field('username')).to.equal('is too short')
    expect(problem.field('media')).to.equal('is not there')
    expect(problem.field('user')).to.equal(undefined)
    expect(problem.isPassing).to.equal(false)
    expect(asked).to.have.length(1)
  })

  it('keeps its head when a proxy answers a page of its own', async () => {
    const { client } = fakeApi(() => ({ status: 502, body: '<html>' }))

    const problem = (await failureOf(client.get('/me'))) as Problem

    expect(problem.code).to.equal('unavailable')
    expect(problem.status).to.equal(502)
  })

  it('repeats what failed in passing, a POST with one and the same key, with growing pauses', async () => {
    const { client, asked, waits } = fakeApi((_, count) => (count < 3 ? 'down' : { status: 201, body: { id: 'p' } }))

    await client.post('/conversations', { body: { username: 'ada' } })

    expect(asked.map(({ headers }) => headers['Idempotency-Key'])).to.deep.equal(['id-1', 'id-1', 'id-1'])
    expect(waits).to.deep.equal([500, 1000])
  })

  it('gives up after four attempts', async () => {
    const { client, asked } = fakeApi(() => 'down')

    const problem = (await failureOf(client.get('/me'))) as Problem

    expect(problem.code).to.equal('network_failed')
    expect(problem.isPassing).to.equal(true)
    expect(asked).to.have.length(4)
  })

  it('waits as long as the server asks for, unless that is long', async () => {
    const patient = fakeApi((_, count) =>
      count === 1 ? refusal(429, 'rate_limited', { headers: { 'Retry-After': '3' } }) : { body: {} },
    )
    const long = fakeApi(() => refusal(429, 'rate_limited', { headers: { 'Retry-After': '600' } }))

    await patient.client.get('/me')
    const problem = (await failureOf(long.client.get('/me'))) as Problem

    expect(patient.waits).to.deep.equal([3125])
    expect(problem.retryAfterSeconds).to.equal(600)
    expect(long.asked).to.have.length(1)
  })

  it('does not repeat a sign-in whose answer was lost', async () => {
    const { client, asked } = fakeApi(() => 'down')

    await failureOf(client.post('/auth/login', { body: { login: 'ada', password: 'x' } }))

    expect(asked).to.have.length(1)
  })

  it('asks for what it knows by its ETag, and answers the same object while it has not changed', async () => {
    const { client, asked } = fakeApi(({ headers }) =>
      headers['If-None-Match'] === '"1"' ? { status: 304 } : { body: { items: [] }, headers: { ETag: '"1"' } },
    )

    const first = await client.get('/conversations')
    const second = await client.get('/conversations')
    client.forget()
    const third = await client.get('/conversations')

    expect(second).to.equal(first)
    expect(third).not.to.equal(first)
    expect(asked.map(({ headers }) => headers['If-None-Match'])).to.deep.equal([undefined, '"1"', undefined])
  })

  it('says when the session is over, and not when a password was wrong', async () => {
    let lost = 0
    const { client } = fakeApi(({ url }) => refusal(401, url === '/me' ? 'unauthenticated' : 'invalid_credentials'))
    const stop = client.onSessionLost(() => {
      lost += 1
    })

    await failureOf(client.post('/auth/login', { body: { login: 'ada', password: 'x' } }))
    expect(lost).to.equal(0)
    await failureOf(client.get('/me'))
    expect(lost).to.equal(1)
    stop()
    await failureOf(client.get('/me'))
    expect(lost).to.equal(1)
  })

  it('can be given up, while it is on its way and while it pauses', async () => {
    const onItsWay = new AbortController()
    const pausing = new AbortController()
    const slow = fakeApi(() => new Promise(() => {}))
    const down = createApiClient({
      fetch: async () => {
        throw new TypeError('Failed to fetch')
      },
      wait: (_, signal) => {
        queueMicrotask(() => pausing.abort())
        return waitFor(60_000, signal)
      },
      random: () => 0.5,
      newId,
    })

    const call = failureOf(slow.client.get('/me', { signal: onItsWay.signal }))
    onItsWay.abort()

    expect(((await call) as Problem).code).to.equal('cancelled')
    expect(((await failureOf(down.get('/me', { signal: pausing.signal }))) as Problem).code).to.equal('cancelled')
  })
})
