#!/usr/bin/env node
'use strict'

// `npm start`: installs and builds what is missing, then is the server. `npm start -- --demo` is the demonstration;
// every other argument goes to `momentum serve`.

const { setup, SetupError } = require('./setup.js')

setup().then(
  () => {
    const given = process.argv.slice(2)
    const words = given.includes('--demo')
      ? ['demo', ...given.filter((word) => word !== '--demo')]
      : ['serve', ...given]
    process.argv.splice(2, given.length, ...words)
    // What workers are started from: all is set up by then.
    process.argv[1] = require.resolve('./momentum.js')
    // In this process, so that signals and the exit code need no forwarding.
    require('./momentum.js')
  },
  (error) => {
    console.error(error instanceof SetupError ? `\n${error.message}` : error)
    process.exitCode = 1
  },
)
