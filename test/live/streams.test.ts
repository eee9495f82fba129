import { randomBytes } from 'node:crypto'
import { type IncomingHttpHeaders, request } from 'node:http'
import { expect } from 'chai'
import { liveLimits } from '../../src/api/live/limits.ts'
import { systemActor } from '../../src/core/actor.ts'
import { failure } from '../../src/core/errors.ts'
import { appendToLog, sendPassing } from '../../src/core/log/index.ts'
import type { SettingName } from '../../src/core/settings/index.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { eventually } from '../support/eventually.ts'
import { openEventSource, openSocket } from '../support/live.ts'
import { signUp, type TestPerson } from '../support/people.ts'
import { soonMs } from '../support/soon.ts'

/** Writes an entry into a person's log, as any use case would. */
async function write(on: TestApp, person: TestPerson, type = 'relationship.updated'): Promise<void> {
  const context = on.app.as(systemActor('test'), 'job')
  await context.write((unit) => appendToLog(unit, context, [{ userId: person.id, type, subjectId: person.id }]))
}

/** Asks for a WebSocket as a client does that looks at the answer. */
function refusedUpgrade(
  url: string,
  token: string,
  more: Record<string, string>,
): Promise<{ status: number; headers: IncomingHttpHeaders; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...{ Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13' },
      ...{ 'Sec-WebSocket-Key': randomBytes(16).toString('base64'), Authorization: `Bearer ${token}` },
      ...more,
    }
    const asked = request(url, { headers }, async (response) => {
      let body = ''
      for await (const chunk of response) body += chunk
      resolve({ status: response.statusCode!, headers: response.headers, body })
    })
    asked.on('upgrade', () => reject(new Error('the upgrade was not refused')))
    asked.on('error', reject)
    asked.end()
  })
}

