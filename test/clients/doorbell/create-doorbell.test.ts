import { randomUUID } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { expect } from 'chai'
import { Redis } from 'ioredis'
import { type BellPayload, createDoorbell, type Doorbell } from '../../../src/clients/doorbell/index.ts'
import { createLogger, silentLogger } from '../../../src/lib/logger.ts'
import { eventually } from '../../support/eventually.ts'
import { requireRedis, startRedis } from '../../support/redis.ts'

type Heard = [string, BellPayload][]

const listenTo = (doorbell: Doorbell): Heard => {
  const heard: Heard = []
  doorbell.subscribe((topic, payload) => heard.push([topic, payload]))
  return heard
}

describe('createDoorbell within a process', () => {
  it('calls every handler after the turn of the one who rings', async () => {
    const doorbell = createDoorbell({ log: silentLogger() })
    const [one, two] = [listenTo(doorbell), listenTo(doorbell)]

    doorbell.ring('events', { userId: 'a', seq: 1 })
    expect(one).to.deep.equal([])

    await eventually(() => two.length === 1)
    expect(one).to.deep.equal([['events', { userId: 'a', seq: 1 }]])
    expect(doorbell.isConnected()).to.equal(true)
    await doorbell.close()
  })

  it('goes on when a handler fails, and stops calling one that has left', async () => {
    const destination = new PassThrough()
    const doorbell = createDoorbell({ log: createLogger({ level: 'info', destination }) })
    const leave = doorbell.subscribe(() => {
      throw new Error('broken handler')
    })
    const heard = listenTo(doorbell)

    doorbell.ring('a', null)
    await eventually(() => heard.length === 1)
    expect(String(destination.read())).to.include('broken handler')
    leave()
    doorbell.ring('b', null)
    await eventually(() => heard.length === 2)
    expect(destination.read()).to.equal(null)
    await doorbell.close()
  })

  it('refuses to carry content', async () => {
    const doorbell = createDoorbell({ log: silentLogger() })

    expect(() => doorbell.ring('a', 'x'.repeat(10_000))).to.throw(RangeError)
    await doorbell.close()
  })
})

describe('createDoorbell over Redis', () => {
  let url: string
  let prefix: string
  const opened: Doorbell[] = []

  before(async function () {
    url = (await requireRedis(this)).url
  })
  beforeEach(() => {
    prefix = `test-${randomUUID()}:`
  })
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((doorbell) => doorbell.close()))
  })

  const open = (options: { log?: ReturnType<typeof silentLogger>; redisUrl?: string; prefix?: string } = {}) => {
    const doorbell = createDoorbell({ redisUrl: url, prefix, log: silentLogger(), ...options })
    opened.push(doorbell)
    return doorbell
  }
  const connected = (...doorbells: Doorbell[]) =>
    eventually(() => doorbells.every((doorbell) => doorbell.isConnected()), { what: 'the connection' })

  it('is heard once in each process, the ringing one included, in order', async () => {
    const [one, two] = [open(), open()]
    const [heardHere, heardThere] = [listenTo(one), listenTo(two)]
    await connected(one, two)

    for (let seq = 1; seq <= 200; seq += 1) one.ring('events', { seq })
    two.ring('typing', ['a', null, true])

    const rings = Array.from({ length: 200 }, (_, index) => ['events', { seq: index + 1 }])
    await eventually(() => heardThere.length === 201 && heardHere.length === 201)
    expect(heardThere.filter(([topic]) => topic === 'events')).to.deep.equal(rings)
    expect(heardHere.filter(([topic]) => topic === 'events')).to.deep.equal(rings)
    expect(heardHere.filter(([topic]) => topic === 'typing')).to.deep.equal([['typing', ['a', null, true]]])
  })

  it('keeps installations with other prefixes apart, and ignores what is no bell', async () => {
    const [one, other] = [open(), open({ prefix: `${prefix}other:` })]
    const [heardHere, heardThere] = [listenTo(one), listenTo(other)]
    await connected(one, other)
    const stranger = new Redis(url)
    for (const text of ['nonsense', '{}', '[]', 'null', '{"topic":1}'])
      await stranger.publish(`${prefix}doorbell`, text)
    await stranger.quit()

    one.ring('last', 1)
    other.ring('theirs', 2)

    await eventually(() => heardThere.length === 1 && heardHere.length === 1)
    expect(heardHere).to.deep.equal([['last', 1]])
    expect(heardThere).to.deep.equal([['theirs', 2]])
  })

  it('comes back by itself when its connections are killed, and says each change once', async () => {
    const destination = new PassThrough()
    const one = open({ log: createLogger({ level: 'info', destination }) })
    const two = open()
    const heard = listenTo(two)
    await connected(one, two)
    const admin = new Redis(url)
    const clients = (await admin.client('LIST')) as string
    const ids = [...clients.matchAll(/^id=(\d+) .*name=momentum-doorbell/gm)].map(([, id]) => id!)
    for (const id of ids) await admin.client('KILL', 'ID', id)
    await admin.quit()

    await eventually(() => {
      one.ring('again', 1)
      return heard.length > 0
    })
    await connected(one, two)
    const lines = await eventually(() => {
      const text = String(destination.read() ?? '')
      destination.unshift(text)
      const found = text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
      return found.length === 4 && found
    })
    expect(lines.map(({ purpose, msg }) => `${purpose} ${msg}`).sort()).to.deep.equal([
      'doorbell redis is away; going on without it',
      'doorbell redis is back',
      'doorbell-listener redis is away; going on without it',
      'doorbell-listener redis is back',
    ])
  })

  it('is heard at home while Redis is away, and everywhere once it has come', async function () {
    const first = await startRedis()
    if (!first) this.skip()
    const { port, url: redisUrl } = first!
    const [one, two] = [open({ redisUrl }), open({ redisUrl })]
    const [heardHere, heardThere] = [listenTo(one), listenTo(two)]
    await connected(one, two)
    await first!.stop()
    await eventually(() => !one.isConnected() && !two.isConnected())

    one.ring('alone', 1)
    await eventually(() => heardHere.length === 1)

    const second = (await startRedis(port))!
    await connected(one, two)
    one.ring('together', 2)
    await eventually(() => heardThere.length === 1)
    expect(heardThere).to.deep.equal([['together', 2]])
    await Promise.all(opened.splice(0).map((doorbell) => doorbell.close()))
    await second.stop()
  })

  it('starts without Redis and closes without it', async () => {
    const doorbell = open({ redisUrl: 'redis://127.0.0.1:1' })
    const heard = listenTo(doorbell)
    doorbell.ring('alone', 1)

    await eventually(() => heard.length === 1)
    expect(doorbell.isConnected()).to.equal(false)
  })
})
