import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import pg from 'pg'
import { openDatabase } from '../../src/db/open.ts'
import { createTestDatabase } from './database.ts'
import { eventually } from './eventually.ts'
import { requirePostgres } from './postgres.ts'
import { requireRedis, startRedis } from './redis.ts'
import { runProcess, spawnProcess } from './spawn.ts'
import { temporaryFolder } from './temporary-folder.ts'

describe('the test ground', () => {
  describe('a run of mocha', () => {
    it('fails on a rejection that nobody handles', async () => {
      const { code, stdout } = await runMocha(`
        it('looks fine', () => { Promise.reject(new Error('nobody listens')) })
        it('gives it time', () => new Promise((resolve) => setTimeout(resolve, 50)))`)

      expect(stdout).to.include('nobody listens')
      expect(code).to.equal(1)
    })

    it('fails on a server left open, and names the place', async () => {
      const { code, stdout } = await runMocha(`
        import http from 'node:http'
        it('leaves a server', (done) => { http.createServer().listen(0, '127.0.0.1', done) })`)

      expect(stdout)
        .to.include('Servers that no test closed')
        .and.to.match(/faulty\.test\.mjs:\d+/)
      expect(code).to.equal(1)
    })

    it('says what keeps the process alive rather than hanging', async () => {
      const { code, stderr } = await runMocha(`it('leaves a timer', () => { setInterval(() => {}, 1000) })`)

      expect(stderr).to.include('keep the process alive').and.to.include('Timeout')
      expect(code).to.equal(1)
    })
  })

  describe('eventually', () => {
    it('answers the first thing that is there', async () => {
      let asked = 0

      expect(await eventually(() => (++asked < 3 ? undefined : asked))).to.equal(3)
    })

    it('fails with what the last look threw', async () => {
      const failure = await eventually(
        () => {
          throw new Error('not yet')
        },
        { withinMs: 30, what: 'The end' },
      ).then(
        () => undefined,
        (error: Error) => error.message,
      )

      expect(failure).to.equal('The end did not come within 30 ms: not yet')
    })
  })

  describe('spawnProcess', () => {
    it('finds a line, and tells how the process ended', async () => {
      const spawned = spawnProcess(process.execPath, ['-e', 'console.log("port 42"); setInterval(() => {}, 1000)'])

      const line = await spawned.waitForLine(/port (\d+)/)
      const exit = await spawned.kill('SIGTERM')

      expect(line[1]).to.equal('42')
      expect(exit).to.deep.equal({ code: null, signal: 'SIGTERM' })
    })

    it('fails at once when the process ends without the line', async () => {
      const spawned = spawnProcess(process.execPath, ['-e', 'console.error("no such luck"); process.exitCode = 3'])

      const failure = await spawned.waitForLine(/never/).then(
        () => '',
        (error: Error) => error.message,
      )

      expect(failure).to.include('"code":3').and.to.include('no such luck')
    })
  })

  describe('createTestDatabase', () => {
    for (const dialect of ['sqlite', 'postgres'] as const) {
      it(`gives each caller a migrated ${dialect} database of its own`, async function () {
        if (dialect === 'postgres') await requirePostgres(this)
        const [one, other] = await Promise.all([createTestDatabase({ dialect }), createTestDatabase({ dialect })])
        const open = (database: typeof one) =>
          openDatabase({ ...database, poolSize: 1, onError: (error) => expect.fail(String(error)) })
        const [first, second] = await Promise.all([open(one), open(other)])

        await first.transaction((unit) => unit.run("DELETE FROM migrations WHERE name LIKE '0001%'"))
        const counts = await Promise.all(
          [first, second].map((database) => database.read.all<{ name: string }>('SELECT name FROM migrations')),
        )
        await Promise.all([first.close(), second.close()])
        await Promise.all([one.drop(), other.drop()])

        expect(counts[1]!.length).to.be.greaterThan(0)
        expect(counts[0]!.length).to.equal(counts[1]!.length - 1)
      })
    }

    it('drops a PostgreSQL database even while somebody is connected', async function () {
      const server = await requirePostgres(this)
      const database = await server.createDatabase()
      const client = new pg.Client({ connectionString: database.url })
      // Being thrown out is what is meant to happen.
      client.on('error', () => {})
      await client.connect()

      await database.drop()

      const gone = await new pg.Client({ connectionString: database.url }).connect().then(
        () => '',
        (error: Error) => error.message,
      )
      expect(gone).to.include('does not exist')
    })
  })

  describe('testRedis', () => {
    it('answers', async function () {
      const { url } = await requireRedis(this)

      expect(url).to.match(/^redis:\/\/127\.0\.0\.1:\d+$/)
    })

    it('starts again on the port it had', async function () {
      const first = await startRedis()
      if (!first) return this.skip()
      await first.stop()

      const second = await startRedis(first.port)
      await second!.stop()

      expect(second!.url).to.equal(first.url)
    })
  })

  describe('temporaryFolder', () => {
    it('goes with the process', async () => {
      const script = `import { temporaryFolder } from './test/support/temporary-folder.ts'
        console.log(await temporaryFolder())`

      const { stdout } = await runProcess(process.execPath, ['--import=tsx', '--input-type=module', '-e', script])

      expect(stdout.trim()).to.match(/momentum-test-/)
      expect(existsSync(stdout.trim())).to.equal(false)
    })
  })
})

async function runMocha(code: string) {
  const file = join(await temporaryFolder('faulty'), 'faulty.test.mjs')
  await writeFile(file, code)
  const words = ['--no-config', '--import=tsx', '--require', 'test/support/hooks.ts', file]
  return runProcess(process.execPath, ['node_modules/mocha/bin/mocha.js', ...words], {
    env: { MOMENTUM_TEST_PATIENCE: '500' },
  })
}
