import { expect } from 'chai'
import sqlite3 from 'sqlite3'
import { TestClient } from '../support/app.ts'
import { testDialect } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { goodPassword } from '../support/people.ts'
import { type Served, serveProcess } from '../support/served.ts'
import { type SpawnedProcess, spawnProcess } from '../support/spawn.ts'

// SAFETY.md OP4, OP5: a disk that is full, or fails, costs answers and never truth. strace makes the n-th write or sync of
// the database's files fail, and every later one, until it lets go of the process.

interface Fault {
  call: 'pwrite64' | 'fsync,fdatasync'
  error: 'ENOSPC' | 'EIO'
  from: number
}

const isGate = process.env.MOMENTUM_GATE !== undefined
const points = isGate ? [1, 2, 3, 5, 8, 13, 21, 34, 50, 80, 120, 200, 400, 1000] : [1, 50]
const faults: Fault[] = [
  ...points.map((from): Fault => ({ call: 'pwrite64', error: 'ENOSPC', from })),
  ...points.slice(0, isGate ? 8 : 1).map((from): Fault => ({ call: 'pwrite64', error: 'EIO', from })),
  ...points.slice(0, isGate ? 8 : 1).map((from): Fault => ({ call: 'fsync,fdatasync', error: 'EIO', from })),
]

async function register(server: Served, username: string): Promise<TestClient> {
  const body = { username, email: `${username}@example.org`, password: goodPassword, acceptTerms: true }
  const answer = await server.guest.post('/auth/register', body)
  expect(answer.status, answer.text).to.equal(201)
  return new TestClient(server.url, answer.body.token)
}

async function breakDisk(server: Served, { call, error, from }: Fault): Promise<SpawnedProcess> {
  const files = [server.database.file, `${server.database.file}-wal`].flatMap((file) => ['-P', file])
  const fault = ['-e', `trace=${call}`, '-e', `inject=${call}:error=${error}:when=${from}+`]
  const words = ['-f', '-p', String(server.process.pid), ...files, ...fault, '-o', '/dev/null']
  const strace = spawnProcess('strace', words)
  await strace.waitForLine(/attached/)
  return strace
}

if (testDialect === 'sqlite') {
  describe('A disk that fails (OP4, OP5)', () => {
    let server: Served
    let person: TestClient

    before(async () => {
      server = await serveProcess()
      person = await register(server, 'diskwriter')
    })
    after(() => server.kill('SIGKILL'))

    for (const fault of faults) {
      it(`${fault.error} at ${fault.call} ${fault.from} and after: refused as a problem, read on, back by itself`, async () => {
        const acknowledged = await mark(person, 'before')
        const disk = await breakDisk(server, fault)
        const prefix = `${fault.call}-${fault.error}-${fault.from}`

        const outcome = await writeUntilRefused(person, prefix, acknowledged)
        const reading = await person.get('/me')
        const live = await server.guest.get('/health/live')
        const log = server.process.stderr()
        await disk.kill('SIGINT')

        expect(outcome.status, outcome.text).to.be.oneOf(fault.error === 'ENOSPC' ? [503, 507] : [503])
        expect(outcome.text).to.match(/"code":"(storage_full|unavailable)"/)
        expect(reading.status).to.equal(200)
        expect(bioOf(reading.body), 'what was acknowledged last is what is read').to.equal(outcome.lastAcknowledged)
        expect(live.status).to.equal(200)
        expect(log, 'operators are told').to.match(/"level":"(warn|error)"/)
        await eventually(async () => (await person.patch('/me', { bio: `${prefix} again` })).status === 200, {
          withinMs: 15_000,
          what: 'a write after the disk is well',
        })
      })
    }

    it('lost nothing it had acknowledged, and damaged nothing, over a restart without warning', async () => {
      await mark(person, 'last')
      await server.kill('SIGKILL')

      server = await serveProcess({ database: server.database, dataFolder: server.dataFolder })

      expect((await new TestClient(server.url, person.token).get('/me')).body.bio).to.equal('last')
      expect(await integrity(server.database.file)).to.equal('ok')
    })
  })
}

const bioOf = (me: { bio: string }): string => me.bio

async function mark(person: TestClient, bio: string): Promise<string> {
  const answer = await person.patch('/me', { bio })
  expect(answer.status, answer.text).to.equal(200)
  return bio
}

/** Writes until one is refused; what is acknowledged last stands in the answer. */
async function writeUntilRefused(
  person: TestClient,
  prefix: string,
  before: string,
): Promise<{ status: number; text: string; lastAcknowledged: string }> {
  let lastAcknowledged = before
  for (let index = 0; index < 5000; index += 1) {
    const bio = `${prefix}-${index}`
    const answer = await person.patch('/me', { bio })
    if (answer.status !== 200) return { status: answer.status, text: answer.text, lastAcknowledged }
    lastAcknowledged = bio
  }
  throw new Error('no write was refused, so the fault was none')
}

function integrity(file: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const database = new sqlite3.Database(file, sqlite3.OPEN_READWRITE, (error) => {
      if (error) return reject(error)
      database.get('PRAGMA integrity_check', (failed, row: Record<string, unknown>) => {
        database.close(() => (failed ? reject(failed) : resolve(Object.values(row)[0])))
      })
    })
  })
}
