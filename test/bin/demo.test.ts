import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { hasFfmpeg } from '../../src/cli/installation/demo/fill/make-films.ts'
import { TestClient } from '../support/app.ts'
import { eventually } from '../support/eventually.ts'
import { freePort } from '../support/free-port.ts'
import { type SpawnedProcess, spawnProcess } from '../support/spawn.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** Longest wait for a first fill on a machine that is busy with other tests. */
const patience = 420_000

describe('momentum demo', function () {
  this.timeout(patience + 60_000)
  let folder: string
  let demo: SpawnedProcess
  let url: string
  let alex: TestClient
  let keeper: TestClient

  before(async () => {
    folder = join(await temporaryFolder('demo'), 'data')
    ;({ demo, url } = await start(folder, '--still'))
    alex = await signIn(url, demo, 'alex')
    keeper = await signIn(url, demo, 'keeper')
  })
  after(() => demo?.kill())

  it('says how to sign in, that everything is made up, and whose videos they are', async () => {
    expect(demo.stdout()).to.match(/Everything here is made up\. Videos come from a stand-in for YouTube/)
    expect(demo.stdout()).to.include('forty reports wait')
    expect(demo.stdout().includes('No ffmpeg')).to.equal(!(await hasFfmpeg()))
  })

  it('shows a feed with pictures that load, described for who does not see them', async () => {
    const { items } = (await alex.get('/feed?limit=50')).body
    const pictures = items.flatMap((post: { media: object[] }) => post.media)

    expect(items).to.have.length(50)
    for (const { alt, placeholder } of pictures) expect([alt, placeholder]).to.not.include(null)
    const picture = pictures.find(({ kind }: { kind: string }) => kind === 'image')
    const loaded = await fetch(new URL(picture.url, url))
    expect([loaded.status, loaded.headers.get('content-type')]).to.deep.equal([200, 'image/webp'])
    expect(items.some((post: { counts: { comments: number } }) => post.counts.comments > 0)).to.equal(true)
  })

  it('has people of many scripts with photos, one of whom is asked for her permission', async () => {
    const { items } = (await keeper.get('/admin/users?limit=100')).body
    const leila = (await alex.get('/users/leila.haddad')).body
    const sam = (await alex.get('/users/sam.private')).body

    expect(items.length).to.be.greaterThanOrEqual(30)
    expect(leila).to.deep.include({ displayName: 'ليلى حداد' })
    expect(leila.photo).not.to.equal(null)
    expect(leila.counts.posts).to.be.greaterThan(3)
    expect(sam.isPrivate).to.equal(true)
  })

  it('has conversations, one of them long, with something unread and a request', async () => {
    const { items } = (await alex.get('/conversations')).body
    const long = items.find((one: { person: { username: string } }) => one.person.username === 'camille.roy')
    const pages = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: { items: unknown[]; nextCursor: string | null } = (
        await alex.get(`/conversations/${long.id}/messages?limit=100${cursor && `&cursor=${cursor}`}`)
      ).body
      pages.push(page.items)
      cursor = page.nextCursor
    }

    expect(items.length).to.be.greaterThan(4)
    expect(items.some((one: { unreadCount: number }) => one.unreadCount > 0)).to.equal(true)
    expect(items.some((one: { request: string }) => one.request === 'pending')).to.equal(true)
    expect(pages.flat().length).to.be.greaterThan(250)
  })

  it('has forty cases waiting, of every kind of subject, and history behind them', async () => {
    const { items } = (await keeper.get('/admin/cases?limit=100')).body
    const resolved = (await keeper.get('/admin/cases?state=resolved')).body.items
    const appeals = (await keeper.get('/admin/appeals')).body.items
    const takedowns = (await keeper.get('/admin/takedowns')).body.items
    const kinds = new Set(items.map((one: { subject: { type: string } }) => one.subject.type))

    expect(items.length).to.be.within(40, 45)
    expect([...kinds].sort()).to.deep.equal(['comment', 'conversation', 'message', 'post', 'user', 'video'])
    expect(new Set(items.map((one: { reason: string }) => one.reason)).size).to.be.greaterThan(7)
    expect(items.filter((one: { claimedBy: unknown }) => one.claimedBy !== null)).not.to.have.length(0)
    expect([resolved.length > 3, appeals.length, takedowns.length]).to.deep.equal([true, 2, 2])
    const posts = (await keeper.get('/admin/posts?state=hidden')).body.items
    expect(posts.map((post: { author: { username: string } }) => post.author.username)).to.include('rex.thunder')
  })

  it('fills the feed of videos: ten categories, short and long', async () => {
    const { items } = (await alex.get('/videos/categories')).body
    expect(items).to.have.length(10)
    for (const { id } of items) {
      for (const kind of ['short', 'long']) {
        await eventually(
          async () => {
            const videos = (await alex.get(`/videos?kind=${kind}&category=${id}`)).body.items
            return videos.length > 0
          },
          { withinMs: 60_000, everyMs: 200, what: `${kind} ${id}` },
        )
      }
    }
  })

  it('has counters that a recount agrees with', async () => {
    const asked = await keeper.post('/admin/jobs/counter-audit/run', { reason: 'test' })
    expect(asked.status, asked.text).to.be.within(200, 202)
    const run = await eventually(
      async () => {
        const [latest] = (await keeper.get('/admin/jobs/counter-audit/runs')).body.items
        expect(latest.outcome).to.equal('done')
        return latest
      },
      { withinMs: 60_000, everyMs: 200 },
    )

    expect(run.counts).to.include.keys('people', 'posts')
    for (const [name, differing] of Object.entries(run.counts)) expect(differing, name).to.equal(0)
  })

  it('goes on where it ended, with the same people and passwords, and answers who writes to them', async () => {
    const before = (await alex.get('/feed?limit=1')).body.items[0].id
    const password = passwordOf(demo, 'alex')
    const ended = await demo.kill('SIGTERM')

    ;({ demo, url } = await start(folder))
    alex = await signIn(url, demo, 'alex')

    expect(ended.code).to.equal(0)
    expect(demo.stderr()).not.to.include('Making up')
    expect(passwordOf(demo, 'alex')).to.equal(password)
    expect((await alex.get(`/posts/${before}`)).status).to.equal(200)
    const { id } = (await alex.post('/conversations', { username: 'kenji.sato' })).body
    const sent = await alex.post(`/conversations/${id}/messages`, { clientId: 'hello-kenji', text: 'Hello!' })
    expect(sent.status, sent.text).to.equal(201)
    await eventually(
      async () => {
        const [newest] = (await alex.get(`/conversations/${id}/messages?limit=1`)).body.items
        return newest.text !== 'Hello!'
      },
      { withinMs: 60_000, everyMs: 200, what: 'an answer of Kenji' },
    )
  })

  it('is not started twice on one folder', async () => {
    const second = run(folder, await freePort())

    expect((await second.exited).code).to.equal(1)
    expect(second.stderr()).to.include('runs on this folder already')
  })

  it('leaves a folder alone that holds something else, also with --fresh', async () => {
    const real = join(await temporaryFolder('real'), 'data')
    await mkdir(real)
    await writeFile(join(real, 'momentum.db'), 'precious')

    for (const flags of [[], ['--fresh']]) {
      const refused = run(real, await freePort(), ...flags)
      expect((await refused.exited).code).to.equal(2)
      expect(refused.stderr()).to.include('is not a demo')
    }
    expect(await readdir(real)).to.deep.equal(['momentum.db'])
    expect(await readFile(join(real, 'momentum.db'), 'utf8')).to.equal('precious')
  })

  it('begins anew after it was stopped while it was filled', async () => {
    const half = join(await temporaryFolder('half'), 'data')
    const first = run(half, await freePort())
    await first.waitForLine(/Making up/, 60_000)
    await eventually(() => readFile(join(half, 'momentum.db')).then(({ length }) => length > 0))

    const ended = await first.kill('SIGTERM')
    const second = run(half, await freePort())
    await second.waitForLine(/Making up/, 60_000)
    const endedAgain = await second.kill('SIGTERM')

    expect([ended.code, endedAgain.code]).to.deep.equal([130, 130])
    expect(first.stdout()).to.equal('')
  })

  it('keeps its passwords from others on the machine', async () => {
    expect((await stat(join(folder, 'demo.json'))).mode & 0o777).to.equal(0o600)
  })
})

function run(folder: string, port: number, ...flags: string[]): SpawnedProcess {
  const words = ['--import=tsx', 'bin/from-source.js', 'demo', '--data', folder, '--port', String(port), ...flags]
  return spawnProcess(process.execPath, words, { env: { LOG_LEVEL: 'warn', DATABASE_URL: undefined } })
}

async function start(folder: string, ...flags: string[]): Promise<{ demo: SpawnedProcess; url: string }> {
  const demo = run(folder, await freePort(), ...flags)
  const [, url] = await demo.waitForLine(/Momentum demo\s+(http\S+)/, patience)
  await demo.waitForLine(/begins anew/, 10_000)
  return { demo, url: url! }
}

function passwordOf(demo: SpawnedProcess, username: string): string {
  return new RegExp(`${username} {2}with the password {2}(\\S+)`).exec(demo.stdout())![1]!
}

async function signIn(url: string, demo: SpawnedProcess, username: string): Promise<TestClient> {
  const answer = await new TestClient(url, undefined).post('/auth/login', {
    login: username,
    password: passwordOf(demo, username),
    deviceName: 'test phone',
  })
  expect(answer.status, answer.text).to.equal(200)
  return new TestClient(url, answer.body.token)
}
