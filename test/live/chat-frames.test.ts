import { randomBytes, randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { expect } from 'chai'
import { WebSocket } from 'ws'
import { liveLimits } from '../../src/api/live/limits.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { type Pair, say, startPair } from '../support/chat.ts'
import { eventually } from '../support/eventually.ts'
import { openEventSource, openSocket } from '../support/live.ts'
import { signUp, type TestPerson } from '../support/people.ts'
import { soonMs } from '../support/soon.ts'

describe('frames of a client', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  it('do what the routes do, and are answered with the same shapes', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const [phone, other] = [await openSocket(ada), await openSocket(bela)]
    await phone.take(1)
    await other.take(1)
    const body = { clientId: randomUUID(), text: 'hello' }

    phone.send({ ref: 'first', type: 'message.send', data: { conversationId, ...body } })
    const answer = (await phone.takeSome(3, 2000)).find((frame) => frame.ref === 'first')!
    const arrived = await other.until('message.created')
    other.send({ ref: 1, type: 'receipt.delivered', data: { conversationId, upTo: arrived.data.id } })
    other.send({ ref: 2, type: 'receipt.read', data: { conversationId, upTo: arrived.data.id } })
    const [delivered, read] = [await phone.until('receipt.delivered'), await phone.until('receipt.read')]
    const repeated = await ada.post(`/conversations/${conversationId}/messages`, body)

    expect(answer).to.include({ ok: true })
    expect(answer.data).to.deep.equal(repeated.body)
    expect(arrived.data).to.deep.equal(repeated.body)
    for (const receipt of [delivered, read]) {
      expect(receipt.data).to.deep.equal({ conversationId, userId: bela.id, upTo: arrived.data.id, unreadCount: null })
    }
    phone.close()
    other.close()
  })

  it('keep their order, and tell the own devices as well', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const [phone, tablet, other] = [await openSocket(ada), await openEventSource(ada), await openSocket(bela)]
    for (const stream of [phone, tablet, other]) await stream.take(1)

    for (let index = 0; index < 20; index += 1) {
      phone.send({
        ref: index,
        type: 'message.send',
        data: { conversationId, clientId: `c${index}`, text: `${index}` },
      })
    }

    const expected = Array.from({ length: 20 }, (_, index) => String(index))
    for (const stream of [tablet, other]) {
      const texts: string[] = []
      while (texts.length < 20) texts.push((await stream.until('message.created')).data.text)
      expect(texts).to.deep.equal(expected)
    }
    for (const stream of [phone, tablet, other]) stream.close()
  })

  it('are answered by a problem when they are not right, and the stream goes on', async () => {
    const { ada, conversationId } = await startPair(momentum)
    const phone = await openSocket(ada)
    await phone.take(1)

    phone.send({ ref: 1, type: 'no.such.type', data: {} })
    phone.send({ ref: 2, type: '__proto__', data: {} })
    phone.send({ ref: 3, type: 'message.send', data: { conversationId, clientId: 'x', text: 'x', more: 1 } })
    phone.send({ ref: 4, type: 'message.send', data: [[[[1]]]] })
    phone.send({ ref: 5, type: 'typing', data: { conversationId: 7 } })

    const answers = await phone.take(5)
    expect(answers.map((answer) => [answer.ref, answer.ok, answer.problem.code])).to.deep.equal([
      [1, false, 'not_found'],
      [2, false, 'not_found'],
      [3, false, 'validation_failed'],
      [4, false, 'validation_failed'],
      [5, false, 'validation_failed'],
    ])
    phone.close()
  })
})

