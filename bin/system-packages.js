'use strict'

// What the tests use beside Node. Where we may, it is installed; else the tests that need it are skipped, and say so.

const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const { isOnPath } = require('./setup.js')

const wanted = [
  { program: 'chromium', why: 'the web client in a real browser' },
  { program: 'ffmpeg', why: 'posters and conversion of videos' },
  { program: 'tmux', why: 'the console in a real terminal' },
  { program: 'redis-server', why: 'several processes with one doorbell' },
  { program: 'postgresql', why: 'the tests on PostgreSQL', isThere: hasPostgres },
  { program: 'strace', why: 'that every commit reaches the disk' },
  { program: 'faketime', why: 'a clock that jumps under a running server' },
  { program: 'heif-convert', package: 'libheif-examples', why: 'pictures of phones that store HEIC' },
  { program: 'zsh', why: 'completion in zsh' },
  { program: 'fish', why: 'completion in fish' },
]

/** Installs the missing programs with apt where that is possible; tells `say` what it does, or what will be skipped. */
async function installSystemPackages(say) {
  let missing = findMissing()
  if (missing.length === 0) return
  const names = missing.map(packageOf)
  if (process.getuid?.() === 0 && isOnPath('apt-get')) {
    say(`Installing ${names.join(', ')} for the tests`)
    // The list of packages may be old or empty, as in a new container; asking for it takes longer than most installs.
    if (!aptInstall(names)) {
      apt(['update'])
      aptInstall(names)
    }
    missing = findMissing()
  }
  for (const { program, package: name, why } of missing) {
    say(
      `${program} is not installed (apt-get install ${packageOf({ program, package: name })}): what needs it is skipped, namely ${why}.`,
    )
  }
}

function packageOf({ program, package: name = program }) {
  return name
}

function findMissing() {
  return wanted.filter(({ program, isThere }) => !(isThere ? isThere() : isOnPath(program)))
}

function hasPostgres() {
  return process.env.MOMENTUM_TEST_POSTGRES !== undefined || isOnPath('initdb') || fs.existsSync('/usr/lib/postgresql')
}

function aptInstall(names) {
  return apt(['install', '--no-install-recommends', ...names])
}

function apt(words) {
  const options = ['-y', '-qq', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3']
  const { status } = spawnSync('apt-get', [...options, ...words], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  return status === 0
}

module.exports = { installSystemPackages }
