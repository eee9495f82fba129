import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { openConsoleOnScreen } from '../../support/open-console-on-screen.ts'
import { quickestRun, slowness } from '../../support/slowness.ts'
import { projectFolder } from '../../support/spawn.ts'
import { press } from './press.ts'

const keys = { down: 'j', 'page down': '\u001b[6~' }

function percentile(values: readonly number[], share: number): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length * share)] ?? Number.NaN
}

describe('a list of 100,000 people', () => {
  // From key to frame nothing waits for anything, so that on a free processor its time is the time that passes.
  it('spends less than 50 ms of processor on a key, 95 times of 100', async () => {
    const one = openConsoleOnScreen({ at: 'users', users: 100_000, columns: 120, rows: 40 })
    await one.screen.shows('katherine')
    const times: number[] = []
    for (let step = 0; step < 100; step += 1) {
      times.push((await press(one, step % 10 < 8 ? keys.down : keys['page down'])).ms)
    }
    await one.quit()

    expect(percentile(times, 0.95)).to.be.below(50 * (await slowness()))
  })
})

describe('momentum console, with a server running', () => {
  let momentum: TestApp

  before(async function () {
    if (!existsSync(join(projectFolder, 'dist/cli/main.js'))) return this.skip()
    momentum = await startTestApp()
    await momentum.server.listenLocally(join(momentum.dataFolder, 'momentum.sock'))
  })
  after(() => momentum?.close())

  /** Runs the command in a terminal of its own until the overview has its figures. */
  function untilFirstFrame(): Promise<void> {
    return new Promise((resolve, reject) => {
      const command = `${process.execPath} ${join(projectFolder, 'bin/momentum.js')} console`
      const shell = spawn('script', ['-qfec', command, '/dev/null'], {
        env: { ...process.env, MOMENTUM_DATA: momentum.dataFolder, TERM: 'xterm-256color' },
      })
      let shown = ''
      shell.once('error', reject)
      shell.once('close', () => reject(new Error(`ended before its first frame: ${shown}`)))
      shell.stdout.on('data', (chunk: Buffer) => {
        shown += chunk.toString()
        if (!shown.includes('requests')) return
        shell.kill('SIGTERM')
        resolve()
      })
    })
  }

  it('shows its first frame in less than 700 ms', async () => {
    expect(await quickestRun(untilFirstFrame, 5)).to.be.below(700 * (await slowness()))
  })
})
