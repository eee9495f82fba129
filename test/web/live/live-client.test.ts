import { expect } from 'chai'
import type { LiveFrame } from '../../../src/web/live/events.ts'
import { createLiveClient } from '../../../src/web/live/live-client.ts'
import type { OpenStream, StreamEnd, StreamHandlers } from '../../../src/web/live/transports.ts'
import { eventually } from '../../support/eventually.ts'
import { type FakeAnswer, fakeApi, refusal } from '../support/fake-api.ts'

interface Opened {
  name: string
  since: string | undefined
  sent: { ref: string; type: string; data: unknown }[]
  isClosed: boolean
  frame(frame: LiveFrame): void
  reply: StreamHandlers['onReply']
  end(how: StreamEnd): void
}

const message = (id: string) => ({ id, senderId: 'u2', deleted: false })
const frame = (id: number, data: unknown = message(`m${id}`)): LiveFrame => ({
  id: String(id),
  type: 'message.created',
  data,
})
const log = (items: LiveFrame[], next: string): FakeAnswer => ({ body: { items, next, more: false } })

function liveOn(sync: (url: string, count: number) => FakeAnswer) {
  const opened: Opened[] = []
  const waits: number[] = []
  let wake = () => {}
  const { client, asked } = fakeApi(({ url }, count) => sync(url, count))
  const transport =
    (name: string): OpenStream =>
    (since, handlers) => {
      const stream: Opened = {
        name,
        since,
        sent: [],
        isClosed: false,
        frame: handlers.onFrame,
        reply: handlers.onReply,
        end: handlers.onEnd,
      }
      opened.push(stream)
      return {
        send: (sent) => {
          stream.sent.push(sent)
          return name === 'socket'
        },
        close: () => {
          stream.isClosed = true
        },
      }
    }
  const live = createLiveClient({
    client,
    transports: [transport('socket'), transport('events')],
    wait: (ms) => {
      waits.push(ms)
      return new Promise((resolve) => setImmediate(resolve))
    },
    random: () => 0.5,
    onWake: (listener) => {
      wake = listener
      return () => {
        wake = () => {}
      }
    },
  })
  const heard: string[] = []
  live.on('message.created', ({ id }) => heard.push(id))
  live.on('afresh', () => heard.push('afresh'))
  live.on('gone', ({ type, id }) => heard.push(`gone ${type} ${id}`))
  /** The stream that is opened as number so-and-so, made ready. */
  const nth = (count: number) => eventually(() => opened[count - 1])
  const ready = async (count: number) => {
    const stream = await nth(count)
    stream.frame({ type: 'ready', id: stream.since ?? '0', data: {} })
    return stream
  }
  return { live, opened, asked, waits, heard, nth, ready, wake: () => wake() }
}

describe('the live client', () => {
  it('knows its position before the stream opens, and hears what comes then', async () => {
    const { live, heard, ready, asked } = liveOn(() => log([], '7'))
    await live.start()
    expect(asked.map(({ url }) => url)).to.deep.equal(['/sync'])

    const stream = await ready(1)
    stream.frame(frame(8))
    stream.frame({ id: '9', type: 'message.created', data: { id: 'm9', deleted: true } })

    expect(stream).to.include({ name: 'socket', since: '7' })
    expect(live.state.get()).to.equal('live')
    expect(heard).to.deep.equal(['m8', 'gone message.created m9'])
    live.stop()
  })

  it('reads on from the log after a break, and hears nothing twice', async () => {
    const { live, heard, ready, asked } = liveOn((url) =>
      url === '/sync?since=8' ? log([frame(9), frame(10)], '10') : log([], '7'),
    )
    await live.start()
    const first = await ready(1)
    first.frame(frame(8))

    first.end('broken')
    const second = await ready(2)
    second.frame(frame(10))
    second.frame(frame(11))

    expect(second.since).to.equal('10')
    expect(heard).to.deep.equal(['m8', 'm9', 'm10', 'm11'])
    expect(asked.map(({ url }) => url)).to.deep.equal(['/sync', '/sync?since=8'])
    live.stop()
  })

  it('goes on with events where sockets do not come through', async () => {
    const { live, opened, nth, ready } = liveOn(() => log([], '7'))
    await live.start()

    ;(await nth(1)).end('refused')
    ;(await nth(2)).end('refused')
    await ready(3)

    expect(opened.map(({ name }) => name)).to.deep.equal(['socket', 'socket', 'events'])
    expect(live.state.get()).to.equal('live')
    expect(await live.ask('typing', {})).to.equal(undefined)
    live.stop()
  })

  it('is offline while the server cannot be reached, with growing pauses, and back when it can', async () => {
    let isDown = false
    const { live, nth, ready, opened, waits } = liveOn(() => (isDown ? 'down' : log([], '7')))
    await live.start()
    const first = await ready(1)

    isDown = true
    first.end('broken')
    await eventually(() => live.state.get() === 'offline')
    ;(await nth(2)).end('refused')
    ;(await nth(3)).end('refused')
    await nth(4)
    isDown = false
    await ready(4)

    expect(live.state.get()).to.equal('live')
    expect(opened[3]!.since).to.equal('7')
    expect(waits).to.deep.equal([500, 1000, 2000])
    live.stop()
  })

  it('starts afresh when the log no longer holds what it missed', async () => {
    const { live, heard, ready } = liveOn((url) => (url === '/sync' ? log([], '50') : refusal(410, 'sync_expired')))
    await live.start()
    const first = await ready(1)
    first.frame(frame(51))

    first.end('expired')
    const second = await ready(2)

    expect(second.since).to.equal('50')
    expect(heard).to.deep.equal(['m51', 'afresh'])
    live.stop()
  })

  it('finds out that a silent stream is dead when the page is looked at again', async () => {
    const { live, heard, ready, wake } = liveOn((url) => (url === '/sync' ? log([], '7') : log([frame(8)], '8')))
    await live.start()
    const first = await ready(1)

    wake()
    const second = await ready(2)

    expect(first.isClosed).to.equal(true)
    expect(second.since).to.equal('8')
    expect(heard).to.deep.equal(['m8'])
    live.stop()
  })

  it('asks over the stream and takes the answer or the problem', async () => {
    const { live, ready } = liveOn(() => log([], '7'))
    await live.start()
    const stream = await ready(1)

    const [good, bad, lost] = [live.ask('typing', { on: true }), live.ask('typing', {}), live.ask('typing', {})]
    stream.reply({ ref: stream.sent[0]!.ref, ok: true, data: { done: 1 } })
    stream.reply({ ref: stream.sent[1]!.ref, ok: false, problem: { status: 404, code: 'not_found', detail: '' } })
    stream.end('broken')

    expect(await good).to.deep.equal({ done: 1 })
    expect(await bad.catch((problem) => problem.code)).to.equal('not_found')
    expect(await lost).to.equal(undefined)
    live.stop()
  })

  it('stops with the session, closes its stream and begins anew with the next', async () => {
    const { live, heard, ready, opened } = liveOn(() => log([], '7'))
    await live.start()
    const first = await ready(1)

    live.stop()
    await live.start()
    const second = await ready(2)
    second.frame(frame(8))

    expect(first.isClosed).to.equal(true)
    expect(opened).to.have.length(2)
    expect(heard).to.deep.equal(['m8'])
    live.stop()
  })
})
