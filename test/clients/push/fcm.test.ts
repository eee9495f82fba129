import { expect } from 'chai'
import {
  createPushSender,
  makeVapidKeys,
  type PushMessage,
  type PushSender,
  parseServiceAccount,
} from '../../../src/clients/push/index.ts'
import { hour, manualClock } from '../../../src/lib/clock.ts'
import { startFcm, type TestFcm } from '../../support/fcm.ts'

const message: PushMessage = { title: 'Ada', body: 'Hello', data: { type: 'message' }, ttlSeconds: 60 }
const phone = { kind: 'fcm' as const, token: 'phone-1' }

describe('createPushSender, Firebase', () => {
  const vapid = { ...makeVapidKeys(), subject: 'mailto:operator@example.org' }
  const clock = manualClock(Date.now())
  let fcm: TestFcm
  let sender: PushSender

  beforeEach(async () => {
    fcm = await startFcm()
    sender = createPushSender({
      vapid,
      fcm: parseServiceAccount(fcm.serviceAccountJson),
      fcmBaseUrl: fcm.baseUrl,
      clock,
    })
  })
  afterEach(async () => {
    sender.close()
    await fcm.close()
  })

  it('sends with one access for all, renewed when its time is over', async () => {
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => sender.send(phone, message)))
    expect(outcomes).to.deep.equal(Array(5).fill('sent'))
    expect(fcm.grants).to.equal(1)

    clock.advance(hour)
    expect(await sender.send(phone, { ...message, urgency: 'high', collapseKey: 'c' })).to.equal('sent')
    expect(fcm.grants).to.equal(2)
    const sent = fcm.messages.at(-1)!
    expect(sent).to.deep.include({
      token: 'phone-1',
      notification: { title: 'Ada', body: 'Hello' },
      data: { type: 'message' },
    })
    expect(sent.android).to.include({ priority: 'HIGH', ttl: '60s' })
    expect(sent.android.collapse_key).to.match(/^[\w-]{32}$/)

    clock.advance(-2 * hour)
    expect(await sender.send(phone, message)).to.equal('sent')
    expect(fcm.grants).to.equal(3)
  })

  it('asks for a new access when the old one is refused', async () => {
    await sender.send(phone, message)
    fcm.revoke()

    expect(await sender.send(phone, message)).to.equal('sent')
    expect(fcm.grants).to.equal(2)
  })

  it('forgets a phone that has gone, and no other', async () => {
    fcm.unregistered.add('phone-1')
    expect(await sender.send(phone, message)).to.equal('gone')
    expect(await sender.send({ kind: 'fcm', token: 'phone-2' }, message)).to.equal('sent')

    fcm.answerWith(400, {
      error: { status: 'INVALID_ARGUMENT', details: [{ fieldViolations: [{ field: 'message.token' }] }] },
    })
    expect(await sender.send(phone, message)).to.equal('gone')
    fcm.answerWith(403, { error: { status: 'PERMISSION_DENIED', details: [{ errorCode: 'SENDER_ID_MISMATCH' }] } })
    expect(await sender.send(phone, message)).to.equal('gone')
  })

  it('tries again when Google asks for it, is in trouble, or is not there', async () => {
    fcm.answerWith(
      429,
      { error: { status: 'RESOURCE_EXHAUSTED', details: [{ errorCode: 'QUOTA_EXCEEDED' }] } },
      { 'retry-after': '77' },
    )
    expect(await sender.send(phone, message)).to.deep.equal({
      retryAfterSeconds: 77,
      problem: 'Firebase answered 429 QUOTA_EXCEEDED',
    })
    fcm.answerWith(503, '<html>')
    expect(await sender.send(phone, message)).to.have.property('retryAfterSeconds', 30)
    fcm.answerWith(400, { error: { status: 'INVALID_ARGUMENT' } })
    expect(await sender.send(phone, message)).to.deep.equal({
      retryAfterSeconds: 3600,
      problem: 'Firebase answered 400 INVALID_ARGUMENT',
    })

    await fcm.close()
    expect(await sender.send(phone, message))
      .to.have.property('problem')
      .match(/^Firebase: /)
    fcm = await startFcm()
  })

  it('says when the account is not accepted, without telling the key', async () => {
    const stranger = {
      ...JSON.parse(fcm.serviceAccountJson),
      private_key: JSON.parse((await startAndStop()).serviceAccountJson).private_key,
    }
    const wrong = createPushSender({
      vapid,
      fcm: parseServiceAccount(JSON.stringify(stranger)),
      fcmBaseUrl: fcm.baseUrl,
      clock,
    })

    expect(await wrong.send(phone, message)).to.deep.equal({
      retryAfterSeconds: 30,
      problem: 'Firebase: no access (400 invalid_grant)',
    })
    expect(await wrong.verify().catch((error: Error) => error.message)).to.equal('no access (400 invalid_grant)')
    expect(await sender.verify()).to.deep.equal({ fcm: 'ready' })
    wrong.close()
  })

  it('lets phones of Firebase wait while it is not set up', async () => {
    const without = createPushSender({ vapid, clock })

    expect(await without.send(phone, message))
      .to.have.property('problem')
      .match(/FCM_CREDENTIALS/)
    expect(await without.verify()).to.deep.equal({ fcm: 'not set up' })
    without.close()
  })
})

async function startAndStop(): Promise<TestFcm> {
  const other = await startFcm()
  await other.close()
  return other
}

describe('parseServiceAccount', () => {
  it('names what is missing', () => {
    expect(() => parseServiceAccount('nonsense')).to.throw('not JSON')
    expect(() => parseServiceAccount('null')).to.throw('project_id')
    expect(() => parseServiceAccount('{"project_id":"p"}')).to.throw('client_email')
    const account = { project_id: 'p', client_email: 'e', private_key: 'k', token_uri: 'https://example.org' }
    expect(() => parseServiceAccount(JSON.stringify(account))).to.throw('not a key')
  })
})
