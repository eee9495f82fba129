import { readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'chai'
import type { Media } from '../../../src/presenters/media.ts'
import { expectClean, hasFfmpeg } from '../../clients/media-tools/served.ts'
import type { TestAnswer, TestApp, TestClient } from '../../support/app.ts'
import { eventually } from '../../support/eventually.ts'
import { signUp } from '../../support/people.ts'
import { type Served, serveProcess } from '../../support/served.ts'
import { slowness } from '../../support/slowness.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { corpusPath, uploadForm } from '../../support/uploads.ts'

// SAFETY.md MD1 and MD4, through the door of a server that runs as it does for people.
// Runs once: files are what it is about, and no database sees inside them.

interface Row {
  file: string
  kind: string
  expect: 'accept' | 'reject' | 'either'
}

const rows: Row[] = readFileSync(corpusPath('index.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'))
  .map(([file, kind, outcome]) => ({ file: file!, kind: kind!, expect: outcome as Row['expect'] }))

const declared = ['image/jpeg', 'video/mp4', 'application/octet-stream']
const refusals = ['media_unsupported', 'media_invalid', 'payload_too_large']

describe('the media corpus through the door (MD1, MD4)', function () {
  this.timeout(600_000)
  let served: Served
  let people: TestClient[]
  let reader: TestClient
  let slow: number

  before(async () => {
    served = await serveProcess()
    const on = { guest: served.guest, url: served.url } as unknown as TestApp
    // One person a declared type: each stays below the number of uploads that may wait.
    people = await Promise.all(declared.map(() => signUp(on)))
    reader = await signUp(on)
  })

  after(() => served?.kill('SIGTERM'))

  const residentBytes = (): number => {
    const status = readFileSync(`/proc/${served.process.pid}/status`, 'utf8')
    return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) * 1024
  }

  async function send(person: TestClient, row: Row, type: string): Promise<{ answer: TestAnswer; ms: number }> {
    const bytes = await readFile(corpusPath(row.file))
    const from = performance.now()
    const name = { filename: type === 'image/jpeg' ? 'a.jpg' : '../../etc/a.mp4', purpose: 'post' }
    const answer = await person.send('POST', '/media', uploadForm(bytes, name, type))
    return { answer, ms: performance.now() - from }
  }

  async function settled(person: TestClient, answer: TestAnswer): Promise<Media> {
    if (answer.body.state !== 'processing') return answer.body
    return eventually(
      async () => {
        const media: Media = (await person.get(`/media/${answer.body.id}`)).body
        return media.state !== 'processing' && media
      },
      { withinMs: 120_000, everyMs: 100 },
    )
  }

  async function checkServed(person: TestClient, media: Media): Promise<void> {
    const folder = await temporaryFolder('served')
    const addresses = [media.url, media.mediumUrl, media.thumbnailUrl, media.posterUrl]
    for (const address of addresses.filter((one) => one !== null)) {
      const answer = await fetch(served.url + address, { headers: { Authorization: `Bearer ${person.token}` } })
      expect(answer.status, address).to.equal(200)
      const bytes = Buffer.from(await answer.arrayBuffer())
      const [name = '', extension = ''] = address.slice(address.lastIndexOf('/') + 1).split('.')
      const path = join(folder, `${name}.${extension}`)
      await writeFile(path, bytes)
      const mimeType = answer.headers.get('content-type')!
      const { width, height } = await sizeOf(path, mimeType, media)
      await expectClean({ variant: name as 'large', path, mimeType, extension, width, height, bytes: bytes.length })
    }
  }

  it('comes out as its index says, whatever is declared, while others are answered quickly', async function () {
    if (!(await hasFfmpeg)) this.skip()
    await reader.get('/me')
    slow = await slowness()
    const before = process.platform === 'linux' ? residentBytes() : 0
    const waits: number[] = []
    const watch = new AbortController()
    const watching = watchLatency(reader, waits, watch.signal)
    const wrong: string[] = []

    for (const row of rows) {
      const sent = await Promise.all(declared.map((type, index) => send(people[index]!, row, type)))
      const outcomes = await Promise.all(
        sent.map(async ({ answer, ms }, index): Promise<string> => {
          if (answer.status >= 500) return `${answer.status}`
          if (answer.status >= 400) {
            expect(refusals, `${row.file}: ${answer.text}`).to.include(answer.body.code)
            if (/bomb/.test(row.kind)) expect(ms, `${row.file} was refused late`).to.be.lessThan(1000 * patience * slow)
            return 'reject'
          }
          const media = await settled(people[index]!, answer)
          if (media.state === 'failed') return 'reject'
          await checkServed(people[index]!, media)
          return 'accept'
        }),
      )
      const allowed = row.expect === 'either' ? ['accept', 'reject'] : [row.expect]
      if (new Set(outcomes).size !== 1 || !allowed.includes(outcomes[0]!)) {
        wrong.push(`${row.file}: ${outcomes.join(', ')} instead of ${row.expect}`)
      }
    }
    watch.abort()
    await watching

    expect(wrong).to.deep.equal([])
    waits.sort((one, other) => one - other)
    const p99 = waits[Math.floor(waits.length * 0.99)]!
    expect(waits.length).to.be.greaterThan(200)
    expect(p99, `p99 of ${waits.length} requests`).to.be.lessThan(250 * slow)
    if (process.platform === 'linux') {
      await eventually(() => residentBytes() - before < 100_000_000, {
        withinMs: 60_000,
        everyMs: 500,
        what: 'memory to come back',
      })
    }
  })
})

/** How much longer than on a quiet machine a refusal may take by the clock: three uploads share the processors. */
const patience = 3

async function watchLatency(reader: TestClient, waits: number[], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const from = performance.now()
    const answer = await reader.get('/me')
    waits.push(performance.now() - from)
    expect(answer.status).to.equal(200)
    await delay(20)
  }
}

async function sizeOf(path: string, mimeType: string, media: Media): Promise<{ width: number; height: number }> {
  if (!mimeType.startsWith('image/')) return { width: media.width, height: media.height }
  const { default: sharp } = await import('sharp')
  const facts = await sharp(path).metadata()
  return { width: facts.width, height: facts.pageHeight ?? facts.height }
}
