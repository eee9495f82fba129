import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import type { Database } from '../../src/db/database.ts'
import { openDatabase } from '../../src/db/open.ts'
import { createTestDatabase, type TestDatabase, testDialect } from '../support/database.ts'

// SAFETY.md PR4: what was deleted is in no file of the database any more, also where somebody was still reading.

const secret = 'coordinates nobody may find'

describe('Database.scrub', () => {
  let database: TestDatabase
  let db: Database

  before(async () => {
    database = await createTestDatabase()
    db = await openDatabase({ ...database, poolSize: 4, onError: () => {} })
    await db.transaction((unit) => unit.run('CREATE TABLE scrubbed (id INTEGER PRIMARY KEY, words TEXT)'))
  })
  after(() => db.close())

  async function put(): Promise<void> {
    await db.transaction((unit) => unit.run('INSERT INTO scrubbed (id, words) VALUES (1, $1)', [secret]))
  }

  const remove = (): Promise<number> => db.transaction((unit) => unit.run('DELETE FROM scrubbed'))

  async function isFound(): Promise<boolean> {
    if (testDialect === 'sqlite')
      return [database.file, `${database.file}-wal`].some((file) => readFileSync(file).includes(secret))
    const pages = await db.transaction(async (unit) => {
      await unit.run('CREATE EXTENSION IF NOT EXISTS pageinspect')
      return unit.all<{ page: Buffer }>(
        `SELECT get_raw_page('scrubbed', n) AS page
         FROM generate_series(0::bigint, pg_relation_size('scrubbed') / current_setting('block_size')::int - 1) n`,
      )
    })
    return pages.some(({ page }) => page.includes(secret))
  }

  it('leaves nothing of deleted rows in the files', async () => {
    await put()
    expect(await isFound(), 'the test sees what is there').to.equal(true)
    await remove()

    await db.scrub('scrubbed')

    expect(await isFound()).to.equal(false)
  })

  it('says so when somebody who reads keeps it from that, and does it once they have ended', async () => {
    await put()
    let finish = (): void => {}
    const reading = db.snapshot(async (reader) => {
      await reader.all('SELECT id FROM scrubbed')
      await new Promise<void>((resolve) => {
        finish = resolve
      })
    })
    await db.read.all('SELECT id FROM scrubbed')
    await remove()
    const early = await db.scrub('scrubbed').then(
      () => 'done',
      (error: Error) => error.message,
    )
    finish()
    await reading

    await db.scrub('scrubbed')

    expect(early).to.match(/kept|lock timeout/)
    expect(await isFound()).to.equal(false)
  })
})
