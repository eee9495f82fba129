import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Database } from '../../src/db/database.ts'
import { openDatabase } from '../../src/db/open.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

// Runs once: PostgreSQL copies row by row and is asked between them; SQLite copies in one statement.
// A server that is stopped while it backs up has ten seconds, and one statement copies a whole database.

describe('Database.copyTo', () => {
  let database: TestDatabase
  let db: Database

  before(async () => {
    database = await createTestDatabase({ dialect: 'sqlite' })
    db = await openDatabase({ ...database, poolSize: 4, onError: () => {} })
  })
  after(() => db.close())

  it('ends in the middle of a copy when it is told to', async () => {
    await db.transaction(async (unit) => {
      await unit.run('CREATE TABLE large (id INTEGER PRIMARY KEY, bytes BLOB)')
      for (let row = 0; row < 40; row += 1) {
        await unit.run('INSERT INTO large (bytes) VALUES (randomblob(1000000))')
      }
    })
    const target = join(await temporaryFolder(), 'copy.db')
    const stop = new AbortController()

    const copying = db.copyTo(target, stop.signal)
    while (!existsSync(target) || statSync(target).size < 1_000_000) await new Promise(setImmediate)
    stop.abort(new Error('told to stop'))

    let thrown: unknown
    await copying.catch((error: unknown) => {
      thrown = error
    })
    expect((thrown as Error | undefined)?.message).to.equal('told to stop')
  })
})
