import { existsSync } from 'node:fs'
import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { systemActor } from '../../src/core/actor.ts'
import { backup as backupJob } from '../../src/jobs/backup.ts'
import { startTestApp, type TestApp, TestClient } from '../support/app.ts'
import { say, startConversation } from '../support/chat.ts'
import { type Ran, runCommand } from '../support/command-line.ts'
import { databaseVariables } from '../support/database.ts'
import { goodPassword, signInAs, signUp, type TestPerson } from '../support/people.ts'
import { comment } from '../support/posts.ts'
import { plainPhoto, uploadPhoto } from '../support/uploads.ts'

describe('momentum backup', () => {
  let momentum: TestApp
  let ada: TestPerson
  let bela: TestPerson
  let leaving: TestPerson
  let back: TestPerson
  let stolen: TestClient
  let conversationId: string
  const made: Record<string, string> = {}
  let backup: string

  const at = (on: TestApp) => ({
    dataFolder: on.dataFolder,
    variables: databaseVariables(on.database),
  })
  const run = (...words: string[]): Promise<Ran> => runCommand(words, at(momentum))
  // biome-ignore lint/suspicious/noExplicitAny: an operator's script reads it without our types
  async function json(...words: string[]): Promise<any> {
    const ran = await run(...words, '--json')
    expect(ran.exitCode, `${words.join(' ')}: ${ran.err}`).to.equal(0)
    return JSON.parse(ran.out)
  }

  async function post(author: TestPerson, colour: string): Promise<{ id: string; url: string }> {
    const photo = await uploadPhoto(author, {}, await plainPhoto(60, 40, colour))
    const answer = await author.post('/posts', { media: [photo.id], caption: `all ${colour}` })
    expect(answer.status, answer.text).to.equal(201)
    return { id: answer.body.id, url: answer.body.media[0].url }
  }

  before(async function () {
    this.timeout(120_000)
    momentum = await startTestApp()
    ada = await signUp(momentum, { username: 'backup_ada' })
    bela = await signUp(momentum, { username: 'backup_bela' })
    leaving = await signUp(momentum, { username: 'backup_leaving' })
    back = await signUp(momentum, { username: 'backup_back' })
    stolen = await signInAs(momentum, bela, { deviceName: 'stolen phone' })
    const [kept, deleted] = [await post(ada, '#2080c0'), await post(ada, '#c02080')]
    Object.assign(made, { kept: kept.id, keptUrl: kept.url, deleted: deleted.id, deletedUrl: deleted.url })
    made.keptComment = (await comment(bela, kept.id, 'stays here')).id
    made.deletedComment = (await comment(bela, kept.id, 'goes away')).id
    await bela.put(`/posts/${kept.id}/reaction`, { emoji: '❤️' })
    await leaving.put(`/users/${ada.username}/follow`)
    conversationId = await startConversation(ada, bela)
    await bela.patch(`/conversations/${conversationId}`, { request: 'accepted' })
    made.keptMessage = (await say(ada, conversationId, 'a kept message')).id
    made.deletedMessage = (await say(ada, conversationId, 'a regretted message')).id
    await back.post('/me/delete', { password: goodPassword })
  })
  after(() => momentum.close())

  it('is made while the server runs, and is listed', async function () {
    this.timeout(60_000)
    const created = await json('backup', 'create')
    backup = created.name
    expect(created.folder).to.equal(join(momentum.dataFolder, 'backups', backup))
    expect(created).to.include({ secrets: false, database: momentum.app.db.dialect })
    expect(created.tables.find(({ table }: { table: string }) => table === 'messages')).to.deep.equal({
      table: 'messages',
      rows: 2,
    })
    expect(created.media.files).to.be.greaterThan(1)
    expect(created.media.missing).to.deep.equal([])
    expect((await stat(created.folder)).mode & 0o077).to.equal(0)
    expect(await readdir(created.folder)).not.to.include('secrets.json')
    const { items } = await json('backup', 'list')
    expect(items[0]).to.include({ name: backup, state: 'ok', secrets: false })
    expect((await run('backup', 'list')).out).to.include(backup)
  })

  it('is proven by restoring it beside', async function () {
    this.timeout(60_000)
    const verified = await json('backup', 'verify', backup)
    expect(verified).to.deep.include({ backup, ok: true, problems: [] })
    expect((await readdir(join(momentum.dataFolder, 'backups'))).filter((name) => name.startsWith('.'))).to.deep.equal(
      [],
    )
  })

  it('leaves out what YouTube gave and where people are', async function () {
    this.timeout(60_000)
    const { tables, leftOut } = await json('backup', 'create')
    expect(leftOut).to.include.members(['videos', 'live_positions', 'presences'])
    const rows = new Map(tables.map(({ table, rows: count }: { table: string; rows: number }) => [table, count]))
    for (const table of leftOut) expect(rows.get(table), table).to.equal(0)
  })

  it('is made with the keys only when they are asked for', async function () {
    this.timeout(60_000)
    const elsewhere = join(momentum.dataFolder, 'elsewhere')
    const created = await json('backup', 'create', '--to', elsewhere, '--with-secrets')
    expect(created.secrets).to.equal(true)
    expect((await stat(join(created.folder, 'secrets.json'))).mode & 0o077).to.equal(0)
    expect(await json('backup', 'verify', 'latest', '--from', elsewhere)).to.include({ ok: true })
  })

  it('says what is damaged, and is not restored then', async function () {
    this.timeout(120_000)
    const elsewhere = join(momentum.dataFolder, 'damaged')
    const { folder, files } = await json('backup', 'create', '--to', elsewhere)
    const { path } = files.find((file: { bytes: number }) => file.bytes > 100)
    const bytes = await readFile(join(folder, path))
    bytes[Math.floor(bytes.length / 2)]! ^= 0xff
    await chmod(join(folder, path), 0o600)
    await writeFile(join(folder, path), bytes)
    const verified = await run('backup', 'verify', 'latest', '--from', elsewhere, '--json')
    expect(verified.exitCode).to.equal(1)
    const answer = JSON.parse(verified.out)
    expect(answer.ok).to.equal(false)
    expect(answer.problems.join()).to.include(`${path} was changed`)
    const manifest = await readFile(join(folder, 'manifest.json'), 'utf8')
    await writeFile(join(folder, 'manifest.json'), manifest.replace('"rows": 2', '"rows": 1'))
    const changed = await run('backup', 'verify', 'latest', '--from', elsewhere)
    expect(changed.exitCode).to.equal(1)
    expect((await run('backup', 'list', '--from', elsewhere)).out).to.include('damaged')
  })

  it('refuses what there is none of, and a way elsewhere', async () => {
    const missing = await run('backup', 'verify', 'yesterday')
    expect([missing.exitCode, missing.out]).to.deep.equal([1, ''])
    expect(missing.err).to.include('momentum backup list')
    const elsewhere = await run('backup', 'create', '--server', 'https://example.org', '--token', 'x')
    expect(elsewhere.exitCode).to.equal(2)
    const nothing = await runCommand(['backup', 'create'])
    expect(nothing.exitCode).to.equal(1)
    expect(nothing.err).to.include('There is no installation')
  })

  it('is not restored under a running server, nor unasked', async () => {
    const running = await run('backup', 'restore', backup, '--yes')
    expect(running.exitCode).to.equal(1)
    expect(running.err).to.match(/has the database open|server is running/)
  })

  it('is restored: all that was acknowledged before is there, what was deleted since is not', async function () {
    this.timeout(240_000)
    await ada.delete(`/posts/${made.deleted}`)
    await bela.delete(`/comments/${made.deletedComment}`)
    await ada.delete(`/messages/${made.deletedMessage}?for=everyone`)
    await leaving.post('/me/delete', { password: goodPassword })
    await momentum.app.db.transaction((unit) =>
      unit.run('UPDATE users SET erase_after = 1 WHERE id = $1', [leaving.id]),
    )
    const { eraseDueAccounts } = await import('../../src/core/accounts/index.ts')
    await eraseDueAccounts(momentum.app.as(systemActor('test'), 'job'))
    await stolen.post('/auth/logout')
    expect((await signInAs(momentum, back)).token).to.be.a('string')
    made.later = (await post(bela, '#20c080')).id
    const known = (await ada.get('/sync?since=0')).body.next
    await momentum.close()

    const unasked = await run('backup', 'restore', backup)
    expect([unasked.exitCode, unasked.out]).to.deep.equal([2, ''])
    const restored = await json('backup', 'restore', backup, '--yes')
    expect(restored).to.include({ backup, ledger: 'the database in use', accountsBack: 1, sessionsEnded: 1 })
    expect(restored.deletedAgain).to.deep.include({ user: 1, post: 1, comment: 1, message: 1 })
    expect(existsSync(restored.aside)).to.equal(true)
    expect((await readdir(momentum.dataFolder)).filter((name) => name.startsWith('.restoring'))).to.deep.equal([])

    momentum = await startTestApp({ database: momentum.database })
    const [adaNow, belaNow] = [ada, bela].map((person) => new TestClient(momentum.url, person.token))
    const stolenNow = new TestClient(momentum.url, stolen.token)
    expect((await adaNow!.get('/me')).body).to.include({ username: ada.username })
    expect((await stolenNow.get('/me')).status).to.equal(401)
    const kept = await belaNow!.get(`/posts/${made.kept}`)
    expect(kept.body).to.deep.include({ caption: 'all #2080c0', counts: { reactions: 1, comments: 1 } })
    expect((await belaNow!.get(new URL(kept.body.media[0].url, momentum.url).pathname)).status).to.equal(200)
    for (const gone of [made.deleted, made.later]) expect((await belaNow!.get(`/posts/${gone}`)).status).to.equal(404)
    expect(
      (await belaNow!.get(`/posts/${made.kept}/comments`)).body.items.map((one: { id: string }) => one.id),
    ).to.deep.equal([made.keptComment])
    const messages = (await belaNow!.get(`/conversations/${conversationId}/messages`)).body.items
    expect(messages.find((one: { id: string }) => one.id === made.keptMessage).text).to.equal('a kept message')
    expect(JSON.stringify(messages)).not.to.include('regretted')
    expect((await belaNow!.get('/users/backup_leaving')).status).to.equal(404)
    expect((await belaNow!.get('/users/backup_ada')).body.counts.followers).to.equal(0)
    expect((await belaNow!.get('/users/backup_back')).status).to.equal(200)
    expect((await adaNow!.get(`/sync?since=${known}`)).status).to.equal(410)
    const audit = await momentum.app.db.read.get<{ action: string }>(
      "SELECT action FROM audit_entries WHERE action = 'installation.restore'",
    )
    expect(audit).to.deep.equal({ action: 'installation.restore' })
  })

  it('is made by the job, which keeps as many as the settings say', async function () {
    this.timeout(120_000)
    const context = momentum.app.as(systemActor('backup'), 'job')
    const report = { progress() {}, count() {}, spent() {}, partial() {}, isRequested: false }
    await momentum.app.db.transaction((unit) =>
      unit.run("INSERT INTO settings (name, value, updated_at) VALUES ('backups.keep', '1', 1)"),
    )
    await momentum.app.settings.reload()
    await momentum.app.db.transaction((unit) =>
      unit.run("INSERT INTO deletions (subject_type, subject_id, deleted_at) VALUES ('post', 'long-ago', 1)"),
    )
    const counts = await backupJob.run(context, new AbortController().signal, report)
    expect(counts).to.include({ removed: 2 })
    expect((await json('backup', 'list')).items).to.have.length(1)
    const old = await momentum.app.db.read.get("SELECT 1 FROM deletions WHERE subject_id = 'long-ago'")
    expect(old, 'an entry that no backup can bring back').to.equal(undefined)
    expect(await momentum.app.db.read.all('SELECT 1 FROM deletions')).not.to.have.length(0)
  })
})
