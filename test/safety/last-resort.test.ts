import { expect } from 'chai'
import { TestClient } from '../support/app.ts'
import { eventually } from '../support/eventually.ts'
import { goodPassword } from '../support/people.ts'
import { type Served, serveProcess } from '../support/served.ts'

// SAFETY.md OP16: an exception where nobody waits for it (timer, promise, event, stream) is logged, counted, and takes
// nobody down.

const ways = 6

describe('An exception that nobody caught (OP16)', () => {
  let server: Served
  let person: TestClient

  before(async () => {
    server = await serveProcess({
      env: { NODE_OPTIONS: '--import=./test/support/throw-on-signal.mjs', METRICS_TOKEN: 'metrics-token-of-a-test' },
    })
    const body = { username: 'unshaken', email: 'unshaken@example.org', password: goodPassword, acceptTerms: true }
    const joined = await server.guest.post('/auth/register', body)
    expect(joined.status, joined.text).to.equal(201)
    person = new TestClient(server.url, joined.body.token)
  })
  after(() => server.kill('SIGKILL'))

  async function counted(): Promise<number> {
    const { text } = await server.guest.get('/metrics', { Authorization: 'Bearer metrics-token-of-a-test' })
    return Number(/^momentum_background_failures_total (\d+)$/m.exec(text)?.[1])
  }

  it('is logged and counted, and everybody else goes on, over an open stream too', async () => {
    const pid = server.process.pid
    const stream = await fetch(person.address('/events'), {
      headers: { Authorization: `Bearer ${person.token}`, Accept: 'text/event-stream' },
    })
    const reader = stream.body!.getReader()
    const before = await counted()

    for (let way = 0; way < ways; way += 1) {
      const writing = person.patch('/me', { bio: `after ${way}` })
      process.kill(pid, 'SIGUSR2')
      expect((await writing).status).to.equal(200)
      await eventually(async () => (await counted()) === before + way + 1, {
        what: `failure ${way + 1} in the metrics`,
      })
    }

    expect((await person.get('/me')).body.bio).to.equal(`after ${ways - 1}`)
    expect(server.process.child.exitCode, 'the process lives').to.equal(null)
    const log = server.process.stderr()
    for (const words of ['thrown in a timer', 'rejected without anybody', 'a stream that fails unheard'])
      expect(log).to.include(words)
    const first = new TextDecoder().decode((await reader.read()).value)
    expect(first, 'the stream is the same one').to.include('ready')
    await reader.cancel()
  })
})