describe('GET /events', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  for (const [kind, open] of [
    ['WebSocket', openSocket],
    ['server-sent events', openEventSource],
  ] as const) {
    describe(`over ${kind}`, () => {
      it('says ready with the position, then delivers what happens in the order of the log', async () => {
        const ada = await signUp(momentum)
        const stream = await open(ada)
        // Where it starts is looked up after a WebSocket is open.
        const first = await stream.take(1)

        await write(momentum, ada)
        await write(momentum, ada)

        const frames = [...first, ...(await stream.take(2))]
        expect(frames.map((frame) => [frame.type, frame.id])).to.deep.equal([
          ['ready', '0'],
          ['relationship.updated', '1'],
          ['relationship.updated', '2'],
        ])
        stream.close()
      })

      it('replays what was missed since a position, once each, and goes live', async () => {
        const ada = await signUp(momentum)
        for (let index = 0; index < 5; index += 1) await write(momentum, ada)

        const stream = await open(ada, '2')
        await write(momentum, ada)

        const ids = (await stream.take(5)).map((frame) => frame.id)
        expect(ids).to.deep.equal(['2', '3', '4', '5', '6'])
        stream.close()
      })

      it('refuses a position that the log has not reached', async () => {
        const ada = await signUp(momentum)

        const refused = await open(ada, '99').then(
          (stream) => stream.ended,
          (error: Error) => error.message,
        )

        expect(String(refused)).to.match(/410|4410/)
      })

      it('closes soon after the end of its session, and only that session', async () => {
        const ada = await signUp(momentum)
        const other = await momentum.guest.post('/auth/register', {})
        expect(other.status).to.equal(422)
        const stream = await open(ada)
        await stream.take(1)
        const started = performance.now()

        await ada.post('/auth/logout')

        const [frame] = await stream.take(1)
        await stream.ended
        expect(frame).to.deep.include({
          type: 'session.ended',
          data: { sessionId: ada.sessionId, reason: 'signed_out' },
        })
        expect(performance.now() - started).to.be.lessThan(soonMs)
      })

      it('delivers passing things without keeping them', async () => {
        const ada = await signUp(momentum)
        const stream = await open(ada)
        await stream.take(1)
        await eventually(() => momentum.server.live.hub.followersOf(ada.id) === 1)

        const data = { conversationId: ada.id, userId: ada.id, on: true }
        sendPassing(momentum.app.as(systemActor('test'), 'job'), { userId: ada.id, type: 'typing', data })

        expect(await stream.take(1)).to.deep.equal([{ type: 'typing', data }])
        expect((await ada.get('/sync?since=0')).body.items).to.deep.equal([])
        stream.close()
      })
    })
  }

  it('goes on after the `id:` that an EventSource says it had last, whatever the address still says', async () => {
    const ada = await signUp(momentum)
    for (let index = 0; index < 3; index += 1) await write(momentum, ada)
    const resume = (last: string) => {
      const headers = { Authorization: `Bearer ${ada.token}`, 'Last-Event-ID': last }
      return fetch(`${ada.url}/api/v1/events?since=0`, { headers })
    }

    const resumed = await resume('2')
    const reader = resumed.body!.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    while (!text.includes('relationship.updated')) text += (await reader.read()).value
    await reader.cancel()

    expect([...text.matchAll(/^id: (\d+)\nevent: (\S+)$/gm)].map(([, id, type]) => [id, type])).to.deep.equal([
      ['2', 'ready'],
      ['3', 'relationship.updated'],
    ])
    const wrong = await Promise.all(['none', '99'].map(resume))
    expect(wrong.map(({ status }) => status)).to.deep.equal([422, 410])
  })

  it('takes the token as the first frame of a WebSocket, and never in the URL', async () => {
    const ada = await signUp(momentum)

    const stream = await openSocket({ url: ada.url, token: undefined })
    stream.send({ type: 'auth', token: ada.token })

    expect((await stream.take(1))[0]!.type).to.equal('ready')
    stream.close()
    const inUrl = await openSocket({ url: ada.url, token: undefined, query: `token=${ada.token}` }).catch(String)
    expect(inUrl).to.match(/422/)
  })

  it('refuses a bad token with 401 and closes 4401 after a bad first frame', async () => {
    const refused = await openSocket({ url: momentum.url, token: 'x'.repeat(43) }).catch(String)
    const stream = await openSocket({ url: momentum.url, token: undefined })
    stream.send({ type: 'auth', token: 'x'.repeat(43) })

    expect(refused).to.match(/401/)
    expect(await stream.ended).to.equal(4401)
  })

  it('refuses an upgrade as any request: by a problem, with its id, how to sign in, and when to come again', async () => {
    const ada = await signUp(momentum)
    const told = async (token: string, more: Record<string, string> = {}) => {
      const { status, headers, body } = await refusedUpgrade(`${momentum.url}/api/v1/events`, token, more)
      const problem = JSON.parse(body)
      expect(headers['x-request-id']).to.be.a('string').that.equals(problem.requestId)
      expect(headers['content-type']).to.equal('application/problem+json')
      return [status, problem.code, headers['www-authenticate'], headers['retry-after']]
    }

    expect(await told('x'.repeat(43))).to.deep.equal([401, 'unauthenticated', 'Bearer', undefined])
    const streams = await Promise.all(Array.from({ length: liveLimits.perPerson }, () => openSocket(ada)))
    expect(await told(ada.token!)).to.deep.equal([429, 'rate_limited', undefined, '10'])
    for (const stream of streams) stream.close()
    const { settings } = momentum.app
    const get = settings.get.bind(settings)
    settings.get = ((name: SettingName) => (name === 'instance.lowestAppVersion' ? '2' : get(name))) as typeof get
    try {
      const old = { 'Momentum-App-Version': '1.9' }
      expect(await told(ada.token!, old)).to.deep.equal([426, 'client_too_old', undefined, undefined])
    } finally {
      settings.get = get
    }
  })

  it('says with 4401 that a session ended, and never of a stream that only failed to open', async () => {
    const ada = await signUp(momentum)
    const { read } = momentum.app.db
    const get = read.get.bind(read)
    // As when the database is busy, or fails, at the very moment of the look.
    const failures = [failure('unavailable', 'The database is busy.'), new Error('unforeseen')]
    const ends: [string, number][] = []
    for (const reason of failures) {
      read.get = () => Promise.reject(reason)
      try {
        const stream = await openSocket(ada)
        ends.push([(await stream.take(1))[0]!.data.code, await stream.ended])
      } finally {
        read.get = get
      }
    }

    expect(ends).to.deep.equal([
      ['unavailable', 1013],
      ['internal_error', 1011],
    ])
    const next = await openSocket(ada)
    expect((await next.take(1))[0]!.type).to.equal('ready')
    next.close()
  })

  it('ends a stream whose session ended while it was still catching up', async () => {
    const ada = await signUp(momentum)
    const follower = { sessionId: ada.sessionId, deliver: () => {}, ended: false, end: () => (follower.ended = true) }
    const { hub } = momentum.server.live

    const leave = await hub.attach(ada.id, { position: 0, last: 1 }, follower, async () => {
      await ada.post('/auth/logout')
      return 1
    })

    expect(follower.ended).to.equal(true)
    leave()
  })

  it('loses nothing when events are written while streams come and go', async () => {
    const ada = await signUp(momentum)
    const seen: string[] = []
    let since = '0'
    const writing = (async () => {
      for (let index = 0; index < 60; index += 1) await write(momentum, ada)
    })()

    while (seen.length < 60) {
      const stream = await openSocket({ url: ada.url, token: ada.token, query: `since=${since}` })
      const frames = await stream.takeSome(7, 300)
      for (const frame of frames) {
        if (frame.type === 'ready') continue
        seen.push(frame.id!)
        since = frame.id!
      }
      stream.close()
    }
    await writing

    expect(seen).to.deep.equal(Array.from({ length: 60 }, (_, index) => String(index + 1)))
  })
})

describe('GET /sync', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  it('answers the present position without `since`, and pages from one', async () => {
    const ada = await signUp(momentum)
    const { next } = (await ada.get('/sync')).body
    await write(momentum, ada)

    const page = (await ada.get(`/sync?since=${next}`)).body

    expect(page.items).to.have.length(1)
    expect(page.next).to.equal('1')
    expect(page.more).to.equal(false)
  })

  it('holds the answer until there is something', async () => {
    const ada = await signUp(momentum)
    const waiting = ada.get('/sync?since=0&wait=20')
    await eventually(() => momentum.server.live.hub.size === 1)

    await write(momentum, ada)

    expect((await waiting).body.items).to.have.length(1)
  })

  it('answers whoever waits when the server stops, and does not keep it from stopping', async () => {
    const stopping = await startTestApp()
    const ada = await signUp(stopping)
    const { next } = (await ada.get('/sync')).body
    const waiting = ada.get(`/sync?since=${next}&wait=25`)
    await eventually(() => stopping.server.live.hub.size === 1)
    const from = performance.now()

    const [answer] = await Promise.all([waiting, stopping.close()])

    expect([answer.status, answer.body]).to.deep.equal([200, { items: [], next, more: false }])
    expect(performance.now() - from, 'the grace for those who do not end is 8 s').to.be.below(6000)
  })

  it('refuses a position out of the log with 410', async () => {
    const ada = await signUp(momentum)

    const answer = await ada.get('/sync?since=7')

    expect([answer.status, answer.body.code]).to.deep.equal([410, 'sync_expired'])
  })
})
