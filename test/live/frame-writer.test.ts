import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { expect } from 'chai'
import { WebSocket, WebSocketServer } from 'ws'
import { FrameWriter } from '../../src/api/live/frame-writer.ts'
import { eventually } from '../support/eventually.ts'

describe('FrameWriter', () => {
  const http = createServer()
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  let reader: WebSocket
  let client: WebSocket
  let socket: Duplex
  let writer: FrameWriter
  let read: string[]
  let closed: number | undefined

  before((done) => {
    http.on('upgrade', (request, upgraded, head) => {
      server.handleUpgrade(request, upgraded, head, (opened) => {
        client = opened
        socket = upgraded
        writer = new FrameWriter(opened, upgraded)
      })
    })
    http.listen(0, '127.0.0.1', done)
  })
  beforeEach(async () => {
    read = []
    closed = undefined
    reader = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`)
    reader.on('message', (data, isBinary) => read.push(isBinary ? 'binary' : String(data)))
    reader.on('close', (code) => {
      closed = code
    })
    await new Promise((resolve) => reader.once('open', resolve))
  })
  afterEach(() => reader.terminate())
  after((done) => {
    http.close(done)
  })

  it('sends texts of every length and alphabet, whole and in order', async () => {
    const lengths = [0, 1, 125, 126, 127, 65_535, 65_536, 200_000]
    const texts = lengths.flatMap((length) => ['x'.repeat(length), 'é'.repeat(length / 2), '👋'.repeat(length / 4)])

    for (const text of texts) writer.send(text)
    await new Promise((resolve) => setImmediate(resolve))
    for (const text of texts) writer.send(text)

    await eventually(() => read.length === 2 * texts.length)
    expect(read).to.deep.equal([...texts, ...texts])
  })

  /** What is written to the socket from now on: by the writer as strings, by `ws` as buffers. */
  function pieces(): unknown[] {
    const written: unknown[] = []
    const { write } = socket
    socket.write = (...args: unknown[]) => {
      written.push(args[0])
      return Reflect.apply(write, socket, args)
    }
    return written
  }

  it('writes what is sent in one turn in one piece', async () => {
    const written = pieces()

    for (const text of ['one', 'two', 'drei', 'vier ist größer']) writer.send(text)
    expect(written).to.have.length(0)
    expect(writer.unreadBytes).to.be.greaterThan(20)

    await eventually(() => read.length === 4)
    expect(written).to.have.length(1)
    expect(writer.unreadBytes).to.equal(0)
  })

  it('writes at a flush what came before a close, and nothing that comes after it', async () => {
    writer.send('before')
    writer.flush()
    client.close(4401, 'over')
    writer.send('after')
    writer.flush()

    await eventually(() => closed !== undefined)
    expect([read, closed]).to.deep.equal([['before'], 4401])
  })

  it('writes nothing more once a close was sent', async () => {
    const written = pieces()
    writer.send('late')
    client.close(1000)

    await eventually(() => closed !== undefined)
    expect([read, closed]).to.deep.equal([[], 1000])
    expect(written.filter((piece) => typeof piece === 'string')).to.deep.equal([])
  })
})
