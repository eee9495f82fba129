import { setTimeout as delay } from 'node:timers/promises'
import type { Transaction } from 'sequelize'
import { Failure } from '../../lib/errors.ts'
import { endsSqliteTransaction, translateFailure } from '../failures.ts'
import type { Reader, SqlValue } from '../sql.ts'
import { Endings, runHooks, type Together, type Unit } from '../unit.ts'
import type { SqliteHandle } from './handle.ts'
import { untilFree } from './until-free.ts'

/** At most so many units share one commit, and none is added once a group is this old: the first must not wait long. */
const maxGroupUnits = 64
const maxGroupMs = 25

/** Beyond this many waiting units new ones are refused: each holds a request, and none would be answered in time. */
const maxWaiting = 10_000

/** When another process was found writing so lately, the lock is left free for a moment between two groups. */
const rivalMs = 1000
const pauseForRivalMs = 2

/**
 * How units share a transaction. `freely`: without savepoints, since hardly any unit fails after it has written something;
 * where one does, all are run again `apart`, each from a savepoint that it alone goes back to. Where the end that they
 * share fails, each is run again `alone`, in a transaction of its own.
 */
type Sharing = 'freely' | 'apart' | 'alone'

interface Job {
  work: (unit: Unit) => Promise<unknown>
  together: Together<unknown> | undefined
  resolve: (value: never) => void
  reject: (error: unknown) => void
  sharing: Sharing
}

interface Done {
  job: Job
  outcome: { value: unknown } | { error: unknown }
  hooks: (() => void)[]
}

/** One transaction with the units in it. */
class Group {
  readonly tried: Job[] = []
  readonly done: Done[] = []
  readonly endings = new Endings()
  readonly hooks: (() => void)[] = []
  /** Another one after something was undone: see `Unit.transaction`. */
  transaction: object = {}
}

/**
 * All writes of this process, one after another on one handle, several to a commit (group commit). A unit that fails
 * fails alone; the others are answered after the one sync that makes them durable.
 */
export class WriteQueue {
  readonly #handle: SqliteHandle
  readonly #orm: Transaction
  readonly #onError: (error: unknown) => void
  readonly #waiting: Job[] = []
  readonly #between: (() => Promise<void>)[] = []
  #draining: Promise<void> | undefined
  #lastMetAt = Number.NEGATIVE_INFINITY
  #closed = false
  /** Commits made and units answered, for the metrics and the test that counts syncs. */
  readonly counts = { commits: 0, units: 0 }

  constructor(handle: SqliteHandle, orm: Transaction, onError: (error: unknown) => void) {
    this.#handle = handle
    this.#orm = orm
    this.#onError = onError
  }

  /** Units waiting for their turn. */
  get depth(): number {
    return this.#waiting.length
  }

