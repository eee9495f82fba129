import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import type { Context } from '../../src/core/context.ts'
import { openDatabase } from '../../src/db/open.ts'
import type { JobReport } from '../../src/jobs/job.ts'
import { liveLocationExpiry } from '../../src/jobs/live-location-expiry.ts'
import { hour, manualClock, minute } from '../../src/lib/clock.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { startConversation, startPair } from '../support/chat.ts'
import { createTestDatabase, testDialect } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { openEventSource, openSocket } from '../support/live.ts'
import { goodPassword, signUp, type TestPerson } from '../support/people.ts'

// Binary fractions, so that both the shortest decimal and the eight bytes of the number can be looked for.
const place = { latitude: 52.515625, longitude: 13.390625 }

async function share(by: TestPerson, conversationId: string, more: Record<string, unknown> = {}) {
  const answer = await by.post(`/conversations/${conversationId}/location`, {
    ...place,
    durationSeconds: 900,
    ...more,
  })
  expect(answer.status, answer.text).to.equal(201)
  return answer.body.location
}

describe('POST /conversations/:id/location', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  it('is a message with the position, for fifteen minutes, one hour or eight', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)

    const location = await share(ada, conversationId, { accuracy: 8, heading: 90 })
    const [message] = (await bela.get(`/conversations/${conversationId}/messages`)).body.items
    const refused = await ada.post(`/conversations/${conversationId}/location`, { ...place, durationSeconds: 86_400 })

    expect(message.location).to.deep.equal(location)
    expect(location.position).to.include({ ...place, accuracy: 8, heading: 90, stale: false })
    expect(Date.parse(location.expiresAt) - Date.parse(location.startedAt)).to.equal(15 * minute)
    expect(refused.status).to.equal(422)
  })

  for (const [precision, side] of [
    ['1km', 1000],
    ['city', 10_000],
  ] as const) {
    it(`stores no more than ${precision} of a coarse share`, async () => {
      const { ada, conversationId } = await startPair(momentum)

      const location = await share(ada, conversationId, { precision, accuracy: 5, heading: 7 })
      const fine = await ada.patch(`/locations/${location.id}`, { latitude: 52.515725, longitude: 13.390725 })

      expect(fine.status).to.equal(200)
      expect(location.position).to.include({ accuracy: side, heading: null })
      const stored = await momentum.app.db.read.get<{ latitude: number; longitude: number }>(
        'SELECT latitude, longitude FROM live_positions WHERE location_id = $1',
        [location.id],
      )
      expect(stored!.latitude).to.not.be.closeTo(place.latitude, 0.00001)
      expect([stored!.latitude, stored!.longitude]).to.deep.equal([
        location.position.latitude,
        location.position.longitude,
      ])
    })
  }

  it('is refused before the request is accepted', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const id = await startConversation(ada, bela)

    const answer = await ada.post(`/conversations/${id}/location`, { ...place, durationSeconds: 900 })

    expect(answer.status).to.equal(403)
    expect(await momentum.app.db.read.all('SELECT 1 AS one FROM live_positions')).to.have.length.at.most(9)
  })

  it('takes the place of a share that runs there already', async () => {
    const { ada, conversationId } = await startPair(momentum)
    const first = await share(ada, conversationId)
    await share(ada, conversationId)

    const items = (await ada.get('/me/locations')).body.items
    expect(items.map((item: { endReason: string | null }) => item.endReason)).to.deep.equal([null, 'replaced'])
    expect(items[1].id).to.equal(first.id)
  })
})

