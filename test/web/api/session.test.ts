import { expect } from 'chai'
import { createSessionStore } from '../../../src/web/api/session.ts'
import { deferred, type FakeAnswer, failureOf, fakeApi, refusal } from '../support/fake-api.ts'

const ada = { id: 'u1', username: 'ada', status: 'active' }

function sessionOn(answer: (url: string, body: unknown) => FakeAnswer, known?: 'some' | 'none') {
  const { client, asked } = fakeApi(({ url, body }) => answer(url, body))
  const hint = { value: known as string | undefined }
  const session = createSessionStore(client, {
    get: () => hint.value as 'some' | 'none' | undefined,
    set: (value) => {
      hint.value = value
    },
  })
  return { session, asked, client, hint }
}

describe('who is signed in', () => {
  it('is a person when the server knows the cookie', async () => {
    const { session, hint } = sessionOn(() => ({ body: ada }))

    await session.load()

    expect(session.get()).to.deep.equal({ kind: 'person', account: ada })
    expect(hint.value).to.equal('some')
  })

  it('is a guest without a session, and the next page need not ask', async () => {
    const { session, asked } = sessionOn(() => refusal(401, 'unauthenticated'))

    await session.load()
    await session.load()

    expect(session.get()).to.deep.equal({ kind: 'guest', lost: false })
    expect(asked).to.have.length(1)
  })

  it('is not known while the server cannot be reached, and says why', async () => {
    const { session } = sessionOn(() => 'down')

    await session.load()

    const state = session.get()
    expect(state.kind === 'unknown' && state.problem?.code).to.equal('network_failed')
  })

  it('is restricted for a suspended person, at the start and at sign-in', async () => {
    const restricted = { user: ada, token: null, session: { scope: 'restricted' } }
    const { session } = sessionOn((url) => (url === '/me' ? refusal(403, 'account_suspended') : { body: restricted }))
    await session.load()
    expect(session.get()).to.deep.equal({ kind: 'restricted' })

    await session.signIn({ login: 'ada', password: 'x' })

    expect(session.get()).to.deep.equal({ kind: 'restricted' })
  })

  it('signs in with a cookie alone, after what stands beside it has begun', async () => {
    const begun = deferred<void>()
    const { session, asked } = sessionOn(() => ({ body: { user: ada, token: null, session: { scope: 'full' } } }))
    session.onBegin(() => begun.promise)

    const signingIn = session.signIn({ login: 'ada', password: 'x' })
    await Promise.resolve()
    expect(session.get().kind).to.equal('unknown')
    begun.resolve()
    await signingIn

    expect(session.get().kind).to.equal('person')
    expect(asked[0]?.body).to.deep.equal({ login: 'ada', password: 'x', session: 'cookie' })
  })

  it('ends when a call says so, tells once, and forgets what belonged to it', async () => {
    let isOver = false
    const ends: string[] = []
    const { session, client } = sessionOn(() => (isOver ? refusal(401, 'unauthenticated') : { body: ada }))
    session.onEnd((how) => {
      ends.push(how)
    })
    await session.load()

    isOver = true
    await Promise.all([failureOf(client.get('/feed')), failureOf(client.get('/feed'))])

    expect(session.get()).to.deep.equal({ kind: 'guest', lost: true })
    expect(ends).to.deep.equal(['lost'])
  })

  it('tells that the person left when they signed out', async () => {
    const ends: string[] = []
    const { session } = sessionOn(() => ({ body: ada }))
    session.onEnd((how) => {
      ends.push(how)
    })
    await session.load()

    await session.signOut()

    expect(session.get()).to.deep.equal({ kind: 'guest', lost: false })
    expect(ends).to.deep.equal(['left'])
  })
})