  /**
   * Runs the work in a unit of its own, or its item together with others, and answers once it is durable. Never to be
   * awaited from inside a unit.
   */
  add<T>(work: (unit: Unit) => Promise<T>, together?: Together<T>): Promise<T> {
    if (this.#closed || this.#waiting.length >= maxWaiting) {
      return Promise.reject(
        new Failure('unavailable', 'unavailable', 'The server is too busy to store this now.', {
          retryAfterSeconds: 5,
        }),
      )
    }
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, together, resolve, reject, sharing: 'freely' })
      this.#draining ??= this.#drain()
    })
  }

  /** Runs something that no transaction may surround between two commits. */
  between(work: (handle: SqliteHandle) => Promise<void>): Promise<void> {
    if (this.#closed) return Promise.resolve()
    return new Promise((resolve, reject) => {
      this.#between.push(() => work(this.#handle).then(resolve, reject))
      this.#draining ??= this.#drain()
    })
  }

  /** Takes no more work and ends when what was waiting is done. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#draining
  }

  async #drain(): Promise<void> {
    // One turn of the loop lets requests that arrived together share the first commit.
    await Promise.resolve()
    while (this.#waiting.length > 0 || this.#between.length > 0) {
      for (const work of this.#between.splice(0)) await work()
      if (this.#waiting.length > 0) await this.#commitGroup()
    }
    this.#draining = undefined
  }

  /** Begins a transaction once no other process writes. */
  async #begin(): Promise<void> {
    const now = performance.now()
    if (now - this.#lastMetAt < rivalMs) await delay(pauseForRivalMs)
    let tries = 0
    await untilFree(async () => {
      tries += 1
      await this.#handle.run('BEGIN IMMEDIATE')
      return true
    })
    if (tries > 1) this.#lastMetAt = performance.now()
  }

  async #commitGroup(): Promise<void> {
    const group = new Group()
    try {
      await this.#begin()
    } catch (error) {
      this.#failWaiting(error)
      return
    }
    try {
      const again = (await this.#runUnits(group)) ?? (await this.#end(group))
      if (again !== undefined) {
        await this.#rollback()
        // Before those who came later: what they were told of is as if nothing had been tried.
        this.#waiting.unshift(...group.tried.map((job) => ({ ...job, sharing: again })))
        return
      }
      await this.#handle.run('COMMIT')
    } catch (error) {
      await this.#rollback()
      // What the earlier units wrote is gone with the transaction: none of them may be answered as done.
      const failure = translateFailure(error)
      for (const job of group.tried) job.reject(failure)
      return
    }
    if (group.done.some(({ outcome }) => 'value' in outcome)) this.counts.commits += 1
    this.#answer(group)
  }

  /** Runs units that wait and share alike. Answers how they have to be run again, or undefined when none has to. */
  async #runUnits(group: Group): Promise<Sharing | undefined> {
    const started = performance.now()
    const { sharing } = this.#waiting[0]!
    const most = sharing === 'alone' ? 1 : maxGroupUnits
    do {
      const jobs = this.#takeNext(sharing, most - group.done.length)
      group.tried.push(...jobs)
      const isTakenBack = jobs.length > 1 ? await this.#runTogether(jobs, group) : await this.#runUnit(jobs[0]!, group)
      if (!isTakenBack) return 'apart'
    } while (
      this.#waiting[0]?.sharing === sharing &&
      group.done.length < most &&
      performance.now() - started < maxGroupMs
    )
    return undefined
  }

  /** The unit whose turn it is, with those right behind it that are done together with it. */
  #takeNext(sharing: Sharing, most: number): Job[] {
    const [first] = this.#waiting
    let count = 1
    if (sharing === 'freely' && first!.together !== undefined) {
      while (count < most && this.#isAlike(first!, this.#waiting[count])) count += 1
    }
    return this.#waiting.splice(0, count)
  }

  #isAlike(one: Job, other: Job | undefined): boolean {
    return other?.sharing === 'freely' && other.together?.all === one.together!.all
  }

  /** The same as `#runUnit` for several at once; those that it leaves out follow one by one. */
  async #runTogether(jobs: readonly Job[], group: Group): Promise<boolean> {
    const hooks: (() => void)[] = []
    const last: (() => Promise<void>)[] = []
    const endings = new Endings()
    const written = { any: false }
    let values: readonly unknown[]
    try {
      const unit = this.#unit({ hooks, last, endings, written, transaction: group.transaction })
      values = await jobs[0]!.together!.all(unit, jobs.map(({ together }) => together!.item) as never[])
      for (const work of last) await work()
      group.endings.addAll(endings)
      group.hooks.push(...hooks)
    } catch (error) {
      if (endsSqliteTransaction(error)) throw error
      if (written.any) return false
      group.transaction = {}
      values = []
    }
    for (const [index, job] of jobs.entries()) {
      const value = values[index]
      if (value !== undefined) group.done.push({ job, outcome: { value }, hooks: [] })
      else if (!(await this.#runUnit(job, group))) return false
    }
    return true
  }

  /** Answers whether the transaction holds what the unit did if it succeeded, and nothing of it if it failed. */
  async #runUnit(job: Job, group: Group): Promise<boolean> {
    const hooks: (() => void)[] = []
    const last: (() => Promise<void>)[] = []
    const endings = new Endings()
    const written = { any: false }
    const isApart = job.sharing !== 'freely'
    try {
      if (isApart) await this.#handle.run('SAVEPOINT unit')
      const value = await job.work(this.#unit({ hooks, last, endings, written, transaction: group.transaction }))
      for (const work of last) await work()
      if (isApart) await this.#handle.run('RELEASE unit')
      group.endings.addAll(endings)
      group.done.push({ job, outcome: { value }, hooks })
      return true
    } catch (error) {
      // With the transaction of one unit alone there is nobody to be run again.
      if (endsSqliteTransaction(error) || group.tried.length === 1) throw error
      if (isApart) await this.#handle.exec('ROLLBACK TO unit; RELEASE unit')
      else if (written.any) return false
      group.transaction = {}
      group.done.push({ job, outcome: { error: translateFailure(error) }, hooks: [] })
      return true
    }
  }

  /** Does what the units left to the end. Answers how they have to be run again when that fails. */
  async #end(group: Group): Promise<Sharing | undefined> {
    const handle = this.#handle
    try {
      await group.endings.run({
        ...readerOn(handle),
        run: (sql, params) => handle.run(sql, params),
        afterCommit: (wake) => group.hooks.push(wake),
      })
      return undefined
    } catch (error) {
      if (endsSqliteTransaction(error) || group.tried.length === 1) throw error
      return 'alone'
    }
  }

  #answer({ done, hooks }: Group): void {
    for (const unit of done) runHooks(unit.hooks, this.#onError)
    runHooks(hooks, this.#onError)
    for (const { job, outcome } of done) {
      if ('error' in outcome) {
        job.reject(outcome.error)
      } else {
        this.counts.units += 1
        job.resolve(outcome.value as never)
      }
    }
  }

  #failWaiting(error: unknown): void {
    const failure = translateFailure(error)
    for (const job of this.#waiting.splice(0)) job.reject(failure)
  }

  async #rollback(): Promise<void> {
    try {
      await this.#handle.run('ROLLBACK')
    } catch {
      // SQLite has ended the transaction by itself; there is nothing to take back.
    }
  }

  #unit({ hooks, last, endings, written, transaction }: UnitParts): Unit {
    const handle = this.#handle
    const orm = this.#orm
    return {
      ...readerOn(handle),
      // A question changes something where it is no SELECT, by what it returns.
      all: <Row>(sql: string, params?: readonly SqlValue[]) => {
        if (!reads(sql)) written.any = true
        return handle.all<Row>(sql, params)
      },
      get: <Row>(sql: string, params?: readonly SqlValue[]) => {
        if (!reads(sql)) written.any = true
        return handle.get<Row>(sql, params)
      },
      run: async (sql, params) => {
        const changed = await handle.run(sql, params)
        if (changed > 0 || !counts(sql)) written.any = true
        return changed
      },
      get orm() {
        written.any = true
        return orm
      },
      transaction,
      beforeCommit: (work) => {
        last.push(work)
      },
      atEnd: (ending, item) => endings.add(ending, item),
      afterCommit: (wake) => {
        hooks.push(wake)
      },
    }
  }
}

interface UnitParts {
  hooks: (() => void)[]
  last: (() => Promise<void>)[]
  endings: Endings
  written: { any: boolean }
  transaction: object
}

/** Whether a statement changes nothing. */
function reads(sql: string): boolean {
  return /^\s*SELECT\b/i.test(sql)
}

/** Whether SQLite counts what the statement changes. */
function counts(sql: string): boolean {
  return /^\s*(INSERT|UPDATE|DELETE)\b/i.test(sql)
}

function readerOn(handle: SqliteHandle): Reader {
  return {
    dialect: 'sqlite',
    all: (sql, params) => handle.all(sql, params),
    get: (sql, params) => handle.get(sql, params),
    rows: (query, params) => handle.rows(query, params),
    row: (query, params) => handle.row(query, params),
  }
}
