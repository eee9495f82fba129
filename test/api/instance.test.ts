import { expect } from 'chai'
import { writeSetting } from '../../src/core/settings/index.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { signUp } from '../support/people.ts'

describe('GET /instance', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp({ settings: { PUBLIC_URL: 'https://social.example' } })
  })
  after(() => momentum.close())

  it('introduces the server to anybody', async () => {
    const answer = await momentum.guest.get('/instance')

    expect(answer.status).to.equal(200)
    expect(answer.body).to.deep.include({
      name: 'Momentum',
      registration: 'open',
      minimumAge: 13,
      lowestAppVersion: '0',
    })
    expect(answer.body.limits.username).to.include({ min: 3, max: 30 })
    expect(answer.body.limits.message.max).to.equal(10_000)
    expect(answer.body.limits.comment).to.deep.equal({ min: 1, max: 2200 })
    expect(answer.body.limits.media.formats).to.include.members(['image/jpeg', 'image/png', 'image/webp'])
    expect(answer.body.limits.media.imageBytes).to.be.above(1_000_000)
    expect(answer.body.limits.password.min).to.equal(10)
    expect(answer.body.documents).to.deep.include({
      document: 'terms',
      version: '1',
      url: 'https://social.example/terms',
      required: true,
    })
    expect(answer.body.urls.childSafety).to.equal('https://social.example/safety/child-standards')
    expect(answer.body.push.vapidPublicKey).to.match(/^[\w-]{87}$/)
  })

  it('answers 304 while nothing has changed', async () => {
    const etag = (await momentum.guest.get('/instance')).headers.get('etag')!

    expect((await momentum.guest.get('/instance', { 'If-None-Match': etag })).status).to.equal(304)
  })

  it('names the lowest app version, and every other route refuses older apps with 426', async () => {
    const person = await signUp(momentum)
    await momentum.app.db.transaction((unit) => writeSetting(unit, 'instance.lowestAppVersion', '1.10', Date.now()))
    await momentum.app.settings.reload()

    const statuses: Record<string, number> = {}
    for (const version of ['1.9.9', '1', '0.99', '1.10', '1.10.0', '1.11', '2', 'web', '']) {
      statuses[version] = (await person.get('/me', { 'Momentum-App-Version': version })).status
    }

    const refused = await momentum.guest.post('/auth/login', {}, { 'Momentum-App-Version': '1.2.3' })
    const instance = await momentum.guest.get('/instance', { 'Momentum-App-Version': '1.2.3' })
    expect(statuses).to.deep.equal({
      '1.9.9': 426,
      '1': 426,
      '0.99': 426,
      '1.10': 200,
      '1.10.0': 200,
      '1.11': 200,
      '2': 200,
      web: 200,
      '': 200,
    })
    expect([refused.status, refused.body.code, refused.body.lowestAppVersion]).to.deep.equal([
      426,
      'client_too_old',
      '1.10',
    ])
    expect([instance.status, instance.body.lowestAppVersion]).to.deep.equal([200, '1.10'])
    expect((await person.get('/me')).status, 'without a version').to.equal(200)
  })
})
