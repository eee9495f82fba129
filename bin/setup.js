'use strict'

// Installs and builds what is missing, and nothing else. It runs before anything is installed, so it uses Node alone;
// it runs before every start, so when there is nothing to do it only compares a few stamps.

const { spawn, spawnSync } = require('node:child_process')
const { createHash } = require('node:crypto')
const fs = require('node:fs')
const path = require('node:path')

const root = path.join(__dirname, '..')
const at = (...parts) => path.join(root, ...parts)
const stamps = at('node_modules', '.cache', 'momentum')

const oldestNode = [20, 19]

/** What a compile of sqlite3 needs where no ready-made binary can be had. */
const compilers = ['python3', 'make', 'g++']
const compilersHint = 'apt-get install -y python3 make g++'

/** A reason not to go on that the person at the keyboard can act on; its message is all they need to see. */
class SetupError extends Error {}

/** The packages are there, but what is built from the sources is missing or old. */
class BuildError extends SetupError {}

/**
 * Makes the tree ready to run: packages, server build, web build. `development` asks for the packages that only tests
 * and builds need, even when nothing has to be built. Throws SetupError when something is missing.
 */
async function setup({ development = false } = {}) {
  checkNode()
  const builds = [serverBuild(), webBuild()].filter((build) => build?.isStale())
  install(development || builds.length > 0)
  await Promise.all(builds.map((build) => build.run()))
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    throw new SetupError(
      `Momentum needs Node ${oldestNode.join('.')} or newer (24 is the best choice); this is ${process.version}.`,
    )
  }
}

// Packages

function install(development) {
  const name = development ? 'packages' : 'packages-to-run'
  const wanted = packagesStamp()
  if (isStamped(name, wanted)) return
  if (!installedPackagesMatchLock(development)) {
    const fresh = !fs.existsSync(at('node_modules'))
    if (fresh) say('Installing packages (once; a few minutes where sqlite3 has to be compiled)')
    else say('Installing packages that have changed')
    warnOfMissingCompilers()
    const result = npm([fresh ? 'ci' : 'install', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])
    if (result !== 0) throw new SetupError(`npm could not install the packages.${missingCompilersAdvice()}`)
  }
  if (!hasDatabaseBinary()) rebuildDatabaseBinary()
  stamp(name, wanted)
}

// N-API binaries outlive a Node version, but which optional packages fit is decided by platform and version.
function packagesStamp() {
  const lock = fs.readFileSync(at('package-lock.json'))
  const machine = `${process.platform} ${process.arch} ${process.version}`
  return createHash('sha256').update(lock).update(machine).digest('hex')
}

/** Compares npm's own record of what it installed with the lock file, for trees that were installed by hand. */
function installedPackagesMatchLock(development) {
  const installed = readJson(at('node_modules', '.package-lock.json'))?.packages
  if (!installed) return false
  const locked = Object.entries(readJson(at('package-lock.json')).packages)
  return locked.every(([place, entry]) => {
    if (place === '' || entry.optional || entry.devOptional) return true
    if (entry.dev && !development) return true
    return installed[place]?.version === entry.version
  })
}

function hasDatabaseBinary() {
  return fs.existsSync(at('node_modules', 'sqlite3', 'build', 'Release', 'node_sqlite3.node'))
}

/** npm 12 skips install scripts it has not been told to trust, and `--ignore-scripts` skips all of them. */
function rebuildDatabaseBinary() {
  say('Preparing the sqlite3 binary')
  npm(['rebuild', 'sqlite3', '--loglevel=error'])
  if (!hasDatabaseBinary()) throw new SetupError(`sqlite3 has no binary for this machine.${missingCompilersAdvice()}`)
}

function missingCompilers() {
  return compilers.filter((name) => !isOnPath(name))
}

function warnOfMissingCompilers() {
  if (hasDatabaseBinary() || missingCompilers().length === 0) return
  say(
    `${missingCompilers().join(', ')} not found. They are needed if sqlite3 has no ready-made binary for this machine:\n` +
      `  ${compilersHint}`,
  )
}

function missingCompilersAdvice() {
  if (missingCompilers().length === 0) return ''
  return ` ${missingCompilers().join(', ')} not found, which sqlite3 may need to compile. On Debian and Ubuntu:\n  ${compilersHint}`
}

function npm(words) {
  // npm's own script where npm started us: the `npm` on the PATH may belong to another Node.
  const own = process.env.npm_execpath
  const [command, first] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []]
  const result = spawnSync(command, [...first, ...words], { cwd: root, stdio: ['ignore', 2, 2] })
  if (result.error) throw new SetupError(`npm could not be started: ${result.error.message}`)
  return result.status
}

