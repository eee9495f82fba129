import { readFile } from 'node:fs/promises'
import { runConsole } from '../../src/cli/console/run-console.ts'
import { createFakeConsoleApi } from './fake-console-api.ts'
import { hostileTexts } from './hostile-texts.ts'

// Runs the console on this terminal against a server in memory:
//   npx tsx test/support/run-console-on-fake.ts [screen[:id]] [--users=1000000] [--picture=file] [--hostile] [--read-only]
// SIGUSR2 takes the server away and brings it back; every 20 ms (50 a second) an event arrives with --events.

const words = process.argv.slice(2)
const option = (name: string) => words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3)
const [screen = '', id] = (words.find((word) => !word.startsWith('--')) ?? 'pulse').split(':')
const file = option('picture')

const api = createFakeConsoleApi({
  users: Number(option('users') ?? 100_000),
  now: Date.now(),
  ...(file === undefined ? {} : { picture: await readFile(file) }),
  ...(words.includes('--hostile') ? { hostile: hostileTexts } : {}),
})
let away = false
process.on('SIGUSR2', () => {
  away = !away
  if (away) api.goAway()
  else api.comeBack()
})
const timer = words.includes('--events') ? setInterval(() => api.emit({ type: 'post.created' }), 20) : undefined

process.exitCode = await runConsole({
  api,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  variables: process.env,
  readOnly: words.includes('--read-only'),
  folder: process.cwd(),
  start: id === undefined ? { screen } : { screen, id },
})
clearInterval(timer)
if (process.stdin.isTTY) process.stdin.unref()
