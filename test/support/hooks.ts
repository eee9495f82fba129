import net from 'node:net'
import { eventually } from './eventually.ts'
import { endTests } from './when-tests-end.ts'

// Loaded by mocha before every test file: a rejection that nobody handles fails the test that runs, and nothing that a
// test opened outlives the tests.

// mocha hands unhandled rejections on without counting them; a thrown error it counts.
process.on('unhandledRejection', (reason) => {
  throw reason
})

/** How long things may take to close by themselves after the last test, in ms. */
const patienceMs = Number(process.env.MOMENTUM_TEST_PATIENCE ?? 30_000)

const listening = new Map<net.Server, string>()
const listen = net.Server.prototype.listen

net.Server.prototype.listen = function (this: net.Server, ...words: unknown[]) {
  const { stack = '' } = new Error('listen')
  listening.set(this, stack.split('\n').slice(2).join('\n'))
  this.once('close', () => listening.delete(this))
  return Reflect.apply(listen, this, words)
} as typeof listen

export const mochaHooks = {
  async afterAll(this: Mocha.Context): Promise<void> {
    // A hundred databases are dropped here, on a machine that may be slow.
    this.timeout(300_000)
    const failures = await endTests()
    await eventually(() => stillListening().length === 0, { withinMs: patienceMs }).catch(() => {
      failures.push(
        new Error(`Servers that no test closed, and where they were opened:\n${stillListening().join('\n\n')}`),
      )
    })
    if (failures.length > 0)
      throw failures.length === 1 ? failures[0] : new AggregateError(failures, failures.join('\n'))
  },
}

/** Without it a forgotten timer or socket lets a finished run hang for ever, and nobody would know why. */
export function mochaGlobalTeardown(): void {
  const timer = setTimeout(() => {
    process.once('exit', () => {
      process.exitCode = 1
    })
    console.error(
      `The tests are over, but these keep the process alive: ${process.getActiveResourcesInfo().join(', ')}`,
    )
    process.exit()
  }, patienceMs)
  timer.unref()
}

function stillListening(): string[] {
  return [...listening].filter(([server]) => server.listening).map(([, stack]) => stack)
}
