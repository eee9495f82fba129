import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { makeSampleProject } from '../support/sample-project.ts'
import { projectFolder } from '../support/spawn.ts'

const ground = [
  'eventually.ts',
  'free-port.ts',
  'hooks.ts',
  'names.ts',
  'postgres.ts',
  'serve-postgres.ts',
  'spawn.ts',
  'temporary-folder.ts',
  'totals-reporter.cjs',
  'when-tests-end.ts',
]

const unreachablePostgres = { MOMENTUM_TEST_POSTGRES: 'postgres://nobody@127.0.0.1:1' }

describe('npm test', () => {
  let project: Awaited<ReturnType<typeof makeSampleProject>>

  before(async () => {
    project = await makeSampleProject()
    await cp(join(projectFolder, '.mocharc.json'), join(project.folder, '.mocharc.json'))
    for (const name of ground) {
      await cp(join(projectFolder, 'test/support', name), join(project.folder, 'test/support', name))
    }
    await project.write('test/lib/one.test.ts', `it('one', () => {}); it('two', () => {})`)
    await project.write('test/presenters/other.test.ts', `it('three', () => {})`)
    await project.write('test/presenters/slow.gate.ts', `it('long', () => {})`)
    await project.write(
      'test/core/database.test.ts',
      `it('four', () => { console.log('database is', process.env.MOMENTUM_TEST_DB, 'CI' in process.env) })`,
    )
    await project.write('test/failing/bad.test.ts', `it('fails', () => { throw new Error('as it should') })`)
    await project.write(
      'test/skipping/idle.test.ts',
      `it('runs', () => {}); it.skip('waits for a better day', () => {})`,
    )
    await project.write('test/dying/dead.test.ts', `it('dies', () => { process.exit(0) })`)
  })

  const run = (words: string[], env: Record<string, string | undefined> = {}) =>
    project.run('bin/test.js', words, { env: { CI: undefined, ...env } })

  it('adds up what several runs of mocha have seen', async () => {
    const { code, stdout } = await run(['test/lib', 'test/presenters'])

    expect(stdout).to.include('ok     lib on sqlite').and.to.include('ok     presenters on sqlite')
    expect(stdout.trimEnd()).to.match(
      /\n {2}3 passing \(\d+ s\)\n {2}0 failing\n {2}0 pending\n\n3 passed, 0 failed, 0 skipped$/,
    )
    expect(code).to.equal(0)
  })

  it('shares the files of a large folder out to several runs, and adds those up too', async () => {
    for (let file = 0; file < 24; file += 1)
      await project.write(`test/large/f${file}.test.ts`, `it('is run', () => {})`)

    const { code, stdout } = await run(['test/large'])

    expect(stdout).to.include('ok     large on sqlite, part 1 of 2').and.to.include('large on sqlite, part 2 of 2')
    expect(stdout).to.match(/\n24 passed, 0 failed, 0 skipped\n$/)
    expect(code).to.equal(0)
  })

  it('shows what failed, and fails', async () => {
    const { code, stdout } = await run(['test/lib', 'test/failing'])

    expect(stdout).to.include('as it should').and.to.include('Not in order: failing on sqlite (exit code 1)')
    expect(stdout.trimEnd()).to.match(/\n2 passed, 1 failed, 0 skipped$/)
    expect(code).to.equal(1)
  })

  it('runs what failed once more by itself, counts what passes then, and names it', async () => {
    const memory = join(project.folder, 'has-failed')
    await project.write(
      'test/unsteady/shaky.test.ts',
      `import { existsSync, writeFileSync } from 'node:fs'
       it('is steady', () => {})
       it('fails the first time', () => {
         if (existsSync(${JSON.stringify(memory)})) return
         writeFileSync(${JSON.stringify(memory)}, '')
         throw new Error('by chance')
       })`,
    )

    const { code, stdout } = await run(['test/lib', 'test/unsteady'])

    expect(stdout).to.include('by chance').and.to.include('ok     test/unsteady/shaky.test.ts on sqlite, once more')
    expect(stdout).to.include('Unsteady (failed among others, passed by itself): test/unsteady/shaky.test.ts on sqlite')
    expect(stdout).to.match(/\n4 passed, 0 failed, 0 skipped\n$/)
    expect(code).to.equal(0)
  })

  it('counts a run that ended before its totals as failed, whatever its exit code', async () => {
    const { code, stdout } = await run(['test/dying', 'test/lib'])

    expect(stdout)
      .to.include('FAILED dying on sqlite')
      .and.to.match(/\n2 passed, 1 failed, 0 skipped\n$/)
    expect(code).to.equal(1)
  })

  it('names what was skipped, which is a failure in CI alone', async () => {
    const here = await run(['test/lib', 'test/skipping'])
    const there = await run(['test/lib', 'test/skipping'], { CI: 'true' })

    expect(here.stdout).to.include('Skipped:\n  waits for a better day')
    expect(here.stdout).to.match(/\n3 passed, 0 failed, 1 skipped\n$/)
    expect(here.code).to.equal(0)
    expect(there.stdout).to.include('In CI a skipped test is a failure')
    expect(there.code).to.equal(1)
  })

  it('skips the second database where there is none, and says so', async () => {
    const { code, stdout } = await run(['test/core'], { ...unreachablePostgres, CI: 'true' })

    expect(stdout)
      .to.include('postgres: no PostgreSQL server answers')
      .and.to.match(/\n1 passed, 0 failed, 1 skipped\n$/)
    expect(code).to.equal(1)
  })

  it('tells the tests their database, and hides that it is CI', async () => {
    const { stdout } = await run(['--db', 'sqlite', 'test/core'], { CI: 'true' })

    expect(stdout).to.include('database is sqlite false')
  })

  it('runs tests by name', async () => {
    const { code, stdout } = await run(['--grep', 'two', 'test/lib'])

    expect(stdout)
      .to.include('✔ two')
      .and.to.match(/\n1 passed, 0 failed, 0 skipped\n$/)
    expect(code).to.equal(0)
  })

  it('adds the long tests when asked to', async () => {
    const { stdout } = await run(['--gate', 'test/presenters'])

    expect(stdout).to.match(/\n2 passed, 0 failed, 0 skipped\n$/)
  })

  it('fails when there was nothing to run', async () => {
    const { code, stdout } = await run(['test/nowhere'])

    expect(stdout).to.match(/\n0 passed, 0 failed, 0 skipped\n$/)
    expect(code).to.equal(1)
  })
})
