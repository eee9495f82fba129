import { expect } from 'chai'

type Early = typeof import('../../../src/web/api/early.ts')

describe('answers asked for before the client was there', () => {
  let early: Early
  const answers = new Map<string, Promise<Response>>()

  before(async () => {
    // The module takes the map that static/begin.js left, when it is loaded.
    Object.assign(globalThis, { momentumEarly: answers })
    early = (await import(`../../../src/web/api/early.ts?${Date.now()}`)) as Early
  })
  beforeEach(() => {
    answers.clear()
    answers.set('/api/v1/feed', Promise.resolve(new Response('early')))
  })
  after(() => {
    Reflect.deleteProperty(globalThis, 'momentumEarly')
  })

  const take = (method = 'GET') => early.takeEarly('/api/v1/feed', { method })

  it('are given once', async () => {
    const answer = await take()

    expect(await answer?.text()).to.equal('early')
    expect(take()).to.equal(undefined)
  })

  it('are not given any more after a call that changes something', () => {
    early.takeEarly('/api/v1/posts', { method: 'POST' })

    expect(take()).to.equal(undefined)
  })

  it('are not given any more after news', () => {
    early.forgetEarly()

    expect(take()).to.equal(undefined)
  })
})
