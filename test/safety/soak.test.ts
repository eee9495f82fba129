import { randomUUID } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'chai'
import { TestClient } from '../support/app.ts'
import { testDialect } from '../support/database.ts'
import { goodPassword } from '../support/people.ts'
import { type Served, serveProcess } from '../support/served.ts'
import { plainPhoto, upload } from '../support/uploads.ts'

// SAFETY.md OP13, OP15, G24: under a mixed load that does not end, memory, descriptors and the write-ahead log stay flat.
// MOMENTUM_SOAK_MINUTES makes it longer than the minute it has in the ordinary run.

const isGate = process.env.MOMENTUM_GATE !== undefined
const minutes = Number(process.env.MOMENTUM_SOAK_MINUTES ?? (isGate ? 120 : 1))
const people = 6

interface Sample {
  rssMb: number
  descriptors: number
}

async function sample(pid: number): Promise<Sample> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const descriptors = await readdir(`/proc/${pid}/fd`)
  return { rssMb: Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024, descriptors: descriptors.length }
}

async function register(server: Served, username: string): Promise<TestClient> {
  const body = { username, email: `${username}@example.org`, password: goodPassword, acceptTerms: true }
  const answer = await server.guest.post('/auth/register', body)
  expect(answer.status, answer.text).to.equal(201)
  return new TestClient(server.url, answer.body.token)
}

const median = (numbers: number[]): number => [...numbers].sort((one, other) => one - other)[numbers.length >> 1]!

describe('A mixed load that does not end (OP13)', () => {
  let server: Served

  before(async () => {
    // With room to spare, V8 lets garbage pile up for minutes, which looks like a leak; with little, memory is what is held.
    server = await serveProcess({ env: { NODE_OPTIONS: '--max-old-space-size=96' } })
  })
  after(() => server?.kill('SIGKILL'))

  it(`leaves memory, descriptors and the log of writes flat over ${minutes} min, without a 5xx`, async function () {
    this.timeout((minutes + 3) * 60_000)
    const clients = await Promise.all(Array.from({ length: people }, (_, index) => register(server, `soak${index}`)))
    const [first, second] = clients as [TestClient, TestClient]
    const conversation = (await first.post('/conversations', { username: 'soak1' })).body.id
    await second.patch(`/conversations/${conversation}`, { request: 'accepted' })
    const failed: string[] = []
    const end = performance.now() + minutes * 60_000
    const act = async (client: TestClient, index: number): Promise<void> => {
      const photo = await plainPhoto(120, 90)
      for (let round = 0; performance.now() < end; round += 1) {
        const answers = [
          await client.get('/feed'),
          await client.patch('/me', { bio: `round ${round}` }),
          await client.put(`/users/soak${(index + 1 + (round % (people - 1))) % people}/follow`),
          await client.get('/conversations'),
        ]
        if (index < 2)
          answers.push(
            await client.post(`/conversations/${conversation}/messages`, {
              clientId: randomUUID(),
              text: `n ${round}`,
            }),
          )
        if (round % 25 === 0) {
          const media = await upload(client, photo)
          answers.push(media, await client.post('/posts', { media: [media.body.id], caption: `#soak ${round}` }))
        }
        for (const { status, text } of answers) if (status >= 500) failed.push(`${status} ${text.slice(0, 200)}`)
        await delay(isGate ? 20 : 60)
      }
    }
    const load = Promise.all(clients.map(act))
    const samples: Sample[] = []
    while (performance.now() < end) {
      await delay(1000)
      samples.push(await sample(server.process.pid))
    }
    await load

    // The first third is warming up: code is compiled, caches fill.
    const settled = samples.slice(Math.floor(samples.length / 3))
    const half = Math.floor(settled.length / 2)
    const before = settled.slice(0, half)
    const after = settled.slice(half)
    const growth = median(after.map((one) => one.rssMb)) / median(before.map((one) => one.rssMb))
    expect(failed).to.deep.equal([])
    expect(growth, `memory: ${settled.map((one) => one.rssMb.toFixed(0)).join(' ')}`).to.be.lessThan(1.15)
    expect(median(after.map((one) => one.descriptors)) - median(before.map((one) => one.descriptors))).to.be.lessThan(
      10,
    )
    if (testDialect === 'sqlite')
      expect((await stat(`${server.database.file}-wal`)).size).to.be.lessThan(64 * 1024 * 1024)
  })
})
