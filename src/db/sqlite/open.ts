import { chmodSync } from 'node:fs'
import { Sequelize, Transaction } from 'sequelize'
import sqlite3 from 'sqlite3'
import type { Database } from '../database.ts'
import { translateFailure } from '../failures.ts'
import { defineModels } from '../models/index.ts'
import { translatingReader } from '../translating-reader.ts'
import { checkFileBefore, checkPages, noteClosed, noteOpen, openingFailure } from './file-check.ts'
import { SqliteHandle } from './handle.ts'
import { busyMs, untilFree } from './until-free.ts'
import { WriteQueue } from './write-queue.ts'

const common = 'PRAGMA busy_timeout=5000; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY;'
// What is deleted is overwritten, not only forgotten (SAFETY.md PR3, PR4).
// A commit of thirty units changes some hundred pages, most of them the same as the one before: writing them into the file
// every fourth commit, and reading them again, cost a fifth of a message (measured).
const writerPragmas = `PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864; PRAGMA secure_delete=ON;
  ${common} PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=4000;`
// What lies beyond the 2 GiB that SQLite maps is read into the cache, which would be too small for the pages that a few people's
// feeds are made of; a smaller file needs none of it.
const readerPragmas = `PRAGMA query_only=ON; PRAGMA mmap_size=2147418112; ${common} PRAGMA cache_size=-65536;`

/** Two read handles run on two cores; more gained nothing (measured). */
const readHandles = 2

/** Opens (and if need be creates) the SQLite file with one writer and two read-only handles. */
export async function openSqlite(options: {
  file: string
  isChecked?: boolean
  onError: (error: unknown) => void
}): Promise<Database> {
  const { file } = options
  checkFileBefore(file)
  const writer = await openWriter(file, options.isChecked === true)
  chmodSync(file, 0o600)
  const readers = await Promise.all(
    Array.from({ length: readHandles }, () =>
      SqliteHandle.open(file, { mode: sqlite3.OPEN_READONLY, pragmas: readerPragmas, inFlight: 2 }),
    ),
  )
  const sequelize = openSequelize(file)
  const queue = new WriteQueue(writer, transactionOn(sequelize, writer.raw), options.onError)
  const read = translatingReader(() => leastLoaded(readers))
  return {
    dialect: 'sqlite',
    read,
    sequelize,
    models: defineModels(sequelize),
    transaction: (work, together) => queue.add(work, together),
    // Overwritten pages replace the old ones in the file, and the log that held both is emptied.
    scrub: () =>
      queue.between(async (handle) => {
        const isEmptied = await untilFree(async () => {
          const [result] = await handle.all<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)')
          return result?.busy === 0
        })
        if (!isEmptied) throw new Error('a reader kept the write-ahead log from being emptied')
      }),
    snapshot: async (work) => {
      const handle = await SqliteHandle.open(file, { mode: sqlite3.OPEN_READONLY, pragmas: readerPragmas })
      try {
        await handle.exec('BEGIN')
        // The state is that of the first question, not that of BEGIN.
        await handle.get('SELECT name FROM sqlite_schema LIMIT 1')
        const value = await work(handle)
        await handle.exec('COMMIT')
        return value
      } catch (error) {
        throw translateFailure(error)
      } finally {
        await handle.close()
      }
    },
    copyTo: async (target, signal) => {
      // A read-only handle of its own: the copy reads one state of the file and holds nobody up.
      const handle = await SqliteHandle.open(file, { mode: sqlite3.OPEN_READONLY, pragmas: common })
      await handle.until(signal, () => handle.run('VACUUM INTO $1', [target])).finally(() => handle.close())
      chmodSync(target, 0o600)
      return true
    },
    ping: async () => {
      await read.get('SELECT 1 AS one')
    },
    changeMark: async () => {
      let mark = 0
      await untilFree(async () => {
        mark = (await writer.get<{ dataVersion: number }>('PRAGMA data_version'))!.dataVersion
        return true
      })
      return mark
    },
    stats: () => ({ waiting: queue.depth, ...queue.counts }),
    close: async () => {
      await queue.close()
      await sequelize.close()
      for (const reader of readers) await reader.close()
      await writer.exec('PRAGMA wal_checkpoint(TRUNCATE)').catch(options.onError)
      await writer.close()
      noteClosed(file)
    },
  }
}

async function openWriter(file: string, isChecked: boolean): Promise<SqliteHandle> {
  const mode = sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE
  const writer = await SqliteHandle.open(file, { mode, pragmas: writerPragmas }).catch((error: unknown) => {
    throw openingFailure(file, error)
  })
  try {
    if (!isChecked) await checkPages(file, writer)
    // An empty write makes the write-ahead log, which from now on belongs to the file.
    await writer.exec('BEGIN IMMEDIATE; COMMIT')
    noteOpen(file)
    // From here on the queue waits itself, more evenly.
    await writer.exec(`PRAGMA busy_timeout=${busyMs}`)
    return writer
  } catch (error) {
    await writer.close()
    throw error
  }
}

function openSequelize(file: string): Sequelize {
  class ReadOnly extends sqlite3.Database {
    constructor(path: string, _mode: number, callback: (error: Error | null) => void) {
      super(path, sqlite3.OPEN_READONLY, (error) => (error ? callback(error) : this.exec(readerPragmas, callback)))
    }
  }
  return new Sequelize({
    dialect: 'sqlite',
    storage: file,
    logging: false,
    dialectModule: { ...sqlite3, Database: ReadOnly },
  })
}

/**
 * A Sequelize transaction that lives on the writer handle and that the queue begins and ends: models take part in the
 * unit, and Sequelize opens no connection of its own for it.
 */
function transactionOn(sequelize: Sequelize, connection: sqlite3.Database): Transaction {
  const transaction = new (Transaction as unknown as new (sequelize: Sequelize, options: object) => Transaction)(
    sequelize,
    {},
  )
  Object.assign(transaction, { connection })
  return transaction
}

function leastLoaded(handles: readonly SqliteHandle[]): SqliteHandle {
  return handles.reduce((best, handle) => (handle.load < best.load ? handle : best))
}