describe('PATCH /locations/:id', () => {
  let momentum: TestApp
  const clock = manualClock(Date.now())

  before(async () => {
    momentum = await startTestApp({ clock })
  })
  after(() => momentum.close())

  it('reaches the open streams of the other person, over frames and events, and no log', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const location = await share(ada, conversationId)
    const { next } = (await bela.get('/sync')).body
    const [socket, events, phone] = [await openSocket(bela), await openEventSource(bela), await openSocket(ada)]
    for (const stream of [socket, events, phone]) await stream.take(1)
    clock.advance(1000)

    const moved = { latitude: 52.5, longitude: 13.375, accuracy: 12 }
    phone.send({ ref: 1, type: 'location.update', data: { locationId: location.id, ...moved } })

    for (const stream of [socket, events]) {
      const frame = await stream.until('location.updated')
      expect(frame.id).to.equal(undefined)
      expect(frame.data).to.deep.include({ id: location.id, userId: ada.id, conversationId })
      expect(frame.data.position).to.include({ ...moved, heading: null, stale: false })
    }
    expect((await bela.get(`/sync?since=${next}`)).body.items).to.deep.equal([])
    for (const stream of [socket, events, phone]) stream.close()
  })

  it('drops points that come out of order, and does not believe a time after now', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const location = await share(ada, conversationId)
    const at = (ms: number) => new Date(clock.now() + ms).toISOString()
    clock.advance(10 * minute)
    const move = (latitude: number, recordedAt: string) =>
      ada.patch(`/locations/${location.id}`, { latitude, longitude: 1, recordedAt })

    const newer = await move(10, at(-1000))
    const older = await move(11, at(-2000))
    const future = await move(12, at(5 * hour))
    clock.advance(1000)
    const after = await move(13, at(0))

    expect([newer, older, future, after].map((answer) => answer.body.applied)).to.deep.equal([true, false, true, true])
    expect(after.body.expiresAt, 'updates extend nothing').to.equal(location.expiresAt)
    const [message] = (await bela.get(`/conversations/${conversationId}/messages`)).body.items
    expect(message.location.position.latitude).to.equal(13)
  })

  it('shows no position from the very moment the time is over, and takes none', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const location = await share(ada, conversationId)
    clock.advance(15 * minute)

    // Before anybody had the time to erase it.
    const [[message], own, late] = await Promise.all([
      bela.get(`/conversations/${conversationId}/messages`).then(({ body }) => body.items),
      ada.get('/me/locations').then(({ body }) => body.items[0]),
      ada.patch(`/locations/${location.id}`, place),
    ])

    expect(message.location).to.include({ position: null, endReason: 'expired', endedAt: location.expiresAt })
    expect(own).to.include({ endReason: 'expired', endedAt: location.expiresAt })
    expect([late.status, late.body.code]).to.deep.equal([409, 'conflict'])
  })

  it('suggests the next update sooner while somebody watches, and marks a position that got old', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const location = await share(ada, conversationId)
    const move = async () => {
      clock.advance(1000)
      return (await ada.patch(`/locations/${location.id}`, place)).body.nextUpdateSeconds as number
    }

    const unwatched = await move()
    const stream = await openSocket(bela)
    await eventually(async () => (await move()) < unwatched)
    clock.advance(3 * minute)

    const [message] = (await bela.get(`/conversations/${conversationId}/messages`)).body.items
    expect(message.location.position.stale).to.equal(true)
    stream.close()
  })

  it("is the owner's alone", async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const third = await signUp(momentum)
    const location = await share(ada, conversationId)

    for (const person of [bela, third]) {
      expect((await person.patch(`/locations/${location.id}`, place)).status).to.equal(404)
      expect((await person.delete(`/locations/${location.id}`)).status).to.equal(404)
      expect((await person.get('/me/locations')).body.items).to.deep.equal([])
    }
  })
})

