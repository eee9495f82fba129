import { type AddressInfo, createServer } from 'node:net'
import { expect } from 'chai'
import { createOutbound } from '../../../src/clients/outbound/index.ts'
import {
  createPushSender,
  makeVapidKeys,
  type PushSender,
  parseServiceAccount,
} from '../../../src/clients/push/index.ts'
import { day, hour, manualClock, minute, second } from '../../../src/lib/clock.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { say, startConversation, startPair } from '../../support/chat.ts'
import { createTestDatabase } from '../../support/database.ts'
import { eventually } from '../../support/eventually.ts'
import { startFcm, type TestFcm } from '../../support/fcm.ts'
import { openSocket } from '../../support/live.ts'
import { theOnly } from '../../support/notifications.ts'
import { signUpAs } from '../../support/operators.ts'
import { goodPassword, signInAs, signUp, type TestPerson } from '../../support/people.ts'
import { comment, follow, publish } from '../../support/posts.ts'
import { startPushService, type TestPushService, type TestSubscription } from '../../support/push-service.ts'

describe('pushes', function () {
  this.timeout(60_000)
  const vapid = { ...makeVapidKeys(), subject: 'mailto:operator@example.org' }
  // The push service looks at the time of the tokens, so the day is today's.
  const clock = manualClock(Date.now())
  let service: TestPushService
  let fcm: TestFcm
  let momentum: TestApp
  const logLines: string[] = []

  function sender(): PushSender {
    const tests = { allowLoopback: true, allowHttp: true }
    return createPushSender({
      vapid,
      outbound: createOutbound({ ...tests, timeoutMs: 2000 }),
      endpoints: tests,
      fcm: parseServiceAccount(fcm.serviceAccountJson),
      fcmBaseUrl: fcm.baseUrl,
    })
  }

  before(async () => {
    service = await startPushService()
    fcm = await startFcm()
    momentum = await startTestApp({ clock, clients: { push: sender() }, logLines })
  })
  afterEach(() => {
    service.answerWith()
    fcm.answerWith()
  })
  after(async () => {
    await momentum.close()
    await service.close()
    await fcm.close()
    expect(service.refusals).to.deep.equal([])
  })

  async function subscribe(person: TestPerson): Promise<TestSubscription & { id: string }> {
    const subscription = service.subscribe(vapid.publicKey)
    const { endpoint, p256dh, auth } = subscription
    const answer = await person.post('/push/subscriptions', { kind: 'webpush', endpoint, keys: { p256dh, auth } })
    expect(answer.status, answer.text).to.equal(201)
    return Object.assign(subscription, { id: answer.body.id as string })
  }

  const read = ({ deliveries }: TestSubscription) => deliveries.map(({ payload }) => JSON.parse(payload))
  const flush = () => momentum.app.pusher.flush()
  const waiting = () =>
    momentum.app.db.read.all<{ nextAt: number; tries: number }>(
      'SELECT next_at, tries FROM push_outbox ORDER BY next_at',
    )

  beforeEach(async () => {
    await momentum.app.db.transaction((unit) => unit.run('DELETE FROM push_subscriptions'))
    logLines.length = 0
  })

  describe('what is sent', () => {
    it('names who wrote what, signed and encrypted, and where to go', async () => {
      const { ada, bela, conversationId } = await startPair(momentum)
      const phone = await subscribe(bela)
      await say(ada, conversationId, 'Grüße 👋')
      await flush()

      const [push] = read(phone)
      const told = await theOnly(bela, 'message')

      expect(push).to.include({ title: ada.username, body: 'Grüße 👋' })
      expect(push.data).to.deep.equal({
        type: 'message',
        notificationId: told.id,
        unread: '1',
        conversationId,
        username: ada.username,
      })
      const { headers } = phone.deliveries[0]!
      expect(headers).to.include({ ttl: String((7 * day) / second), urgency: 'high' })
      expect(headers.topic).to.match(/^[\w-]{32}$/)
      expect(await waiting()).to.deep.equal([])
    })

    it('says neither who nor what to those who want no previews', async () => {
      const { ada, bela, conversationId } = await startPair(momentum)
      const phone = await subscribe(bela)
      await bela.patch('/notifications/preferences', { previews: false })
      await say(ada, conversationId, 'a secret')
      await flush()

      const { payload } = phone.deliveries[0]!

      expect(payload).not.to.contain('secret')
      expect(payload).not.to.contain(ada.username)
      expect(JSON.parse(payload)).to.include({ title: 'Momentum', body: 'You have a new message.' })
      expect(JSON.parse(payload).data.conversationId).to.equal(conversationId)
    })

    it('keeps the words of strangers for when they are asked for', async () => {
      const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
      const phone = await subscribe(bela)
      await say(ada, await startConversation(ada, bela), 'buy this')
      await flush()

      expect(read(phone)[0].body).to.equal('Wants to write to you.')
    })

    it('reaches every device, by Web Push and by Firebase, and tells alike things as one', async () => {
      const [ada, bela, carla, dov] = await Promise.all([1, 2, 3, 4].map(() => signUp(momentum)))
      const phone = await subscribe(ada!)
      await ada!.post('/push/subscriptions', { kind: 'fcm', token: 'android-registration-token' })
      const post = await publish(momentum, ada!)
      await bela!.put(`/posts/${post.id}/reaction`, { emoji: '👍' })
      await flush()
      for (const person of [carla!, dov!]) await person.put(`/posts/${post.id}/reaction`, { emoji: '🔥' })
      await flush()
      const soon = read(phone).length
      clock.advance(11 * minute)
      await flush()

      const pushes = read(phone)

      expect(soon, 'a pause between pushes of one notification').to.equal(1)
      expect(pushes.map((push) => push.title)).to.deep.equal([bela!.username, `${dov!.username} and 2 others`])
      expect(pushes[1]).to.include({ body: '🔥 to a post of yours.' })
      expect(new Set(phone.deliveries.map(({ headers }) => headers.topic)).size).to.equal(1)
      expect(fcm.messages.map(({ notification }) => notification.title)).to.deep.equal(pushes.map((push) => push.title))
      expect(fcm.messages[0]!.android.ttl).to.equal(`${day / second}s`)
      expect(fcm.messages[0]!.data).to.include({ type: 'reaction', postId: post.id })
    })

    it('shows what is true when it goes: nothing of what was taken back, read or hidden by a block', async () => {
      const [ada, bela, carla] = await Promise.all([1, 2, 3].map(() => signUp(momentum)))
      const phone = await subscribe(ada!)
      service.answerWith(503)
      const post = await publish(momentum, ada!)
      const said = await comment(bela!, post.id, 'deleted soon')
      await follow(carla!, ada!)
      await flush()
      expect(await waiting()).to.have.length(2)
      await bela!.delete(`/comments/${said.id}`)
      await ada!.put(`/users/${carla!.username}/block`)
      service.answerWith()
      clock.advance(hour)
      await flush()

      expect(read(phone)).to.deep.equal([])
      expect(await waiting()).to.deep.equal([])
    })

    it('says nothing of a message that is read at this moment on a live stream', async () => {
      const { ada, bela, conversationId } = await startPair(momentum)
      const phone = await subscribe(bela)
      const stream = await openSocket({ url: momentum.url, token: bela.token })
      await stream.until('ready')
      await eventually(async () => {
        const online = await momentum.app.db.read.get('SELECT 1 AS one FROM presences WHERE user_id = $1', [bela.id])
        return online !== undefined
      })
      await say(ada, conversationId, 'are you there?')
      const { data } = await stream.until('message.created')
      await flush()
      const atOnce = read(phone).length
      await bela.post(`/conversations/${conversationId}/read`, { upTo: data.id })
      clock.advance(10 * second)
      await flush()
      stream.close()

      expect(atOnce).to.equal(0)
      expect(read(phone)).to.deep.equal([])
    })

    it('asks about a sign-in on every device but that one, whatever is switched off', async () => {
      const ada = await signUp(momentum)
      const phone = await subscribe(ada)
      await ada.patch('/notifications/preferences', {
        quietHours: { from: '00:00', to: '23:59', timeZone: 'UTC' },
        types: { message: { push: false } },
      })
      const stranger = await signInAs(momentum, ada, { deviceName: 'a new device' })
      const theirs = await subscribe(stranger as TestPerson)
      await signInAs(momentum, ada, { deviceName: 'another new device' })
      await flush()

      expect(read(phone).map((push) => push.data.type)).to.deep.equal(['login_alert', 'login_alert'])
      expect(read(phone).some((push) => push.body === 'From a new device. Was it you?')).to.equal(true)
      expect(read(theirs).map((push) => push.body)).to.deep.equal(['From another new device. Was it you?'])
    })

    it('sends nothing of a type that is switched off, and what is left out of the list by push alone', async () => {
      const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
      const phone = await subscribe(ada)
      await ada.patch('/notifications/preferences', {
        types: { follow: { push: false }, comment: { inApp: false } },
      })
      await follow(bela, ada)
      await comment(bela, (await publish(momentum, ada)).id, 'hello')
      await flush()

      expect(read(phone).map((push) => push.data.type)).to.deep.equal(['comment'])
    })
  })

  describe('quiet hours', () => {
    it('hold what is worth it until they end, and leave out the rest', async () => {
      const { ada, bela, conversationId } = await startPair(momentum)
      const phone = await subscribe(bela)
      const at = new Date(clock.now() + hour).toISOString().slice(11, 16)
      const from = new Date(clock.now() - hour).toISOString().slice(11, 16)
      await bela.patch('/notifications/preferences', { quietHours: { from, to: at, timeZone: 'UTC' } })
      await say(ada, conversationId, 'one')
      await say(ada, conversationId, 'two')
      await ada.put(`/posts/${(await publish(momentum, bela)).id}/reaction`, { emoji: '👍' })
      await flush()
      const inQuiet = read(phone)
      clock.advance(hour + minute)
      await flush()

      expect(inQuiet).to.deep.equal([])
      expect(read(phone).map((push) => [push.title, push.body])).to.deep.equal([[`${ada.username} (2 new)`, 'two']])
    })
  })

  describe('what waits', () => {
    it('is not sent when it is switched off, or the conversation read, before its time comes', async () => {
      const [first, second] = [await startPair(momentum), await startPair(momentum)]
      const phones = [await subscribe(first.bela), await subscribe(second.bela)]
      const [from, to] = [-hour, hour].map((by) => new Date(clock.now() + by).toISOString().slice(11, 16))
      for (const { ada, bela, conversationId } of [first, second]) {
        await bela.patch('/notifications/preferences', { quietHours: { from, to, timeZone: 'UTC' } })
        await say(ada, conversationId, 'are you there?')
      }
      await flush()

      await first.bela.patch('/notifications/preferences', { types: { message: { push: false } } })
      await second.bela.post('/notifications/read', { all: true })
      clock.advance(hour + minute)
      await flush()

      expect(phones.map(read)).to.deep.equal([[], []])
      expect(await momentum.app.db.read.all('SELECT subscription_id FROM push_outbox')).to.deep.equal([])
    })
  })

  describe('subscriptions', () => {
    it('are shown without their address, and end when they are removed', async () => {
      const ada = await signUp(momentum)
      const phone = await subscribe(ada)

      const { body } = await ada.get('/push/subscriptions')

      expect(body.items).to.have.length(1)
      expect(body.items[0]).to.include({ id: phone.id, kind: 'webpush', current: true, problem: null })
      expect(JSON.stringify(body)).not.to.contain(new URL(phone.endpoint).pathname)
      expect((await ada.delete(`/push/subscriptions/${phone.id}`)).status).to.equal(204)
      expect((await ada.delete(`/push/subscriptions/${phone.id}`)).status).to.equal(404)
      expect((await ada.get('/push/subscriptions')).body.items).to.deep.equal([])
    })

    it('are one for each address, of whoever gave it last', async () => {
      const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
      const phone = await subscribe(ada)
      const body = { kind: 'webpush', endpoint: phone.endpoint, keys: { p256dh: phone.p256dh, auth: phone.auth } }

      const again = await ada.post('/push/subscriptions', body)
      const taken = await bela.post('/push/subscriptions', body)

      expect([again.status, again.body.id]).to.deep.equal([200, phone.id])
      expect(taken.status).to.equal(201)
      expect((await ada.get('/push/subscriptions')).body.items).to.deep.equal([])
    })

    it('end with their session, however it ends', async () => {
      const ada = await signUp(momentum)
      const other = await signInAs(momentum, ada)
      const phone = await subscribe(other as TestPerson)
      await other.post('/auth/logout')
      await follow(await signUp(momentum), ada)
      await flush()

      expect((await ada.get('/push/subscriptions')).body.items).to.deep.equal([])
      expect(read(phone)).to.deep.equal([])
    })

    it('end with a session that nobody has used for a month', async () => {
      const ada = await signUp(momentum)
      const phone = await subscribe(ada)
      clock.advance(31 * day)
      await follow(await signUp(momentum), ada)
      await flush()

      expect(read(phone)).to.deep.equal([])
      expect(await momentum.app.db.read.all('SELECT id FROM push_subscriptions')).to.deep.equal([])
    })

    it('are at most three for a session: a further one takes the place of the oldest', async () => {
      const ada = await signUp(momentum)
      const made = []
      for (let index = 0; index < 4; index += 1) made.push(await subscribe(ada))

      const { items } = (await ada.get('/push/subscriptions')).body

      expect(items.map((item: { id: string }) => item.id)).to.deep.equal(
        made
          .slice(1)
          .reverse()
          .map(({ id }) => id),
      )
    })

    it('refuse what is no subscription, naming the field', async () => {
      const ada = await signUp(momentum)
      const { endpoint, p256dh, auth } = service.subscribe()
      const webpush = (input: Record<string, unknown>) => ({
        kind: 'webpush',
        endpoint,
        keys: { p256dh, auth },
        ...input,
      })
      for (const [body, path] of [
        [webpush({ endpoint: 'file:///etc/passwd' }), 'endpoint'],
        [webpush({ endpoint: 'gopher://push.example.org/' }), 'endpoint'],
        [webpush({ endpoint: 'https://ada:secret@push.example.org/' }), 'endpoint'],
        [webpush({ keys: { p256dh: p256dh.slice(1), auth } }), 'keys.p256dh'],
        [webpush({ keys: { p256dh, auth: 'short' } }), 'keys.auth'],
        [{ kind: 'webpush' }, 'endpoint'],
        [{ kind: 'fcm' }, 'token'],
        [{ kind: 'fcm', token: 'x'.repeat(30), endpoint }, 'endpoint'],
        [{ kind: 'pigeon', token: 'x'.repeat(30) }, 'kind'],
      ] as const) {
        const answer = await ada.post('/push/subscriptions', body)
        expect(answer.status, JSON.stringify(body)).to.equal(422)
        expect(answer.body.errors.map((error: { path: string }) => error.path)).to.include(path)
      }
    })
  })

  describe('when something is wrong', () => {
    it('forgets devices that are gone', async () => {
      const ada = await signUp(momentum)
      await subscribe(ada)
      fcm.unregistered.add('an-app-that-was-removed')
      await ada.post('/push/subscriptions', { kind: 'fcm', token: 'an-app-that-was-removed' })
      service.answerWith(410)
      await follow(await signUp(momentum), ada)
      await flush()

      expect((await ada.get('/push/subscriptions')).body.items).to.deep.equal([])
      expect(await waiting()).to.deep.equal([])
    })

    it('tries again with growing pauses, when the service says so, and not for longer than it is of use', async () => {
      const { ada, bela, conversationId } = await startPair(momentum)
      const phone = await subscribe(bela)
      service.answerWith(500)
      await say(ada, conversationId, 'patience')
      const pauses: number[] = []
      for (let turn = 0; turn < 5; turn += 1) {
        await flush()
        const [row] = await waiting()
        pauses.push(row!.nextAt - clock.now())
        clock.set(row!.nextAt)
      }
      service.answerWith(429, { 'retry-after': '7200' })
      await flush()
      const [asked] = await waiting()
      const askedPause = asked!.nextAt - clock.now()
      const [shown] = (await bela.get('/push/subscriptions')).body.items
      service.answerWith()
      clock.set(asked!.nextAt)
      await flush()

      expect(pauses[0]).to.be.within(30 * second, 36 * second)
      expect(pauses[4]).to.be.within(4 * minute, 10 * minute)
      expect(askedPause).to.be.within(2 * hour, 2.4 * hour)
      expect(shown.problem).to.equal('the push service answered 429')
      expect(shown.failingSince).to.be.a('string')
      expect(read(phone)).to.have.length(1)
      expect((await bela.get('/push/subscriptions')).body.items[0]).to.include({ problem: null, failingSince: null })
    })

    it('keeps everything else for a device waiting while that cannot be reached', async () => {
      const ada = await signUp(momentum)
      const phone = await subscribe(ada)
      service.answerWith(503)
      await follow(await signUp(momentum), ada)
      await flush()
      service.answerWith()
      await comment(await signUp(momentum), (await publish(momentum, ada)).id, 'hello')
      await flush()
      const atOnce = read(phone).length
      clock.advance(minute)
      await flush()

      expect(atOnce).to.equal(0)
      expect(read(phone).map((push) => push.data.type)).to.have.members(['follow', 'comment'])
    })

    it('does not keep the others waiting for a device that never answers', async () => {
      const [ada, bela, carla] = await Promise.all([1, 2, 3].map(() => signUp(momentum)))
      const phone = await subscribe(bela!)
      const silent = createServer(() => {})
      await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
      const { port } = silent.address() as AddressInfo
      const { p256dh, auth } = service.subscribe()
      const endpoint = `http://127.0.0.1:${port}/silence`
      await ada!.post('/push/subscriptions', { kind: 'webpush', endpoint, keys: { p256dh, auth } })
      await follow(carla!, ada!)
      await eventually(async () => (await waiting()).some(({ tries }) => tries === 1))
      await follow(carla!, bela!)

      await eventually(() => read(phone).length === 1)
      // What came through is forgotten a moment after the device has it; the other is still under way.
      await eventually(async () => (await waiting()).length === 1)
      await flush()
      silent.close()
    })

    it('gives up what is of no use any more', async () => {
      const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
      const phone = await subscribe(ada)
      service.answerWith(503)
      await follow(bela, ada)
      await flush()
      service.answerWith()
      clock.advance(2 * day)
      await flush()

      expect(read(phone)).to.deep.equal([])
      expect(await waiting()).to.deep.equal([])
    })

    it('calls no address of the inside, whatever it is called (IN12)', async () => {
      const strict = createPushSender({ vapid })
      const inside = await startTestApp({ clock, clients: { push: strict } })
      let connections = 0
      const listener = createServer(() => {
        connections += 1
      })
      await new Promise<void>((resolve) => listener.listen(0, resolve))
      const { port } = listener.address() as AddressInfo
      try {
        const ada = await signUp(inside)
        const { p256dh, auth } = service.subscribe()
        for (const endpoint of [
          `https://127.0.0.1:${port}/`,
          'https://[::1]/',
          'https://0/',
          'https://169.254.169.254/latest/meta-data',
          'https://10.0.0.1/',
          'https://2130706433/',
          'https://0177.0.0.1/',
          'http://push.example.org/',
        ]) {
          const answer = await ada.post('/push/subscriptions', { kind: 'webpush', endpoint, keys: { p256dh, auth } })
          expect(answer.status, endpoint).to.equal(422)
        }
        // A name says nothing of where it leads; that shows when it is called.
        const endpoint = `https://localhost:${port}/push`
        await ada.post('/push/subscriptions', { kind: 'webpush', endpoint, keys: { p256dh, auth } })
        const tested = await ada.post('/push/test')
        expect(tested.body.devices.map((device: { outcome: string }) => device.outcome)).to.deep.equal(['gone'])
        expect((await ada.get('/push/subscriptions')).body.items).to.deep.equal([])
        expect(connections).to.equal(0)
      } finally {
        listener.close()
        await inside.close()
      }
    })

    it('writes the address of a device into no log', async () => {
      const ada = await signUp(momentum)
      const phone = await subscribe(ada)
      service.answerWith(500)
      await follow(await signUp(momentum), ada)
      await flush()

      expect(logLines.join('\n')).to.contain('push not sent')
      expect(logLines.join('\n')).not.to.contain(new URL(phone.endpoint).pathname)
    })

    it('loses nothing when the process ends between commit and sending', async () => {
      const database = await createTestDatabase()
      const deaf: PushSender = { ...sender(), send: () => new Promise(() => {}) }
      const first = await startTestApp({ database, clock, clients: { push: deaf } })
      const ada = await signUp(first)
      const { endpoint, p256dh, auth, deliveries } = service.subscribe(vapid.publicKey)
      await ada.post('/push/subscriptions', { kind: 'webpush', endpoint, keys: { p256dh, auth } })
      await follow(await signUp(first), ada)
      await first.close()
      clock.advance(5 * minute)

      const second = await startTestApp({ database, clock, clients: { push: sender() } })
      await second.app.pusher.flush()
      await second.close()

      expect(deliveries).to.have.length(1)
    })

    it('sends each push once when two processes look at the same outbox', async () => {
      const ada = await signUp(momentum)
      const phone = await subscribe(ada)
      const other = await startTestApp({ database: momentum.database, clock, clients: { push: sender() } })
      try {
        const posts = await Promise.all(Array.from({ length: 20 }, () => publish(momentum, ada)))
        const bela = await signUp(momentum)
        await Promise.all(posts.map((post) => bela.put(`/posts/${post.id}/reaction`, { emoji: '👍' })))

        await Promise.all([flush(), other.app.pusher.flush()])
        await Promise.all([flush(), other.app.pusher.flush()])

        expect(new Set(read(phone).map((push) => push.data.notificationId)).size).to.equal(20)
        expect(phone.deliveries).to.have.length(20)
      } finally {
        await other.close()
      }
    })
  })

  describe('tests', () => {
    it('say what came of each device', async () => {
      const ada = await signUp(momentum)
      const phone = await subscribe(ada)
      await ada.post('/push/subscriptions', { kind: 'fcm', token: 'a-phone-of-ada-for-tests' })
      fcm.answerWith(500, {})

      const { body } = await ada.post('/push/test')

      expect(body).to.include({ sent: 1, failed: 1 })
      expect(read(phone)[0]).to.include({ body: 'This is a test. Pushes reach this device.' })
    })

    it('are made by an admin for somebody else, with a plan and an entry in the audit', async () => {
      const [admin, ada] = [await signUpAs(momentum, 'admin'), await signUp(momentum)]
      const phone = await subscribe(ada)

      const plan = await admin.post('/admin/push/test?plan=true', { user: ada.username })
      const none = read(phone)
      const made = await admin.post('/admin/push/test', { user: ada.username, reason: 'asked for help' })
      const unknown = await admin.post('/admin/push/test', { user: 'nobody_atall' })
      const health = await admin.get('/admin/push')

      expect(plan.body.plan[0]).to.include({ action: 'push.test' })
      expect(none).to.deep.equal([])
      expect(made.body).to.include({ sent: 1, failed: 0, undoable: false })
      const entry = (await admin.get(`/admin/audit/${made.body.auditId}`)).body
      expect(entry).to.include({ action: 'push.test', reason: 'asked for help' })
      expect(unknown.status).to.equal(404)
      expect(health.body).to.deep.include({ fcm: 'ready', outbox: { waiting: 0, retrying: 0, oldestSeconds: 0 } })
      expect(health.body.subscriptions).to.deep.equal({ webpush: 1, fcm: 0, failing: 0 })
    })

    it('go to nobody after deletion of the account', async () => {
      const ada = await signUp(momentum)
      const phone = await subscribe(ada)
      await ada.post('/me/delete', { password: goodPassword })
      const admin = await signUpAs(momentum, 'admin')

      expect((await admin.post('/admin/push/test', { user: ada.username })).body).to.include({ sent: 0, failed: 0 })
      expect(read(phone)).to.deep.equal([])
    })
  })
})
