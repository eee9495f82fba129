import { expect } from 'chai'
import { openDatabase } from '../../src/db/open.ts'
import { createTestDatabase } from '../support/database.ts'

describe('Database.close', () => {
  it('answers what was asked before it, and closes in order', async () => {
    const { url, file } = await createTestDatabase()
    const db = await openDatabase({ url, file, poolSize: 2, onError: () => {} })
    // Each a statement of its own, so that some are still being prepared.
    const asked = Array.from({ length: 60 }, (_, index) => db.read.get<{ one: number }>(`SELECT ${index} AS one`))

    await db.close()

    const answers = await Promise.all(asked)
    expect(answers.map((row) => row?.one)).to.deep.equal(Array.from({ length: 60 }, (_, index) => index))
  })

  it('refuses what is asked after it', async () => {
    const { url, file } = await createTestDatabase()
    const db = await openDatabase({ url, file, poolSize: 2, onError: () => {} })
    await db.read.get('SELECT 1 AS one')
    await db.close()

    const failed = await db.read.get('SELECT 1 AS one').then(
      () => undefined,
      (error: Error) => error,
    )

    expect(failed).to.be.an('error')
  })
})
