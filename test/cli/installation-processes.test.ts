import { expect } from 'chai'
import { TestClient } from '../support/app.ts'
import { databaseVariables } from '../support/database.ts'
import { goodPassword } from '../support/people.ts'
import { type Served, serveProcess } from '../support/served.ts'
import { type Finished, runProcess } from '../support/spawn.ts'

interface Finding {
  name: string
  status: string
}

describe('The commands about the installation, as processes', function () {
  this.timeout(300_000)
  let served: Served

  before(async () => {
    served = await serveProcess()
  })
  after(() => served.kill('SIGTERM'))

  const run = (...words: string[]): Promise<Finished> =>
    runProcess(process.execPath, ['--import=tsx', 'bin/from-source.js', ...words], {
      env: { ...databaseVariables(served.database), MOMENTUM_DATA: served.dataFolder, HOME: served.dataFolder },
    })
  const statusOf = (ran: Finished, name: string): string | undefined =>
    (JSON.parse(ran.stdout).items as Finding[]).find((item) => item.name === name)?.status

  it('work beside a running server, and without one', async () => {
    const made = await served.guest.post('/auth/register', {
      ...{ username: 'kept_ada', email: 'ada@example.org', password: goodPassword, acceptTerms: true },
    })
    const doctor = await run('doctor', '--json')
    expect(doctor.stderr).to.equal('')
    expect(statusOf(doctor, 'server')).to.equal('ok')
    expect(statusOf(doctor, 'migrations')).to.equal('ok')
    const created = await run('backup', 'create')
    expect([created.code, created.stderr]).to.deep.equal([0, ''])
    expect(created.stdout.split('\t')).to.have.length(4)
    const refused = await run('backup', 'restore', 'latest', '--yes')
    expect([refused.code, refused.stdout]).to.deep.equal([1, ''])
    expect(refused.stderr).to.include('A server is running')
    const unknown = await run('backup', 'restore')
    expect(unknown.code).to.equal(2)

    await served.kill('SIGKILL')
    const migrated = await run('migrate', '--json')
    expect(migrated.code, migrated.stderr).to.equal(0)
    expect(JSON.parse(migrated.stdout)).to.deep.equal({ ran: [], copy: null })
    const afterTheKill = await run('doctor', '--json')
    expect(statusOf(afterTheKill, 'database'), afterTheKill.stdout).to.equal('ok')
    const compliance = await run('compliance', 'check')
    expect(compliance.code).to.equal(1)
    expect(compliance.stdout).to.match(/^ok\tblocks\t/m)
    const restored = await run('backup', 'restore', 'latest', '--yes', '--json')
    expect([restored.code, restored.stderr]).to.deep.equal([0, ''])
    const without = await run('doctor', '--json')
    expect(statusOf(without, 'server')).to.equal('warn')
    expect(statusOf(without, 'backups')).to.equal('ok')

    served = await serveProcess({ database: served.database, dataFolder: served.dataFolder })
    expect((await new TestClient(served.url, made.body.token).get('/me')).body).to.include({ username: 'kept_ada' })
  })
})
