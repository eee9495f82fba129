import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { Sequelize, Transaction } from 'sequelize'
import type { Database } from '../database.ts'
import { isTransient, translateFailure } from '../failures.ts'
import { defineModels } from '../models/index.ts'
import { camelRow, type Reader, type RowQuery, type SqlValue } from '../sql.ts'
import { translatingReader } from '../translating-reader.ts'
import { Endings, runHooks, type Unit } from '../unit.ts'

const int8 = 20
const numeric = 1700

/** How often a unit that lost against another (deadlock, serialization) is run again. */
const maxTries = 5

/** Opens a pool on a PostgreSQL database; each unit is a transaction of its own. */
export async function openPostgres(options: {
  url: string
  poolSize: number
  onError: (error: unknown) => void
}): Promise<Database> {
  const types = {
    // Counts and epoch milliseconds stay below 2^53; as text they would have to be parsed at every use.
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      oid === int8 || oid === numeric ? Number : pg.types.getTypeParser(oid, format as 'text'),
  }
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize,
    connectionTimeoutMillis: 10_000,
    types: types as unknown as pg.CustomTypesConfig,
    application_name: 'momentum',
  })
  pool.on('error', options.onError)
  const sequelize = new Sequelize(options.url, {
    dialect: 'postgres',
    dialectModule: withTypes(types),
    logging: false,
    pool: { max: 2, idle: 10_000 },
  })
  const pooled = readerOn(pool)
  const counts = { commits: 0, units: 0, waiting: 0 }
  const read = translatingReader(() => pooled)

  async function once<T>(work: (unit: Unit) => Promise<T>): Promise<T> {
    counts.waiting += 1
    const client = await pool.connect().finally(() => {
      counts.waiting -= 1
    })
    const hooks: (() => void)[] = []
    const last: (() => Promise<void>)[] = []
    const endings = new Endings()
    let broken: Error | undefined
    try {
      await client.query('BEGIN')
      const unit: Unit = {
        ...readerOn(client),
        orm: transactionOn(sequelize, client),
        run: async (sql, params) => (await query(client, sql, params)).rowCount ?? 0,
        transaction: {},
        atEnd: (ending, item) => endings.add(ending, item),
        beforeCommit: (beforeTheEnd) => {
          last.push(beforeTheEnd)
        },
        afterCommit: (wake) => {
          hooks.push(wake)
        },
      }
      const value = await work(unit)
      for (const beforeTheEnd of last) await beforeTheEnd()
      await endings.run(unit)
      await client.query('COMMIT')
      counts.commits += 1
      counts.units += 1
      runHooks(hooks, options.onError)
      return value
    } catch (error) {
      await client.query('ROLLBACK').catch((failed: Error) => {
        broken = failed
      })
      throw error
    } finally {
      client.release(broken)
    }
  }

  return {
    dialect: 'postgres',
    read,
    sequelize,
    models: defineModels(sequelize),
    transaction: async (work) => {
      for (let tries = 1; ; tries += 1) {
        try {
          return await once(work)
        } catch (error) {
          if (!isTransient(error) || tries === maxTries) throw translateFailure(error)
        }
      }
    },
    scrub: (table) => scrub(pool, table),
    snapshot: async (work) => {
      const client = await pool.connect()
      let broken: Error | undefined
      try {
        await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
        return await work(readerOn(client))
      } catch (error) {
        throw translateFailure(error)
      } finally {
        await client.query('ROLLBACK').catch((failed: Error) => {
          broken = failed
        })
        client.release(broken)
      }
    },
    copyTo: async () => false,
    ping: async () => {
      await read.get('SELECT 1 AS one')
    },
    // Another process may always have written: PostgreSQL has no cheap sign of it, and the queries it guards are cheap.
    changeMark: async () => performance.now(),
    stats: () => ({ ...counts, waiting: counts.waiting + pool.waitingCount }),
    close: async () => {
      // An ended pool gives nobody a connection any more: whoever waits for one is answered first.
      while (pool.waitingCount > 0) await delay(10)
      await sequelize.close()
      await pool.end()
    },
  }
}

// Sequelize takes the parsers of its own connections from the module, and would hand out int8 as text.
function withTypes(types: { getTypeParser: unknown }): object {
  return Object.create(pg, { types: { value: { ...pg.types, ...types } } })
}

type Queryable = Pick<pg.Pool, 'query'>

const names = new Map<string, string>()

// A named statement is parsed and planned once per connection. The set of statements is the code's own and so bounded;
// lists of varying length would make new ones without end and stay unnamed.
const maxNames = 2000

function query(on: Queryable, text: string, values: readonly SqlValue[] = []): Promise<pg.QueryResult> {
  let name = names.get(text)
  if (name === undefined && names.size < maxNames) {
    name = `m${names.size}`
    names.set(text, name)
  }
  return on.query({ ...(name === undefined ? {} : { name }), text, values: values as SqlValue[] })
}

// Inside a unit failures stay the driver's own: the unit's retry reads them.
function readerOn(on: Queryable): Reader {
  const all = async <Row>(sql: string, params?: readonly SqlValue[]): Promise<Row[]> =>
    (await query(on, sql, params)).rows.map((row) => camelRow<Row>(row))
  const rows = async <Row>(named: RowQuery<Row>, params?: readonly SqlValue[]): Promise<Row[]> =>
    (await query(on, named.postgres, params)).rows as Row[]
  return {
    dialect: 'postgres',
    all,
    rows,
    get: async <Row>(sql: string, params?: readonly SqlValue[]) => (await all<Row>(sql, params))[0],
    row: async <Row>(named: RowQuery<Row>, params?: readonly SqlValue[]) => (await rows(named, params))[0],
  }
}

function transactionOn(sequelize: Sequelize, connection: pg.PoolClient): Transaction {
  const transaction = new (Transaction as unknown as new (sequelize: Sequelize, options: object) => Transaction)(
    sequelize,
    {},
  )
  Object.assign(transaction, { connection })
  return transaction
}

/** How long a scrub waits for readers, and for what still sees deleted rows. */
const longestWaitMs = 3000

/**
 * Writes the pages of a small table anew, without the rows that were deleted. Rows that a transaction which began earlier
 * might still see are copied along, so it is done again until there were none.
 */
async function scrub(pool: pg.Pool, table: string): Promise<void> {
  const client = await pool.connect()
  let left = 0
  // "… dead row versions cannot be removed yet", in the language of the server.
  const count = ({ detail }: { detail?: string | undefined }): void => {
    if (detail !== undefined) left = Number(/\d+/.exec(detail)?.[0])
  }
  client.on('notice', count)
  try {
    await client.query(`SET lock_timeout = ${longestWaitMs}`)
    const end = performance.now() + longestWaitMs
    for (;;) {
      await client.query(`VACUUM (FULL, VERBOSE) ${table}`)
      if (left === 0) return
      if (performance.now() > end) throw new Error('an earlier transaction kept deleted rows from being erased')
      await delay(20)
    }
  } finally {
    client.off('notice', count)
    await client.query('RESET lock_timeout').then(
      () => client.release(),
      (error: Error) => client.release(error),
    )
  }
}
