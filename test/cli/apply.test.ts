import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { runCommand } from '../support/command-line.ts'
import { type AdminRequest, type FakeAdminServer, problem, startFakeAdminServer } from '../support/fake-admin-server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

describe('momentum apply', () => {
  let server: FakeAdminServer
  let file: string
  let until: string

  before(async () => {
    server = await startFakeAdminServer()
    file = join(await temporaryFolder('plan'), 'plan.json')
  })
  beforeEach(() => {
    server.requests.length = 0
    until = '2026-11-30T12:00:00.000Z'
    for (const name of ['ada', 'bob']) {
      server.on(`POST /admin/users/${name}/suspend`, ({ query }) =>
        query.plan
          ? {
              body: {
                plan: [
                  {
                    action: 'user.suspend',
                    subject: { type: 'user', id: name, name },
                    before: { status: 'active' },
                    after: { status: 'suspended', until },
                  },
                ],
              },
            }
          : { body: { auditId: `audit-${name}`, username: name } },
      )
    }
  })
  after(() => server.close())

  const run = (line: string, options = {}) => runCommand(line.split(' '), { dataFolder: server.dataFolder, ...options })
  const sent = ({ path, query, body }: AdminRequest) => [
    path,
    query.plan ?? 'done',
    (body as { reason: string }).reason,
  ]
  const plan = async () => {
    const { out } = await run('users suspend ada bob --for 7d --reason spam --plan')
    await writeFile(file, out)
    server.requests.length = 0
    return JSON.parse(out)
  }

  it('gets from --plan what would change and the requests that change it, without asking and without effect', async () => {
    const { exitCode, out, err } = await run('users suspend ada bob --for 7d --reason spam --plan')

    expect([exitCode, err]).to.deep.equal([0, ''])
    expect(server.requests.map(sent)).to.deep.equal([
      ['/admin/users/ada/suspend', 'true', 'spam'],
      ['/admin/users/bob/suspend', 'true', 'spam'],
    ])
    expect(JSON.parse(out).plan.map(({ action }: { action: string }) => action)).to.deep.equal([
      'user.suspend',
      'user.suspend',
    ])
    expect(JSON.parse(out).requests[0]).to.deep.equal({
      method: 'POST',
      path: '/admin/users/ada/suspend',
      body: { durationSeconds: 604800, reason: 'spam' },
    })
  })

  it('does what was planned, also when only the times differ by now', async () => {
    await plan()
    until = '2026-11-30T12:34:56.000Z'

    const { exitCode, out } = await run(`apply ${file} --yes`)

    expect(exitCode).to.equal(0)
    expect(server.requests.map(sent).slice(2)).to.deep.equal([
      ['/admin/users/ada/suspend', 'done', 'spam'],
      ['/admin/users/bob/suspend', 'done', 'spam'],
    ])
    expect(out.split('\n').map((line) => line.split('\t')[0])).to.deep.equal(['audit-ada', 'audit-bob', ''])
  })

  it('reads the plan from the input', async () => {
    const text = JSON.stringify(await plan())

    const piped = await run('apply - --yes', { input: text })
    const unasked = await run('apply -', { input: text })

    expect([piped.exitCode, unasked.exitCode]).to.deep.equal([0, 2])
  })

  it('does nothing when something else would change now, and asks again on a terminal in spite of --yes', async () => {
    await plan()
    server.on('POST /admin/users/bob/suspend', ({ query }) =>
      query.plan ? { body: { plan: [] } } : { body: { auditId: 'audit-bob' } },
    )

    const pipe = await run(`apply ${file} --yes`)
    const person = await run(`apply ${file} --yes`, { isTerminal: true, typed: ['n'] })

    expect([pipe.exitCode, person.exitCode]).to.deep.equal([1, 1])
    expect(pipe.err).to.contain('Plan again')
    expect(person.err).to.contain('Something else would change now')
    expect(server.requests.every(({ query }) => query.plan === 'true')).to.equal(true)
  })

  it('stops at the first failure and says how far it came', async () => {
    await plan()
    server.on('POST /admin/users/ada/suspend', ({ query }) =>
      query.plan
        ? {
            body: {
              plan: [
                {
                  action: 'user.suspend',
                  subject: { type: 'user', id: 'ada', name: 'ada' },
                  before: { status: 'active' },
                  after: { status: 'suspended', until },
                },
              ],
            },
          }
        : problem(409, 'conflict', 'Not now.'),
    )

    const { exitCode, err } = await run(`apply ${file} --yes`)

    expect(exitCode).to.equal(1)
    expect(err).to.contain('Not now.')
    expect(server.requests.filter(({ query }) => !query.plan)).to.have.length(1)
  })

  const broken: [what: string, text: string][] = [
    ['no JSON', 'hello'],
    ['no plan', '{"items":[]}'],
    ['nothing to do', '{"plan":[],"requests":[]}'],
    ['another API', '{"plan":[],"requests":[{"method":"POST","path":"/auth/logout","body":{}}]}'],
    [
      'a way out of the admin API',
      '{"plan":[],"requests":[{"method":"POST","path":"/admin/../auth/logout","body":{}}]}',
    ],
    ['an encoded way out', '{"plan":[],"requests":[{"method":"POST","path":"/admin/%2e%2e/auth/logout","body":{}}]}'],
    ['a query in the path', '{"plan":[],"requests":[{"method":"POST","path":"/admin/users?x=1","body":{}}]}'],
    ['another method', '{"plan":[],"requests":[{"method":"GET","path":"/admin/users","body":{}}]}'],
  ]
  for (const [what, text] of broken) {
    it(`refuses a file that holds ${what}`, async () => {
      await writeFile(file, text)

      const { exitCode } = await run(`apply ${file} --yes`)

      expect([exitCode, server.requests.length]).to.deep.equal([2, 0])
    })
  }

  it('refuses a file that is not there', async () => {
    const { exitCode, err } = await run('apply /nowhere/plan.json --yes')

    expect(exitCode).to.equal(2)
    expect(err).to.contain('cannot be read')
  })
})
