import { join } from 'node:path'
import { expect } from 'chai'
import { createServer } from '../../../src/api/server.ts'
import { screens } from '../../../src/cli/console/screens/index.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { expectTerminalAsItWas, runInTmux } from '../../support/console-in-tmux.ts'
import { signUpCrowd } from '../../support/crowd.ts'
import { eventually } from '../../support/eventually.ts'
import { publish } from '../../support/posts.ts'
import { hasTmux, openShellInTmux, type ShellInTmux } from '../../support/shell-in-tmux.ts'

describe('the console in a real terminal (tmux) on a real server', function () {
  // A console from the sources starts in seconds, and in many where others use the machine.
  this.timeout(600_000)
  let shell: ShellInTmux
  let momentum: TestApp
  let restarted: { close(): Promise<void> } | undefined
  let socket: string

  before(async function () {
    if (!hasTmux) return this.skip()
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
    await shell?.close()
    await restarted?.close()
    await momentum?.close()
  })

  it('goes to every screen, decides ten cases by keys alone, and goes on when the server comes back', async () => {
    shell = await openShellInTmux({ variables: { MOMENTUM_DATA: momentum.dataFolder } })
    await runInTmux(shell, 'node --import tsx bin/from-source.js console')
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
    await expectTerminalAsItWas(shell)
  })
})
