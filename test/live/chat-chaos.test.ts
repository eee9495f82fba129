import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { ChaosClient } from '../support/chaos-client.ts'
import { eventually } from '../support/eventually.ts'
import type { LiveFrame } from '../support/live.ts'
import { goodPassword } from '../support/people.ts'
import { type Served, serveProcess } from '../support/served.ts'

// SAFETY.md RT6, G23. The long run sets its own sizes: 5000 messages each, 100 disconnects, 5 kills.
const messages = Number(process.env.CHAOS_MESSAGES ?? 500)
const disconnects = Number(process.env.CHAOS_DISCONNECTS ?? 20)
const kills = Number(process.env.CHAOS_KILLS ?? 2)
const atOnce = 4

/** Numbers that look random and are the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const random = seeded(Number(process.env.CHAOS_SEED ?? 20261123))

describe(`two people, ${messages} messages each, ${disconnects} broken connections, ${kills} killed servers`, function () {
  this.timeout(120_000 + messages * 200)
  let served: Served
  const at = { url: '' }
  const clients: Record<'ada' | 'bela', ChaosClient> = {} as never
  const ids: Record<string, string> = {}
  let conversationId: string

  before(async () => {
    served = await serveProcess()
    at.url = served.url
    const tokens: Record<string, string> = {}
    for (const name of ['ada', 'bela']) {
      const answer = await served.guest.post('/auth/register', {
        username: name,
        email: `${name}@example.org`,
        password: goodPassword,
        acceptTerms: true,
      })
      tokens[name] = answer.body.token
      ids[name] = answer.body.user.id
    }
    const auth = (name: string) => ({ Authorization: `Bearer ${tokens[name]}` })
    conversationId = (await served.guest.post('/conversations', { username: 'bela' }, auth('ada'))).body.id
    await served.guest.patch(`/conversations/${conversationId}`, { request: 'accepted' }, auth('bela'))
    clients.ada = new ChaosClient(at, tokens.ada!, conversationId)
    clients.bela = new ChaosClient(at, tokens.bela!, conversationId)
  })
  after(async () => {
    for (const client of Object.values(clients)) client.close()
    await served.kill()
  })

  it('lose nothing, double nothing, and agree on one order', async () => {
    const sent = { ada: 0, bela: 0 }
    const talk = async (name: 'ada' | 'bela') => {
      await Promise.all(
        Array.from({ length: atOnce }, async () => {
          while (sent[name] < messages) {
            sent[name] += 1
            await clients[name].send(
              `${name}-${sent[name]}-${randomUUID()}`,
              `message ${sent[name]} of ${name}`,
              random,
            )
            if (random() < 0.2) await readSomething(clients[name])
          }
        }),
      )
    }
    const progress = () => clients.ada.acknowledged.size + clients.bela.acknowledged.size

    await Promise.all([talk('ada'), talk('bela'), disturb(progress), killAndRestart(progress)])
    await eventually(() => [clients.ada, clients.bela].every(({ log }) => createdIn(log).length >= 2 * messages), {
      withinMs: 30_000,
      what: 'all messages in both logs',
    })

    const expected = [...clients.ada.acknowledged.keys(), ...clients.bela.acknowledged.keys()].sort()
    expect(expected).to.have.length(2 * messages)
    const histories = [await history(clients.ada), await history(clients.bela)]
    expect(histories[0]!.map((item) => item.clientId).sort(), 'each clientId once').to.deep.equal(expected)
    expect(histories[1], 'one order for both').to.deep.equal(histories[0])
    for (const [name, client] of Object.entries(clients)) {
      const positions = client.log.map((frame) => Number(frame.id))
      expect(positions, `${name}: no gap and no repetition`).to.deep.equal(
        positions.map((_, index) => index + positions[0]!),
      )
      const order = createdIn(client.log).map((frame) => frame.data.id)
      expect(order, `${name}: the log's order is the history's`).to.deep.equal(histories[0]!.map((item) => item.id))
    }
    expect(clients.ada.connections + clients.bela.connections).to.be.at.least(disconnects)
  })

  it('see receipts that only move forward, and an unread count that is right', async () => {
    for (const client of Object.values(clients)) {
      const newest: Record<string, string> = {}
      for (const { data } of client.log.filter((frame) => frame.type === 'receipt.read')) {
        expect(data.upTo > (newest[data.userId] ?? '')).to.equal(true)
        newest[data.userId] = data.upTo
      }
      expect(Object.keys(newest).length, 'receipts came').to.be.at.least(1)
    }

    const all = await history(clients.ada)
    for (const [name, client] of Object.entries(clients)) {
      const { unreadCount, readUpTo } = await client.request('GET', `/conversations/${conversationId}`)
      const unread = all.filter((item) => item.senderId !== ids[name] && item.id > (readUpTo ?? ''))
      expect(unreadCount, name).to.equal(unread.length)
      const answer = await client.request('POST', `/conversations/${conversationId}/read`, { upTo: all.at(-1)!.id })
      expect(answer.unreadCount).to.equal(0)
    }
  })

  /** Reads up to some message that came, sometimes an old one. */
  async function readSomething(client: ChaosClient): Promise<void> {
    const created = createdIn(client.log)
    const some = created[Math.floor(random() ** 0.3 * created.length)]
    if (some) await client.read(some.data.id)
  }

  async function disturb(progress: () => number): Promise<void> {
    for (let index = 1; index <= disconnects; index += 1) {
      const due = (index * 2 * messages) / (disconnects + 1)
      await eventually(() => progress() >= due, { withinMs: 60_000 + messages * 150, what: 'progress' })
      ;(random() < 0.5 ? clients.ada : clients.bela).breakConnection()
    }
  }

  async function killAndRestart(progress: () => number): Promise<void> {
    for (let index = 1; index <= kills; index += 1) {
      const due = (index * 2 * messages) / (kills + 1)
      await eventually(() => progress() >= due, { withinMs: 60_000 + messages * 150, what: 'progress' })
      await served.kill('SIGKILL')
      served = await serveProcess({ database: served.database, dataFolder: served.dataFolder })
      at.url = served.url
    }
  }
})

function createdIn(log: readonly LiveFrame[]): LiveFrame[] {
  return log.filter((frame) => frame.type === 'message.created')
}

/** The whole conversation, oldest first. */
async function history(client: ChaosClient): Promise<{ id: string; clientId: string; senderId: string }[]> {
  const items: { id: string; clientId: string; senderId: string }[] = []
  const [first] = createdIn(client.log)
  let cursor: string | null = null
  do {
    const query: string = cursor === null ? '' : `&cursor=${cursor}`
    const page = await client.request('GET', `/conversations/${first!.data.conversationId}/messages?limit=100${query}`)
    for (const { id, clientId, senderId } of page.items) items.push({ id, clientId, senderId })
    cursor = page.nextCursor
  } while (cursor !== null)
  return items.reverse()
}
