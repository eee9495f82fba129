import { join, resolve } from 'node:path'
import { expect } from 'chai'
import { createServer } from '../../../src/api/server.ts'
import { screens } from '../../../src/cli/console/screens/index.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { signUpCrowd } from '../../support/crowd.ts'
import { eventually } from '../../support/eventually.ts'
import { foreignBytes } from '../../support/hostile-texts.ts'
import { publish } from '../../support/posts.ts'
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

  async function start(command: string): Promise<void> {
    await shell.type(`${command}; echo left with $?`, 'Enter')
  }

  /** That nothing of the console is left: screen, cursor, wrapping, title, and keys that are echoed by line. */
  async function isAsItWas(): Promise<void> {
    expect(await shell.format('alternate_on')).to.equal('0')
    expect(await shell.format('cursor_flag')).to.equal('1')
    expect(await shell.format('wrap_flag')).to.equal('1')
    expect(await shell.format('pane_title')).to.equal('my own title')
    await shell.type('echo echoed back', 'Enter')
    await shell.shows(/^echoed back$/m)
  }

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
      await start(`${onFake} users`)
      await shell.shows('katherine')
      expect(await shell.format('alternate_on')).to.equal('1')
      await end()
      const shown = await shell.shows(`left with ${code}`)

      if (how === 'a crash') expect(shown).to.match(/The console stopped: /)
      await isAsItWas()
    })
  }

  it('is drawn anew at every size, and leaves the terminal as it was while the server is gone', async () => {
    shell = await openShellInTmux()
    await start(`${onFake} users`)
    await shell.shows('katherine')
    await shell.resize(120, 40)
    await shell.shows('Joined')
    await shell.resize(60, 20)
    await eventually(async () => /\? keys\n?$/.test((await shell.screen()).trimEnd()))
    process.kill(await shell.nodeProcess(), 'SIGUSR2')
    await shell.shows('Connection lost')
    await shell.type('q')
    await shell.shows('left with 0')

    await isAsItWas()
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

    await isAsItWas()
  })

  it('shows hostile text on every screen without title, clipboard, cursor or shell being touched', async () => {
    shell = await openShellInTmux({ columns: 120, rows: 40 })
    await start(`${onFake} pulse --hostile`)
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
    await isAsItWas()
  })

  describe('on a real server', () => {
    let momentum: TestApp
    let restarted: { close(): Promise<void> } | undefined
    let socket: string

    before(async () => {
      momentum = await startTestApp()
      socket = join(momentum.dataFolder, 'momentum.sock')
      await momentum.server.listenLocally(socket)
      const [author, ...reporters] = await signUpCrowd(momentum, 3, 'tmux')
      for (let at = 0; at < 12; at += 1) {
        const post = await publish(momentum, author!, { caption: `offer number ${at}` })
        for (const by of reporters) {
          await by.post('/reports', { subject: { type: 'post', id: post.id }, reason: 'spam' })
        }
      }
    })
    after(async () => {
      await restarted?.close()
      await momentum.close()
    })

    it('goes to every screen, decides ten cases by keys alone, and goes on when the server comes back', async () => {
      shell = await openShellInTmux({ variables: { MOMENTUM_DATA: momentum.dataFolder } })
      await start('node --import tsx bin/from-source.js console')
      await shell.shows(/requests +\d/)
      for (const { name, takesId } of screens) {
        await shell.type(`:${name}${takesId === 'needed' ? ' tmux_0' : ''}`, 'Enter')
        await shell.shows(new RegExp(`› ${name}`))
        await eventually(async () => !(await shell.screen()).includes('loading…'))
        if (name !== 'messages') continue
        // Keys that come together with Escape would be one key to a terminal.
        await shell.shows('The reason is written')
        await shell.type('Escape')
        await eventually(async () => !(await shell.screen()).includes('The reason is written'))
      }
      await shell.resize(100, 30)
      await shell.type(':triage', 'Enter')
      for (let decided = 1; decided <= 10; decided += 1) {
        await shell.shows(new RegExp(`case \\d+/${13 - decided}\\b[\\s\\S]*yours until`))
        await shell.type('2')
        await shell.shows('$ momentum reports resolve')
        await shell.type('a')
        await shell.shows(`${decided} decided`)
        if (decided === 5) {
          await momentum.server.close()
          await shell.shows('Connection lost')
          const again = createServer(momentum.app)
          await again.listenLocally(socket)
          Object.assign(momentum, { server: again })
          restarted = again
          await shell.shows('connected again')
        }
      }
      await shell.type('q')
      await shell.shows('left with 0')

      const open = await momentum.app.db.read.get<{ count: number }>(
        "SELECT COUNT(*) AS count FROM cases WHERE state = 'open'",
      )
      expect(open?.count).to.equal(2)
      await isAsItWas()
    })
  })
})
