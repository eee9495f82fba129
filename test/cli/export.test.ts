import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { runCommand } from '../support/command-line.ts'
import { type FakeAdminServer, startFakeAdminServer } from '../support/fake-admin-server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

describe('momentum users export', () => {
  let server: FakeAdminServer
  let folder: string

  beforeEach(async () => {
    server = await startFakeAdminServer()
    folder = await temporaryFolder('export')
    server.on('POST /admin/users/ada/export', { body: { auditId: 'audit-1', id: 'e1', url: '/api/v1/me/export/e1' } })
  })
  afterEach(() => server.close())

  const run = (options = {}) =>
    runCommand(['users', 'export', 'ada', '--reason', 'asked', '--to', join(folder, 'ada.zip')], {
      dataFolder: server.dataFolder,
      ...options,
    })

  it('saves the file for its owner alone and says where', async () => {
    server.on('GET /me/export/e1', { headers: { 'Content-Type': 'application/zip' }, body: 'zip'.repeat(1000) })

    const { exitCode, out } = await run()

    expect(exitCode).to.equal(0)
    expect(readFileSync(join(folder, 'ada.zip'), 'utf8')).to.have.length(3000)
    expect(statSync(join(folder, 'ada.zip')).mode & 0o777).to.equal(0o600)
    expect(out).to.equal(`audit-1\tada\tSaved 3.0 kB about @ada in ${join(folder, 'ada.zip')}\n`)
  })

  it('never writes over a file', async () => {
    server.on('GET /me/export/e1', { body: 'zip' })
    await run()

    const { exitCode, err } = await run()

    expect(exitCode).to.equal(2)
    expect(err).to.contain('exists')
    expect(server.requests).to.have.length(2)
  })

  it('leaves nothing behind when it is cut off', async () => {
    server.on('GET /me/export/e1', (_, response) => {
      response.writeHead(200, { 'Content-Length': '100000' })
      response.write('half', () => response.socket!.destroy())
      return null
    })

    const { exitCode } = await run()

    expect(exitCode).to.equal(1)
    expect(readdirSync(folder)).to.deep.equal([])
  })
})
