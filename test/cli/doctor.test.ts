import { generateKeyPairSync } from 'node:crypto'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { join } from 'node:path'
import { expect } from 'chai'
import { startTestApp, type TestApp } from '../support/app.ts'
import { runCommand } from '../support/command-line.ts'
import { createTestDatabase, databaseVariables, testDialect } from '../support/database.ts'
import { signUp, type TestPerson } from '../support/people.ts'
import { startSmtpServer, type TestSmtpServer } from '../support/smtp.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

interface Finding {
  name: string
  status: 'ok' | 'warn' | 'fail'
  detail: string
  mend: string | null
}

describe('momentum doctor', function () {
  this.timeout(120_000)
  let momentum: TestApp
  let smtp: TestSmtpServer
  let ada: TestPerson

  before(async () => {
    momentum = await startTestApp()
    await momentum.server.listenLocally(join(momentum.dataFolder, 'momentum.sock'))
    smtp = await startSmtpServer({ hideSTARTTLS: true })
    ada = await signUp(momentum)
  })
  after(async () => {
    await smtp.close()
    await momentum.close()
  })

  async function examine(
    variables: Record<string, string> = {},
    ...more: string[]
  ): Promise<{ exitCode: number; found: Map<string, Finding>; healthy: boolean }> {
    const ran = await runCommand(['doctor', '--json', ...more], {
      dataFolder: momentum.dataFolder,
      variables: { ...databaseVariables(momentum.database), ...variables },
    })
    const answer = JSON.parse(ran.out)
    const found = new Map<string, Finding>(answer.items.map((item: Finding) => [item.name, item]))
    return { exitCode: ran.exitCode, found, healthy: answer.healthy }
  }

  it('finds a running installation well, and says what is left to set up', async () => {
    const { exitCode, found, healthy } = await examine({ SMTP_URL: smtp.url, PUBLIC_URL: momentum.url }, '--recount')
    const failing = [...found.values()].filter(({ name, status }) => status === 'fail' && name !== 'durability')
    expect(failing).to.deep.equal([])
    if (testDialect === 'sqlite') expect([exitCode, healthy]).to.deep.equal([0, true])
    for (const name of [
      ...['database', 'migrations', 'clock', 'permissions', 'disk', 'mail', 'push.fcm', 'redis'],
      ...['server', 'public-url', 'media.store', 'counters', 'deletions'],
    ]) {
      expect(found.get(name), name).to.include({ status: 'ok', mend: null })
    }
    expect(found.get('push.vapid')).to.include({ status: 'warn' })
    expect(found.get('youtube.key')!.mend).to.include('YOUTUBE_API_KEY')
    expect(found.get('backups')!.mend).to.equal('momentum backup create')
    expect(found.get('operators')!.mend).to.equal('momentum users create --role admin')
    // The PostgreSQL of the tests need not outlive a power cut, and the doctor says so.
    const durability = testDialect === 'sqlite' ? ['ok'] : ['ok', 'warn', 'fail']
    expect(found.get('durability')!.status).to.be.oneOf(durability)
    if (testDialect === 'sqlite') expect(found.get('wal')).to.include({ status: 'ok' })
  })

  it('counts the connections of all workers, where there are any', async () => {
    const one = await examine({ WORKERS: '1', DATABASE_POOL: '12' })
    const many = await examine({ WORKERS: '64', DATABASE_POOL: '12' })

    expect(one.found.has('database.pool')).to.equal(false)
    if (testDialect === 'postgres') {
      expect(many.found.get('database.pool')).to.include({ status: 'warn' })
      expect(many.found.get('database.pool')!.detail).to.include('in each of 64 workers')
    } else {
      expect(many.found.has('database.pool')).to.equal(false)
    }
  })

  it('holds a real conversation with the mail server, and sends nothing', async () => {
    const { port } = new URL(smtp.url)
    const wrongPassword = await examine({ SMTP_URL: `smtp://mailer:wrong@127.0.0.1:${port}` })
    expect(wrongPassword.exitCode).to.equal(1)
    expect(wrongPassword.found.get('mail')).to.include({ status: 'fail' })
    expect(wrongPassword.found.get('mail')!.detail).to.match(/^AUTH: 535/)
    expect(wrongPassword.found.get('mail')!.detail).not.to.include('wrong@')
    const refused = await startSmtpServer({
      hideSTARTTLS: true,
      onMailFrom: (_address, _session, answer) => answer(new Error('sender not ours')),
    })
    const sender = await examine({ SMTP_URL: refused.url })
    expect(sender.found.get('mail')!.detail).to.include('MAIL FROM: 550 sender not ours')
    await refused.close()
    const closed = await examine({ SMTP_URL: refused.url })
    expect(closed.found.get('mail')!.detail).to.match(/^connect: .*ECONNREFUSED/)
    const talker = createTcpServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    await new Promise<void>((resolve) => talker.listen(0, '127.0.0.1', resolve))
    const other = await examine({ SMTP_URL: `smtp://127.0.0.1:${(talker.address() as AddressInfo).port}` })
    expect(other.found.get('mail')!.detail).to.include('does not speak SMTP')
    talker.close()
    expect(smtp.mails).to.have.length(0)
  })

  it('says which mode, key or address is wrong, and the command that mends it', async () => {
    const secrets = join(momentum.dataFolder, 'secrets.json')
    const right = await readFile(secrets, 'utf8')
    const wrong = JSON.parse(right)
    wrong.vapid.privateKey = Buffer.alloc(32, 7).toString('base64url')
    await writeFile(secrets, JSON.stringify(wrong))
    await chmod(secrets, 0o644)
    const stranger = createServer((request, response) => {
      response.setHeader('content-type', 'application/json')
      response.end(request.url === '/health/live' ? '{"status":"ok"}' : '{"push":{"vapidPublicKey":"another"}}')
    })
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
    const credentials = join(await temporaryFolder('fcm'), 'account.json')
    await writeFile(credentials, '{"project_id":"p"}')
    try {
      const { exitCode, found } = await examine({
        PUBLIC_URL: `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`,
        FCM_CREDENTIALS: credentials,
        REDIS_URL: 'redis://127.0.0.1:1',
      })
      expect(exitCode).to.equal(1)
      expect(found.get('permissions.secrets')).to.include({ status: 'fail', mend: `chmod 600 ${secrets}` })
      expect(found.get('push.vapid')).to.include({ status: 'fail' })
      expect(found.get('public-url')!.detail).to.include('another installation')
      expect(found.get('redis')).to.include({ status: 'fail' })
    } finally {
      stranger.close()
      await chmod(secrets, 0o600)
      await writeFile(secrets, right)
    }
  })

  it('parses the account of Firebase, and signs with it', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const google = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json')
      response.end('{"access_token":"t","expires_in":3600}')
    })
    await new Promise<void>((resolve) => google.listen(0, '127.0.0.1', resolve))
    const file = join(await temporaryFolder('fcm'), 'account.json')
    const account = {
      project_id: 'harbour',
      client_email: 'push@harbour.example',
      private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
      token_uri: `http://127.0.0.1:${(google.address() as AddressInfo).port}/token`,
    }
    await writeFile(file, JSON.stringify(account))
    expect((await examine({ FCM_CREDENTIALS: file })).found.get('push.fcm')).to.include({ status: 'ok' })
    google.close()
    await writeFile(file, JSON.stringify({ ...account, private_key: 'nonsense' }))
    const { found } = await examine({ FCM_CREDENTIALS: file })
    expect([...found.values()].find(({ detail }) => detail.includes('private_key'))).to.include({ status: 'fail' })
  })

  it('finds counters that differ, with --recount alone, and mends nothing', async () => {
    const { db } = momentum.app
    await db.transaction((unit) => unit.run('UPDATE users SET followers_count = 7 WHERE id = $1', [ada.id]))
    expect((await examine()).found.has('counters')).to.equal(false)
    const { exitCode, found } = await examine({}, '--recount')
    expect(exitCode).to.equal(1)
    expect(found.get('counters')).to.include({ status: 'fail', mend: 'momentum jobs run counter-audit' })
    expect(await db.read.get('SELECT followers_count FROM users WHERE id = $1', [ada.id])).to.deep.equal({
      followersCount: 7,
    })
    await db.transaction((unit) => unit.run('UPDATE users SET followers_count = 0 WHERE id = $1', [ada.id]))
  })

  it('finds jobs that fail or that nobody runs, and what came back after its deletion', async () => {
    const { db } = momentum.app
    await db.transaction(async (unit) => {
      await unit.run(
        `INSERT INTO jobs (name, about, schedule, time_zone, timeout_ms, next_at, known_at)
         VALUES ('media-sweep', 'x', '* * * * *', 'UTC', 1000, 1, 1)`,
      )
      await unit.run(
        `INSERT INTO job_runs (id, job, slot, attempt, started_by, owner, outcome, note, started_at)
         VALUES ('r1', 'media-sweep', 's', 1, 'schedule', 'o', 'failed', 'no room', 1)`,
      )
      await unit.run("INSERT INTO deletions (subject_type, subject_id, deleted_at) VALUES ('user', $1, 1)", [ada.id])
    })
    const { exitCode, found } = await examine()
    expect(exitCode).to.equal(1)
    expect(found.get('jobs.media-sweep')!.detail).to.include('no room')
    expect(found.get('jobs')!.mend).to.include('momentum jobs start')
    expect(found.get('deletions')!.detail).to.include('1 × user')
    await db.transaction(async (unit) => {
      await unit.run('DELETE FROM jobs')
      await unit.run('DELETE FROM job_runs')
      await unit.run('DELETE FROM deletions')
    })
  })

  it('says that nothing is there, that nothing runs, and that a migration is pending', async () => {
    const nothing = await runCommand(['doctor', '--json'])
    expect(nothing.exitCode).to.equal(1)
    expect(JSON.parse(nothing.out).items[0]).to.include({ name: 'database', status: 'fail' })
    const empty = await createTestDatabase({ migrated: false })
    if (empty.url === undefined) await writeFile(empty.file, '')
    const pending = await runCommand(['doctor'], {
      dataFolder: join(empty.file, '..'),
      variables: databaseVariables(empty),
    })
    expect(pending.exitCode).to.equal(1)
    const lines = pending.out.split('\n').map((line) => line.split('\t'))
    expect(lines.find(([, name]) => name === 'migrations')).to.include.members(['fail', 'momentum migrate'])
    expect(lines.find(([, name]) => name === 'server')).to.include('warn')
    expect(lines.some(([, name]) => name === 'rest')).to.equal(true)
    const check = await runCommand(['migrate', '--check', '--json'], {
      dataFolder: join(empty.file, '..'),
      variables: databaseVariables(empty),
    })
    expect(check.exitCode).to.equal(1)
    const migrated = await runCommand(['migrate', '--json'], {
      dataFolder: join(empty.file, '..'),
      variables: databaseVariables(empty),
    })
    expect(migrated.exitCode, migrated.err).to.equal(0)
    expect(JSON.parse(migrated.out).ran[0]).to.equal('0001-accounts')
  })

  it('names a damaged database and the way back', async () => {
    if (testDialect === 'postgres') return
    const { file } = await createTestDatabase()
    const bytes = await readFile(file)
    bytes.fill(0, 0, 100)
    await writeFile(file, bytes)
    const ran = await runCommand(['doctor', '--json'], { dataFolder: join(file, '..') })
    expect(ran.exitCode).to.equal(1)
    expect(JSON.parse(ran.out).items[0].mend).to.include('momentum backup restore')
  })

  it('shows a table to a person', async () => {
    const ran = await runCommand(['doctor'], {
      dataFolder: momentum.dataFolder,
      variables: databaseVariables(momentum.database),
      isTerminal: true,
      width: 100,
    })
    expect(ran.out).to.match(/\d+ ok, \d+ to know, \d+ to mend\./)
    expect(ran.out).to.include('→ momentum backup create')
  })
})
