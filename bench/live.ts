import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { WebSocket } from 'ws'
import { connectAll, connectOne, offer, percentile } from './live/clients.ts'
import { type BenchPerson, makePeople } from './live/people.ts'
import { probe } from './live/probe.ts'
import { cpuMs, memoryMiB, processTree } from './load/processes.ts'
import { type MeasuredServer, startServer } from './load/servers.ts'
import { atLeast, atMost, type Figure, report } from './report.ts'

// npm run bench:live [-- --people 1000 --rate 2000 --seconds 10 --typing 3000 --rounds 3 --write]
//
// Live streams: messages stored durably and delivered, what passes beside a bare `ws` server, idle connections, and
// everybody coming back after a restart. DATABASE_URL measures PostgreSQL (a database of its own, which is filled).

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '1000' },
    rate: { type: 'string', default: '2000' },
    seconds: { type: 'string', default: '10' },
    typing: { type: 'string', default: '3000' },
    /** Of typing, in turns with the bare server. */
    rounds: { type: 'string', default: '3' },
    /** Writes the table into docs/performance.md. */
    write: { type: 'boolean', default: false },
  },
})
const count = Number(values.people)
const rate = Number(values.rate)
const seconds = Number(values.seconds)
const typingRate = Number(values.typing)
const rounds = Number(values.rounds)

const folder = await mkdtemp(join(tmpdir(), 'momentum-live-'))
const people = await makePeople(folder, process.env.DATABASE_URL, count)

function momentum(): Promise<MeasuredServer> {
  return startServer({
    name: 'momentum',
    command: [process.execPath, '--import=tsx', 'bin/from-source.js', 'serve'],
    port: 5130,
    env: { MOMENTUM_DATA: folder, HOST: '127.0.0.1', RATE_LIMITS: 'off', LOG_LEVEL: 'warn' },
    logFile: join(folder, 'momentum.log'),
  })
}

function bare(): Promise<MeasuredServer> {
  return startServer({
    name: 'bare',
    command: [process.execPath, '--import=tsx', 'bench/live/bare-server.ts'],
    port: 5131,
    env: {},
    logFile: join(folder, 'bare.log'),
  })
}

const cpuOf = (server: MeasuredServer): number => cpuMs(processTree(server.pid))
const figures: Figure[] = []
const more: string[][] = []
const tell = (what: string, figure: string): void => {
  more.push([what, figure])
  console.log(`${what.padEnd(44)}${figure}`)
}
const promise = (figure: Figure): void => {
  figures.push(figure)
  console.log(`${figure.what.padEnd(44)}${figure.measured}`)
}

async function messages(server: MeasuredServer): Promise<void> {
  const sentAt = new Map<string, number>()
  const latencies: number[] = []
  let refused = 0
  let lastAt = 0
  const sockets = await connectAll(server.url, people, (index, frame) => {
    if (frame.ok === false) refused += 1
    if (frame.type !== 'message.created' || frame.data.senderId === people[index]!.id) return
    const at = sentAt.get(frame.data.clientId as string)
    if (at === undefined) return
    sentAt.delete(frame.data.clientId as string)
    lastAt = performance.now()
    latencies.push(lastAt - at)
  })
  await wait(2000)
  const cpu = cpuOf(server)
  const started = performance.now()
  const offered = await offer(rate, seconds, (number) => {
    const index = (number * 7) % count
    const clientId = randomUUID()
    sentAt.set(clientId, performance.now())
    const data = { conversationId: people[index]!.conversationId, clientId, text: `message ${number} of the evening` }
    sockets[index]!.send(JSON.stringify({ ref: number, type: 'message.send', data }))
  })
  const inTime = latencies.length
  for (let waited = 0; waited < 60_000 && latencies.length + refused < offered; waited += 100) await wait(100)
  const spent = cpuOf(server) - cpu
  promise(
    atLeast(
      'messages stored durably and delivered, of those offered',
      (latencies.length / offered) * 100,
      100,
      ' %',
      0,
    ),
  )
  tell('offered; delivered; refused', `${offered}; ${latencies.length}; ${refused}`)
  tell('delivered while they were offered', `${Math.round(inTime / seconds)}/s of ${rate}/s`)
  tell('delivered until the last', `${Math.round((latencies.length / (lastAt - started)) * 1000)}/s`)
  const [half, most] = [percentile(latencies, 0.5), percentile(latencies, 0.99)]
  tell('from send to receipt', `p50 ${half.toFixed(0)} ms, p99 ${most.toFixed(0)} ms`)
  tell('CPU of the server for a message', `${((spent / offered) * 1000).toFixed(0)} us`)
  for (const socket of sockets) socket.terminate()
  await wait(1000)
}