describe('the end of a live location', () => {
  const clock = manualClock(Date.now())
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp({ clock })
  })
  after(() => momentum.close())

  const ends: [
    name: string,
    reason: string,
    end: (ada: TestPerson, bela: TestPerson, id: string) => Promise<unknown>,
  ][] = [
    ['its owner stops it', 'stopped', (ada, _bela, id) => ada.delete(`/locations/${id}`)],
    ['its time is over', 'expired', async () => clock.advance(15 * minute)],
    ['the owner blocks', 'blocked', (ada, bela) => ada.put(`/users/${bela.username}/block`)],
    ['the other blocks', 'blocked', (ada, bela) => bela.put(`/users/${ada.username}/block`)],
    ['the device signs out', 'signed_out', (ada) => ada.post('/auth/logout')],
    [
      'the password changes',
      'password_changed',
      (ada) => ada.put('/auth/password', { currentPassword: goodPassword, password: 'another battery staple 7' }),
    ],
    ['the owner deletes the account', 'signed_out', (ada) => ada.post('/me/delete', { password: goodPassword })],
    [
      'the other deletes the account',
      'account_ended',
      (_ada, bela) => bela.post('/me/delete', { password: goodPassword }),
    ],
    [
      'the message is deleted',
      'message_deleted',
      async (ada) => {
        const [message] = (await ada.get('/sync?since=0')).body.items.filter(
          (item: { type: string; data: { location?: object } }) =>
            item.type === 'message.created' && item.data.location,
        )
        return ada.delete(`/messages/${message.data.id}?for=everyone`)
      },
    ],
    [
      'the request is refused after all',
      'refused',
      async (_ada, bela) => {
        const [conversation] = (await bela.get('/conversations')).body.items
        return bela.patch(`/conversations/${conversation.id}`, { request: 'refused' })
      },
    ],
  ]

  for (const [name, reason, end] of ends) {
    it(`comes when ${name}, and leaves only the fact`, async () => {
      const { ada, bela, conversationId } = await startPair(momentum)
      const location = await share(ada, conversationId)

      await end(ada, bela, location.id)

      const ended = await eventually(
        async () =>
          await momentum.app.db.read.get<{ endReason: string }>(
            'SELECT end_reason FROM live_locations WHERE id = $1 AND ended_at IS NOT NULL',
            [location.id],
          ),
      )
      expect(ended.endReason).to.equal(reason)
      const left = await momentum.app.db.read.all('SELECT 1 AS one FROM live_positions WHERE location_id = $1', [
        location.id,
      ])
      expect(left).to.deep.equal([])
    })
  }

  it('is told to both as location.ended without a position, also by sync', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const location = await share(ada, conversationId)
    const stream = await openSocket(bela)
    await stream.take(1)

    await ada.delete(`/locations/${location.id}`)

    const frame = await stream.until('location.ended')
    expect(frame.data).to.include({ id: location.id, position: null, endReason: 'stopped' })
    for (const person of [ada, bela]) {
      const { items } = (await person.get('/sync?since=0')).body
      expect(JSON.stringify(items)).to.not.match(/latitude|52\.51/)
      const [message] = (await person.get(`/conversations/${conversationId}/messages`)).body.items
      expect(message.location).to.include({ position: null, endReason: 'stopped' })
    }
    expect((await ada.patch(`/locations/${location.id}`, place)).status).to.equal(409)
    stream.close()
  })

  it('is not undone by a clock that is set back', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const location = await share(ada, conversationId)
    clock.advance(2 * hour)
    await eventually(async () => (await ada.get('/me/locations')).body.items[0].endReason === 'expired')
    await eventually(
      async () =>
        (await momentum.app.db.read.all('SELECT 1 AS one FROM live_positions WHERE location_id = $1', [location.id]))
          .length === 0,
    )

    clock.advance(-2 * hour)

    expect((await ada.patch(`/locations/${location.id}`, place)).status).to.equal(409)
    const [message] = (await bela.get(`/conversations/${conversationId}/messages`)).body.items
    expect(message.location.position).to.equal(null)
    clock.advance(2 * hour)
  })

  it('lists to whom and when, never where', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    await share(ada, conversationId)

    const answer = await ada.get('/me/locations')

    expect(answer.body.items[0]).to.have.keys(
      'id',
      'conversationId',
      'person',
      'precision',
      'startedAt',
      'expiresAt',
      'endedAt',
      'endReason',
    )
    expect(answer.body.items[0].person.username).to.equal(bela.username)
    expect(answer.text).to.not.match(/latitude|":-?52\./)
  })

  it('names nobody with whom a block stands, until it is taken back', async () => {
    const { ada, bela, conversationId } = await startPair(momentum)
    const { id } = await share(ada, conversationId)
    const listed = async () => (await ada.get('/me/locations')).body.items

    await bela.put(`/users/${ada.username}/block`)
    const blocked = await listed()
    await bela.delete(`/users/${ada.username}/block`)

    expect(blocked).to.deep.equal([])
    expect((await listed())[0]).to.include({ id, endReason: 'blocked' })
  })
})