// Builds

function serverBuild() {
  return {
    isStale: () => !fs.existsSync(at('dist', 'cli', 'main.js')) || !isStamped('server', serverStamp()),
    async run() {
      say('Building the server')
      const wanted = serverStamp()
      // tsc writes only what changed since its last run, so without its output its memory of that run must go too.
      if (!fs.existsSync(at('dist', 'cli', 'main.js')))
        fs.rmSync(at('node_modules', '.cache', 'tsc-build.tsbuildinfo'), { force: true })
      removeOrphans()
      copyAssets()
      fs.mkdirSync(stamps, { recursive: true })
      await runTool('typescript', 'tsc', ['-p', 'tsconfig.build.json'], 'The server could not be built.')
      stamp('server', wanted)
    },
  }
}

function webBuild() {
  if (!fs.existsSync(at('src', 'web', 'index.html'))) return undefined
  return {
    isStale: () => !fs.existsSync(at('static', 'app', 'index.html')) || !isStamped('web', webStamp()),
    async run() {
      say('Building the web client')
      const wanted = webStamp()
      const words = ['build', '--config', 'src/web/vite.config.ts', '--logLevel', 'warn']
      await runTool('vite', 'vite', words, 'The web client could not be built.')
      // What the server draws pages with, of the same sources. The first empties the folder, so one goes after the other.
      await runTool(
        'vite',
        'vite',
        [...words, '--ssr', 'drawn/draw-home.tsx'],
        'The web client could not be built for the server.',
      )
      stamp('web', wanted)
    },
  }
}

function serverStamp() {
  return sourcesStamp([at('tsconfig.json'), at('tsconfig.build.json'), ...filesUnder(at('src'), at('src', 'web'))])
}

function webStamp() {
  return sourcesStamp([at('tsconfig.json'), at('package-lock.json'), ...filesUnder(at('src', 'web'))])
}

/** Names, sizes and times of change: a look at every source costs milliseconds, reading them all would not. */
function sourcesStamp(files) {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0])
  for (const file of files) {
    const { size, mtimeMs } = fs.statSync(file)
    hash.update(`${file}\0${size}\0${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

function filesUnder(folder, except) {
  if (!fs.existsSync(folder)) return []
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const full = path.join(folder, entry.name)
      if (full === except) return []
      return entry.isDirectory() ? filesUnder(full, except) : [full]
    })
}

/** Removes what dist still has of sources that are gone, so that a deleted file cannot be imported by mistake. */
function removeOrphans() {
  for (const file of filesUnder(at('dist'))) {
    const source = at('src', path.relative(at('dist'), file))
    const stem = source.replace(/\.js(\.map)?$/, '')
    if (![source, `${stem}.ts`, `${stem}.tsx`].some((name) => fs.existsSync(name))) fs.rmSync(file)
  }
}

/** What is not TypeScript (word lists, templates) stands beside the code that reads it, in dist as in src. */
function copyAssets() {
  for (const file of filesUnder(at('src'), at('src', 'web'))) {
    if (/\.tsx?$/.test(file)) continue
    const target = at('dist', path.relative(at('src'), file))
    fs.mkdirSync(path.dirname(target), { recursive: true })
    fs.copyFileSync(file, target)
  }
}

/** Runs a package's command with this very Node; throws BuildError(`failure`) after the tool has had its say. */
function runTool(packageName, binName, words, failure) {
  const { bin } = readJson(at('node_modules', packageName, 'package.json'))
  const script = at('node_modules', packageName, typeof bin === 'string' ? bin : bin[binName])
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...words], { cwd: root, stdio: ['ignore', 2, 2] })
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new BuildError(failure))))
  })
}

// Small things

function isStamped(name, value) {
  try {
    return fs.readFileSync(path.join(stamps, name), 'utf8') === value
  } catch {
    return false
  }
}

function stamp(name, value) {
  fs.mkdirSync(stamps, { recursive: true })
  fs.writeFileSync(path.join(stamps, name), value)
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function isOnPath(name) {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => fs.existsSync(path.join(folder, name)))
}

function say(text) {
  process.stderr.write(`${text}\n`)
}

module.exports = { setup, SetupError, BuildError, isOnPath, runTool, root }

if (require.main === module) {
  setup({ development: true }).catch((error) => {
    console.error(error instanceof SetupError ? `\n${error.message}` : error)
    process.exitCode = 1
  })
}
