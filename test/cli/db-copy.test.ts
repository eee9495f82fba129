import { existsSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import pg from 'pg'
import { systemActor } from '../../src/core/actor.ts'
import { recountFiles, sweepMedia, verifyMedia } from '../../src/core/media/index.ts'
import { migrations } from '../../src/db/migrations/index.ts'
import { openDatabase } from '../../src/db/open.ts'
import { describeTables } from '../../src/db/transfer/index.ts'
import { startTestApp, type TestApp, TestClient } from '../support/app.ts'
import { say, startConversation } from '../support/chat.ts'
import { type Ran, runCommand } from '../support/command-line.ts'
import { createTestDatabase, databaseVariables, testDialect } from '../support/database.ts'
import { signUpAs } from '../support/operators.ts'
import { signUp, type TestPerson } from '../support/people.ts'
import { requirePostgres, type TestPostgres } from '../support/postgres.ts'
import { comment, publish } from '../support/posts.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { uploadPhoto } from '../support/uploads.ts'

describe('momentum db copy', () => {
  let postgres: TestPostgres
  let momentum: TestApp
  let ada: TestPerson
  let bela: TestPerson
  let conversationId: string
  let postId: string
  let moderator: TestPerson
  let picture: string

  const run = (to: string, ...more: string[]): Promise<Ran> =>
    runCommand(['db', 'copy', '--to', to, ...more], {
      dataFolder: momentum.dataFolder,
      variables: databaseVariables(momentum.database),
    })

  before(async function () {
    this.timeout(120_000)
    postgres = await requirePostgres(this)
    momentum = await startTestApp()
    ada = await signUp(momentum, { username: 'copied_ada', displayName: 'Ada Löwelæce 名' })
    bela = await signUp(momentum, { username: 'copied_bela' })
    postId = (await publish(momentum, ada, { caption: 'née “quoted” \\ back 🙂 #tag', sensitive: true })).id
    await comment(bela, postId, 'with a\ttab and\nlines')
    await bela.put(`/users/${ada.username}/follow`)
    await ada.patch('/me', { isPrivate: true })
    conversationId = await startConversation(ada, bela)
    await say(ada, conversationId, 'hello over there')
    moderator = await signUpAs(momentum, 'moderator')
    picture = await keepEvidence()
  })
  after(() => momentum?.close())

  /** A picture that only a case refers to any more, and that one operator has looked at. */
  async function keepEvidence(): Promise<string> {
    const item = await uploadPhoto(bela)
    const post = await bela.post('/posts', { media: [item.id], caption: 'reported' })
    const filed = await ada.post('/reports', { subject: { type: 'post', id: post.body.id }, reason: 'nudity' })
    await bela.delete(`/posts/${post.body.id}`)
    await sweepMedia(momentum.app.as(systemActor('test'), 'job'))
    const found = (await moderator.get(`/admin/cases/${filed.body.id}`)).body
    const path = found.evidence[0].pictures[0].url.replace('/api/v1', '')
    expect((await moderator.get(path)).status).to.equal(200)
    return path
  }

  it('refuses while something is running, and addresses that are none', async () => {
    const running = await run(join(await temporaryFolder('copy'), 'new.db'))
    expect(running.exitCode).to.equal(1)
    expect(running.err).to.include('stay behind')
    for (const wrong of ['mysql://somewhere/db', 'postgres://']) {
      const refused = await run(wrong)
      expect([refused.exitCode, refused.out], wrong).to.deep.equal([wrong.startsWith('postgres') ? 1 : 2, ''])
    }
  })

  it('moves everything to the other database and back, and what was copied serves', async function () {
    this.timeout(240_000)
    await momentum.close()
    const { url: elsewhere } = await postgres.createDatabase()
    const file = join(await temporaryFolder('copy'), 'momentum.db')
    const [first, second] = testDialect === 'sqlite' ? [elsewhere, file] : [file, elsewhere]

    const there = await run(first!, '--json')
    expect(there.exitCode, there.err).to.equal(0)
    const copied = JSON.parse(there.out).items as { table: string; rows: number; sha256: string }[]
    const rows = new Map(copied.map((table) => [table.table, table.rows]))
    expect([rows.get('users'), rows.get('posts'), rows.get('comments'), rows.get('messages')]).to.deep.equal([
      3, 1, 1, 1,
    ])
    expect([rows.get('held_media'), rows.get('evidence_views')]).to.deep.equal([1, 1])
    expect(rows.get('held_media_files')).to.be.greaterThan(1)

    const again = await run(first!)
    expect(again.exitCode).to.equal(1)
    expect(again.err).to.match(/holds data already|is there already/)

    const database = { url: first === file ? undefined : first, file, drop: async () => {} }
    const backAgain = await runCommand(['db', 'copy', '--to', second!, '--json'], {
      dataFolder: first === file ? join(file, '..') : momentum.dataFolder,
      variables: databaseVariables(database),
    })
    expect(backAgain.exitCode, backAgain.err).to.equal(0)
    expect(JSON.parse(backAgain.out).items).to.have.deep.members(copied)

    const secrets = join(momentum.dataFolder, 'secrets.json')
    await cp(join(momentum.dataFolder, 'media'), join(file, '../media'), { recursive: true })
    momentum = await startTestApp({ database, settings: { MOMENTUM_SECRETS_FILE: secrets } })
    const adaThere = new TestClient(momentum.url, ada.token)
    expect((await adaThere.get('/me')).body).to.include({ displayName: 'Ada Löwelæce 名', isPrivate: true })
    expect((await adaThere.get(`/posts/${postId}`)).body).to.include({
      caption: 'née “quoted” \\ back 🙂 #tag',
      sensitive: true,
    })
    const found = (await adaThere.get('/users?query=copied_be')).body
    expect(found.items[0]).to.include({ username: 'copied_bela' })
    await signUp(momentum, { username: 'after_the_move' })
    expect((await adaThere.get('/users?query=after_the_mo')).body.items[0]).to.include({ username: 'after_the_move' })
    const sent = await say(
      Object.assign(adaThere, ada, { url: momentum.url }) as TestPerson,
      conversationId,
      'still here',
    )
    expect(sent.text).to.equal('still here')
    const moderatorThere = new TestClient(momentum.url, moderator.token)
    expect((await moderatorThere.get(picture)).status, 'the evidence of a case').to.equal(200)
    const looks = await momentum.app.db.read.all("SELECT id FROM audit_entries WHERE action = 'case.look'")
    expect(looks, 'who has looked before is remembered').to.have.length(1)
    const context = momentum.app.as(systemActor('test'), 'job')
    expect(await recountFiles(context, { repair: false })).to.equal(0)
    await sweepMedia(context)
    expect(await verifyMedia(context)).to.deep.include({ missing: [], damaged: [] })
  })

  it('leaves an empty target as it was when it is stopped, so that it can begin again', async function () {
    this.timeout(120_000)
    const source = await createTestDatabase()
    const { url } = await postgres.createDatabase()
    const stop = new AbortController()
    const options = {
      dataFolder: join(source.file, '..'),
      variables: databaseVariables(source),
    }
    if (source.url === undefined) {
      const db = await openDatabase({ url: undefined, file: source.file, poolSize: 1, onError: () => {} })
      await db.transaction((unit) => unit.run("INSERT INTO turns (name, taken_at) VALUES ('one', 1), ('two', 2)"))
      await db.close()
    } else {
      const client = new pg.Client(source.url)
      await client.connect()
      await client.query("INSERT INTO turns (name, taken_at) VALUES ('one', 1), ('two', 2)")
      await client.end()
    }
    stop.abort()
    const stopped = await runCommand(['db', 'copy', '--to', url], { ...options, signal: stop.signal })
    expect(stopped.exitCode).to.equal(130)
    const finished = await runCommand(['db', 'copy', '--to', url, '--json'], options)
    expect(finished.exitCode, finished.err).to.equal(0)
    const { items } = JSON.parse(finished.out)
    expect(items.find(({ table }: { table: string }) => table === 'turns')).to.include({ rows: 2 })
  })

  it("does not touch somebody else's tables", async function () {
    this.timeout(60_000)
    const { url } = await postgres.createDatabase()
    const client = new pg.Client(url)
    await client.connect()
    await client.query('CREATE TABLE users (name text); INSERT INTO users VALUES (1)')
    const source = await createTestDatabase()
    const refused = await runCommand(['db', 'copy', '--to', url], {
      dataFolder: join(source.file, '..'),
      variables: databaseVariables(source),
    })
    expect(refused.exitCode).to.equal(1)
    expect(refused.err).to.include("not Momentum's")
    expect((await client.query('SELECT count(*) AS count FROM users')).rows[0].count).to.equal('1')
    await client.end()
  })
})

describe('the tables that a copy knows', () => {
  it('are all of them, each with a key, parents first', async () => {
    const source = await createTestDatabase()
    const db = await openDatabase({ url: source.url, file: source.file, poolSize: 1, onError: () => {} })
    const tables = await describeTables(db.read)
    await db.close()
    expect(existsSync(source.file) || source.url !== undefined).to.equal(true)
    const names = tables.map(({ name }) => name)
    expect(names).to.include.members(['users', 'posts', 'messages', 'search_documents', 'deletions'])
    expect(names.some((name) => name.startsWith('search_trigrams'))).to.equal(false)
    expect(migrations.length).to.be.greaterThan(5)
    for (const { name, parents, key } of tables) {
      expect(key, name).not.to.have.length(0)
      for (const parent of parents.filter((one) => one !== name)) {
        expect(names.indexOf(parent), `${name} after ${parent}`).to.be.below(names.indexOf(name))
      }
    }
  })
})
