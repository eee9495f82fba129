#!/usr/bin/env node
'use strict'

// `npm test`: makes the tree and the machine ready, checks types and style, then runs every test on SQLite and those
// that meet a database on PostgreSQL too.
//
//   npm test                        everything
//   npm test -- --grep 'signs in'   tests of that name, everywhere
//   npm test -- test/lib            one folder or file, without the checks around it
//   npm test -- --db postgres       one database only
//   npm test -- --gate              also the long tests (*.gate.ts), and the long form of the others

const { spawn } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { BuildError, root, runTool, setup, SetupError } = require('./setup.js')
const { installSystemPackages } = require('./system-packages.js')

/** Folders whose tests run on both databases, as far as they meet one at all. */
const databaseFolders = ['core', 'api', 'jobs', 'db', 'cli', 'live', 'safety']
/** Tests that measure time or memory: they run one at a time, after all others. */
const aloneSuffix = /\.alone\.test\.tsx?$/
const testSuffix = /\.test\.tsx?$/
const gateSuffix = /\.gate\.tsx?$/

/** One more than there are processors, because tests often wait; few, because each starts servers and others of its own. */
const processesAtOnce = Math.min(os.availableParallelism() + 1, 5)
const longestRunMs = 25 * 60_000

/**
 * Roughly the seconds of the files that take long, for sharing them out; every other counts as two. What is out of
 * date here costs a little time and nothing else: `npm test` ends with the slowest files.
 */
const secondsOf = {
  'test/api/admin/cases.test.ts': 8,
  'test/api/chat-conversations.test.ts': 9,
  'test/api/notifications/notifications.test.ts': 27,
  'test/api/notifications/push.test.ts': 10,
  'test/api/openapi.test.ts': 20,
  'test/api/surfaces/forms-in-browser.test.ts': 16,
  'test/bin/demo.test.ts': 121,
  'test/bin/start.test.ts': 66,
  'test/bin/test-run.test.ts': 47,
  'test/cli/backup-media.test.ts': 30,
  'test/cli/backup.test.ts': 10,
  'test/cli/compliance.test.ts': 11,
  'test/cli/console/admin-api.test.ts': 10,
  'test/cli/console/frames.test.ts': 8,
  'test/cli/console/real-server.test.ts': 22,
  'test/cli/console/tmux.test.ts': 64,
  'test/cli/db-copy.test.ts': 15,
  'test/cli/doctor.test.ts': 14,
  'test/cli/hostile-text.test.ts': 8,
  'test/cli/installation-processes.test.ts': 56,
  'test/cli/real-server.test.ts': 13,
  'test/clients/media-tools/corpus.test.ts': 31,
  'test/clients/media-tools/media-tools.test.ts': 18,
  'test/core/videos/faults.test.ts': 37,
  'test/core/videos/retention.test.ts': 36,
  'test/db/damage.test.ts': 27,
  'test/db/migrations.test.ts': 53,
  'test/jobs/killed-holder.test.ts': 22,
  'test/jobs/runner.test.ts': 17,
  'test/live/busy-database.test.ts': 9,
  'test/live/chat-chaos.test.ts': 29,
  'test/live/chat-frames.test.ts': 7,
  'test/safety/backup-under-load.test.ts': 15,
  'test/safety/block-leaves-no-trace.test.ts': 18,
  'test/safety/clock-jumps.test.ts': 8,
  'test/safety/disk-faults.test.ts': 8,
  'test/safety/durability.test.ts': 52,
  'test/safety/event-loop.test.ts': 9,
  'test/safety/fuzz.test.ts': 19,
  'test/safety/http.test.ts': 21,
  'test/safety/input.test.ts': 17,
  'test/safety/killed-while-publishing.test.ts': 26,
  'test/safety/matrix.test.ts': 17,
  'test/safety/private-properties.test.ts': 8,
  'test/safety/regular-expressions.test.ts': 11,
  'test/safety/sign-in.test.ts': 43,
  'test/safety/slow-clients.test.ts': 7,
  'test/safety/soak.test.ts': 41,
  'test/support/ground.test.ts': 21,
  'test/web/pages/account.test.ts': 28,
  'test/web/pages/chat.test.ts': 63,
  'test/web/pages/looks.test.ts': 49,
  'test/web/pages/notifications.test.ts': 14,
  'test/web/pages/people.test.ts': 35,
  'test/web/pages/settings.test.ts': 43,
  'test/web/pages/social.test.ts': 52,
  'test/web/pages/typed-text.test.ts': 19,
  'test/web/pages/videos.test.ts': 60,
  'test/web/shell/shell.test.ts': 14,
}
const usualSeconds = 2
/** A run of mocha holds so much: long enough that loading the app does not matter, short enough to be shared out. */
const secondsPerRun = 40

