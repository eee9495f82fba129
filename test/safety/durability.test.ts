import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { expect } from 'chai'
import sqlite3 from 'sqlite3'
import { TestClient } from '../support/app.ts'
import { createTestDatabase, testDialect } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { goodPassword } from '../support/people.ts'
import { type Served, serveProcess } from '../support/served.ts'
import { spawnProcess } from '../support/spawn.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

// SAFETY.md OP1–OP3, OP6: what was answered is there, whatever happened to the process after it.

const rounds = Number(process.env.MOMENTUM_TEST_KILLS ?? 5)

async function register(server: Served, username: string): Promise<TestClient> {
  const answer = await server.guest.post('/auth/register', {
    username,
    email: `${username}@example.org`,
    password: goodPassword,
    acceptTerms: true,
  })
  expect(answer.status, answer.text).to.equal(201)
  return new TestClient(server.url, answer.body.token)
}

/** Writes without pause until the server is gone; answers what was acknowledged. */
async function writeUntilGone(client: TestClient, prefix: string): Promise<{ bio: string; consents: string[] }> {
  const acknowledged = { bio: '', consents: [] as string[] }
  for (let index = 0; ; index += 1) {
    const bio = `${prefix}-${index}`
    try {
      const edited = await client.patch('/me', { bio })
      if (edited.status === 200) acknowledged.bio = bio
      const key = `${prefix}-key-${index}`
      const consent = await client.post(
        '/me/consents',
        { document: 'privacy', version: '1' },
        { 'Idempotency-Key': key },
      )
      if (consent.status === 200) acknowledged.consents.push(key)
    } catch {
      return acknowledged
    }
  }
}

describe('A server that is killed', () => {
  it(`loses no answered write over ${rounds} times SIGKILL under mixed writes`, async function () {
    this.timeout(rounds * 30_000)
    let server = await serveProcess()
    const { database, dataFolder } = server
    let tokens: (string | undefined)[] = []

    for (let round = 0; round < rounds; round += 1) {
      const people = await Promise.all([0, 1, 2].map((index) => register(server, `kill${round}x${index}`)))
      tokens = [...tokens, ...people.map((person) => person.token)]
      const writing = people.map((person, index) => writeUntilGone(person, `r${round}p${index}`))
      await new Promise((resolve) => setTimeout(resolve, 150 + Math.random() * 350))
      await server.kill('SIGKILL')
      const acknowledged = await Promise.all(writing)

      server = await serveProcess({ database, dataFolder })

      for (const [index, written] of acknowledged.entries()) {
        const client = new TestClient(server.url, people[index]!.token)
        const me = await client.get('/me')
        expect(me.status, 'the session that was answered').to.equal(200)
        const at = (bio: string): number => (bio === '' ? -1 : Number(bio.split('-').at(-1)))
        // One write may have been committed without its answer having left.
        expect(at(me.body.bio)).to.be.within(at(written.bio), at(written.bio) + 1)
        for (const key of written.consents) {
          const headers = { 'Idempotency-Key': key }
          const again = await client.post('/me/consents', { document: 'privacy', version: '1' }, headers)
          expect(again.headers.get('idempotency-replayed'), `the key ${key}`).to.equal('true')
        }
      }
    }

    for (const token of tokens) expect((await new TestClient(server.url, token).get('/me')).status).to.equal(200)
    await server.kill()
    if (testDialect === 'sqlite') expect(await pragma(database.file, 'integrity_check')).to.equal('ok')
  })

  it('ends in order at SIGTERM: unready, running requests answered, exit code 0, nothing lost', async () => {
    const server = await serveProcess()
    const person = await register(server, 'stopping')
    const writing = writeUntilGone(person, 'stop')
    await new Promise((resolve) => setTimeout(resolve, 300))
    const started = performance.now()

    const exit = await server.kill('SIGTERM')
    const acknowledged = await writing

    expect(exit).to.deep.equal({ code: 0, signal: null })
    expect(performance.now() - started).to.be.lessThan(10_000)
    const again = await serveProcess({ database: server.database, dataFolder: server.dataFolder })
    const me = await new TestClient(again.url, person.token).get('/me')
    expect(me.body.bio).to.equal(acknowledged.bio)
    await again.kill()
  })

  it('ends at once at a second SIGTERM, while a request would keep it, and nothing is lost', async () => {
    const server = await serveProcess()
    const person = await register(server, 'impatient')
    expect((await person.patch('/me', { bio: 'kept' })).status).to.equal(200)
    const { hostname, port } = new URL(server.url)
    const slow = connect(Number(port), hostname).on('error', () => {})
    slow.write(`PATCH /api/v1/me HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${person.token}\r\n`)
    slow.write('Content-Type: application/json\r\nContent-Length: 50\r\n\r\n{"bio": "')
    await eventually(async () => (await fetch(`${server.url}/health/live`)).ok, { what: 'the request has begun' })

    process.kill(server.process.pid, 'SIGTERM')
    await eventually(
      () =>
        fetch(`${server.url}/health/live`).then(
          () => false,
          () => true,
        ),
      {
        what: 'nobody is let in any more',
      },
    )
    expect(server.process.child.exitCode, 'the running request is waited for').to.equal(null)
    const exit = await server.kill('SIGTERM')
    slow.destroy()

    expect(exit).to.deep.equal({ code: null, signal: 'SIGTERM' })
    const again = await serveProcess({ database: server.database, dataFolder: server.dataFolder })
    const me = await new TestClient(again.url, person.token).get('/me')
    expect([me.status, me.body.bio]).to.deep.equal([200, 'kept'])
    await again.kill()
  })
})

