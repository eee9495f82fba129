import { existsSync } from 'node:fs'
import { readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { makeSampleProject } from '../support/sample-project.ts'
import { runProcess } from '../support/spawn.ts'

type Project = Awaited<ReturnType<typeof makeSampleProject>>

describe('npm start', () => {
  describe('in a tree whose packages are installed', () => {
    let project: Project
    before(async () => {
      project = await makeSampleProject()
    })

    it('builds, and hands its words to `serve`', async () => {
      const { code, stdout, stderr } = await project.run('bin/start.js', ['--port', '4000'])

      expect(code, stderr).to.equal(0)
      expect(stderr).to.equal('Building the server\n')
      expect(JSON.parse(stdout).words).to.deep.equal(['serve', '--port', '4000'])
      // What workers are forked from, with the same words.
      expect(JSON.parse(stdout).script).to.match(/bin\/momentum\.js$/)
    })

    it('builds nothing the second time, and says nothing of its own', async () => {
      const { stdout, stderr } = await project.run('bin/start.js', ['--demo', '--port', '4000'])

      expect(stderr).to.equal('')
      expect(JSON.parse(stdout).words).to.deep.equal(['demo', '--port', '4000'])
    })

    it('keeps the exit code', async () => {
      const { code } = await project.run('bin/start.js', ['exit', '4'])

      expect(code).to.equal(4)
    })

    it('tells where the server failed by lines of the sources', async () => {
      const { code, stderr } = await project.run('bin/start.js', ['fail'])

      expect(code).to.equal(1)
      expect(stderr)
        .to.include('on purpose')
        .and.to.match(/src\/cli\/main\.ts:\d+/)
    })

    it('gives SQLite and argon2 threads enough, unless told otherwise', async () => {
      const usual = await project.run('bin/momentum.js')
      const told = await project.run('bin/momentum.js', [], { env: { UV_THREADPOOL_SIZE: '7', NODE_ENV: 'test' } })

      expect(JSON.parse(usual.stdout)).to.include({ pool: '16' })
      expect(JSON.parse(told.stdout)).to.include({ pool: '7', mode: 'test' })
    })

    it('passes SIGTERM on to the server, and waits for its end, through npm too', async () => {
      const npm = project.spawn('npm', ['start', '--', 'wait'])
      await npm.waitForLine(/^waiting$/)

      const { code } = await npm.kill('SIGTERM')

      expect(npm.stdout()).to.include('closed in order')
      expect(code).to.equal(0)
    })

    it('builds again when a source has changed, and forgets a source that has gone', async () => {
      await project.write('src/lib/old.ts', 'export const old = 1\n')
      await project.write('src/lib/words.txt', 'one\n')
      await project.run('bin/setup.js')
      expect(existsSync(join(project.folder, 'dist/lib/old.js'))).to.equal(true)
      expect(existsSync(join(project.folder, 'dist/lib/words.txt'))).to.equal(true)

      await rm(join(project.folder, 'src/lib/old.ts'))
      const { stderr } = await project.run('bin/setup.js')

      expect(stderr).to.equal('Building the server\n')
      expect(existsSync(join(project.folder, 'dist/lib/old.js'))).to.equal(false)
      expect(existsSync(join(project.folder, 'dist/lib/words.txt'))).to.equal(true)
    })

    it('builds everything again when dist was removed by hand', async () => {
      await rm(join(project.folder, 'dist'), { recursive: true })

      const { code, stdout } = await project.run('bin/start.js')

      expect(code).to.equal(0)
      expect(JSON.parse(stdout).words).to.deep.equal(['serve'])
    })

    it('stops on a source that does not compile, names it, and tries again next time', async () => {
      await project.write('src/lib/wrong.ts', 'export const wrong: number = "text"\n')
      const first = await project.run('bin/start.js')
      const second = await project.run('bin/start.js')
      await rm(join(project.folder, 'src/lib/wrong.ts'))

      for (const { code, stdout, stderr } of [first, second]) {
        expect(code).to.equal(1)
        expect(stdout).to.equal('')
        expect(stderr).to.include('src/lib/wrong.ts(1,14)').and.to.include('The server could not be built.')
      }
    })

    it('spends less than 200 ms of processor on looking whether there is anything to do', async () => {
      await project.run('bin/setup.js')
      const script = `const { setup } = require('./bin/setup.js'); const start = process.cpuUsage()
        setup().then(() => { const { user, system } = process.cpuUsage(start); console.log((user + system) / 1000) })`

      const tries = []
      for (let round = 0; round < 3; round += 1) {
        const { stdout } = await runProcess(process.execPath, ['-e', script], { cwd: project.folder })
        tries.push(Number(stdout))
      }

      expect(Math.min(...tries)).to.be.lessThan(200)
    })

    it('installs what has changed when the lock file has', async () => {
      const npm = await fakeNpm(project)
      const lock = join(project.folder, 'package-lock.json')
      await writeFile(lock, (await lockOf(project)).replaceAll(/"version": "4\.6\.0"/g, '"version": "4.6.1"'))

      const { code, stderr } = await project.run('bin/start.js', [], npm.options)

      expect(code, stderr).to.equal(0)
      expect(stderr).to.include('Installing packages that have changed')
      expect(stderr).to.include('npm install --include=dev')
    })

    it('installs nothing when only the time of the lock file has changed', async () => {
      const npm = await fakeNpm(project)
      await project.run('bin/start.js', [], npm.options)
      await utimes(join(project.folder, 'package-lock.json'), new Date(), new Date())

      const { stderr } = await project.run('bin/start.js', [], npm.options)

      expect(stderr).to.equal('')
    })
  })

  describe('in a fresh clone', () => {
    it('installs from the lock file before it builds and starts', async () => {
      const project = await makeSampleProject({ installed: false })
      const npm = await fakeNpm(project, { installs: true })

      const { code, stdout, stderr } = await project.run('bin/start.js', [], npm.options)

      expect(code, stderr).to.equal(0)
      expect(stderr).to.match(/Installing packages[\s\S]*npm ci --include=dev[\s\S]*Building the server/)
      expect(JSON.parse(stdout).words).to.deep.equal(['serve'])
    })

    it('says what to install when npm fails and there is no compiler', async () => {
      const project = await makeSampleProject({ installed: false })
      const npm = await fakeNpm(project, { exitCode: 1 })

      const { code, stderr } = await project.run('bin/start.js', [], {
        env: { ...npm.options.env, PATH: project.folder },
      })

      expect(code).to.equal(1)
      expect(stderr).to.include('npm could not install the packages.')
      expect(stderr).to.include('apt-get install -y python3 make g++')
    })

    it('says so when the packages came without the SQLite driver', async () => {
      const project = await makeSampleProject()
      await rm(join(project.folder, 'node_modules/sqlite3'))
      await project.write('node_modules/sqlite3/package.json', '{}')
      const npm = await fakeNpm(project)

      const { code, stderr } = await project.run('bin/start.js', [], npm.options)

      expect(code).to.equal(1)
      expect(stderr).to.include('npm rebuild sqlite3').and.to.include('sqlite3 has no binary for this machine.')
    })
  })

  it('refuses a Node that is too old, and names the one it needs', async () => {
    const project = await makeSampleProject({ installed: false })
    await project.write('old.cjs', `Object.defineProperty(process.versions, 'node', { value: '18.19.1' })`)

    const { code, stderr } = await runProcess(process.execPath, [
      '--require',
      join(project.folder, 'old.cjs'),
      join(project.folder, 'bin/start.js'),
    ])

    expect(code).to.equal(1)
    expect(stderr).to.include('Momentum needs Node 20.19 or newer')
  })
})

describe('the thread pool', () => {
  it('really has the threads that the launcher asks for', async function () {
    if (process.platform !== 'linux') return this.skip()
    const project = await makeSampleProject()
    await project.write(
      'src/cli/main.ts',
      `import { pbkdf2 } from 'node:crypto'
       import { readdirSync } from 'node:fs'
       export async function runCli(): Promise<number> {
         const before = readdirSync('/proc/self/task').length
         await Promise.all(Array.from({ length: 16 }, () =>
           new Promise((resolve) => pbkdf2('a', 'b', 20000, 16, 'sha256', resolve))))
         console.log(before, readdirSync('/proc/self/task').length)
         return 0
       }`,
    )

    const { stdout, stderr } = await project.run('bin/start.js')
    const bare = await runProcess(process.execPath, ['-p', 'require("node:fs").readdirSync("/proc/self/task").length'])

    expect(Number(stdout.split(' ')[1]), stderr).to.be.at.least(Number(bare.stdout) + 16)
  })
})

/** Stands in for npm: tells how it was called and, with `installs`, does what `npm ci` would. */
async function fakeNpm(project: Project, { installs = false, exitCode = 0 } = {}) {
  const script = join(project.folder, 'bin/fake-npm.js')
  const packages = join(project.folder, 'packages')
  if (installs) {
    await project.linkPackages()
    await rename(join(project.folder, 'node_modules'), packages)
  }
  const install = installs ? `require('node:fs').renameSync(${JSON.stringify(packages)}, 'node_modules')` : ''
  const answer = `console.log('npm', ...process.argv.slice(2)); ${install}; process.exitCode = ${exitCode}`
  await writeFile(script, answer)
  return { options: { env: { npm_execpath: script } } }
}

function lockOf(project: Project): Promise<string> {
  return readFile(join(project.folder, 'package-lock.json'), 'utf8')
}
