import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { startTestApp, type TestApp, TestClient } from '../support/app.ts'
import { type Ran, runCommand } from '../support/command-line.ts'
import { databaseVariables } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { signUp, type TestPerson } from '../support/people.ts'
import { publish } from '../support/posts.ts'

interface Line {
  name: string
  status: 'ok' | 'warn' | 'fail'
  detail: string
  mend: string | null
}

describe('momentum compliance', function () {
  this.timeout(120_000)
  let momentum: TestApp
  let ada: TestPerson
  let bela: TestPerson

  before(async () => {
    momentum = await startTestApp()
    await momentum.server.listenLocally(join(momentum.dataFolder, 'momentum.sock'))
    ada = await signUp(momentum)
    bela = await signUp(momentum)
  })
  after(() => momentum.close())

  const run = (words: string[], variables: Record<string, string> = {}, isTerminal = false): Promise<Ran> =>
    runCommand(words, {
      dataFolder: momentum.dataFolder,
      variables: { ...databaseVariables(momentum.database), ...variables },
      isTerminal,
      width: 120,
    })
  async function check(
    variables: Record<string, string> = {},
  ): Promise<{ exitCode: number; lines: Map<string, Line> }> {
    const ran = await run(['compliance', 'check', '--json'], variables)
    const { items } = JSON.parse(ran.out) as { items: Line[] }
    return { exitCode: ran.exitCode, lines: new Map(items.map((line) => [line.name, line])) }
  }
  const set = async (name: string, value: string): Promise<void> => {
    const ran = await run(['settings', 'set', name, value])
    expect(ran.exitCode, ran.err).to.equal(0)
  }

  it('says of a fresh installation what is unset, and the command that sets it', async () => {
    const { exitCode, lines } = await check()
    expect(exitCode).to.equal(1)
    for (const name of ['child-safety.contact', 'support', 'address', 'login-alerts', 'moderators']) {
      expect(lines.get(name), name).to.include({ status: 'fail' })
      expect(lines.get(name)!.mend, name).to.match(/momentum |PUBLIC_URL=|SMTP_URL=/)
    }
    for (const name of ['terms', 'privacy', 'child-safety.standards', 'app-links', 'name']) {
      expect(lines.get(name), name).to.include({ status: 'warn' })
    }
    for (const name of [
      'terms.first',
      'reports',
      'blocks',
      'export',
      'deletion.app',
      'deletion.web',
      'deletion.kept',
    ]) {
      expect(lines.get(name), name).to.include({ status: 'ok', mend: null })
    }
    const ran = await run(['compliance', 'check'], {}, true)
    expect(ran.out).to.include('→ momentum settings set instance.support')
    expect(ran.out).to.match(/\d+ ok, \d+ to look at, \d+ missing\./)
  })

  it('is content once everything is set', async () => {
    await set('terms.text', 'Our terms.')
    await set('privacy.text', 'Our privacy policy.')
    await set('childSafety.text', 'Our standards.')
    await set('childSafety.contact', 'Olga Operator <olga@harbour.example>')
    await set('instance.support', 'help@harbour.example')
    await set('instance.name', 'Harbour | *sea*')
    await set('app.androidPackage', 'example.harbour.app')
    await set('app.androidFingerprints', JSON.stringify([Array.from({ length: 32 }, () => 'AB').join(':')]))
    await run(['users', 'edit', ada.username, '--role', 'moderator'])
    const { exitCode, lines } = await check({ PUBLIC_URL: 'https://harbour.example', SMTP_URL: 'smtp://localhost' })
    expect([...lines.values()].filter(({ status }) => status !== 'ok')).to.deep.equal([])
    expect(exitCode).to.equal(0)
  })

  it('finds what is late: cases, requests, erasures; and who published without the terms', async () => {
    const post = await publish(momentum, bela, { caption: 'reported' })
    await ada.post('/reports', { subject: { type: 'post', id: post.id }, reason: 'child_safety' })
    await momentum.guest.post('/takedowns', {
      ...{ kind: 'other', url: 'https://example.org/1', description: 'mine' },
      ...{ contact: 'a@example.org', signature: 'A B' },
    })
    const late = await signUp(momentum)
    await momentum.app.db.transaction(async (unit) => {
      await unit.run('UPDATE cases SET due_at = 1')
      await unit.run('UPDATE takedowns SET due_at = 1')
      await unit.run("UPDATE users SET status = 'deleted', erase_after = 1 WHERE id = $1", [late.id])
      await unit.run('DELETE FROM consents WHERE user_id = $1', [bela.id])
      await unit.run("INSERT INTO deletions (subject_type, subject_id, deleted_at) VALUES ('post', $1, 1)", [post.id])
    })
    const { exitCode, lines } = await check()
    expect(exitCode).to.equal(1)
    expect(lines.get('reports.in-time')!.detail).to.include('1 × child_safety')
    expect(lines.get('takedowns.in-time')!.mend).to.equal('momentum takedowns list')
    expect(lines.get('deletion.in-time')!.mend).to.equal('momentum jobs run account-erasure')
    expect(lines.get('terms.first')).to.include({ status: 'fail' })
    expect(lines.get('deletion.kept')!.detail).to.include('1 × post')
    await momentum.app.db.transaction((unit) => unit.run('DELETE FROM deletions'))
  })

  it('writes a dated document with the figures of each month, in which names are no markup', async () => {
    const [item] = JSON.parse((await run(['reports', 'list', '--json'])).out).items
    await run(['reports', 'resolve', item.id, '--action', 'hide', '--reason', 'rule 2', '--yes'])
    const file = join(momentum.dataFolder, 'compliance.md')
    const written = await run(['compliance', 'report', '--months', '2', '--to', file], {
      PUBLIC_URL: 'https://harbour.example',
    })
    expect(written.exitCode, written.err).to.equal(0)
    const text = await readFile(file, 'utf8')
    expect(text).to.include('# Harbour \\| \\*sea\\*: safety and compliance')
    expect(text).to.match(/As of \d{4}-\d\d-\d\dT/)
    expect(text).to.include('https://harbour.example/account/delete')
    expect(text).to.include('1 child\\_safety')
    expect(text).not.to.include(bela.username)
    const again = await run(['compliance', 'report', '--to', file])
    expect(again.exitCode).to.equal(2)
    const { figures } = JSON.parse((await run(['compliance', 'report', '--months', '2', '--json'])).out)
    expect(figures).to.have.length(2)
    expect(figures[0]).to.deep.include({
      reports: { child_safety: 1 },
      casesDecided: 1,
      casesActioned: 1,
      actions: { hide: 1 },
      takedowns: { filed: 1, removed: 0, refused: 0 },
    })
    expect(figures[1].reports).to.deep.equal({})
    expect((await run(['compliance', 'report', '--months', '0'])).exitCode).to.equal(2)
  })

  it('makes an account for reviewers with something to look at, once, and erases all of it', async () => {
    const made = await run(['compliance', 'reviewer', '--json'])
    expect(made.exitCode, made.err).to.equal(0)
    const account = JSON.parse(made.out)
    const signedIn = await momentum.guest.post('/auth/login', { login: account.username, password: account.password })
    expect(signedIn.status, signedIn.text).to.equal(200)
    const reviewer = new TestClient(momentum.url, signedIn.body.token)
    const feed = (await reviewer.get('/feed')).body.items
    expect(feed.length).to.be.greaterThan(1)
    const picture = await reviewer.get(new URL(feed[0].media[0].url, momentum.url).pathname)
    expect(picture.status).to.equal(200)
    const [conversation] = (await reviewer.get('/conversations')).body.items
    expect(conversation.person.username).to.equal(account.companion)
    const published = await publish(momentum, Object.assign(reviewer, { id: signedIn.body.user.id }) as TestPerson)
    expect(published.id).to.be.a('string')
    expect((await run(['compliance', 'reviewer'])).exitCode).to.equal(1)
    expect((await run(['compliance', 'reviewer', '--remove'])).exitCode).to.equal(2)
    const removed = await run(['compliance', 'reviewer', '--remove', '--yes', '--json'])
    expect(JSON.parse(removed.out).removed).to.have.members([account.username, account.companion])
    await eventually(async () => (await reviewer.get('/me')).status === 401)
    expect((await bela.get(`/users/${account.companion}`)).status).to.equal(404)
    expect((await run(['audit', 'list', '--action', 'reviewer.create'])).out).to.include(account.username)
    const again = await run(['compliance', 'reviewer', '--remove', '--yes'])
    expect([again.exitCode, again.out]).to.deep.equal([0, ''])
    expect(existsSync(momentum.dataFolder)).to.equal(true)
  })
})
