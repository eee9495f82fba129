import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import sharp from 'sharp'
import { startTestApp, type TestApp } from '../support/app.ts'
import { type Ran, runCommand } from '../support/command-line.ts'
import { type FakeAdminServer, startFakeAdminServer } from '../support/fake-admin-server.ts'
import { signUp, type TestPerson } from '../support/people.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { corpusPath, upload } from '../support/uploads.ts'

describe('The pictures of a case on the command line', () => {
  let momentum: TestApp
  let author: TestPerson
  let reporter: TestPerson
  let photo: Buffer

  before(async () => {
    momentum = await startTestApp()
    await momentum.server.listenLocally(join(momentum.dataFolder, 'momentum.sock'))
    author = await signUp(momentum)
    reporter = await signUp(momentum)
    photo = await sharp(corpusPath('images/orient-Landscape_3.jpg')).autoOrient().jpeg({ quality: 90 }).toBuffer()
  })
  after(() => momentum.close())

  const run = (...words: string[]): Promise<Ran> => runCommand(words, { dataFolder: momentum.dataFolder })
  // biome-ignore lint/suspicious/noExplicitAny: an operator's script reads it without our types
  async function json(...words: string[]): Promise<any> {
    const ran = await run(...words, '--json')
    expect(ran.exitCode, `${words.join(' ')}: ${ran.err}`).to.equal(0)
    return JSON.parse(ran.out)
  }

  async function reported(): Promise<{ id: string; postId: string }> {
    const item = await upload(author, photo)
    expect(item.status, item.text).to.equal(201)
    const post = await author.post('/posts', { media: [item.body.id], caption: 'look' })
    const report = await reporter.post('/reports', { subject: { type: 'post', id: post.body.id }, reason: 'nudity' })
    return { id: (await json('reports', 'show', report.body.id)).id, postId: post.body.id }
  }
  const looks = async (id: string) =>
    (await json('audit', 'list', '--action', 'case.look', '--subject', id)).items as { actor: string; reason: string }[]

  it('are saved as they were reported, for the operator alone, which is audited once', async () => {
    const { id, postId } = await reported()
    await author.delete(`/posts/${postId}`)
    const folder = join(await temporaryFolder('case'), 'deep', 'folder')

    const saved = await run('reports', 'show', id, '--save', folder, '--reason', 'to be sure')

    expect(saved.exitCode, saved.err).to.equal(0)
    expect(saved.err).to.include(`Saved 1 picture in ${folder}.`)
    const [picture] = (await json('reports', 'show', id)).evidence[0].pictures
    expect(readdirSync(folder)).to.deep.equal([`${picture.id}.webp`])
    const file = join(folder, `${picture.id}.webp`)
    expect([statSync(file).mode & 0o777, statSync(folder).mode & 0o777]).to.deep.equal([0o600, 0o700])
    expect(await sharp(readFileSync(file)).metadata()).to.include({ format: 'webp', width: picture.width })
    expect((await looks(id)).map(({ actor, reason }) => [actor, reason])).to.deep.equal([['olga', 'to be sure']])

    expect((await json('reports', 'show', id, '--save', folder)).id, 'again, over the same file').to.equal(id)
    expect(readdirSync(folder)).to.have.length(1)
    expect(await looks(id)).to.have.length(1)
  })

  it('cannot be uploaded again once they are blocked, until that is undone', async () => {
    const { id } = await reported()
    const decide = ['reports', 'resolve', id, '--action', 'hide', '--block-media', '--reason', 'rule 3']
    const planned = await run(...decide, '--plan')
    expect(planned.out, 'the plan says it').to.match(/"blockMedia": ?true/)
    expect((await upload(author, photo)).status, 'a plan blocks nothing').to.equal(201)

    const decided = await json(...decide, '--yes')

    expect((await upload(author, photo)).body.code).to.equal('media_refused')
    expect((await json('filters', 'list')).items.map(({ kind }: { kind: string }) => kind)).to.include('image')
    await json('undo', decided.auditId)
    expect((await upload(author, photo)).status).to.equal(201)
  })
})

describe('momentum reports show --save', () => {
  let server: FakeAdminServer
  const pictures = ['p1', 'p2'].map((id) => ({
    id,
    mimeType: 'image/webp',
    url: `/api/v1/admin/cases/c1/evidence/${id}`,
  }))

  before(async () => {
    server = await startFakeAdminServer()
    server.on('GET /admin/cases/c1', {
      body: {
        ...{ id: 'c1', subject: { type: 'post' }, state: 'open', earlier: [], filed: [], history: [] },
        evidence: [{ pictures }],
      },
    })
  })
  after(() => server.close())
  const run = (...words: string[]) => runCommand(['reports', 'show', 'c1', ...words], { dataFolder: server.dataFolder })

  it('leaves no half of a picture when it is cut off', async () => {
    const folder = await temporaryFolder('case')
    server.on('GET /admin/cases/c1/evidence/p1', { headers: { 'Content-Type': 'image/webp' }, body: 'whole' })
    server.on('GET /admin/cases/c1/evidence/p2', (_, response) => {
      response.writeHead(200, { 'Content-Length': '100000' })
      response.write('half', () => response.socket!.destroy())
      return null
    })

    const { exitCode, out } = await run('--save', folder)

    expect([exitCode, out]).to.deep.equal([1, ''])
    expect(readdirSync(folder)).to.deep.equal(['p1.webp'])
  })

  it('shows a person every word of what was reported and of what was said of it, without a control sequence', async () => {
    const words = `${'so many words '.repeat(12)}\nand a second line \u001b[31mred`
    const body = {
      ...{ id: 'c2', subject: { type: 'post' }, state: 'open', earlier: [], history: [] },
      evidence: [{ type: 'post', at: '2026-11-23T09:00:00.000Z', text: words, pictures: [] }],
      filed: [
        { createdAt: '2026-11-23T09:00:00.000Z', comment: `because ${'it is long '.repeat(12)}`, accuracy: null },
      ],
    }
    server.on('GET /admin/cases/c2', { body })
    const show = (options = {}) => runCommand(['reports', 'show', 'c2'], { dataFolder: server.dataFolder, ...options })

    const shown = await show({ isTerminal: true, width: 60 })

    expect(shown.exitCode, shown.err).to.equal(0)
    expect(shown.out).to.include(`${'so many words '.repeat(12)}\n   and a second line`)
    expect(shown.out).to.include(`because ${'it is long '.repeat(12)}`.trim())
    expect(shown.out).not.to.include('\u001b[31mred')
    expect((await show()).out.split('and a second line'), 'a pipe gets it once').to.have.length(2)
  })

  it('refuses a reason that goes nowhere, before anything is asked', async () => {
    server.requests.length = 0

    const { exitCode, err } = await run('--reason', 'x')

    expect(exitCode).to.equal(2)
    expect(err).to.include('--save')
    expect(server.requests).to.deep.equal([])
  })
})