describe('hostile frames (RT4)', () => {
  let momentum: TestApp
  let pair: Pair

  before(async () => {
    momentum = await startTestApp()
    pair = await startPair(momentum)
  })
  after(() => momentum.close())

  const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)
  const texts: [what: string, frame: string | Buffer][] = [
    ['no JSON', '{"ref":'],
    ['no object', '7'],
    ['null', 'null'],
    ['no ref', '{"type":"typing","data":{}}'],
    ['a ref of another type', '{"ref":{},"type":"typing","data":{}}'],
    ['a type of another type', '{"ref":1,"type":[],"data":{}}'],
    ['fifty levels', `{"ref":1,"type":"typing","data":${nested(50)}}`],
    ['fifty thousand levels', nested(30_000)],
    ['a name twice', '{"ref":1,"ref":2,"type":"typing","data":{}}'],
    ['bytes', randomBytes(64)],
    ['one megabyte', `{"ref":1,"type":"typing","data":"${'x'.repeat(1024 * 1024)}"}`],
    ['a second auth', '{"type":"auth","token":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}'],
  ]

  for (const [what, frame] of texts) {
    it(`with ${what} close the stream that sent them, and no other`, async () => {
      const calm = await openSocket(pair.bela)
      await calm.take(1)
      const socket = await openRaw(pair.ada)
      const closed = new Promise<number>((resolve) => socket.once('close', resolve))

      socket.send(frame)

      expect(await closed).to.be.oneOf([1008, 1009])
      const started = performance.now()
      await say(pair.ada, pair.conversationId, 'still here')
      expect((await calm.until('message.created')).data.text).to.equal('still here')
      expect(performance.now() - started).to.be.lessThan(soonMs)
      calm.close()
    })
  }

  // RFC 6455, 5.2: the first byte is FIN, RSV and the opcode, the second MASK and the length.
  const bytes: [what: string, frame: Buffer][] = [
    ['reserved bits', Buffer.from([0xf1, 0x80, 1, 2, 3, 4])],
    ['an unknown opcode', Buffer.from([0x83, 0x80, 1, 2, 3, 4])],
    ['no mask', Buffer.from([0x81, 0x02, 0x7b, 0x7d])],
    ['a continuation of nothing', Buffer.from([0x80, 0x80, 1, 2, 3, 4])],
    ['a control frame in parts', Buffer.from([0x09, 0x80, 1, 2, 3, 4])],
    ['a ping of 126 bytes', Buffer.from([0x89, 0xfe, 0x00, 0x7e, 1, 2, 3, 4, ...Buffer.alloc(126)])],
    [
      'a length of eight exabytes',
      Buffer.from([0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4]),
    ],
    ['text that is no UTF-8', Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28])],
    ['a close code that does not exist', Buffer.from([0x88, 0x82, 0, 0, 0, 0, 0x00, 0x01])],
  ]

  for (const [what, frame] of bytes) {
    it(`of ${what} on the wire end the connection`, async () => {
      const { socket } = await openRaw(pair.ada, (opened) => ({ socket: socketOf(opened) }))
      const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()))

      socket.write(frame)

      await ended
      expect((await pair.bela.get('/me')).status).to.equal(200)
    })
  }

  it('without end, in parts, are refused at the size limit', async () => {
    const { socket } = await openRaw(pair.ada, (opened) => ({ socket: socketOf(opened) }))
    let isClosed = false
    socket.once('close', () => {
      isClosed = true
    })
    const part = Buffer.concat([Buffer.from([0x00, 0xfe, 0x40, 0x00, 0, 0, 0, 0]), Buffer.alloc(0x4000, 0x61)])

    socket.write(Buffer.concat([Buffer.from([0x01]), part.subarray(1)]))
    for (let index = 0; index < 20 && !isClosed; index += 1) socket.write(part)

    await eventually(() => isClosed)
  })

  it('in great number are refused by a closed stream', async () => {
    const socket = await openRaw(pair.ada)
    const closed = new Promise<number>((resolve) => socket.once('close', resolve))

    for (let index = 0; index < 200; index += 1) socket.send(`{"ref":${index},"type":"none","data":{}}`)

    expect(await closed).to.equal(1008)
  })

  it('before authentication do nothing', async () => {
    for (const first of [
      { ref: 1, type: 'message.send', data: { conversationId: pair.conversationId, clientId: 'early', text: 'x' } },
      { type: 'auth', token: 7 },
      { type: 'auth', token: 'x'.repeat(43), extra: true },
    ]) {
      const stream = await openSocket({ url: momentum.url, token: undefined })
      stream.send(first)
      expect(await stream.ended).to.equal(4401)
    }
    const { items } = (await pair.bela.get(`/conversations/${pair.conversationId}/messages?limit=100`)).body
    expect(items.filter((item: { clientId: string }) => item.clientId === 'early')).to.deep.equal([])
  })
})