const say = (text) => process.stdout.write(`${text}\n`)
const problems = []
/** Files that failed among others and passed by themselves. */
const unsteady = []

async function main() {
  const options = parse(process.argv.slice(2))
  const started = Date.now()
  const failure = await attempt('setup', () => setup({ development: true }))
  // Most tests do not need the build, and a developer in the middle of a change wants to run them.
  if (failure && !(failure instanceof BuildError)) return conclude([], started)
  options.isBuilt = failure === undefined
  if (options.paths.length === 0) {
    await installSystemPackages(say)
    await check()
  }
  const files = testFiles(options)
  const needsPostgres = options.databases.includes('postgres') && files.some(meetsDatabase)
  const postgres = needsPostgres ? await servePostgres() : undefined
  try {
    conclude(await runAll(plan(files, options, postgres), options, postgres), started)
  } finally {
    postgres?.stop()
  }
}

function parse(words) {
  const options = { paths: [], mocha: [], databases: ['sqlite', 'postgres'], gate: false }
  while (words.length > 0) {
    const word = words.shift()
    if (word === '--gate') options.gate = true
    else if (word === '--db') options.databases = [words.shift()]
    else if (word === '--grep' || word === '-g') options.mocha.push('--grep', words.shift() ?? '')
    else if (word.startsWith('-')) options.mocha.push(word)
    else options.paths.push(word)
  }
  return options
}

/** Runs one step; its failure is told, remembered and answered, and does not keep the others from running. */
async function attempt(name, step) {
  try {
    await step()
    return undefined
  } catch (error) {
    say(error instanceof SetupError ? error.message : String(error?.stack ?? error))
    problems.push(name)
    return error
  }
}

async function check() {
  say('Checking types and style')
  const projects = ['tsconfig.json', 'src/web/tsconfig.json'].filter((file) => fs.existsSync(path.join(root, file)))
  const types = async () => {
    for (const project of projects) {
      await attempt(`types of ${project}`, () => runTool('typescript', 'tsc', ['-p', project], 'The types do not fit.'))
    }
  }
  const style = () => attempt('style', () => runTool('@biomejs/biome', 'biome', ['check'], 'The style does not fit.'))
  await Promise.all([types(), style()])
}

