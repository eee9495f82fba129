import { expect } from 'chai'
import { createOutbound, type Outbound } from '../../../src/clients/outbound/index.ts'
import {
  checkWebPushSubscription,
  createPushSender,
  makeVapidKeys,
  type PushMessage,
  type PushSender,
  PushSubscriptionRefused,
} from '../../../src/clients/push/index.ts'
import { startPushService, type TestPushService, type TestSubscription } from '../../support/push-service.ts'

const message: PushMessage = { title: 'Ada', body: 'Grüße 👋', data: { type: 'message', id: '1' }, ttlSeconds: 60 }

describe('createPushSender, Web Push', () => {
  const vapid = { ...makeVapidKeys(), subject: 'mailto:operator@example.org' }
  let service: TestPushService
  let outbound: Outbound
  let sender: PushSender

  beforeEach(async () => {
    service = await startPushService()
    outbound = createOutbound({ allowLoopback: true, allowHttp: true, timeoutMs: 1000 })
    sender = createPushSender({ vapid, outbound })
  })
  afterEach(async () => {
    sender.close()
    await service.close()
  })

  const to = ({ endpoint, p256dh, auth }: TestSubscription) => ({ kind: 'webpush' as const, endpoint, p256dh, auth })

  it('delivers what only the application can read, signed with our key', async () => {
    const subscription = service.subscribe(vapid.publicKey)
    const outcome = await sender.send(to(subscription), { ...message, urgency: 'high', collapseKey: 'conversation:42' })

    expect(service.refusals).to.deep.equal([])
    expect(outcome).to.equal('sent')
    const [delivery] = subscription.deliveries
    expect(JSON.parse(delivery!.payload)).to.deep.equal({
      title: 'Ada',
      body: 'Grüße 👋',
      data: { type: 'message', id: '1' },
    })
    expect(delivery!.claims).to.include({ aud: service.origin, sub: 'mailto:operator@example.org' })
    expect(delivery!.headers).to.include({ ttl: '60', urgency: 'high', 'content-encoding': 'aes128gcm' })
    expect(delivery!.headers.topic).to.match(/^[\w-]{32}$/)
  })

  it('makes a message fit, whatever is in it, and keeps its data', async () => {
    for (const body of ['x'.repeat(20_000), '👍'.repeat(5000), '\u0001"\\'.repeat(4000), 'é'.repeat(9000)]) {
      const subscription = service.subscribe()
      expect(await sender.send(to(subscription), { ...message, body })).to.equal('sent')
      const payload = JSON.parse(subscription.deliveries[0]!.payload)
      expect(payload.data).to.deep.equal(message.data)
      expect(payload.body).to.match(/…$/)
      expect(body.startsWith(payload.body.slice(0, -1))).to.equal(true)
      expect(subscription.deliveries[0]!.payload.length).to.be.above(600)
    }
    const titled = service.subscribe()
    expect(await sender.send(to(titled), { ...message, title: 't'.repeat(9000) })).to.equal('sent')
  })

  it('forgets an endpoint that is gone', async () => {
    const subscription = to(service.subscribe())
    expect(await sender.send({ ...subscription, endpoint: `${service.origin}/push/unknown` }, message)).to.equal('gone')

    service.answerWith(410)
    expect(await sender.send(subscription, message)).to.equal('gone')
  })

  it('tries again when the push service asks for it or is in trouble', async () => {
    const subscription = to(service.subscribe())
    const answers: [number, Record<string, string>, number][] = [
      [429, { 'retry-after': '120' }, 120],
      [503, {}, 30],
      [500, { 'retry-after': new Date(Date.now() + 90_500).toUTCString() }, 90],
      [502, { 'retry-after': '99999999' }, 86_400],
      [503, { 'retry-after': 'nonsense' }, 30],
      [429, { 'retry-after': '0' }, 1],
      [302, { location: 'http://127.0.0.1:1/' }, 3600],
      [400, {}, 3600],
    ]
    for (const [status, headers, seconds] of answers) {
      service.answerWith(status, headers)
      const outcome = await sender.send(subscription, message)
      expect(outcome, String(status)).to.have.property('problem', `the push service answered ${status}`)
      expect((outcome as { retryAfterSeconds: number }).retryAfterSeconds, String(status)).to.be.closeTo(seconds, 1)
    }
  })

  it('does not drop everybody when it is our key that is refused', async () => {
    const subscription = service.subscribe(makeVapidKeys().publicKey)

    expect(await sender.send(to(subscription), message)).to.deep.equal({
      retryAfterSeconds: 3600,
      problem: 'the push service answered 403',
    })
    expect(service.refusals).to.deep.equal(['the key of another application'])
  })

  it('tries again when nobody answers', async () => {
    const subscription = to(service.subscribe())
    await service.close()

    expect(await sender.send(subscription, message)).to.have.property('retryAfterSeconds', 30)
    service = await startPushService()
  })

  it('calls nothing on the inside, and forgets who asked for it', async () => {
    const subscription = service.subscribe()
    const strict = createPushSender({ vapid, outbound: createOutbound({ allowHttp: true }) })
    const endpoints = [
      subscription.endpoint,
      subscription.endpoint.replace('127.0.0.1', 'localhost'),
      'https://10.0.0.1/',
      'file:///etc/passwd',
    ]
    for (const endpoint of endpoints) {
      expect(await strict.send({ ...to(subscription), endpoint }, message), endpoint).to.equal('gone')
    }
    strict.close()

    expect(subscription.deliveries).to.have.length(0)
    expect(service.refusals).to.have.length(0)
  })

  it('forgets keys that are none', async () => {
    expect(await sender.send({ ...to(service.subscribe()), p256dh: 'AAAA' }, message)).to.equal('gone')
  })
})

describe('checkWebPushSubscription', () => {
  it('takes what a browser or a UnifiedPush distributor gives', async () => {
    const service = await startPushService()
    const { p256dh, auth } = service.subscribe()
    await service.close()

    checkWebPushSubscription({ endpoint: 'https://push.example.org/abc', p256dh, auth })
    const refused: [string, object][] = [
      ['endpoint', { endpoint: 'http://push.example.org/abc' }],
      ['endpoint', { endpoint: 'https://127.0.0.1/abc' }],
      ['endpoint', { endpoint: 'nonsense' }],
      ['p256dh', { p256dh: 'A'.repeat(87) }],
      ['p256dh', { p256dh: `${p256dh.slice(0, -6)}AAAAAA` }],
      ['p256dh', { p256dh: '' }],
      ['auth', { auth: 'short' }],
    ]
    for (const [field, change] of refused) {
      const subscription = { endpoint: 'https://push.example.org/abc', p256dh, auth, ...change }
      expect(() => checkWebPushSubscription(subscription), JSON.stringify(change)).to.throw(
        PushSubscriptionRefused,
        field,
      )
    }
  })
})