describe('limits of streams (RT5)', () => {
  it('are ten for a person', async () => {
    const momentum = await startTestApp()
    try {
      const ada = await signUp(momentum)
      const streams = []
      for (let index = 0; index < liveLimits.perPerson; index += 1) {
        streams.push(await openSocket(ada))
        await eventually(() => momentum.server.live.hub.followersOf(ada.id) === index + 1)
      }

      const eleventh = await openSocket(ada).catch(String)
      const waiting = await ada.get('/sync?since=0&wait=1')

      expect(eleventh).to.match(/429/)
      expect(waiting.status).to.equal(429)
      streams.pop()!.close()
      await eventually(() => momentum.server.live.hub.followersOf(ada.id) === liveLimits.perPerson - 1)
      streams.push(await openSocket(ada))
      for (const stream of streams) stream.close()
    } finally {
      await momentum.close()
    }
  })

  it('are ten for a person also when all come at one moment, and when the token comes as the first frame', async () => {
    const momentum = await startTestApp()
    try {
      const ada = await signUp(momentum)
      const tried = await Promise.allSettled(Array.from({ length: liveLimits.perPerson + 5 }, () => openSocket(ada)))
      const streams = tried.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
      const late = await openSocket({ url: ada.url, token: undefined })
      late.send({ type: 'auth', token: ada.token })

      const [refusal] = await late.take(1)

      expect(streams).to.have.length(liveLimits.perPerson)
      expect([refusal!.type, refusal!.data.code]).to.deep.equal(['problem', 'rate_limited'])
      expect(await late.ended, 'the session is alive, so not 4401').to.equal(1013)
      streams.pop()!.close()
      await eventually(async () => {
        const again = await openSocket({ url: ada.url, token: undefined })
        again.send({ type: 'auth', token: ada.token })
        streams.push(again)
        return (await again.take(1))[0]!.type === 'ready'
      })
      for (const stream of streams) stream.close()
    } finally {
      await momentum.close()
    }
  })

  it('are a hundred from one address, whoever they are', async () => {
    const momentum = await startTestApp()
    try {
      const guest = { url: momentum.url, token: undefined }
      const streams = await Promise.all(Array.from({ length: liveLimits.perAddress }, () => openSocket(guest)))

      expect(await openSocket(guest).catch(String)).to.match(/429/)
      for (const stream of streams) stream.close()
    } finally {
      await momentum.close()
    }
  })

  it('close a stream that answers no ping, or brings no token, and no other', async () => {
    const momentum = await startTestApp()
    const real = { ...liveLimits }
    Object.assign(liveLimits, { pingEveryMs: 250, authWithinMs: 250 })
    try {
      const ada = await signUp(momentum)
      const [answering, silent] = [await openSocket(ada), await openSocket(ada, undefined, { autoPong: false })]
      const nobody = await openSocket({ url: momentum.url, token: undefined })

      const [ofNobody] = await Promise.all([nobody.ended, silent.ended])

      expect(ofNobody).to.equal(4401)
      await eventually(() => momentum.server.live.hub.followersOf(ada.id) === 1)
      answering.send({ ref: 'still there', type: 'nothing', data: {} })
      await eventually(async () => (await answering.takeSome(1, 1000))[0]?.ref === 'still there')
      answering.close()
    } finally {
      Object.assign(liveLimits, real)
      await momentum.close()
    }
  })

  it('hold frames to the limits of the routes', async () => {
    const momentum = await startTestApp({ settings: { RATE_LIMITS: 'on' } })
    try {
      const { ada, conversationId } = await startPair(momentum)
      await momentum.app.clients.limiter.consume(`messages:${ada.id}`, { points: 120, windowSeconds: 60 }, 119)
      const phone = await openSocket(ada)
      await phone.take(1)

      for (const ref of [1, 2]) {
        phone.send({ ref, type: 'message.send', data: { conversationId, clientId: `c${ref}`, text: 'x' } })
      }

      const answers = (await phone.takeSome(4, 2000)).filter((frame) => frame.ref !== undefined)
      expect(answers.map((answer) => answer.problem?.code ?? 'sent')).to.deep.equal(['sent', 'rate_limited'])
      phone.close()
    } finally {
      await momentum.close()
    }
  })

  it('drop a reader that stops reading, at the written size, and it catches up by sync', async () => {
    const momentum = await startTestApp()
    try {
      const { ada, bela, conversationId } = await startPair(momentum)
      const { next } = (await bela.get('/sync')).body
      const slow = await openRaw(bela)
      const raw = socketOf(slow)
      await eventually(() => momentum.server.live.hub.followersOf(bela.id) === 1)
      raw.pause()
      const before = process.memoryUsage().rss

      let sent = 0
      const text = 'x'.repeat(9_900)
      await eventually(
        async () => {
          await Promise.all(
            Array.from({ length: 20 }, () => {
              sent += 1
              return say(ada, conversationId, `${sent} ${text}`)
            }),
          )
          return momentum.server.live.hub.followersOf(bela.id) === 0
        },
        { withinMs: 40_000, what: 'the slow reader dropped' },
      )

      // What the kernel holds for the two ends comes on top of the written size.
      expect(sent * 10_000).to.be.lessThan(liveLimits.unreadBytes + 16 * 1024 * 1024)
      expect(process.memoryUsage().rss - before).to.be.lessThan(120 * 1024 * 1024)
      raw.destroy()
      expect(await countBySync(bela, next)).to.equal(sent)
    } finally {
      await momentum.close()
    }
  })
})

/** Messages that `GET /sync` gives from a position on, page by page. */
async function countBySync(person: TestPerson, from: string): Promise<number> {
  const ids = new Set<string>()
  let since = from
  for (;;) {
    const page = (await person.get(`/sync?since=${since}`)).body
    for (const item of page.items) if (item.type === 'message.created') ids.add(item.data.id)
    since = page.next
    if (!page.more) return ids.size
  }
}

function openRaw(person: TestPerson): Promise<WebSocket>
function openRaw<T>(person: TestPerson, pick: (socket: WebSocket) => T): Promise<T>
function openRaw<T>(person: TestPerson, pick?: (socket: WebSocket) => T): Promise<WebSocket | T> {
  const socket = new WebSocket(`${person.url.replace('http', 'ws')}/api/v1/events`, {
    headers: { Authorization: `Bearer ${person.token}` },
  })
  return new Promise((resolve, reject) => {
    socket.on('error', reject)
    socket.once('open', () => resolve(pick ? pick(socket) : socket))
  })
}

/** The connection below a WebSocket, for what no client library would send. */
function socketOf(socket: WebSocket): Socket {
  return (socket as unknown as { _socket: Socket })._socket
}
