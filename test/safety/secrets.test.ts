import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { startTestApp, type TestApp } from '../support/app.ts'
import { createMailbox } from '../support/mailbox.ts'
import { goodPassword, signInAs, signUp } from '../support/people.ts'

describe('AN3: tokens', () => {
  const mailbox = createMailbox()
  const logLines: string[] = []
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp({ clients: { mailer: mailbox.mailer }, logLines })
  })
  after(() => momentum.close())

  it('have 256 bits, differ, and are nowhere in the database, the data folder or the log', async () => {
    const person = await signUp(momentum)
    const again = await signInAs(momentum, person)
    await momentum.guest.post('/auth/password/forgot', { login: person.username })
    const mailed = [
      await mailbox.token(momentum, person.email, '/verify-email'),
      await mailbox.token(momentum, person.email, '/reset-password'),
    ]
    await again.get('/me')

    const tokens = [person.token!, again.token!, ...mailed]
    const kept = [await allRows(momentum), ...filesBelow(momentum.dataFolder), logLines.join('\n')]
    for (const token of tokens) {
      expect(Buffer.from(token, 'base64url').length).to.equal(32)
      expect(kept.filter((text) => text.includes(token)).length, 'places that hold a token').to.equal(0)
    }
    expect(
      kept.some((text) => text.includes(person.username)),
      'the search itself works',
    ).to.equal(true)
    expect(new Set(tokens).size).to.equal(tokens.length)
  })

  it('are refused in the address', async () => {
    const person = await signUp(momentum)

    const answer = await momentum.guest.get(`/me?token=${person.token}`)

    expect(answer.status).to.equal(401)
  })

  it('leave no password in log or database', async () => {
    const person = await signUp(momentum)
    await momentum.guest.post('/auth/login', { login: person.username, password: 'a wrong but telling password' })

    const kept = [await allRows(momentum), logLines.join('\n')].join('\n')

    expect(kept).not.to.contain(goodPassword).and.not.to.contain('a wrong but telling password')
  })
})

describe('AN11: a start', () => {
  it('makes no account of its own', async () => {
    const momentum = await startTestApp()

    const people = await momentum.app.db.read.all('SELECT id FROM users')
    await momentum.close()

    expect(people).to.deep.equal([])
  })

  it('with data but without its secrets is refused, naming what is missing', async () => {
    const first = await startTestApp()
    await signUp(first)
    await first.close()
    const file = join(first.dataFolder, 'secrets.json')
    const secrets = JSON.parse(readFileSync(file, 'utf8'))
    const start = () =>
      startTestApp({ database: first.database }).then(
        async (momentum) => {
          await momentum.close()
          return 'started'
        },
        (error: Error) => error.message,
      )

    rmSync(file)
    const without = await start()
    const { totpKey: _, ...incomplete } = secrets
    writeFileSync(file, JSON.stringify(incomplete))
    const lacking = await start()
    writeFileSync(file, JSON.stringify(secrets))
    const whole = await start()

    expect(without).to.match(/secrets\.json is missing.*cursorKey, totpKey, linkKey and vapid/)
    expect(lacking).to.match(/lacks totpKey/)
    expect(whole).to.equal('started')
  })

  it('keeps its secrets from other users of the machine', async () => {
    const momentum = await startTestApp()
    const mode = statSync(join(momentum.dataFolder, 'secrets.json')).mode & 0o777
    await momentum.close()

    expect(mode.toString(8)).to.equal('600')
  })
})

async function allRows(momentum: TestApp): Promise<string> {
  const { db } = momentum.app
  const names =
    db.dialect === 'sqlite'
      ? `SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'`
      : `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`
  const tables = await db.read.all<{ name: string }>(names)
  const rows = await Promise.all(tables.map(({ name }) => db.read.all(`SELECT * FROM ${name}`)))
  return JSON.stringify(rows)
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
}
