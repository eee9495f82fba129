import { join } from 'node:path'
import { expect } from 'chai'
import { TestClient } from '../support/app.ts'
import { createTestDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { type LiveStream, openEventSource, openSocket } from '../support/live.ts'
import { goodPassword } from '../support/people.ts'
import { testPostgres } from '../support/postgres.ts'
import { startRedis } from '../support/redis.ts'
import { type Served, serveProcess } from '../support/served.ts'
import { soonMs } from '../support/soon.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

// Two `momentum serve` on one PostgreSQL and one Redis, as on two machines.
// Runs once: several processes share no SQLite.
describe('two processes on PostgreSQL and Redis', function () {
  this.timeout(180_000)
  let redis: NonNullable<Awaited<ReturnType<typeof startRedis>>>
  let one: Served
  let two: Served
  let conversationId: string
  const tokens: Record<string, string> = {}
  const on = (served: Served, name: string) => new TestClient(served.url, tokens[name])

  before(async function () {
    const [postgres, own] = [await testPostgres(), await startRedis()]
    if (postgres === undefined || own === undefined) this.skip()
    redis = own as typeof redis
    const database = await createTestDatabase({ dialect: 'postgres' })
    one = await serveProcess({ database, env: { REDIS_URL: redis.url } })
    const secrets = join(one.dataFolder, 'secrets.json')
    two = await serveProcess({
      database,
      dataFolder: await temporaryFolder('second'),
      env: { REDIS_URL: redis.url, MOMENTUM_SECRETS_FILE: secrets },
    })
    for (const name of ['ada', 'bela']) {
      const body = { username: name, email: `${name}@example.org`, password: goodPassword, acceptTerms: true }
      tokens[name] = (await one.guest.post('/auth/register', body)).body.token
    }
    conversationId = (await on(one, 'ada').post('/conversations', { username: 'bela' })).body.id
    await on(two, 'bela').patch(`/conversations/${conversationId}`, { request: 'accepted' })
  })
  after(async () => {
    await Promise.all([one?.kill(), two?.kill()])
    await redis?.stop()
  })

  const send = (served: Served, name: string, text: string) =>
    on(served, name).post(`/conversations/${conversationId}/messages`, { clientId: text.replaceAll(' ', '-'), text })

  async function opened(stream: Promise<LiveStream>): Promise<LiveStream> {
    const open = await stream
    await open.take(1)
    return open
  }

  it('deliver through the one what was sent to the other: messages, typing, presence', async () => {
    const bela = await opened(openSocket(on(two, 'bela')))
    const events = await opened(openEventSource(on(two, 'bela')))
    const ada = await opened(openSocket(on(one, 'ada')))

    expect((await bela.until('presence')).data).to.include({ online: true })
    ada.send({ ref: 1, type: 'message.send', data: { conversationId, clientId: 'across', text: 'across' } })

    expect((await bela.until('message.created')).data.text).to.equal('across')
    expect((await events.until('message.created')).data.text).to.equal('across')
    ada.send({ ref: 2, type: 'typing', data: { conversationId } })
    expect((await bela.until('typing')).data).to.include({ conversationId, on: true })
    const seen = (await on(two, 'bela').get(`/conversations/${conversationId}`)).body.presence
    expect(seen.online, 'online in whichever process').to.equal(true)
    for (const stream of [bela, events, ada]) stream.close()
  })

  it('close soon the streams of a session that ends in the other', async () => {
    const body = { login: 'bela', password: goodPassword, deviceName: 'tablet' }
    tokens.tablet = (await one.guest.post('/auth/login', body)).body.token
    const stream = await opened(openSocket(on(two, 'tablet')))
    const started = performance.now()

    await on(one, 'tablet').post('/auth/logout')

    expect(await stream.ended).to.equal(4401)
    expect(performance.now() - started).to.be.lessThan(soonMs)
    expect((await on(two, 'tablet').get('/me')).status).to.equal(401)
  })

  it('deliver late, and lose nothing, while Redis is gone and after it came back', async () => {
    const bela = await opened(openSocket(on(two, 'bela')))
    await redis.stop()

    for (const text of ['without 1', 'without 2', 'without 3']) {
      expect((await send(one, 'ada', text)).status).to.equal(201)
    }

    const late: string[] = []
    while (late.length < 3) late.push((await bela.until('message.created')).data.text)
    expect(late).to.deep.equal(['without 1', 'without 2', 'without 3'])
    redis = (await startRedis(redis.port))!
    const again = await opened(openSocket(on(one, 'ada')))
    await eventually(
      async () => {
        again.send({ ref: 1, type: 'typing', data: { conversationId } })
        return (await bela.takeSome(1, 300)).some((frame) => frame.type === 'typing')
      },
      { withinMs: 30_000, what: 'the doorbell over the new Redis' },
    )
    await send(one, 'ada', 'with')
    expect((await bela.until('message.created')).data.text).to.equal('with')
    const { items } = (await on(two, 'bela').get('/sync?since=0')).body
    const texts = items.filter((item: { type: string }) => item.type === 'message.created')
    expect(texts.map((item: { data: { text: string } }) => item.data.text)).to.deep.equal(['across', ...late, 'with'])
    for (const stream of [bela, again]) stream.close()
  })
})
