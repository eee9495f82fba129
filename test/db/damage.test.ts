import { existsSync } from 'node:fs'
import { open, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { expect } from 'chai'
import sqlite3 from 'sqlite3'
import { openDatabase } from '../../src/db/open.ts'
import type { Failure } from '../../src/lib/errors.ts'
import { createTestDatabase } from '../support/database.ts'
import { serveProcess } from '../support/served.ts'

// SAFETY.md OP7 (G20): a damaged database stops the start, says what was found, and is never written over.

async function closedDatabase(): Promise<string> {
  const { file } = await createTestDatabase({ dialect: 'sqlite' })
  const db = await openDatabase({ url: undefined, file, poolSize: 1, onError: () => {} })
  await db.transaction((unit) => unit.run("INSERT INTO settings (name, value, updated_at) VALUES ('kept', '1', 0)"))
  await db.close()
  return file
}

/** Opens, reads and closes the file as any SQLite program does, which removes its log. */
async function visitWithAnotherProgram(file: string): Promise<void> {
  const database = await new Promise<sqlite3.Database>((resolve, reject) => {
    const opened = new sqlite3.Database(file, (error) => (error ? reject(error) : resolve(opened)))
  })
  await new Promise((resolve, reject) => {
    database.get('SELECT count(*) FROM settings', (error, row) => (error ? reject(error) : resolve(row)))
  })
  await new Promise<void>((resolve, reject) => database.close((error) => (error ? reject(error) : resolve())))
}

async function zero(file: string, from: number, length: number): Promise<void> {
  const handle = await open(file, 'r+')
  await handle.write(Buffer.alloc(length), 0, length, from)
  await handle.close()
}

const kinds: [name: string, damage: (file: string) => Promise<unknown>][] = [
  ['a file that is gone', (file) => rm(file)],
  ['an empty file', (file) => truncate(file, 0)],
  ['a flipped header', (file) => zero(file, 0, 16)],
  ['a header of another kind', (file) => writeFile(file, 'this is a text, and no database at all '.repeat(200))],
  ['a zeroed page', (file) => zero(file, 4096, 4096)],
  ['zeroes in the middle', (file) => zero(file, 5 * 4096, 8 * 4096)],
  ['a file cut short', async (file) => truncate(file, Math.floor((await readFile(file)).length / 2))],
]

describe('Opening a damaged database', () => {
  for (const [name, damage] of kinds) {
    it(`refuses ${name}, and leaves it as it is`, async () => {
      const file = await closedDatabase()
      await damage(file)
      const before = existsSync(file) ? await readFile(file) : undefined

      const refused = await openDatabase({ url: undefined, file, poolSize: 1, onError: () => {} }).then(
        async (db) => {
          await db.close()
          return undefined
        },
        (error: Failure) => error,
      )

      expect(refused?.code).to.equal('database_damaged')
      expect(refused!.message).to.include('momentum backup restore')
      if (before === undefined) expect(existsSync(file)).to.equal(false)
      else expect((await readFile(file)).equals(before)).to.equal(true)
    })
  }

  it('refuses a write-ahead log that is gone after a kill', async () => {
    const { file } = await createTestDatabase({ dialect: 'sqlite' })
    const server = await serveProcess({ database: { url: undefined, file, drop: async () => {} } })
    await server.kill('SIGKILL')
    await rm(`${file}-wal`)

    const refused = await openDatabase({ url: undefined, file, poolSize: 1, onError: () => {} }).catch(
      (error: Failure) => error,
    )

    expect((refused as Failure).code).to.equal('database_damaged')
    expect((refused as Failure).message).not.to.include('.state')
  })

  it('says how to go on where another program has put the log of a killed server into the file', async () => {
    const file = await closedDatabase()
    const server = await serveProcess({ database: { url: undefined, file, drop: async () => {} } })
    await server.kill('SIGKILL')
    await visitWithAnotherProgram(file)

    const refused = await openDatabase({ url: undefined, file, poolSize: 1, onError: () => {} }).catch(
      (error: Failure) => error,
    )
    await rm(`${file}.state`)
    const db = await openDatabase({ url: undefined, file, poolSize: 1, onError: () => {} })

    expect((refused as Failure).code).to.equal('database_damaged')
    expect((refused as Failure).message).to.include(`remove ${file}.state and start again`)
    expect(await db.read.get("SELECT value FROM settings WHERE name = 'kept'")).to.deep.equal({ value: '1' })
    await db.close()
  })

  it('opens what was closed in order, and what was killed', async () => {
    const file = await closedDatabase()
    const server = await serveProcess({ database: { url: undefined, file, drop: async () => {} } })
    await server.kill('SIGKILL')

    const db = await openDatabase({ url: undefined, file, poolSize: 1, onError: () => {} })

    expect(await db.read.get("SELECT value FROM settings WHERE name = 'kept'")).to.deep.equal({ value: '1' })
    await db.close()
  })
})
