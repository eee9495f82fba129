import sqlite3 from 'sqlite3'
import { Failure } from '../../lib/errors.ts'
import { camelRow, type Dialect, numberedPlaceholders, type Reader, type RowQuery, type SqlValue } from '../sql.ts'

/** How many statements a handle keeps prepared; the oldest is finalized when one more comes. */
const maxKept = 400

/**
 * One open SQLite connection with its statements prepared once and kept. Statements run one after another, in the order
 * they were asked for: a handle can do no more at a time, and waiting here costs no thread of libuv's pool.
 */
export class SqliteHandle implements Reader {
  readonly dialect: Dialect = 'sqlite'
  readonly raw: sqlite3.Database
  readonly #statements = new Map<string, sqlite3.Statement>()
  readonly #queue: (() => void)[] = []
  readonly #inFlightLimit: number
  #inFlight = 0
  #signal: AbortSignal | undefined
  #isClosed = false
  #whenIdle: (() => void) | undefined

  private constructor(raw: sqlite3.Database, inFlightLimit: number) {
    this.raw = raw
    this.#inFlightLimit = inFlightLimit
  }

  /** Opens the file; `pragmas` run on this handle before anything else. */
  static open(
    file: string,
    options: { mode: number; pragmas: string; inFlight?: number; Database?: typeof sqlite3.Database },
  ): Promise<SqliteHandle> {
    return new Promise((resolve, reject) => {
      const raw = new sqlite3.Database(file, options.mode, (error) => {
        if (error) return reject(error)
        raw.exec(options.pragmas, (failed) => {
          if (!failed) return resolve(new SqliteHandle(raw, options.inFlight ?? 1))
          raw.close(() => reject(failed))
        })
      })
    })
  }

  /** Statements running or waiting on this handle. */
  get load(): number {
    return this.#inFlight + this.#queue.length
  }

  async all<Row>(sql: string, params: readonly SqlValue[] = []): Promise<Row[]> {
    const rows = await this.#rows(sql, params)
    return rows.map((row) => camelRow<Row>(row))
  }

  async get<Row>(sql: string, params: readonly SqlValue[] = []): Promise<Row | undefined> {
    const rows = await this.#rows(sql, params)
    return rows[0] === undefined ? undefined : camelRow<Row>(rows[0])
  }

  async rows<Row>(query: RowQuery<Row>, params: readonly SqlValue[] = []): Promise<Row[]> {
    const [answer] = await this.#rows(query.sqlite, params)
    const text = answer!.rows as string | null
    if (query.recall !== undefined) return text === null ? [] : text.split('\n').map(query.recall)
    return (JSON.parse(text!) as unknown[][]).map(query.make)
  }

  async row<Row>(query: RowQuery<Row>, params: readonly SqlValue[] = []): Promise<Row | undefined> {
    return (await this.rows(query, params))[0]
  }

  /** Runs a statement for its effect; answers how many rows it changed. */
  run(sql: string, params: readonly SqlValue[] = []): Promise<number> {
    return this.#enqueue<number>((done) =>
      this.#prepared(sql, done, (statement) =>
        statement.run(params as SqlValue[], function (error) {
          done(error, this.changes)
        }),
      ),
    )
  }

  /** Runs SQL of several statements, without parameters. */
  exec(sql: string): Promise<void> {
    return this.#enqueue<void>((done) => this.raw.exec(sql, (error) => done(error, undefined)))
  }

  /**
   * Does work on this handle until the signal ends it: the statement that runs is broken off and none begins after it. For
   * handles of one purpose only. Throws the signal's reason.
   */
  async until<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    const stop = (): void => this.raw.interrupt()
    this.#signal = signal
    signal?.addEventListener('abort', stop)
    try {
      return await work()
    } catch (error) {
      signal?.throwIfAborted()
      throw error
    } finally {
      signal?.removeEventListener('abort', stop)
    }
  }

  /** Takes no more work, waits for what was asked for, finalizes what was prepared and closes the file. */
  async close(): Promise<void> {
    this.#isClosed = true
    // A statement that runs, or is being prepared, would keep SQLite from closing.
    if (this.load > 0) {
      await new Promise<void>((resolve) => {
        this.#whenIdle = resolve
      })
    }
    for (const statement of this.#statements.values()) {
      await new Promise<void>((resolve) => statement.finalize(() => resolve()))
    }
    this.#statements.clear()
    await new Promise<void>((resolve, reject) => this.raw.close((error) => (error ? reject(error) : resolve())))
  }

  // NOTE: always `all`, never `get`: sqlite3's Statement#get leaves the statement unfinished, and with it a read
  // transaction open, which holds back checkpoints and keeps the handle on an old snapshot.
  #rows(sql: string, params: readonly SqlValue[]): Promise<Record<string, unknown>[]> {
    return this.#enqueue((done) => this.#prepared(sql, done, (statement) => statement.all(params as SqlValue[], done)))
  }

  #prepared<T>(sql: string, done: Done<T>, use: (statement: sqlite3.Statement) => void): void {
    const known = this.#statements.get(sql)
    if (known !== undefined) {
      use(known)
      return
    }
    // Waited for, because calls made on a statement whose preparation fails are never answered by sqlite3.
    const statement = this.raw.prepare(numberedPlaceholders(sql), (error: Error | null) => {
      if (error) {
        done(error)
        return
      }
      this.#keep(sql, statement)
      guarded(done, () => use(statement))
    })
  }

  #keep(sql: string, statement: sqlite3.Statement): void {
    this.#statements.get(sql)?.finalize()
    this.#statements.set(sql, statement)
    if (this.#statements.size <= maxKept) return
    const [oldest, unused] = this.#statements.entries().next().value as [string, sqlite3.Statement]
    this.#statements.delete(oldest)
    unused.finalize()
  }

  // With callbacks rather than promises in between: a write is a dozen statements, and each layer would be paid at each.
  #enqueue<T>(work: (done: Done<T>) => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const done: Done<T> = (error, value) => {
        this.#inFlight -= 1
        this.#queue.shift()?.()
        if (this.load === 0) this.#whenIdle?.()
        if (error) reject(error)
        else resolve(value as T)
      }
      const start = (): void => {
        this.#inFlight += 1
        if (this.#signal?.aborted) done(this.#signal.reason as Error)
        else guarded(done, () => work(done))
      }
      if (this.#isClosed) reject(new Failure('unavailable', 'unavailable', 'The server is stopping.'))
      else if (this.#inFlight < this.#inFlightLimit) start()
      else this.#queue.push(start)
    })
  }
}

type Done<T> = (error: Error | null, value?: T) => void

/** sqlite3 throws at what it cannot bind. */
function guarded<T>(done: Done<T>, work: () => void): void {
  try {
    work()
  } catch (error) {
    done(error as Error)
  }
}
