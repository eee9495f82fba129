import { expect } from 'chai'
import { type App, openApp } from '../../src/app.ts'
import { readConfig } from '../../src/config/config.ts'
import { systemActor } from '../../src/core/actor.ts'
import { claimRun, listJobs, listRuns, registerJobs } from '../../src/core/jobs/index.ts'
import type { Job } from '../../src/jobs/job.ts'
import { createJobRunner, type JobRunner, type RunnerOptions } from '../../src/jobs/runner.ts'
import { day, manualClock } from '../../src/lib/clock.ts'
import { createLogger } from '../../src/lib/logger.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { soonMs } from '../support/soon.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

describe('the job runner', () => {
  const opened: { close(): Promise<void> }[] = []
  const logLines: string[] = []
  let database: TestDatabase
  let app: App

  async function open(clock?: ReturnType<typeof manualClock>): Promise<App> {
    const settings = {
      MOMENTUM_DATA: database.url === undefined ? database.file.replace(/\/[^/]+$/, '') : await temporaryFolder('data'),
      ...(database.url === undefined ? {} : { DATABASE_URL: database.url, DATABASE_POOL: '4' }),
    }
    const log = createLogger({ level: 'debug', destination: { write: (line: string) => logLines.push(line) } })
    const opening = await openApp(readConfig(settings, '/nonexistent'), log, clock ? { clock } : {})
    opened.push(opening)
    return opening
  }

  beforeEach(async () => {
    logLines.length = 0
    database = await createTestDatabase()
    app = await open()
  })
  afterEach(async () => {
    for (const thing of opened.splice(0).reverse()) await thing.close()
  })

  function runnerOf(jobs: Job[], options: RunnerOptions = {}, on = app): JobRunner {
    const runner = createJobRunner(on, jobs, { lookMs: 20, leaseMs: 30_000, graceMs: 10_000, ...options })
    opened.push({ close: () => runner.stop() })
    return runner
  }

  function jobThat(run: Job['run'], more: Partial<Job> = {}): Job {
    return { name: 'test-job', about: 'Tests.', schedule: '0 0 1 1 *', timeoutMs: 10_000, run, ...more }
  }

  const everySecond = '* * * * * *'
  const runs = (name = 'test-job') => listRuns(app.db.read, name, null, 100)
  const seen = async (outcome: string) => (await runs()).filter((run) => run.outcome === outcome)
  const admin = () => app.as({ kind: 'operator', name: 'root', role: 'admin' }, 'cli')
  const order = async (name: 'run' | 'pause' | 'resume') => {
    const { steerJob } = await import('../../src/core/jobs/index.ts')
    return steerJob(admin(), { name: 'test-job', order: name, reason: 'a test' })
  }

  it('runs a job on its schedule, and records outcome, counts, quota and duration', async () => {
    const job = jobThat(
      async (_context, _signal, report) => {
        report.spent(3)
        return { removed: 7 }
      },
      { schedule: everySecond },
    )

    await runnerOf([job]).start()

    const done = await eventually(async () => (await seen('done'))[1])
    expect(JSON.parse(done.counts)).to.deep.equal({ removed: 7 })
    expect(done.quotaUsed).to.equal(3)
    expect(done.endedAt! - done.startedAt).to.be.within(0, soonMs)
    const [listed] = await listJobs(app.db.read)
    expect(listed!.nextAt).to.be.greaterThan(Date.now() - soonMs)
    expect(listed!.lastRun?.outcome).to.be.oneOf(['done', 'running'])
  })

  it('makes up for what was missed once, however often it was missed, and repeats nothing after a restart', async () => {
    const clock = manualClock(Date.parse('2026-11-23T12:00:00Z'))
    const on = await open(clock)
    let count = 0
    const job = jobThat(
      async () => {
        count += 1
      },
      { schedule: '0 * * * *' },
    )
    await runnerOf([job], {}, on).runDue()
    clock.advance(3 * day)

    await runnerOf([job], {}, on).runDue()
    await runnerOf([job], {}, on).runDue()

    expect(count).to.equal(2)
    expect((await runs()).map(({ slot }) => slot)).to.deep.equal(['2026-11-26T12:00:00Z', '2026-11-23T12:00:00Z'])
  })

  it('lets one of two processes have each slot', async () => {
    const other = await open()
    let atOnce = 0
    let most = 0
    const job = jobThat(
      async () => {
        atOnce += 1
        most = Math.max(most, atOnce)
        await new Promise((resolve) => setTimeout(resolve, 150))
        atOnce -= 1
      },
      { schedule: everySecond },
    )

    await Promise.all([runnerOf([job]).start(), runnerOf([job], {}, other).start()])

    await eventually(async () => (await seen('done')).length >= 4)
    const slots = (await runs()).map(({ slot }) => slot)
    expect(new Set(slots).size).to.equal(slots.length)
    expect(most).to.equal(1)
  })

  it('never overlaps a slow run, whatever the clock says meanwhile', async () => {
    const clock = manualClock(Date.parse('2026-11-23T12:00:00Z'))
    const on = await open(clock)
    const other = await open(clock)
    let release = () => {}
    let started = 0
    const job = jobThat(
      () => {
        started += 1
        return new Promise<void>((resolve) => {
          release = resolve
        })
      },
      { schedule: '*/5 * * * *' },
    )
    // More than twice the lease passes: only the signs of life of the first keep the other from taking over.
    const leaseMs = 2000
    await runnerOf([job], { leaseMs }, on).start()
    await eventually(() => started === 1)

    clock.advance(10 * day)
    await runnerOf([job], { leaseMs }, other).start()
    clock.advance(-20 * day)
    await new Promise((resolve) => setTimeout(resolve, 2.2 * leaseMs))

    expect(started).to.equal(1)
    release()
    await eventually(async () => (await seen('done')).length === 1)
  })

  it('takes a run over whose process was killed, and tries the slot again', async () => {
    const context = app.as(systemActor('jobs'), 'job')
    const clock = manualClock(Date.parse('2026-11-23T12:00:30Z'))
    const on = await open(clock)
    const facts = { name: 'test-job', about: '', schedule: '0 * * * *', timeZone: 'UTC', timeoutMs: 1, offReason: null }
    await registerJobs(context, [facts])
    await claimRun(context, { job: 'test-job', slot: '2026-11-23T12:00:00Z', owner: 'killed', dead: null })
    let count = 0
    const job = jobThat(
      async () => {
        count += 1
      },
      { schedule: '0 * * * *' },
    )

    await runnerOf([job], { leaseMs: 400 }, on).start()

    await eventually(async () => (await seen('done')).length === 1)
    expect(count).to.equal(1)
    const [second, first] = await runs()
    expect([first!.outcome, first!.attempt]).to.deep.equal(['lost', 1])
    expect([second!.outcome, second!.attempt, second!.slot]).to.deep.equal(['done', 2, first!.slot])
  })

  it('lets a thrown error end that run alone, and logs it once', async () => {
    const broken = jobThat(
      async () => {
        throw new Error('it broke')
      },
      { name: 'broken', schedule: everySecond },
    )
    const sound = jobThat(async () => {}, { schedule: everySecond })

    const runner = runnerOf([broken, sound])
    await runner.start()

    await eventually(async () => (await seen('done')).length >= 2)
    await runner.stop()
    const failed = (await runs('broken')).filter(({ outcome }) => outcome === 'failed')
    expect(failed[0]).to.include({ note: 'it broke' })
    const logged = logLines.filter((line) => line.includes('"a job failed"'))
    expect(logged).to.have.length(failed.length)
  })

  it('finds room for all that were missed, a few at a time', async () => {
    const names = ['one', 'two', 'three', 'four', 'five']
    const jobs = names.map((name) => jobThat(async () => {}, { name, schedule: '0 * * * *' }))

    await runnerOf(jobs, { atOnce: 2 }).start()

    await eventually(async () => {
      const listed = await listJobs(app.db.read)
      return listed.length === 5 && listed.every(({ lastRun }) => lastRun?.outcome === 'done')
    })
  })

  it('tells a run that takes too long to stop', async () => {
    const job = jobThat(
      (_context, signal) => new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve())),
      { schedule: '* * * * *', timeoutMs: 50 },
    )

    await runnerOf([job]).start()

    const [late] = await eventually(async () => {
      const found = await seen('timed-out')
      return found.length === 1 && found
    })
    expect(late!.note).to.match(/not done within/)
  })

  it('shows progress while a job runs', async () => {
    let release = () => {}
    const job = jobThat(
      (_context, _signal, report) => {
        report.progress(0.25)
        report.count('read', 5)
        return new Promise<void>((resolve) => {
          release = resolve
        })
      },
      { schedule: '* * * * *' },
    )

    await runnerOf([job]).start()

    const running = await eventually(async () => (await seen('running')).find(({ progress }) => progress !== null))
    expect([running.progress, JSON.parse(running.counts)]).to.deep.equal([0.25, { read: 5 }])
    release()
    await eventually(async () => (await seen('done')).length === 1)
  })

  it('obeys an order given through another process: run now, also while paused; pause; resume', async () => {
    const job = jobThat(async () => {}, { schedule: everySecond })
    await registerJobs(app.as(systemActor('jobs'), 'job'), [
      { name: 'test-job', about: '', schedule: '', timeZone: 'UTC', timeoutMs: 1, offReason: null },
    ])
    await order('pause')
    await runnerOf([job], {}, await open()).start()

    await order('run')
    const asked = await eventually(async () => (await seen('done'))[0])
    expect(asked.startedBy).to.equal('request')
    expect(await runs()).to.have.length(1)
    await order('resume')
    await eventually(async () => (await seen('done')).some(({ startedBy }) => startedBy === 'schedule'))

    const entries = await app.db.read.all<{ action: string; reason: string }>(
      'SELECT action, reason FROM audit_entries ORDER BY id',
    )
    expect(entries.map(({ action }) => action)).to.deep.equal(['job.pause', 'job.run', 'job.resume'])
  })

  it('stops: waits for a run that heeds its signal, and runs its slot again the next time', async () => {
    const clock = manualClock(Date.parse('2026-11-23T12:00:30Z'))
    const on = await open(clock)
    let count = 0
    const job = jobThat(
      (_context, signal) => {
        count += 1
        if (count > 1) return Promise.resolve()
        return new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
      },
      { schedule: '0 * * * *' },
    )
    const runner = runnerOf([job], {}, on)
    await runner.start()
    await eventually(() => count === 1)

    await runner.stop()
    expect((await runs())[0]).to.include({ outcome: 'stopped', attempt: 1 })
    await runnerOf([job], {}, on).runDue()

    expect((await runs())[0]).to.include({ outcome: 'done', attempt: 2 })
  })

  it('leaves a job alone that is off, and says so once', async () => {
    const off = jobThat(async () => {}, { schedule: everySecond, offReason: () => 'There is no key.' })
    const alsoOff = { ...off, name: 'also-off' }

    await runnerOf([off, alsoOff]).start()
    await eventually(async () => (await listJobs(app.db.read)).length === 2)
    await runnerOf([off, alsoOff]).runDue()

    expect(await runs()).to.have.length(0)
    expect((await listJobs(app.db.read))[0]!.offReason).to.equal('There is no key.')
    expect(logLines.filter((line) => line.includes('some jobs stay off'))).to.have.length(2)
  })
})
