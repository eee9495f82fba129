import { expect } from 'chai'
import type { Database } from '../../src/db/database.ts'
import { openDatabase } from '../../src/db/open.ts'
import { rowQuery } from '../../src/db/sql.ts'
import { createTestDatabase } from '../support/database.ts'

interface Row {
  name: string
  list: readonly unknown[] | null
  count: number
}

// What JSON and lines of text could stumble over.
const texts = ['plain', 'a "quoted" \\ word', 'two\nlines', 'tab\tand \u2028', '[]', 'null', '']

const columns = {
  name: "(x.value ->> 'name')",
  list: "(x.value ->> 'list')",
  count: "CAST(x.value ->> 'count' AS INTEGER)",
}
const from = {
  sqlite: 'FROM json_each($1) x ORDER BY x.key',
  postgres: 'FROM json_array_elements($1::json) WITH ORDINALITY AS x (value, number) ORDER BY x.number',
}

describe('rowQuery', () => {
  let db: Database

  before(async () => {
    const { url, file } = await createTestDatabase({ migrated: false })
    db = await openDatabase({ url, file, poolSize: 3, onError: () => {} })
  })
  after(() => db.close())

  const rows: Row[] = texts.map((name, count) => ({ name, list: count === 2 ? null : [name, { name }, count], count }))
  const given = JSON.stringify(rows)

  for (const remembered of [undefined, 3]) {
    describe(remembered === undefined ? 'read anew' : 'remembered', () => {
      const query = () =>
        rowQuery<Row>(columns, from[db.dialect], { json: ['list'], ...(remembered && { remembered }) })

      it('gives the rows as they are, with what JSON columns say', async () => {
        const named = query()

        expect(await db.read.rows(named, [given])).to.deep.equal(rows)
        expect(await db.read.rows(named, [given]), 'the second time').to.deep.equal(rows)
        expect(await db.read.rows(named, ['[]'])).to.deep.equal([])
        expect(await db.read.row(named, ['[]'])).to.equal(undefined)
      })
    })
  }

  it('gives a remembered row as the same object, which cannot be changed, and a changed one anew', async () => {
    if (db.dialect === 'postgres') {
      // It is SQLite that answers a line for each row; rows of PostgreSQL are read anew.
      const plain = rowQuery<Row>(columns, from.postgres, { json: ['list'], remembered: 9 })
      const twice = [await db.read.row(plain, [given]), await db.read.row(plain, [given])]
      expect(twice[0]).to.deep.equal(twice[1])
      expect(twice[0]).not.to.equal(twice[1])
      return
    }
    const query = rowQuery<Row>(columns, from.sqlite, { json: ['list'], remembered: 2 })
    const one = (row: Row) => db.read.row(query, [JSON.stringify([row])])

    const first = await one(rows[0]!)

    expect(await one(rows[0]!)).to.equal(first)
    expect(() => Object.assign(first!, { name: 'changed' })).to.throw(TypeError)
    expect(() => Object.assign(first!.list![1] as object, { name: 'changed' })).to.throw(TypeError)
    const changed = await one({ ...rows[0]!, count: 9 })
    expect(changed).to.deep.equal({ ...rows[0]!, count: 9 })
    await one(rows[1]!)
    await one(rows[3]!)
    expect(await one(rows[0]!), 'forgotten by then').not.to.equal(first)
  })
})
