import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'chai'
import { operatorsTopic } from '../../../src/core/audit/index.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { eventually } from '../../support/eventually.ts'
import { hasTmux, openShellInTmux, type ShellInTmux } from '../../support/shell-in-tmux.ts'

/** With `--gate` half an hour at 50 events a second; otherwise a sixth as many, ten times as fast. */
const isLong = process.env.MOMENTUM_GATE === '1'
const warmUpEvents = isLong ? 6000 : 2500
const events = isLong ? 90_000 : 15_000
const perSecond = isLong ? 50 : 500
const roundMs = 100

// Runs once: the server only rings here, and no database is asked.

describe('the overview with 50 events a second', function () {
  this.timeout(isLong ? 3_000_000 : 240_000)
  let momentum: TestApp
  let shell: ShellInTmux

  before(async function () {
    if (!hasTmux) return this.skip()
    momentum = await startTestApp()
    await momentum.server.listenLocally(join(momentum.dataFolder, 'momentum.sock'))
    shell = await openShellInTmux({
      columns: 120,
      rows: 40,
      variables: {
        MOMENTUM_DATA: momentum.dataFolder,
        MOMENTUM_HEAP_FILE: join(momentum.dataFolder, 'heap'),
        NODE_OPTIONS: `--expose-gc --import=${resolve('test/support/measure-heap.mjs')}`,
      },
    })
  })
  after(async () => {
    await shell?.close()
    await momentum?.close()
  })

  async function send(count: number): Promise<void> {
    const aRound = (perSecond * roundMs) / 1000
    const started = performance.now()
    for (let sent = 0; sent < count; sent += aRound) {
      for (let one = 0; one < aRound; one += 1) {
        momentum.app.clients.doorbell.ring(operatorsTopic, { type: 'post.published', subjectId: `p${sent + one}` })
      }
      // By the clock, so that a busy machine makes no fewer of them a second.
      await delay(Math.max(0, started + ((sent + aRound) / perSecond) * 1000 - performance.now()))
    }
    // The last one is on the screen, and the console has nothing more to do.
    await shell.shows(new RegExp(`post\\.published p${count - 1}\\b`))
  }

  async function heap(): Promise<{ used: number; rss: number }> {
    const file = join(momentum.dataFolder, 'heap')
    const lines = async () => (existsSync(file) ? (await readFile(file, 'utf8')).trim().split('\n') : [])
    const before = (await lines()).length
    process.kill(await shell.nodeProcess(), 'SIGUSR2')
    const line = await eventually(async () => (await lines())[before])
    const [used = 0, rss = 0] = line.split(' ').map(Number)
    return { used, rss }
  }

  it(`keeps its memory to a tenth more after ${events} of them`, async () => {
    await shell.type('node --import tsx bin/from-source.js console', 'Enter')
    await shell.shows(/requests +\d/)
    await send(warmUpEvents)
    const before = await heap()
    await send(events)
    const after = await heap()
    await shell.type('q')
    const growth = after.used / before.used - 1
    const inMegabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
    console.log(
      `        heap ${inMegabytes(before.used)} → ${inMegabytes(after.used)} (${(growth * 100).toFixed(1)} %), ` +
        `resident ${inMegabytes(before.rss)} → ${inMegabytes(after.rss)}`,
    )

    expect(growth).to.be.below(0.1)
  })
})
