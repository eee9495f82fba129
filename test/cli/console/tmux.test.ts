import { resolve } from 'node:path'
import { expect } from 'chai'
import { screens } from '../../../src/cli/console/screens/index.ts'
import { expectTerminalAsItWas, runInTmux } from '../../support/console-in-tmux.ts'
import { eventually } from '../../support/eventually.ts'
import { foreignBytes } from '../../support/hostile-texts.ts'
import { hasTmux, openShellInTmux, type ShellInTmux } from '../../support/shell-in-tmux.ts'

const onFake = 'node --import tsx test/support/run-console-on-fake.ts'

describe('the console in a real terminal (tmux)', function () {
  // A console from the sources starts in seconds, and in many where others use the machine.
  this.timeout(600_000)
  let shell: ShellInTmux

  before(function () {
    if (!hasTmux) this.skip()
  })
  afterEach(() => shell.close())

  const endings: [how: string, code: number, end: () => Promise<unknown>][] = [
    ['q', 0, () => shell.type('q')],
    ['ctrl-C', 130, () => shell.type('C-c')],
    ['SIGTERM', 130, async () => process.kill(await shell.nodeProcess(), 'SIGTERM')],
    ['SIGHUP', 130, async () => process.kill(await shell.nodeProcess(), 'SIGHUP')],
    ['a crash', 1, async () => process.kill(await shell.nodeProcess(), 'SIGUSR2')],
  ]
  for (const [how, code, end] of endings) {
    it(`leaves the terminal as it was after ${how}`, async () => {
      shell = await openShellInTmux({
        variables: { NODE_OPTIONS: `--import=${resolve('test/support/throw-on-signal.mjs')}` },
      })
      await runInTmux(shell, `${onFake} users`)
      await shell.shows('katherine')
      expect(await shell.format('alternate_on')).to.equal('1')
      await end()
      const shown = await shell.shows(`left with ${code}`)

      if (how === 'a crash') expect(shown).to.match(/The console stopped: /)
      await expectTerminalAsItWas(shell)
    })
  }

  it('is drawn anew at every size, and leaves the terminal as it was while the server is gone', async () => {
    shell = await openShellInTmux()
    await runInTmux(shell, `${onFake} users`)
    await shell.shows('katherine')
    await shell.resize(120, 40)
    await shell.shows('Joined')
    await shell.resize(60, 20)
    await eventually(async () => /\? keys\n?$/.test((await shell.screen()).trimEnd()))
    process.kill(await shell.nodeProcess(), 'SIGUSR2')
    await shell.shows('Connection lost')
    await shell.type('q')
    await shell.shows('left with 0')

    await expectTerminalAsItWas(shell)
  })

  it('goes to the shell by ctrl-Z and comes back by fg', async () => {
    shell = await openShellInTmux()
    await shell.type(`${onFake} users`, 'Enter')
    await shell.shows('katherine')
    await shell.type('C-z')
    await eventually(async () => (await shell.format('alternate_on')) === '0')
    await shell.type('echo meanwhile', 'Enter')
    await shell.shows(/^meanwhile$/m)
    await shell.type('fg', 'Enter')
    await shell.shows('katherine')
    await shell.type('q')
    await eventually(async () => (await shell.format('alternate_on')) === '0')

    await expectTerminalAsItWas(shell)
  })

  it('shows hostile text on every screen without title, clipboard, cursor or shell being touched', async () => {
    shell = await openShellInTmux({ columns: 120, rows: 40 })
    await runInTmux(shell, `${onFake} pulse --hostile`)
    await shell.shows('Traffic')
    for (const { name, takesId } of screens) {
      await shell.type(`:${name}${takesId === 'needed' ? ' ada' : ''}`, 'Enter')
      await shell.shows(new RegExp(`› ${name}`))
      if (name === 'messages') await shell.type('because', 'Enter')
      await eventually(async () => !/loading…|nothing is read/.test(await shell.screen()))
      // What is deeper down is text from people too: a page, the next tab, the keys of the screen.
      await shell.type('NPage')
      await shell.type('Tab')
      await shell.type('?')
      await shell.shows('Keys of')
      await shell.type('Escape')
      await eventually(async () => !(await shell.screen()).includes('Keys of'))
      expect(await shell.format('pane_title'), name).to.equal('my own title')
      expect(await shell.format('alternate_on'), name).to.equal('1')
      expect(await shell.format('cursor_flag'), name).to.equal('0')
    }
    await shell.type('q')
    const shown = await shell.shows('left with 0')
    const bytes = await shell.bytes()

    expect(shown.trimEnd().split('\n').at(-1)).to.match(/^ready: ?$/)
    expect(await shell.clipboard()).to.equal('')
    expect(foreignBytes(bytes.slice(bytes.indexOf('\u001b[?1049h'), bytes.lastIndexOf('\u001b[?1049l')))).to.equal('')
    await expectTerminalAsItWas(shell)
  })
})
