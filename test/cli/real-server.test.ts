import { join } from 'node:path'
import { expect } from 'chai'
import { startTestApp, type TestApp, TestClient } from '../support/app.ts'
import { runCommand } from '../support/command-line.ts'
import { signUpCrowd } from '../support/crowd.ts'
import { goodPassword, signUp, type TestPerson } from '../support/people.ts'
import { comment, publish } from '../support/posts.ts'
import { type Served, serveProcess } from '../support/served.ts'
import { runMomentum } from '../support/spawn.ts'

describe('The command line on a real server', () => {
  let momentum: TestApp
  let author: TestPerson
  let crowd: TestPerson[]

  before(async () => {
    momentum = await startTestApp()
    await momentum.server.listenLocally(join(momentum.dataFolder, 'momentum.sock'))
    author = await signUp(momentum, { username: 'ada_author' })
    crowd = await signUpCrowd(momentum, 3, 'cli')
  })
  after(() => momentum.close())

  /** Runs a command whose answer is JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: an operator's script reads it without our types
  async function json(...argv: string[]): Promise<any> {
    const ran = await runCommand([...argv, '--json'], { dataFolder: momentum.dataFolder })
    expect(ran.exitCode, `${argv.join(' ')}: ${ran.err}`).to.equal(0)
    return JSON.parse(ran.out)
  }

  async function text(...argv: string[]): Promise<string> {
    const ran = await runCommand(argv, { dataFolder: momentum.dataFolder })
    expect(ran.exitCode, `${argv.join(' ')}: ${ran.err}`).to.equal(0)
    return ran.out
  }

  it('handles a report from the list to the reporter', async () => {
    const post = await publish(momentum, author, { caption: 'buy followers' })
    for (const person of crowd) {
      await person.post('/reports', { subject: { type: 'post', id: post.id }, reason: 'spam' })
    }
    const list = await json('reports', 'list')
    expect(list.items[0]).to.deep.include({ reports: 3, subject: { type: 'post', id: post.id, name: 'ada_author' } })
    const { id } = list.items[0]
    expect(await text('reports', 'list')).to.include('ada_author')
    expect(await text('reports', 'show', id)).to.include('buy followers')
    expect(await json('reports', 'claim', id)).to.deep.include({ claimedBy: { name: 'olga' } })
    await json('reports', 'release', id)
    const plan = JSON.parse(
      await text(
        'reports',
        'resolve',
        id,
        '--action',
        'hide',
        '--action',
        'silence',
        '--for',
        '3d',
        '--reason',
        'No spam.',
        '--plan',
      ),
    )
    expect(plan.plan[0]).to.include({ action: 'case.resolve' })
    const decided = await json(
      ...[
        'reports',
        'resolve',
        id,
        '--action',
        'hide',
        '--action',
        'silence',
        '--for',
        '3d',
        '--reason',
        'No spam.',
        '--yes',
      ],
    )
    expect(decided).to.include({ state: 'resolved' })
    expect((await crowd[0]!.get('/reports')).body.items[0]).to.include({ outcome: 'actioned' })
    expect((await crowd[0]!.get(`/posts/${post.id}`)).status).to.equal(404)
    const entry = await json('audit', 'show', decided.auditId)
    expect(entry).to.include({ actor: 'olga', door: 'cli', action: 'case.resolve', reason: 'No spam.' })
    await text('undo', decided.auditId)
    expect((await crowd[0]!.get(`/posts/${post.id}`)).status).to.equal(200)
    await text('reports', 'dismiss', id, '--reason', 'after all')
  })

  it('looks after people', async () => {
    expect((await json('users', 'list', 'ada_author')).items[0]).to.include({
      username: 'ada_author',
      status: 'active',
    })
    const user = 'cli_1'
    expect(await json('users', 'warn', user, '--reason', 'insult')).to.include({ status: 'active' })
    expect(await json('users', 'silence', user, '--for', '1h', '--reason', 'insult', '--yes')).to.include({
      status: 'silenced',
    })
    expect(await json('users', 'unsilence', user)).to.include({ status: 'active' })
    const suspended = await json('users', 'suspend', user, '--reason', 'threats', '--yes')
    expect(suspended).to.include({ status: 'suspended', statusUntil: null })
    expect((await crowd[1]!.get('/me')).status).to.equal(401)
    await text('undo', suspended.auditId)
    await json('users', 'suspend', user, '--reason', 'threats', '--yes')
    expect(await json('users', 'restore', user, '--yes')).to.include({ status: 'active' })
    expect(await json('users', 'verify', user)).to.include({ verified: true })
    expect(await json('users', 'edit', user, '--display-name', 'Olga', '--role', 'moderator')).to.include({
      role: 'moderator',
    })
    await json('users', 'note', user, 'wrote to us')
    await json('users', 'sign-out', user, '--yes')
    await json('users', 'reset-password', user, '--yes')
    expect(await text('users', 'show', user)).to.include('wrote to us')
    const deleted = await runCommand(['users', 'delete', user, '--reason', 'asked', '--yes', '--json'], {
      dataFolder: momentum.dataFolder,
    })
    expect(JSON.parse(deleted.out)).to.include({ status: 'deleted' })
    const refused = await runCommand(['users', 'suspend', 'nobody_at_all', '--reason', 'x', '--yes'], {
      dataFolder: momentum.dataFolder,
    })
    expect(refused.exitCode).not.to.equal(0)
    expect(refused.err).not.to.equal('')
  })

  it('moderates content, settings, invitations, appeals and takedowns', async () => {
    const post = await publish(momentum, author, { caption: 'so many words' })
    const remark = await comment(author, post.id, 'and a remark')
    expect((await json('posts', 'list', 'many words')).items[0].id).to.equal(post.id)
    await json('posts', 'hide', post.id, '--reason', 'spam')
    expect(await json('posts', 'show', post.id)).to.include({ state: 'hidden' })
    await json('posts', 'restore', post.id)
    await json('comments', 'delete', remark.id, '--reason', 'spam', '--yes')
    expect((await author.get('/me/strikes')).body.items[0]).to.include({ action: 'delete' })
    const strike = (await author.get('/me/strikes')).body.items[0]
    await author.post('/appeals', { actionId: strike.id, text: 'no' })
    const [appeal] = (await json('appeals', 'list')).items
    expect(await text('appeals', 'show', appeal.id)).to.include('ada_author')
    expect(await json('appeals', 'uphold', appeal.id, '--reason', 'it was spam')).to.include({ state: 'upheld' })
    await json('settings', 'set', 'instance.name', 'Harbour')
    expect(await json('settings', 'get', 'instance.name')).to.include({ value: 'Harbour' })
    const invite = await json('invites', 'create', '--uses', '3', '--for', '2w', '--note', 'book club')
    expect((await json('invites', 'list')).items[0]).to.include({ id: invite.id, maxUses: 3 })
    await json('invites', 'revoke', invite.id)
    await momentum.guest.post('/takedowns', {
      ...{ kind: 'other', url: 'https://example.org/1', description: 'mine' },
      ...{ contact: 'a@example.org', signature: 'A B' },
    })
    const [takedown] = (await json('takedowns', 'list')).items
    await json('takedowns', 'resolve', takedown.id, '--outcome', 'refused', '--reason', 'not there')
    expect((await json('stats')).counts.users).to.be.greaterThan(2)
    expect(await json('push', 'doctor')).to.include({ fcm: 'not set up' })
    expect(await text('push', 'doctor')).to.match(/^vapid key\t[\w-]{87}$/m)
    expect(await json('push', 'test', 'ada_author')).to.include({ sent: 0, failed: 0 })
    expect((await json('media', 'usage')).total).to.include({ files: 0 })
    await json('announce', 'We move on Sunday.', '--yes')
    expect((await json('audit', 'list', '--action', 'post.hide')).items[0].subject.id).to.equal(post.id)
  })
})

describe('The command line as a process', () => {
  let served: Served

  before(async () => {
    served = await serveProcess()
  })
  after(() => served.kill('SIGTERM'))

  it('suspends somebody at once, and undoes it', async function () {
    this.timeout(180_000)
    const made = await served.guest.post('/auth/register', {
      ...{ username: 'spawned_ada', email: 'ada@example.org', password: goodPassword, acceptTerms: true },
    })
    const ada = new TestClient(served.url, made.body.token)
    const run = (...words: string[]) =>
      runMomentum([...words, '--json'], { env: { MOMENTUM_DATA: served.dataFolder, HOME: served.dataFolder } })
    const suspended = await run('users', 'suspend', 'spawned_ada', '--for', '7d', '--reason', 'threats', '--yes')
    expect(suspended.code, suspended.stderr).to.equal(0)
    expect((await ada.get('/me')).status).to.equal(401)
    const undone = await run('undo', JSON.parse(suspended.stdout).auditId)
    expect(undone.code, undone.stderr).to.equal(0)
    const signedIn = await served.guest.post('/auth/login', { login: 'spawned_ada', password: goodPassword })
    expect(signedIn.body.session.scope).to.equal('full')
  })
})