if (testDialect === 'sqlite') {
  describe('Durability on SQLite', () => {
    it('syncs at least once for each group of acknowledged writes', async () => {
      const trace = join(await temporaryFolder('strace'), 'syncs')
      const server = await serveProcess()
      const words = ['-f', '-p', String(server.process.pid), '-e', 'trace=fsync,fdatasync', '-o', trace]
      const strace = spawnProcess('strace', words)
      await strace.waitForLine(/attached/)
      const person = await register(server, 'synced')
      const before = await syncs(trace)
      const writes = 20

      for (let index = 0; index < writes; index += 1) {
        expect((await person.patch('/me', { bio: `b${index}` })).status).to.equal(200)
      }

      expect((await syncs(trace)) - before).to.be.at.least(writes)
      await server.kill()
      await strace.exited
    })

    it('answers 503 with Retry-After, never 500, while another process holds the write lock for long', async () => {
      const { file } = await createTestDatabase({ dialect: 'sqlite' })
      const server = await serveProcess({ database: { url: undefined, file, drop: async () => {} } })
      const person = await register(server, 'waiting')
      const other = await lockDatabase(file)

      const blocked = await person.patch('/me', { bio: 'while locked' })
      const reading = await person.get('/me')
      await other.release()
      const free = await person.patch('/me', { bio: 'after' })

      expect(blocked.status).to.equal(503)
      expect(Number(blocked.headers.get('retry-after'))).to.be.greaterThan(0)
      expect(reading.status).to.equal(200)
      expect(free.status).to.equal(200)
      await server.kill()
    })

    it('waits out a lock of three seconds without an error', async () => {
      const server = await serveProcess()
      const person = await register(server, 'patient')
      const other = await lockDatabase(server.database.file)
      const released = new Promise((resolve) => setTimeout(() => resolve(other.release()), 3000))

      const answer = await person.patch('/me', { bio: 'in the end' })

      await released
      expect(answer.status).to.equal(200)
      await server.kill()
    })
  })
}

async function syncs(trace: string): Promise<number> {
  return (await readFile(trace, 'utf8')).split('\n').filter((line) => /f(data)?sync\(/.test(line)).length
}

function pragma(file: string, name: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const database = new sqlite3.Database(file, sqlite3.OPEN_READWRITE, (error) => {
      if (error) return reject(error)
      database.get(`PRAGMA ${name}`, (failed, row: Record<string, unknown>) => {
        database.close(() => (failed ? reject(failed) : resolve(Object.values(row)[0])))
      })
    })
  })
}

async function lockDatabase(file: string): Promise<{ release(): Promise<void> }> {
  const exec = (sql: string): Promise<void> =>
    new Promise((resolve, reject) => database.exec(sql, (error) => (error ? reject(error) : resolve())))
  const database = new sqlite3.Database(file)
  await exec('PRAGMA busy_timeout=5000; BEGIN IMMEDIATE')
  return {
    release: async () => {
      await exec('ROLLBACK')
      await new Promise<void>((resolve) => database.close(() => resolve()))
    },
  }
}
