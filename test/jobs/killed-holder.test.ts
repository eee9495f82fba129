import { dirname } from 'node:path'
import { expect } from 'chai'
import { type App, openApp } from '../../src/app.ts'
import { readConfig } from '../../src/config/config.ts'
import { listRuns } from '../../src/core/jobs/index.ts'
import { createJobRunner, type JobRunner } from '../../src/jobs/runner.ts'
import { silentLogger } from '../../src/lib/logger.ts'
import { createTestDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { type SpawnedProcess, spawnProcess } from '../support/spawn.ts'

// SAFETY.md OP12 with real processes: the one that runs a job is killed, or stands still for longer than its lease. On
// SQLite two processes meet too: `serve` beside `jobs start` on one machine.

const leaseMs = 3000

describe('A job whose process is gone (OP12)', function () {
  this.timeout(240_000)
  let app: App
  let settings: Record<string, string>
  let holder: SpawnedProcess | undefined
  let runner: JobRunner | undefined
  let count: number

  beforeEach(async () => {
    count = 0
    const database = await createTestDatabase()
    settings = {
      MOMENTUM_DATA: dirname(database.file),
      ...(database.url === undefined ? {} : { DATABASE_URL: database.url, DATABASE_POOL: '4' }),
    }
    app = await openApp(readConfig(settings, '/nonexistent'), silentLogger())
  })
  afterEach(async () => {
    await runner?.stop()
    await holder?.kill('SIGKILL')
    await app.close()
  })

  const runs = async () => (await listRuns(app.db.read, 'test-job', null, 100)).reverse()
  const outcomes = async () => (await runs()).map(({ attempt, outcome }) => [attempt, outcome])

  async function startHolder(): Promise<SpawnedProcess> {
    const env = { ...settings, LEASE_MS: String(leaseMs) }
    holder = spawnProcess(process.execPath, ['--import=tsx', 'test/support/hold-a-job.ts'], { env })
    await holder.waitForLine(/begun/, 120_000)
    return holder
  }

  function startOther(): Promise<void> {
    const run = async () => {
      count += 1
    }
    const job = { name: 'test-job', about: 'Ends.', schedule: '0 * * * *', timeoutMs: 60_000, run }
    runner = createJobRunner(app, [job], { lookMs: 50, leaseMs })
    return runner.start()
  }

  it('is left alone while its process lives, and run again by another once that was killed', async () => {
    const process = await startHolder()
    await startOther()
    // Longer than the lease: its signs of life come from the other process, through the database.
    await new Promise((resolve) => setTimeout(resolve, 2 * leaseMs))
    expect([await outcomes(), count]).to.deep.equal([[[1, 'running']], 0])

    expect(await process.kill('SIGKILL')).to.deep.include({ signal: 'SIGKILL' })

    await eventually(async () => (await outcomes()).some(([, outcome]) => outcome === 'done'))
    const [first, second] = await runs()
    expect([first!.outcome, second!.outcome, second!.attempt]).to.deep.equal(['lost', 'done', 2])
    expect(second!.slot).to.equal(first!.slot)
    expect(count).to.equal(1)
  })

  it('is taken from a process that stood still, which hears of it when it goes on and spoils no record', async () => {
    const stopped = await startHolder()
    process.kill(stopped.pid, 'SIGSTOP')
    await startOther()
    await eventually(async () => (await outcomes()).some(([, outcome]) => outcome === 'done'))

    process.kill(stopped.pid, 'SIGCONT')

    await stopped.waitForLine(/aborted: /)
    expect(await outcomes()).to.deep.equal([
      [1, 'lost'],
      [2, 'done'],
    ])
    expect(count).to.equal(1)
  })
})
