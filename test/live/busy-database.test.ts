import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import pg from 'pg'
import sqlite3 from 'sqlite3'
import { type Pair, say, startPair } from '../support/chat.ts'
import { type TestDatabase, testDialect } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { type LiveStream, openEventSource, openSocket } from '../support/live.ts'
import { type Served, serveProcess } from '../support/served.ts'

// SAFETY.md OP18, OP6 for live streams: while somebody else holds what a message is written to, streams stay open, what
// needs no writing still passes, everybody else is answered, and nothing is lost or doubled in the end.

interface Lock {
  release(): Promise<void>
}

/** Holds the write lock of SQLite, or both tables of the log on PostgreSQL, from a connection of its own. */
function lockLog({ url, file }: TestDatabase): Promise<Lock> {
  return url === undefined ? lockSqlite(file) : lockPostgres(url)
}

async function lockSqlite(file: string): Promise<Lock> {
  const database = new sqlite3.Database(file)
  const exec = (sql: string): Promise<void> =>
    new Promise((resolve, reject) => database.exec(sql, (error) => (error ? reject(error) : resolve())))
  await exec('PRAGMA busy_timeout=5000; BEGIN IMMEDIATE')
  return {
    release: async () => {
      await exec('ROLLBACK')
      await new Promise<void>((resolve) => database.close(() => resolve()))
    },
  }
}

async function lockPostgres(url: string): Promise<Lock> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('BEGIN; LOCK TABLE event_heads, events IN ACCESS EXCLUSIVE MODE')
  return {
    release: async () => {
      await client.query('ROLLBACK')
      await client.end()
    },
  }
}

describe('Live streams while the database is held by another (OP18)', function () {
  this.timeout(180_000)
  let server: Served
  let pair: Pair
  let lock: Lock | undefined

  before(async () => {
    server = await serveProcess()
    pair = await startPair(server)
  })
  after(async () => {
    await lock?.release()
    await server.kill('SIGKILL')
  })

  async function opened(stream: Promise<LiveStream>): Promise<LiveStream> {
    const open = await stream
    await open.take(1)
    return open
  }

  it('stay open, let pass what is not written, keep nobody else waiting, and miss nothing afterwards', async () => {
    const { ada, bela, conversationId } = pair
    const [socket, events, own] = [
      await opened(openSocket(bela)),
      await opened(openEventSource(bela)),
      await opened(openSocket(ada)),
    ]
    await say(ada, conversationId, 'before')
    for (const stream of [socket, events, own]) await stream.until('message.created')
    const texts = ['held 1', 'held 2', 'held 3', 'held 4']
    const ids = new Map(texts.map((text) => [text, randomUUID()]))
    lock = await lockLog(server.database)

    // Two by frames, which go one after the other, and two at once over REST.
    for (const text of texts.slice(0, 2)) {
      own.send({ ref: text, type: 'message.send', data: { conversationId, clientId: ids.get(text), text } })
    }
    const send = (text: string) =>
      ada.post(`/conversations/${conversationId}/messages`, { clientId: ids.get(text), text })
    const underWay = texts.slice(2).map(send)
    const heldUntil = performance.now() + 8000
    const answers: number[] = []
    while (performance.now() < heldUntil) {
      for (const path of ['/health/live', '/me', '/conversations', '/users/suggestions']) {
        answers.push((await bela.get(path)).status)
      }
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    own.send({ ref: 'typing', type: 'typing', data: { conversationId } })
    const passing = testDialect === 'sqlite' ? await openSocket(bela) : undefined
    if (passing !== undefined)
      expect((await passing.take(1))[0]!.type, 'a new stream needs no writing').to.equal('ready')
    await bela.post(`/conversations/${conversationId}/typing`, {})
    const typed = await own.until('typing')
    expect(typed.data).to.include({ conversationId, on: true })
    expect(new Set(answers), 'everybody else').to.deep.equal(new Set([200]))
    expect((await events.takeSome(20, 100)).filter(({ type }) => type === 'message.created')).to.deep.equal([])
    await lock.release()
    lock = undefined

    // Who was refused sends again, with the clientId that makes it the same message.
    for (const answer of await Promise.all(underWay)) expect(answer.status, answer.text).to.be.oneOf([201, 503])
    for (const text of texts) {
      await eventually(async () => (await send(text)).status === 201, { everyMs: 200, what: `${text} stored` })
    }
    await say(ada, conversationId, 'after')
    const order = (await bela.get(`/conversations/${conversationId}/messages`)).body.items
      .map(({ text }: { text: string }) => text)
      .reverse()
    expect([...order].sort()).to.deep.equal(['after', 'before', ...texts].sort())
    expect(order.at(-1)).to.equal('after')
    for (const stream of [socket, events]) {
      const got: string[] = []
      while (got.at(-1) !== 'after') got.push((await stream.until('message.created')).data.text)
      expect(got, 'over the streams that were open all the while').to.deep.equal(order.slice(1))
    }
    for (const stream of [socket, events, own, passing]) stream?.close()
  })
})
