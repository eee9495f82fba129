import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from 'chai'
import type { Database } from '../../src/db/database.ts'
import { migrate, migrateDown, pendingMigrations } from '../../src/db/migrate.ts'
import { migrations } from '../../src/db/migrations/index.ts'
import { openDatabase } from '../../src/db/open.ts'
import type { Migration, Schema } from '../../src/db/schema.ts'
import type { Failure } from '../../src/lib/errors.ts'
import { createTestDatabase, testDialect } from '../support/database.ts'

// SAFETY.md OP10 (G20): a migration that stops anywhere leaves the schema before it or after it.

async function emptyDatabase(): Promise<{ db: Database; file: string }> {
  const { url, file } = await createTestDatabase({ migrated: false })
  return { db: await openDatabase({ url, file, poolSize: 3, onError: () => {} }), file }
}

/** Every table and index there is, as one text. */
async function schemaOf(db: Database): Promise<string> {
  const rows = await db.read.all<{ name: string; definition: string }>(
    db.dialect === 'sqlite'
      ? "SELECT name, sql AS definition FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
      : `SELECT table_name || '.' || column_name AS name, data_type || coalesce(column_default, '') AS definition
         FROM information_schema.columns WHERE table_schema = 'public'
         UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`,
  )
  return rows.map((row) => `${row.name}: ${row.definition}`).join('\n')
}

/** The same steps, of which one stops before its `at`-th statement. */
function stopping(name: string, at: number): { steps: Migration[]; statements: () => number } {
  let count = 0
  const steps = migrations.map((step): Migration => {
    if (step.name !== name) return step
    return { ...step, up: (schema) => step.up(counted(schema)) }
  })
  const counted = (schema: Schema): Schema => {
    const unit = {
      ...schema.unit,
      run: async (sql: string, params?: never) => {
        count += 1
        if (count === at) throw new Error('stopped here')
        return schema.unit.run(sql, params)
      },
    }
    return {
      ...schema,
      unit,
      run: async (sql) => {
        for (const statement of sql.split(/;\s*\n/)) {
          if (statement.trim() === '') continue
          count += 1
          if (count === at) throw new Error('stopped here')
          await schema.run(statement)
        }
      },
    }
  }
  return { steps, statements: () => count }
}

describe('migrate', () => {
  it('runs each migration once, in order, and is undone step by step', async () => {
    const { db } = await emptyDatabase()

    const ran = await migrate(db)
    const again = await migrate(db)
    const schema = await schemaOf(db)
    await migrateDown(db, migrations[0]!.name)
    const empty = await schemaOf(db)
    await migrate(db)

    expect(ran).to.deep.equal(migrations.map((step) => step.name))
    expect(again).to.deep.equal([])
    expect(empty).not.to.match(/users|posts|messages/)
    expect(await schemaOf(db)).to.equal(schema)
    await db.close()
  })

  it('stopped before any statement leaves nothing half, and the next start finishes', async function () {
    this.timeout(300_000)
    const { db } = await emptyDatabase()
    await migrate(db)
    const whole = await schemaOf(db)
    await migrateDown(db, migrations[0]!.name)

    for (const step of migrations) {
      const before = await schemaOf(db)
      for (let at = 1; ; at += 1) {
        const { steps, statements } = stopping(step.name, at)
        const upToHere = steps.slice(0, migrations.indexOf(step) + 1)
        const failed = await migrate(db, upToHere).then(
          () => undefined,
          (error: Error) => error,
        )
        if (failed === undefined) {
          expect(statements()).to.equal(at - 1)
          break
        }
        expect(await schemaOf(db), `${step.name} stopped before statement ${at}`).to.equal(before)
      }
    }

    expect(await schemaOf(db)).to.equal(whole)
    await db.close()
  })

  it('by two processes at once runs each migration once', async () => {
    const { url, file } = await createTestDatabase({ migrated: false })
    const open = (): Promise<Database> => openDatabase({ url, file, poolSize: 3, onError: () => {} })
    const [one, other] = [await open(), await open()]

    await Promise.all([migrate(one), migrate(other)])

    expect(await pendingMigrations(one)).to.deep.equal([])
    await one.close()
    await other.close()
  })

  it('refuses a database made by a newer version, and changes nothing', async () => {
    const { db } = await emptyDatabase()
    await migrate(db)
    await db.transaction((unit) => unit.run("INSERT INTO migrations (name, run_at) VALUES ('9999-future', 0)"))

    const refused = await migrate(db).catch((error: Failure) => error)

    expect((refused as Failure).code).to.equal('database_newer')
    expect((refused as Failure).message).to.include('9999-future')
    await db.close()
  })

  // PostgreSQL has tools of its own for a copy.
  if (testDialect === 'sqlite') {
    it('copies a database that holds something first', async () => {
      const { db, file } = await emptyDatabase()
      const last = migrations.at(-1)!
      await migrate(db, migrations.slice(0, -1))
      await db.transaction((unit) => unit.run("INSERT INTO settings (name, value, updated_at) VALUES ('kept', '1', 0)"))

      const copy = join(dirname(file), 'copy.db')
      await migrate(db, migrations, (name) => {
        expect(name).to.equal(last.name)
        return copy
      })

      expect(existsSync(copy)).to.equal(true)
      const old = await openDatabase({ url: undefined, file: copy, poolSize: 1, onError: () => {} })
      expect(await old.read.get("SELECT value FROM settings WHERE name = 'kept'")).to.deep.equal({ value: '1' })
      expect(await pendingMigrations(old)).to.deep.equal([last.name])
      await old.close()
      await db.close()
    })
  }
})