/** Finds or starts PostgreSQL for all runs, in a process that keeps it until we are done. */
async function servePostgres() {
  const child = spawn(process.execPath, ['--import=tsx', 'test/support/serve-postgres.ts'], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const address = await new Promise((resolve) => {
    child.stdout.once('data', (data) => resolve(data.toString().trim()))
    child.once('exit', () => resolve('none'))
  })
  const stop = () => child.stdin.end()
  return { address: address === 'none' ? undefined : address, stop }
}

/** The runs of mocha: the files of a folder on a database in one or more parts, long ones first, and last those alone. */
function plan(files, options, postgres) {
  const runs = []
  for (const database of options.databases) {
    const concerned = files.filter((file) => database === 'sqlite' || meetsDatabase(file))
    if (concerned.length === 0) continue
    if (database === 'postgres' && postgres?.address === undefined) {
      runs.push({ name: 'postgres', skipped: 'no PostgreSQL server answers and none is installed (postgresql)' })
      continue
    }
    const together = concerned.filter((file) => !aloneSuffix.test(file))
    for (const folder of new Set(together.map(folderOf))) {
      const parts = share(together.filter((file) => folderOf(file) === folder))
      for (const [index, part] of parts.entries()) {
        const which = parts.length === 1 ? '' : `, part ${index + 1} of ${parts.length}`
        runs.push({ name: `${folder || 'test'} on ${database}${which}`, database, ...part })
      }
    }
    for (const file of concerned.filter((name) => aloneSuffix.test(name))) {
      runs.push({ name: `${file} on ${database}`, database, files: [file], alone: true })
    }
  }
  // The longest first, so that no processor is left alone with one at the end.
  return runs.sort((one, other) => (other.seconds ?? 0) - (one.seconds ?? 0))
}

/** Shares files out to as many runs as they need, each about as long as the others. */
function share(files) {
  const seconds = (file) => secondsOf[file] ?? usualSeconds
  const total = files.reduce((sum, file) => sum + seconds(file), 0)
  const parts = Array.from({ length: Math.ceil(total / secondsPerRun) }, () => ({ files: [], seconds: 0 }))
  for (const file of [...files].sort((one, other) => seconds(other) - seconds(one))) {
    const part = parts.reduce((least, one) => (one.seconds < least.seconds ? one : least))
    part.files.push(file)
    part.seconds += seconds(file)
  }
  for (const part of parts) part.files.sort()
  return parts.filter((part) => part.files.length > 0)
}

function testFiles({ paths, gate }) {
  const wanted = paths.map((name) => path.relative(root, path.resolve(name)))
  const isWanted = (file) => wanted.length === 0 || wanted.some((name) => file === name || file.startsWith(`${name}/`))
  return fs
    .readdirSync(path.join(root, 'test'), { recursive: true })
    .map((name) => path.join('test', name).replaceAll(path.sep, '/'))
    .filter((file) => testSuffix.test(file) || (gate && gateSuffix.test(file)))
    .filter(isWanted)
    .sort()
}

/**
 * Whether a file's tests would see the other database: what it imports leads to the one that makes them, or it asks
 * itself which one is meant. A file that brings both itself says so with a line `// Runs once: …`.
 */
function meetsDatabase(file) {
  if (!databaseFolders.includes(folderOf(file))) return false
  const text = read(file)
  return !/^\/\/ Runs once: /m.test(text) && (text.includes('MOMENTUM_TEST_DB') || leadsToDatabase(file, new Set()))
}

function leadsToDatabase(file, seen) {
  if (file === 'test/support/database.ts') return true
  if (seen.has(file)) return false
  seen.add(file)
  const imports = [...read(file).matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g)].map(([, place]) =>
    path.posix.join(path.posix.dirname(file), place),
  )
  return imports.some((name) => name.startsWith('test/') && leadsToDatabase(name, seen))
}

const texts = new Map()

function read(file) {
  if (!texts.has(file)) {
    const full = path.join(root, file)
    texts.set(file, fs.existsSync(full) ? fs.readFileSync(full, 'utf8') : '')
  }
  return texts.get(file)
}

function folderOf(file) {
  const [, folder, ...rest] = file.split('/')
  return rest.length > 0 ? folder : ''
}

async function runAll(runs, options, postgres) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'momentum-totals-'))
  const results = runs
    .filter((run) => run.skipped)
    .map((run) => ({ ...run, totals: { passed: 0, failed: 0, skipped: [`${run.name}: ${run.skipped}`], files: {} } }))
  const together = runs.filter((run) => run.files && !run.alone)
  const alone = runs.filter((run) => run.alone)
  // One run is watched as it goes; of several, each is shown when it is done.
  const live = runs.length === 1
  const work = async (queue) => {
    for (let run = queue.shift(); run; run = queue.shift())
      results.push(await runMocha(run, { folder, live, options, postgres }))
  }
  await Promise.all(Array.from({ length: processesAtOnce }, () => work(together)))
  await work(alone)
  if (runs.length > 1) await runFailedAgain(results, { folder, live, options, postgres })
  fs.rmSync(folder, { recursive: true })
  return results
}

/** More files than these have not failed by chance. */
const mostRunAgain = 12

/**
 * Runs files that failed among others once more, by themselves. What fails again has failed; what passes then is told at the
 * end as unsteady, with its first failure above, because a test that a busy machine can break is a fault in the test.
 */
async function runFailedAgain(results, surroundings) {
  const failed = results.flatMap((result) =>
    Object.entries(result.totals.files)
      .filter(([name, file]) => name !== '' && file.failed > 0)
      .map(([name, file]) => ({ result, name, file })),
  )
  if (failed.length > mostRunAgain) return
  for (const { result, name, file } of failed) {
    const { database } = result
    const again = { name: `${name} on ${database}, once more by itself`, database, files: [name] }
    const { ok, totals } = await runMocha(again, surroundings)
    if (!ok) continue
    result.totals.passed += totals.passed - file.passed
    result.totals.failed -= file.failed
    unsteady.push(`${name} on ${database}`)
    if (result.totals.failed === 0) problems.splice(problems.indexOf(result.problem), 1)
  }
}

