import { expect } from 'chai'
import { writeSetting } from '../../src/core/settings/index.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { signInAs, signUp } from '../support/people.ts'

describe('my account', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  describe('PATCH /me', () => {
    const changes: Record<string, unknown> = {
      displayName: 'Zoë 名 Ωmega',
      bio: 'Two lines,\none link.',
      link: 'https://example.org/zoe',
      isPrivate: true,
      messagesFrom: 'following',
      readReceipts: false,
      presence: false,
      locale: 'de-AT',
      timeZone: 'Europe/Vienna',
    }

    it('changes each field by itself, and all other fields stay', async () => {
      const person = await signUp(momentum)
      let expected = (await person.get('/me')).body

      for (const [field, value] of Object.entries(changes)) {
        const answer = await person.patch('/me', { [field]: value })

        expected = { ...expected, [field]: value }
        expect(answer.status, answer.text).to.equal(200)
        expect(answer.body).to.deep.equal(expected)
      }
      expect((await person.get('/me')).body).to.deep.equal(expected)
    })

    for (const [what, body] of [
      ['a name of 51 characters', { displayName: 'x'.repeat(51) }],
      ['an empty name', { displayName: '  ' }],
      ['a name with a bidi override', { displayName: 'ada\u202egnp' }],
      ['a text of 501 characters', { bio: 'x'.repeat(501) }],
      ['a link that runs something', { link: 'javascript:alert(1)' }],
      ['an unknown audience', { messagesFrom: 'friends' }],
      ['an unknown time zone', { timeZone: 'Mars/Olympus' }],
      ['a role', { role: 'admin' }],
      ['a mark of honour', { isVerified: true }],
      ['a status', { status: 'active' }],
    ] as [string, Record<string, unknown>][]) {
      it(`refuses ${what}, and changes nothing`, async () => {
        const person = await signUp(momentum)
        const before = (await person.get('/me')).body

        const answer = await person.patch('/me', { bio: 'also this', ...body })

        expect([answer.status, answer.body.code]).to.deep.equal([422, 'validation_failed'])
        expect((await person.get('/me')).body).to.deep.equal(before)
      })
    }

    it('is seen by the other devices at once', async () => {
      const person = await signUp(momentum)
      const other = await signInAs(momentum, person)

      await person.patch('/me', { bio: 'new' })

      expect((await other.get('/me')).body.bio).to.equal('new')
    })
  })

  describe('GET /me', () => {
    it('answers 304 until something changes', async () => {
      const person = await signUp(momentum)
      const etag = (await person.get('/me')).headers.get('etag')!

      const same = await person.get('/me', { 'If-None-Match': etag })
      await person.patch('/me', { bio: 'changed' })
      const changed = await person.get('/me', { 'If-None-Match': etag })

      expect([same.status, same.text, changed.status]).to.deep.equal([304, '', 200])
    })

    it('is for nobody without a session', async () => {
      const answer = await momentum.guest.get('/me')

      expect([answer.status, answer.body.code]).to.deep.equal([401, 'unauthenticated'])
      expect(answer.headers.get('www-authenticate')).to.equal('Bearer')
    })
  })

  describe('consents', () => {
    it('are given at sign-up, missing when the terms change, and given again', async () => {
      const person = await signUp(momentum)
      const atFirst = (await person.get('/me/consents')).body
      await momentum.app.db.transaction((unit) => writeSetting(unit, 'terms.version', '2', Date.now()))
      await momentum.app.settings.reload()

      const changed = (await person.get('/me/consents')).body
      const old = await person.post('/me/consents', { document: 'terms', version: '1' })
      const given = await person.post('/me/consents', { document: 'terms', version: '2' })
      const again = await person.post('/me/consents', { document: 'terms', version: '2' })

      expect(atFirst.missing).to.deep.equal([])
      expect(atFirst.items.map((item: { document: string }) => item.document).sort()).to.deep.equal([
        'guidelines',
        'terms',
      ])
      expect(changed.missing).to.deep.equal(['terms'])
      expect([old.status, old.body.errors[0].path]).to.deep.equal([422, 'version'])
      expect([given.status, given.body.missing, given.body.items.length]).to.deep.equal([200, [], 3])
      expect(again.body).to.deep.equal(given.body)
    })
  })
})
