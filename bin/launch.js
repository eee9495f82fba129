'use strict'

// CommonJS on purpose (bin/package.json): an ES module as the entry has started libuv's thread pool before its first
// line runs, and UV_THREADPOOL_SIZE set after that is ignored. Four threads are too few beside SQLite and argon2.

/** Commands that stay: what goes wrong in them is told by lines of the sources. The others would pay a tenth for it. */
const staying = ['serve', 'demo', 'jobs', 'console']

/** Runs the command line that `load` imports with this process's arguments, and makes its answer the exit code. */
function launch(load) {
  process.env.UV_THREADPOOL_SIZE ??= '16'
  process.env.NODE_ENV ??= 'production'
  if (staying.includes(process.argv[2])) process.setSourceMapsEnabled(true)
  load()
    .then(({ runCli }) => runCli(process.argv.slice(2)))
    .then(
      (code) => {
        process.exitCode = code
      },
      (error) => {
        console.error(error)
        process.exitCode = 1
      },
    )
}

module.exports = { launch }