/** Server CPU for one frame that passes through, in us. */
async function typing(server: MeasuredServer): Promise<number> {
  let arrived = 0
  const sockets = await connectAll(server.url, people, (_index, frame) => {
    if (frame.type === 'typing') arrived += 1
  })
  await wait(2000)
  let sent = 0
  const send = (): void => {
    const number = sent
    sent += 1
    const index = number % count
    // On and off in turn, since the same is told once a second only.
    const data = { conversationId: people[index]!.conversationId, on: Math.floor(number / count) % 2 === 0 }
    sockets[index]!.send(JSON.stringify({ ref: number, type: 'typing', data }))
  }
  await offer(typingRate, 1, send)
  await wait(300)
  arrived = 0
  const cpu = cpuOf(server)
  const offered = await offer(typingRate, seconds, send)
  await wait(500)
  const spent = cpuOf(server) - cpu
  const cost = ((spent / offered) * 1000).toFixed(1)
  tell(`typing through ${server.name}`, `${arrived} of ${offered} arrived, ${cost} us CPU each`)
  for (const socket of sockets) socket.terminate()
  await wait(500)
  return spent / offered
}

async function idle(server: MeasuredServer): Promise<void> {
  const memory = (): number => memoryMiB(processTree(server.pid))
  // The first thousand makes the room that the process keeps; the second thousand shows what a connection takes.
  for (const socket of await connectAll(server.url, people, () => {})) socket.terminate()
  await wait(3000)
  const before = memory()
  const sockets = await connectAll(server.url, people, () => {})
  await wait(5000)
  promise(atMost('memory of an idle connection', ((memory() - before) * 1024) / count, 20, ' KiB', 1))
  for (const socket of sockets) socket.terminate()
  await wait(500)
}

async function comeBack(first: MeasuredServer): Promise<MeasuredServer> {
  const sockets = await connectAll(first.url, people, () => {})
  await first.stop()
  for (const socket of sockets) socket.terminate()
  const server = await momentum()
  const others = probe(server.url, people[0]!.token)
  await others.isAsking
  const started = performance.now()
  const back = await Promise.all(people.map((person, index) => comeBackOne(server, person, index)))
  promise(atMost(`${count} streams back after a restart`, (performance.now() - started) / 1000, 30, ' s', 1))
  const { times, failures } = await others.end()
  promise(atMost('p99 of GET /conversations meanwhile', percentile(times, 0.99), 1000, ' ms', 0))
  tell('GET /conversations meanwhile', `${times.length} answered, ${failures.length} failed`)
  for (const socket of back) socket.terminate()
  return server
}

/** As a client should: at once, then after a random pause that grows. */
async function comeBackOne(server: MeasuredServer, person: BenchPerson, index: number): Promise<WebSocket> {
  for (let pause = 200; ; pause *= 2) {
    try {
      return await connectOne(server.url, person, index, () => {})
    } catch {
      await wait(Math.random() * pause)
    }
  }
}

let server = await momentum()
try {
  await idle(server)
  await messages(server)
  const other = await bare()
  const ratios: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const [own, yardstick] = [await typing(server), await typing(other)]
    ratios.push(own / yardstick)
  }
  await other.stop()
  const ratio = percentile(ratios, 0.5)
  promise(atMost(`CPU of typing, times the bare \`ws\` server (median of ${rounds})`, ratio, 2))
  server = await comeBack(server)
} finally {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
const database = process.env.DATABASE_URL === undefined ? 'SQLite' : 'PostgreSQL'
const about = `${count} connected people on ${database}; the clients are on the same machine.`
const details = ['| more | |', '|---|---|', ...more.map(([what, figure]) => `| ${what} | ${figure} |`)].join('\n')
const isMet = report('live', { about, figures, details }, { write: values.write })
if (!isMet) process.exitCode = 1
