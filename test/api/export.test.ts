import { expect } from 'chai'
import { systemActor } from '../../src/core/actor.ts'
import { sweepMedia } from '../../src/core/media/index.ts'
import { hour, manualClock } from '../../src/lib/clock.ts'
import { startTestApp, type TestApp, type TestClient } from '../support/app.ts'
import { say, startPair } from '../support/chat.ts'
import { auditCount, signUpAs } from '../support/operators.ts'
import { goodPassword, signUp } from '../support/people.ts'
import { publish } from '../support/posts.ts'
import { unzip } from '../support/unzip.ts'
import { uploadPhoto } from '../support/uploads.ts'

describe('A person’s own data (PR7)', () => {
  const clock = manualClock(Date.now())
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp({ clock })
  })
  after(() => momentum.close())

  /** The files of an export, by name. */
  async function fetchZip(client: TestClient, url: string): Promise<Record<string, string>> {
    const response = await fetch(client.address(url), { headers: { Authorization: `Bearer ${client.token}` } })
    expect(response.status).to.equal(200)
    expect(response.headers.get('content-type')).to.equal('application/zip')
    return unzip(Buffer.from(await response.arrayBuffer()))
  }

  it('is a zip of what they wrote and nothing that others did, for an hour, for them alone', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    await publish(momentum, ada, { caption: '=HYPERLINK("x")' })
    await say(ada, conversationId, 'my own words')
    await say(bela, conversationId, 'the words of another')
    await ada.patch('/notifications/preferences', { types: { follow: { push: false } }, digest: 'daily' })
    await ada.post('/push/subscriptions', { kind: 'fcm', token: 'the-secret-address-of-a-phone' })
    expect((await ada.post('/me/export', { password: 'wrong password here' })).body.code).to.equal('password_wrong')
    const asked = await ada.post('/me/export', { password: goodPassword })
    expect(asked.status, asked.text).to.equal(201)
    const files = await fetchZip(ada, asked.body.url)
    expect(JSON.parse(files['account.json']!)[0]).to.include({
      username: ada.username,
      email: ada.email,
      isPrivate: false,
    })
    expect(JSON.parse(files['posts.json']!)[0].caption).to.equal('=HYPERLINK("x")')
    expect(JSON.parse(files['messages.json']!)).to.have.length(1)
    expect(JSON.parse(files['notifications.json']!).map(({ type }: { type: string }) => type)).to.deep.equal([
      'message',
    ])
    expect(JSON.parse(files['notification-preferences.json']!)).to.deep.equal([
      { type: 'follow', inApp: true, push: false, email: true },
    ])
    expect(JSON.parse(files['notification-settings.json']!)[0]).to.include({ digest: 'daily', previews: true })
    expect(JSON.parse(files['push-subscriptions.json']!)[0]).to.include({ kind: 'fcm' })
    const all = JSON.stringify(files)
    expect(all).not.to.include('the-secret-address-of-a-phone')
    expect(all).not.to.include('the words of another')
    expect(all).not.to.include(bela.email)
    expect(all).not.to.match(/password|token_?hash|totp/i)
    for (const name of Object.keys(files))
      expect(name).to.match(/^[a-z-]+\.json$|^media\/[0-9a-f-]{36}\/[a-z]+\.[a-z0-9]+$/)

    expect((await bela.get(asked.body.url)).status).to.equal(404)
    clock.advance(hour + 1)
    expect((await ada.get(asked.body.url)).status).to.equal(404)
  })

  it('has their pictures, and of a case neither its evidence nor what others said of them', async () => {
    const author = await signUp(momentum)
    const reporter = await signUp(momentum)
    const [kept, reported] = [await uploadPhoto(author), await uploadPhoto(author)]
    await author.post('/posts', { media: [kept.id], caption: 'kept' })
    const post = await author.post('/posts', { media: [reported.id], caption: 'reported' })
    const report = { subject: { type: 'post', id: post.body.id }, reason: 'nudity', comment: 'they know me' }
    expect((await reporter.post('/reports', report)).status).to.equal(201)
    await author.delete(`/posts/${post.body.id}`)
    await sweepMedia(momentum.app.as(systemActor('test'), 'job'))
    const admin = await signUpAs(momentum, 'admin')
    const exported = async (by: TestClient, path: string, body: object) => {
      const asked = await by.post(path, body)
      return fetchZip(by, asked.body.url)
    }

    const own = await exported(author, '/me/export', { password: goodPassword })
    const theirs = await exported(reporter, '/me/export', { password: goodPassword })
    const byOperator = await exported(admin, `/admin/users/${author.username}/export`, { reason: 'asked by mail' })

    for (const files of [own, byOperator]) {
      const pictures = Object.keys(files).filter((name) => name.startsWith('media/'))
      expect(pictures.length).to.be.greaterThan(0)
      for (const name of pictures) expect(name).to.include(kept.id)
      expect(JSON.stringify(files)).not.to.include('they know me')
      expect(JSON.stringify(files)).not.to.include(reporter.username)
    }
    expect(JSON.parse(theirs['reports.json']!)[0]).to.include({ reason: 'nudity', comment: 'they know me' })
    expect(Object.keys(theirs).filter((name) => name.startsWith('media/'))).to.deep.equal([])
  })

  it('goes to the operator who was asked for it, with one audit entry', async () => {
    const admin = await signUpAs(momentum, 'admin')
    const other = await signUpAs(momentum, 'admin')
    const ada = await signUp(momentum)
    const before = await auditCount(momentum)
    const asked = await admin.post(`/admin/users/${ada.username}/export`, { reason: 'asked by mail' })
    expect(asked.status, asked.text).to.equal(200)
    expect(await auditCount(momentum)).to.equal(before + 1)
    const files = await fetchZip(admin, asked.body.url)
    expect(JSON.parse(files['account.json']!)[0].id).to.equal(ada.id)
    expect((await other.get(asked.body.url)).status).to.equal(404)
  })
})
