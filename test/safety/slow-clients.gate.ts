import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'chai'
import { signUp, type TestPerson } from '../support/people.ts'
import { probeConversations } from '../support/probe.ts'
import { type Served, serveProcess } from '../support/served.ts'

// SAFETY.md OP14 and G21 in full, with the times that hold in earnest; slow-clients.test.ts is the short form.

const closedWithinMs = 30_000

describe('a thousand slow headers, two hundred slow bodies, two hundred slow readers (OP14)', function () {
  this.timeout(600_000)
  let server: Served
  let person: TestPerson

  before(async () => {
    server = await serveProcess()
    person = await signUp(server)
  })
  after(() => server.kill('SIGKILL'))

  /** One slow client: what it sends at once, what it then sends bit by bit, and whether it reads. */
  async function open(
    index: number,
    head: string,
    drop: string,
    isReading: boolean,
  ): Promise<{ lastedMs: Promise<number> }> {
    const socket: Socket = connect({ port: Number(new URL(server.url).port), host: '127.0.0.1' })
    socket.on('error', () => {})
    await once(socket, 'connect')
    const since = performance.now()
    socket.write(head)
    if (isReading) socket.resume()
    else socket.pause()
    const trickle = setInterval(() => drop !== '' && socket.write(drop), 1000 + (index % 500))
    // A client that does not read does not see the end either; that its bytes are no longer taken, it does.
    const watch = isReading ? undefined : setInterval(() => socket.write('\r\n'), 500)
    const lastedMs = new Promise<number>((resolve) => {
      socket.once('close', () => {
        clearInterval(trickle)
        clearInterval(watch)
        resolve(performance.now() - since)
      })
    })
    return { lastedMs }
  }

  it('are closed within 30 s each, while others wait less than twice as long as without them', async () => {
    const { token } = person
    const before = await probeConversations(server.url, token!, delay(10_000))
    const authorized = `Host: a\r\nAuthorization: Bearer ${token}\r\n`
    const clients: Promise<{ lastedMs: Promise<number> }>[] = []
    for (let index = 0; index < 1000; index += 1) {
      clients.push(open(index, 'GET /api/v1/me HTTP/1.1\r\nHost: a\r\n', `X-${index}: a\r\n`, true))
    }
    for (let index = 0; index < 200; index += 1) {
      const head = `PATCH /api/v1/me HTTP/1.1\r\n${authorized}Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"bio": "`
      clients.push(open(index, head, 'x', true))
      clients.push(open(index, 'GET /api/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(40), '', false))
    }
    const opened = await Promise.all(clients)
    const all = Promise.all(opened.map(({ lastedMs }) => lastedMs))
    const during = await probeConversations(server.url, token!, all)
    const after = await probeConversations(server.url, token!, delay(10_000))

    const figures = JSON.stringify({ before, during, after, longestMs: Math.max(...(await all)) })
    console.log(`      ${figures}`)
    for (const lastedMs of await all) expect(lastedMs, figures).to.be.below(closedWithinMs)
    expect([before.failed, during.failed, after.failed]).to.deep.equal([0, 0, 0])
    expect(during.p99Ms, figures).to.be.below(2 * Math.max(before.p99Ms, after.p99Ms))
    expect((await person.patch('/me', { bio: 'as ever' })).status).to.equal(200)
  })
})
