import { connect, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'chai'
import { createServer } from '../../src/api/server.ts'
import { startTestApp, type TestApp, TestClient } from '../support/app.ts'
import { signUp, type TestPerson } from '../support/people.ts'

// SAFETY.md OP14: who sends a body byte by byte, or does not read an answer, loses the connection; who is slow and gets on
// keeps it. The times are shortened, so that the test is quick; slow headers are in test/safety/http.test.ts.

// Runs once: no database has a part in it.

const withinMs = 1500

describe('Slow clients (OP14)', () => {
  let momentum: TestApp
  let person: TestPerson
  let server: ReturnType<typeof createServer>
  let url: string
  const sockets: Socket[] = []

  before(async () => {
    momentum = await startTestApp()
    person = await signUp(momentum)
    server = createServer(momentum.app, { slowConnections: { withinMs, leastBytes: 1000 } })
    url = (await server.listen(0, '127.0.0.1')).url
  })
  after(async () => {
    for (const socket of sockets) socket.destroy()
    await server.close()
    await momentum.close()
  })

  function open(head: string): { socket: Socket; ended: Promise<string> } {
    const { hostname, port } = new URL(url)
    const socket = connect(Number(port), hostname)
    sockets.push(socket)
    socket.on('error', () => {})
    socket.write(head)
    return { socket, ended: new Promise((resolve) => socket.once('close', () => resolve('closed'))) }
  }

  const head = (method: string, path: string, length = 0) =>
    `${method} /api/v1${path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${person.token}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`

  it('that send a body byte by byte are closed, two hundred of them, while others are answered', async () => {
    const slow = Array.from({ length: 200 }, () => open(`${head('PATCH', '/me', 5000)}{"bio": "`))
    const trickle = setInterval(() => {
      for (const { socket } of slow) if (!socket.destroyed) socket.write('x')
    }, 200)

    const client = new TestClient(url, person.token)
    const answer = await client.patch('/me', { bio: 'quick' })
    const ends = await Promise.all(slow.map(({ ended }) => ended))
    clearInterval(trickle)

    expect(answer.status).to.equal(200)
    expect(new Set(ends)).to.deep.equal(new Set(['closed']))
    expect((await client.get('/me')).body.bio).to.equal('quick')
  })

  it('that get on are waited for, however long they take in all', async () => {
    const parts = 8
    const part = 'x'.repeat(2000)
    const text = `{"comment": "${part.repeat(parts)}"}`
    const { socket } = open(head('POST', '/reports', text.length))
    let got = ''
    socket.on('data', (data) => {
      got += data.toString()
    })
    for (let index = 0; index < text.length; index += part.length) {
      socket.write(text.slice(index, index + part.length))
      await delay(withinMs / 4)
    }

    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        if (!got.includes('\r\n\r\n') && !socket.destroyed) return
        clearInterval(timer)
        resolve()
      }, 20)
    })
    expect(got).to.match(/^HTTP\/1\.1 422/)
  })

  it('that do not read their answer are closed', async () => {
    // Many answers of one document fill what the system holds for a connection.
    const { socket, ended } = open('GET /api/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(40))
    socket.pause()
    await delay(withinMs * 3)
    let got = 0
    socket.on('data', (data) => {
      got += data.length
    })
    socket.resume()

    expect(await ended).to.equal('closed')
    expect(got).to.be.within(1, 20_000_000)
  })

  it('that are idle between two requests are not', async () => {
    const { socket } = open('GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n')
    socket.resume()
    await delay(withinMs * 1.5)

    expect(socket.destroyed).to.equal(false)
  })
})
