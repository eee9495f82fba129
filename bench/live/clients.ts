import { setTimeout as wait } from 'node:timers/promises'
import { WebSocket } from 'ws'
import type { BenchPerson } from './people.ts'

/** A frame as it came, and who took it. */
export type Taker = (
  index: number,
  frame: { type?: string; ref?: number; ok?: boolean; data: Record<string, unknown> },
) => void

/** So many connections come from one address: a server takes a hundred. */
const perAddress = 90

/** Opens one live stream for each person; resolves when each is ready. */
export async function connectAll(url: string, people: readonly BenchPerson[], take: Taker): Promise<WebSocket[]> {
  const sockets: WebSocket[] = []
  for (let start = 0; start < people.length; start += 50) {
    const some = people.slice(start, start + 50)
    sockets.push(...(await Promise.all(some.map((person, index) => connectOne(url, person, start + index, take)))))
  }
  return sockets
}

/** Opens the stream of one person; rejects when it is refused. */
export function connectOne(url: string, person: BenchPerson, index: number, take: Taker): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/events`, {
    headers: { Authorization: `Bearer ${person.token}`, 'X-Bench': String(index) },
    // The whole of 127/8 is this machine, so that a thousand clients need not share one address.
    localAddress: `127.0.1.${1 + Math.floor(index / perAddress)}`,
    perMessageDeflate: false,
  })
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data))
      if (frame.type === 'ready') resolve(socket)
      else take(index, frame)
    })
  })
}

/** Calls `send` so many times a second, evenly, for so many seconds; answers how many calls were made. */
export async function offer(perSecond: number, seconds: number, send: (count: number) => void): Promise<number> {
  const started = performance.now()
  let made = 0
  for (;;) {
    const elapsed = performance.now() - started
    const due = Math.min(perSecond * seconds, Math.floor((elapsed / 1000) * perSecond))
    while (made < due) {
      send(made)
      made += 1
    }
    if (elapsed >= seconds * 1000) return made
    await wait(5)
  }
}

/** The value below which so much of the list lies. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}