describe('what a live location leaves on the disk', () => {
  const traces = (bytes: Buffer): string[] => {
    const found: string[] = []
    for (const degrees of [place.latitude, place.longitude]) {
      const big = Buffer.alloc(8)
      big.writeDoubleBE(degrees)
      const little = Buffer.from(big).reverse()
      for (const pattern of [big, little, Buffer.from(String(degrees))]) {
        if (bytes.includes(pattern)) found.push(pattern.toString('hex'))
      }
    }
    return found
  }

  async function filesOf(momentum: TestApp): Promise<Buffer> {
    if (testDialect === 'sqlite') {
      const parts = ['', '-wal', '-shm'].map((end) => {
        try {
          return readFileSync(momentum.database.file + end)
        } catch {
          return Buffer.alloc(0)
        }
      })
      return Buffer.concat(parts)
    }
    // What PostgreSQL has on disk can be read page by page.
    await momentum.app.db.read.all('SELECT 1 AS one')
    const rows = await momentum.app.db.transaction(async (unit) => {
      await unit.run('CREATE EXTENSION IF NOT EXISTS pageinspect')
      return unit.all<{ page: Buffer }>(
        `SELECT get_raw_page('live_positions', n) AS page
         FROM generate_series(0::bigint, pg_relation_size('live_positions') / current_setting('block_size')::int - 1) n`,
      )
    })
    return Buffer.concat(rows.map((row) => row.page))
  }

  it('is nothing within five seconds of the end, nor in the log lines', async () => {
    const logLines: string[] = []
    const momentum = await startTestApp({ logLines })
    try {
      const { ada, conversationId } = await startPair(momentum)
      const location = await share(ada, conversationId)
      for (let index = 0; index < 20; index += 1) await ada.patch(`/locations/${location.id}`, place)
      expect(traces(await filesOf(momentum)), 'the test sees what is there').to.not.deep.equal([])

      await ada.delete(`/locations/${location.id}`)

      await eventually(async () => expect(traces(await filesOf(momentum))).to.deep.equal([]) && true, {
        withinMs: 5000,
        everyMs: 100,
      })
      expect(traces(Buffer.from(logLines.join('\n')))).to.deep.equal([])
    } finally {
      await momentum.close()
    }
  })

  it('is nothing soon after the start of a server that was down when it ended', async () => {
    const database = await createTestDatabase()
    const clock = manualClock(Date.now())
    const first = await startTestApp({ clock, database })
    const { ada, conversationId } = await startPair(first)
    const location = await share(ada, conversationId)
    await first.close()
    clock.advance(16 * minute)

    const second = await startTestApp({ clock, database })
    try {
      await eventually(async () => expect(traces(await filesOf(second))).to.deep.equal([]) && true, {
        withinMs: 5000,
        everyMs: 100,
      })
      const row = await second.app.db.read.get<{ endReason: string }>(
        'SELECT end_reason FROM live_locations WHERE id = $1',
        [location.id],
      )
      expect(row?.endReason).to.equal('expired')
    } finally {
      await second.close()
    }
  })
})

describe('the job live-location-expiry', () => {
  it('ends what is over and erases it, also where no server keeps watch', async () => {
    const clock = manualClock(Date.now())
    const momentum = await startTestApp({ clock })
    const { ada, conversationId } = await startPair(momentum)
    await share(ada, conversationId)
    const { database } = momentum
    await momentum.close()
    clock.advance(16 * minute)
    const db = await openDatabase({ ...database, poolSize: 2, onError: () => {} })
    try {
      const due = await db.read.all(`SELECT id FROM live_locations WHERE ended_at IS NULL AND expires_at <= $1`, [
        clock.now(),
      ])
      expect(due).to.have.length(1)
      const rung: string[] = []
      const context = {
        db,
        now: () => clock.now(),
        write: db.transaction,
        clients: { doorbell: { ring: (topic: string) => rung.push(topic) } },
      } as unknown as Context

      const first = await liveLocationExpiry.run(context, new AbortController().signal, {} as JobReport)
      const second = await liveLocationExpiry.run(context, new AbortController().signal, {} as JobReport)

      expect([first, second]).to.deep.equal([{ ended: 1 }, { ended: 0 }])
      expect(await db.read.all('SELECT 1 AS one FROM live_positions')).to.deep.equal([])
    } finally {
      await db.close()
    }
  })
})
