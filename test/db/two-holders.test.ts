import { existsSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'chai'
import { openSettings } from '../../src/core/settings/index.ts'
import type { Database } from '../../src/db/database.ts'
import { openDatabase } from '../../src/db/open.ts'
import type { Unit } from '../../src/db/unit.ts'
import type { Failure } from '../../src/lib/errors.ts'
import { silentLogger } from '../../src/lib/logger.ts'
import { createTestDatabase, type TestDatabase, testDialect } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'

// Two workers hold one database, each with connections of its own: they stand beside each other here as in two processes.

describe('A database that two hold open', () => {
  let database: TestDatabase
  let one: Database
  let two: Database
  const openIt = (isChecked = false): Promise<Database> =>
    openDatabase({ ...database, poolSize: 4, isChecked, onError: () => {} })

  beforeEach(async () => {
    database = await createTestDatabase()
    one = await openIt()
    two = await openIt(true)
  })
  afterEach(() => Promise.all([one.close(), two.close()]))

  const put = (unit: Unit, name: string): Promise<number> =>
    unit.run('INSERT INTO settings (name, value, updated_at) VALUES ($1, $2, $3)', [name, '"x"', 1])

  it('lets who writes wait for the other, and does both', async () => {
    let finish = (): void => {}
    let first: Promise<void> | undefined
    await new Promise<void>((begun) => {
      first = one.transaction(async (unit) => {
        await put(unit, 'waits.one')
        begun()
        await new Promise<void>((resolve) => {
          finish = resolve
        })
      })
    })
    const second = two.transaction((unit) => put(unit, 'waits.two'))
    // Longer than SQLite itself waits at a time.
    await delay(50)

    finish()
    await Promise.all([first, second])

    const rows = await one.read.all("SELECT name FROM settings WHERE name LIKE 'waits.%'")
    expect(rows).to.have.length(2)
  })

  it('lets neither go hungry where both write all the time', async () => {
    const written = { one: 0, two: 0 }
    let isOn = true
    const writeOn = async (db: Database, side: 'one' | 'two'): Promise<void> => {
      while (isOn) {
        await db.transaction((unit) => put(unit, `${side}.${written[side]}`))
        written[side] += 1
      }
    }
    const both = Promise.all([writeOn(one, 'one'), writeOn(two, 'two')])

    await eventually(() => Math.min(written.one, written.two) >= 30, { what: '30 commits of each' })
    isOn = false
    await both

    expect(Math.max(written.one, written.two) / Math.min(written.one, written.two)).to.be.lessThan(20)
  })

  it('is scrubbed by both at once', async () => {
    const table = 'live_positions'
    await Promise.all([one, two].map((db, index) => db.transaction((unit) => put(unit, `scrub.${index}`))))

    await Promise.all([one, two, one, two].map((db) => db.scrub(table)))
  })

  it('shows a settings store within a look what the other changed, and reads nothing anew otherwise', async () => {
    const lines: string[] = []
    const log = silentLogger()
    log.warn = ((told: { setting: string }) => lines.push(told.setting)) as typeof log.warn
    // A value that is not allowed is told at each reading.
    await one.transaction((unit) => put(unit, 'accounts.graceDays'))
    const store = await openSettings(two, log)
    await store.lookForChanges()
    const readings = lines.length
    await one.transaction((unit) => put(unit, 'feed.of.no.setting'))
    await store.lookForChanges()
    const afterTheOther = lines.length
    await store.lookForChanges()

    expect(lines.length, 'unchanged').to.equal(afterTheOther)
    expect(afterTheOther).to.equal(readings + 1)
    await one.transaction((unit) => put(unit, 'instance.name'))
    await store.lookForChanges()
    expect(store.get('instance.name')).to.equal('x')
  })

  if (testDialect === 'sqlite') {
    it('is noted as closed by the last alone', async () => {
      const state = () => readFile(`${database.file}.state`, 'utf8')

      await two.close()
      expect(await state()).to.equal('open\n')
      await one.close()

      expect(await state()).to.equal('closed\n')
      expect(existsSync(`${database.file}-wal`)).to.equal(false)
      one = await openIt()
      two = await openIt(true)
    })

    it('is not checked again by who comes second', async () => {
      await Promise.all([one.close(), two.close()])
      const handle = await open(database.file, 'r+')
      await handle.write(Buffer.alloc(8 * 4096), 0, 8 * 4096, 5 * 4096)
      await handle.close()

      const first = await openIt().catch((error: Failure) => error.code)
      one = await openIt(true)
      two = await openIt(true)

      expect(first).to.equal('database_damaged')
    })
  }
})
