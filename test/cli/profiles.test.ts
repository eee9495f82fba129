import { chmodSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { runCommand } from '../support/command-line.ts'
import { type FakeAdminServer, problem, startFakeAdminServer } from '../support/fake-admin-server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

describe('momentum profiles', () => {
  let server: FakeAdminServer
  let configFolder: string

  before(async () => {
    server = await startFakeAdminServer()
    server.on('GET /me', { body: { username: 'ada' } })
    server.on('GET /admin/users', { body: { items: [], nextCursor: null } })
  })
  beforeEach(async () => {
    server.requests.length = 0
    configFolder = await temporaryFolder('config')
  })
  after(() => server.close())

  const run = (line: string, options = {}) => runCommand(line.split(' '), { configFolder, ...options })
  const add = (name: string, input = 'token-1\n') => run(`profiles add ${name} --server ${server.url}`, { input })
  const file = () => join(configFolder, 'momentum/profiles.json')

  it('add keeps a piped token in a file for its owner alone, and commands go there', async () => {
    const added = await add('home')
    const listed = await run('users list')

    expect(added).to.deep.equal({ exitCode: 0, out: `✓ Saved home: ${server.url} as @ada.\n`, err: '' })
    expect(statSync(file()).mode & 0o777).to.equal(0o600)
    expect(statSync(join(configFolder, 'momentum')).mode & 0o777).to.equal(0o700)
    expect(listed.exitCode).to.equal(0)
    expect(server.requests.at(-1)?.headers.authorization).to.equal('Bearer token-1')
  })

  it('add signs in, asks for the code when one is needed, and shows nothing of the password', async () => {
    server.on('POST /auth/login', ({ body }) => {
      const { totp } = body as { totp?: string }
      return totp === '123456' ? { body: { token: 'token-2' } } : problem(401, 'totp_required', 'A code is needed.')
    })

    const { exitCode, out, err } = await run(`profiles add home --server ${server.url} --login ada`, {
      isTerminal: true,
      typed: ['correct horse\r', '123456\r'],
    })

    expect(exitCode).to.equal(0)
    expect(out + err)
      .not.to.contain('correct')
      .and.not.to.contain('token-2')
    expect(server.requests[0]?.body).to.include({ login: 'ada', password: 'correct horse' })
    expect(server.requests[0]?.headers).not.to.have.property('authorization')
    expect(JSON.parse(readFileSync(file(), 'utf8')).profiles.home.token).to.equal('token-2')
  })

  it('add saves nothing when the token does not work', async () => {
    server.on('GET /me', problem(401, 'unauthenticated', 'No.'))

    const { exitCode } = await add('home')
    server.on('GET /me', { body: { username: 'ada' } })
    const { out } = await run('profiles list --json')

    expect(exitCode).to.equal(4)
    expect(JSON.parse(out).items.map(({ name }: { name: string }) => name)).to.deep.equal(['local'])
  })

  it('list shows them without their tokens', async () => {
    await add('home')
    await add('work', 'token-3\n')

    const { out } = await run('profiles list')
    const json = await run('profiles list --json')

    expect(out).to.equal(`local\t\t\tfalse\nhome\t${server.url}\tada\ttrue\nwork\t${server.url}\tada\tfalse\n`)
    expect(json.out).not.to.contain('token')
  })

  it('use switches between them and this machine', async () => {
    await add('home')
    await add('work', 'token-3\n')

    await run('profiles use work')
    await run('users list')
    const away = server.requests.at(-1)?.headers.authorization
    await run('profiles use local')
    const local = await run('users list')

    expect(away).to.equal('Bearer token-3')
    expect(local.err).to.contain('no installation')
    expect((await run('profiles use nobody')).exitCode).to.equal(1)
  })

  it('--profile and --data win over the current one', async () => {
    await add('home')
    await add('work', 'token-3\n')

    await run('users list --profile work')
    const named = server.requests.at(-1)?.headers.authorization
    await run(`users list --data ${server.dataFolder}`)
    const local = server.requests.at(-1)?.headers

    expect(named).to.equal('Bearer token-3')
    expect(local).to.include({ 'momentum-operator': 'olga' })
  })

  it('remove forgets one; the current one falls back to this machine', async () => {
    await add('home')

    const { exitCode } = await run('profiles remove home')

    expect(exitCode).to.equal(0)
    expect(JSON.parse(readFileSync(file(), 'utf8'))).to.deep.equal({ current: null, profiles: {} })
  })

  it('refuse a file that others can read, and one that is broken', async () => {
    await add('home')
    chmodSync(file(), 0o644)

    const { exitCode, err } = await run('users list')

    expect(exitCode).to.equal(1)
    expect(err).to.contain(`Run: chmod 600 ${file()}`)
  })
})
