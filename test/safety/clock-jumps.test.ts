import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { minute } from '../../src/lib/clock.ts'
import { TestClient } from '../support/app.ts'
import { eventually } from '../support/eventually.ts'
import { goodPassword } from '../support/people.ts'
import { type Served, serveProcess } from '../support/served.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

// SAFETY.md OP8: the wall clock of a running server jumps, as it does when a machine wakes up or a time server corrects it.
// libfaketime reads the offset from a file at each look at the clock; the monotonic clock stays true, as on a real machine.

const preload = '/usr/$LIB/faketime/libfaketimeMT.so.1'

describe('A clock that jumps (OP8)', () => {
  let server: Served
  let offsets: string
  let person: TestClient

  /** Sets the server's clock to `offset` from now, such as `+2h`, and waits until the server sees it. */
  async function jump(offset: string, ms: number): Promise<void> {
    await writeFile(offsets, `${offset}\n`)
    await eventually(
      async () => {
        const { headers } = await server.guest.get('/health/live')
        return Math.abs(Date.parse(headers.get('date')!) - (Date.now() + ms)) < minute
      },
      { what: `the server's clock at ${offset}`, withinMs: 30_000 },
    )
  }

  async function signIn(): Promise<TestClient> {
    const answer = await server.guest.post('/auth/login', { login: 'traveller', password: goodPassword })
    expect(answer.status, answer.text).to.equal(200)
    return new TestClient(server.url, answer.body.token)
  }

  before(async () => {
    offsets = join(await temporaryFolder('faketime'), 'offset')
    await writeFile(offsets, '+0\n')
    server = await serveProcess({
      env: {
        LD_PRELOAD: preload,
        FAKETIME_TIMESTAMP_FILE: offsets,
        FAKETIME_NO_CACHE: '1',
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
        RATE_LIMITS: 'on',
        LOG_LEVEL: 'debug',
      },
    })
    const body = { username: 'traveller', email: 'traveller@example.org', password: goodPassword, acceptTerms: true }
    const joined = await server.guest.post('/auth/register', body)
    expect(joined.status, joined.text).to.equal(201)
    person = new TestClient(server.url, joined.body.token)
  })
  after(() => server.kill('SIGKILL'))

  it('keeps sessions, writes and the order of ids over two hours forth and back', async () => {
    const other = await signIn()
    const ids: string[] = []
    for (const [offset, ms] of [
      ['+2h', 120 * minute],
      ['+0', 0],
      ['-2h', -120 * minute],
      ['+0', 0],
    ] as const) {
      await jump(offset, ms)
      expect((await person.get('/me')).status, `reading at ${offset}`).to.equal(200)
      expect((await other.patch('/me', { bio: `at ${offset}` })).status, `writing at ${offset}`).to.equal(200)
      ids.push((await signIn().then((client) => client.get('/auth/sessions'))).body.items.map(idOf).sort().at(-1))
    }

    expect(ids, 'ids made after a step back sort after those made before').to.deep.equal([...new Set(ids)].sort())
  })

  it('revives no session that ended by its age when the clock comes back', async () => {
    const old = await signIn()
    await jump('+31d', 31 * 1440 * minute)

    const later = await old.get('/me')
    await jump('+0', 0)
    const back = await old.get('/me')

    expect(later.status).to.equal(401)
    expect(back.status, 'after the clock came back').to.equal(401)
  })

  it('freezes no limit', async () => {
    const wrong = { login: 'nobody_here', password: `${goodPassword} not` }
    const try_ = (): Promise<number> => server.guest.post('/auth/login', wrong).then(({ status }) => status)
    let refused = 0
    for (let index = 0; index < 12 && refused === 0; index += 1) refused = (await try_()) === 429 ? index : 0

    await jump('+2h', 120 * minute)
    await jump('-2h', -120 * minute)
    const answer = await server.guest.post('/auth/login', wrong)
    await jump('+0', 0)

    expect(refused, 'failures until the limit').to.be.greaterThan(0)
    const waits = Number(answer.headers.get('retry-after') ?? '0')
    expect(waits, 'Retry-After two hours back').to.be.within(0, 15 * 60)
  })

  it('logs no negative duration', () => {
    const durations = server.process
      .stderr()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as { ms?: number })
      .flatMap(({ ms }) => (ms === undefined ? [] : [ms]))

    expect(durations.length).to.be.greaterThan(10)
    expect(Math.min(...durations)).to.be.at.least(0)
  })
})

const idOf = ({ id }: { id: string }): string => id
