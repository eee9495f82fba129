import { dirname } from 'node:path'
import { expect } from 'chai'
import { WebSocket } from 'ws'
import { systemActor } from '../../src/core/actor.ts'
import { appendToLog } from '../../src/core/log/index.ts'
import { startTestApp } from '../support/app.ts'
import { signUpCrowd } from '../support/crowd.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestPerson } from '../support/people.ts'
import { probeConversations } from '../support/probe.ts'
import { type Served, serveProcess } from '../support/served.ts'
import { slowness } from '../support/slowness.ts'

// SAFETY.md RT7: everybody who had a stream comes back at one moment when the server was restarted. Each gets what it
// missed, and others are answered meanwhile.

const isGate = process.env.MOMENTUM_GATE !== undefined
const count = isGate ? 1000 : 200
const entries = 5
/** The whole of 127/8 is this machine; a server takes a hundred streams from one address. */
const perAddress = 90

interface Back {
  socket: WebSocket
  ids: string[]
  readyAt: number
  /** Settles with the close code. */
  closed: Promise<number>
}

/** Opens one stream and waits until it has all that its log holds; rejects when it is refused. */
function open(url: string, person: TestPerson, index: number, last: string): Promise<Back> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/events?since=0`, {
    headers: { Authorization: `Bearer ${person.token}` },
    localAddress: `127.0.2.${1 + Math.floor(index / perAddress)}`,
  })
  const ids: string[] = []
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.on('message', (text) => {
      const frame = JSON.parse(String(text)) as { type: string; id?: string }
      if (frame.type !== 'ready' && frame.id !== undefined) ids.push(frame.id)
      if (frame.id === last && frame.type !== 'ready') resolve({ socket, ids, closed, readyAt: performance.now() })
    })
  })
}

describe(`${count} streams that a restart has ended (RT7)`, function () {
  this.timeout(600_000)
  let people: TestPerson[]
  let server: Served

  before(async () => {
    const database = await createTestDatabase()
    const first = await startTestApp({ database })
    people = await signUpCrowd(first, count, 'herd')
    const context = first.app.as(systemActor('test'), 'job')
    for (let entry = 0; entry < entries; entry += 1) {
      await context.write((unit) =>
        appendToLog(
          unit,
          context,
          people.map(({ id }) => ({ userId: id, type: 'relationship.updated', subjectId: id })),
        ),
      )
    }
    await first.close()
    server = await serveProcess({ database, dataFolder: dirname(database.file) })
  })
  after(() => server?.kill('SIGKILL'))

  const openAll = (url: string) => Promise.all(people.map((person, index) => open(url, person, index, String(entries))))

  it('are told of the stop, come back, get all they missed once, and leave others answered', async () => {
    const before = await openAll(server.url)
    expect(await server.kill('SIGTERM')).to.deep.include({ code: 0 })
    const codes = await Promise.all(before.map(({ closed }) => closed))
    expect(new Set(codes), 'a restart of the server').to.deep.equal(new Set([1012]))
    server = await serveProcess({ database: server.database, dataFolder: server.dataFolder })
    const slow = await slowness()
    const started = performance.now()
    const coming = openAll(server.url)
    const probed = await probeConversations(server.url, people[0]!.token!, coming)
    const back = await coming
    const seconds = Math.max(...back.map(({ readyAt }) => readyAt - started)) / 1000

    const figures = JSON.stringify({ streams: count, seconds, ...probed, slow })
    expect(probed.failed, figures).to.equal(0)
    expect(seconds, figures).to.be.below(30 * slow)
    expect(probed.p99Ms, figures).to.be.below(1000 * slow)
    const all = Array.from({ length: entries }, (_, index) => String(index + 1))
    for (const { ids } of back) expect(ids).to.deep.equal(all)
    for (const { socket } of back) socket.terminate()
    if (isGate) console.log(`      ${figures}`)
  })
})