function runMocha(run, { folder, live, options, postgres }) {
  // mocha splits the options of a reporter at commas, so the file's name is as plain as can be.
  const totalsFile = path.join(fs.mkdtempSync(path.join(folder, 'run-')), 'totals.json')
  const reporter = ['--reporter', 'test/support/totals-reporter.cjs']
  const reporterOptions = ['--reporter-option', `verbose=${live},totals=${totalsFile}`]
  const words = ['node_modules/mocha/bin/mocha.js', ...reporter, ...reporterOptions, ...options.mocha]
  if (isCi()) words.push('--forbid-only')
  const env = testEnvironment(run, options, postgres)
  const started = Date.now()
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...words, ...run.files], {
      cwd: root,
      env,
      stdio: live ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        output += text
      })
    }
    const timer = options.gate ? undefined : setTimeout(() => child.kill('SIGKILL'), longestRunMs)
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      const totals = readTotals(totalsFile)
      const ok = code === 0 && totals !== undefined
      const seconds = ((Date.now() - started) / 1000).toFixed(0)
      say(`${ok ? 'ok    ' : 'FAILED'} ${run.name} (${seconds} s)${live ? '' : summary(totals)}`)
      const problem = ok ? undefined : `${run.name} (${signal ?? `exit code ${code}`})`
      if (!ok) {
        say(output)
        problems.push(problem)
      }
      resolve({ ...run, ok, problem, totals: totals ?? { passed: 0, failed: 1, skipped: [], files: {} } })
    })
  })
}

function testEnvironment(run, options, postgres) {
  const env = { ...process.env, MOMENTUM_TEST_DB: run.database, UV_THREADPOOL_SIZE: '16' }
  // Ink and others behave differently where these are set; the tests are to be the same everywhere.
  delete env.CI
  delete env.CONTINUOUS_INTEGRATION
  // What is tested chooses its builds itself, as on a server: those of React for development keep a measure of every frame.
  delete env.NODE_ENV
  if (postgres?.address) env.MOMENTUM_TEST_POSTGRES = postgres.address
  if (options.gate) env.MOMENTUM_GATE = '1'
  if (options.isBuilt) env.MOMENTUM_TEST_BUILT = '1'
  return env
}

function readTotals(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function summary(totals) {
  if (!totals) return ': ended before its totals'
  const parts = [`${totals.passed} passed`]
  if (totals.failed > 0) parts.push(`${totals.failed} failed`)
  if (totals.skipped.length > 0) parts.push(`${totals.skipped.length} skipped`)
  return `: ${parts.join(', ')}`
}

function conclude(results, started) {
  const sum = (count) => results.reduce((total, { totals }) => total + count(totals), 0)
  const passed = sum((totals) => totals.passed)
  const failed = sum((totals) => totals.failed)
  const skipped = results.flatMap(({ totals }) => totals.skipped)
  if (results.length > 1) tellSlowest(results)
  if (skipped.length > 0) say(`\nSkipped:\n${[...new Set(skipped)].map((title) => `  ${title}`).join('\n')}`)
  if (unsteady.length > 0) say(`\nUnsteady (failed among others, passed by itself): ${unsteady.join(', ')}`)
  if (problems.length > 0) say(`\nNot in order: ${problems.join(', ')}`)
  if (skipped.length > 0 && isCi()) {
    say(
      '\nIn CI a skipped test is a failure, because nobody would notice that it never runs. Install what it needs there.',
    )
  }
  if (passed + failed === 0 && problems.length === 0) problems.push('no test was run')
  const seconds = Math.round((Date.now() - started) / 1000)
  say(`\n  ${passed} passing (${seconds} s)\n  ${failed} failing\n  ${skipped.length} pending`)
  say(`\n${passed} passed, ${failed} failed, ${skipped.length} skipped`)
  process.exitCode = problems.length > 0 || failed > 0 || (skipped.length > 0 && isCi()) ? 1 : 0
}

function tellSlowest(results) {
  const files = results.flatMap(({ database, totals }) =>
    Object.entries(totals.files).map(([file, { ms }]) => ({ file, ms, database })),
  )
  const slowest = files.sort((a, b) => b.ms - a.ms).slice(0, 12)
  say(
    `\nSlowest files:\n${slowest.map(({ file, ms, database }) => `  ${(ms / 1000).toFixed(1)} s ${file} on ${database}`).join('\n')}`,
  )
}

function isCi() {
  return !['', '0', 'false', undefined].includes(process.env.CI)
}

main().catch((error) => {
  console.error(error)
  process.exitCode = 1
})
