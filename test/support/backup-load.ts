import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'chai'
import { openDatabase } from '../../src/db/open.ts'
import type { TestApp } from './app.ts'
import { startPair } from './chat.ts'
import { runCommand } from './command-line.ts'
import { databaseVariables } from './database.ts'
import { eventually } from './eventually.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { plainPhoto, uploadPhoto } from './uploads.ts'

/** How the writes of others fared. */
export interface LoadFigures {
  writes: number
  /** Milliseconds of the slowest in a hundred, before the backup and during it. */
  before: number
  during: number
}

/**
 * Backs an installation up while messages are written at `perSecond` and posts with pictures come and go, restores the
 * backup into a folder of its own, and holds it to the promise: whole, and with every message that was acknowledged before
 * the start.
 */
export async function backUpUnderLoad(momentum: TestApp, perSecond: number): Promise<LoadFigures> {
  const { ada, bela, conversationId } = await startPair(momentum)
  const acknowledged: string[] = []
  const times: { at: number; took: number }[] = []
  const stop = new AbortController()
  const under: Promise<void>[] = []
  const failures: unknown[] = []
  const begin = (work: Promise<void>): void => {
    under.push(work.catch((error: unknown) => void failures.push(error)))
  }
  const write = async (): Promise<void> => {
    const started = performance.now()
    const body = { clientId: randomUUID(), text: 'written under load' }
    const answer = await ada.post(`/conversations/${conversationId}/messages`, body)
    expect(answer.status, answer.text).to.equal(201)
    acknowledged.push(answer.body.id)
    times.push({ at: started, took: performance.now() - started })
  }
  const comeAndGo = async (): Promise<void> => {
    const colour = `#${randomUUID().slice(0, 6)}`
    const { id } = await uploadPhoto(bela, {}, await plainPhoto(40, 30, colour))
    const post = await bela.post('/posts', { media: [id] })
    expect(post.status, post.text).to.equal(201)
    if (Math.random() < 0.5) expect((await bela.delete(`/posts/${post.body.id}`)).status).to.equal(204)
  }
  const writing = (async () => {
    for (let turn = 0; !stop.signal.aborted; turn += 1) {
      begin(write())
      if (turn % 20 === 0) begin(comeAndGo())
      await delay(1000 / perSecond)
    }
  })()
  try {
    await Promise.all([delay(1000), eventually(() => acknowledged.length >= 10, { what: 'the first messages' })])
    const known = [...acknowledged]
    const startedAt = performance.now()
    const to = await temporaryFolder('backups')
    const created = await runCommand(['backup', 'create', '--to', to, '--json'], {
      dataFolder: momentum.dataFolder,
      variables: databaseVariables(momentum.database),
    })
    const endedAt = performance.now()
    expect(created.exitCode, created.err).to.equal(0)
    stop.abort()
    await writing
    await Promise.all(under)
    expect(failures).to.deep.equal([])

    expect(JSON.parse(created.out).media.missing).to.deep.equal([])
    const verified = await runCommand(['backup', 'verify', 'latest', '--from', to, '--json'])
    expect(JSON.parse(verified.out)).to.deep.include({ ok: true, problems: [] })
    const dataFolder = join(await temporaryFolder('restored'), 'data')
    const restored = await runCommand(['backup', 'restore', 'latest', '--from', to, '--new-secrets', '--json'], {
      dataFolder,
    })
    expect(restored.exitCode, restored.err).to.equal(0)
    await expectMessages(join(dataFolder, 'momentum.db'), known)
    const p99 = (some: { took: number }[]): number =>
      some.map(({ took }) => took).sort((one, other) => one - other)[Math.floor(some.length * 0.99)] ?? 0
    return {
      writes: acknowledged.length,
      before: p99(times.filter(({ at }) => at < startedAt)),
      during: p99(times.filter(({ at }) => at >= startedAt && at < endedAt)),
    }
  } finally {
    stop.abort()
    await Promise.allSettled([writing, ...under])
  }
}

async function expectMessages(file: string, ids: readonly string[]): Promise<void> {
  const db = await openDatabase({ url: undefined, file, poolSize: 1, onError: () => {} })
  try {
    const rows = await db.read.all<{ id: string }>('SELECT id FROM messages')
    const there = new Set(rows.map(({ id }) => id))
    expect(ids).not.to.have.length(0)
    expect(ids.filter((id) => !there.has(id))).to.deep.equal([])
  } finally {
    await db.close()
  }
}
