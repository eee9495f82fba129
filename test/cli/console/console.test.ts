import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { runConsole } from '../../../src/cli/console/run-console.ts'
import { runCommand } from '../../support/command-line.ts'
import { eventually } from '../../support/eventually.ts'
import { createFakeConsoleApi } from '../../support/fake-console-api.ts'
import {
  type ConsoleOnScreen,
  type ConsoleOnScreenOptions,
  openConsoleOnScreen,
} from '../../support/open-console-on-screen.ts'
import { soonMs } from '../../support/soon.ts'
import { openTerminalScreen } from '../../support/terminal-screen.ts'

describe('the console', () => {
  let opened: ConsoleOnScreen[] = []
  const open = (options: ConsoleOnScreenOptions = {}) => {
    const one = openConsoleOnScreen(options)
    opened.push(one)
    return one
  }

  afterEach(async () => {
    for (const one of opened) await one.quit()
    opened = []
  })

  describe('without a terminal', () => {
    it('says so and answers 2', async () => {
      const screen = openTerminalScreen({ isTTY: false })
      const exit = await runConsole({ ...screen, api: createFakeConsoleApi(), variables: {}, folder: '/nowhere' })

      expect(exit).to.equal(2)
      expect(screen.errors()).to.match(/needs a terminal/)
      expect(screen.raw()).to.equal('')
    })
  })

  it('is a command of the command line, which says the same without asking for a server', async () => {
    const { exitCode, err } = await runCommand(['console', 'triage', '--read-only'])

    expect(exitCode).to.equal(2)
    expect(err).to.match(/needs a terminal/)
  })

  describe('ending', () => {
    const endings: [how: string, end: (one: ConsoleOnScreen) => void, exit: number][] = [
      ['q', ({ screen }) => screen.type('q'), 0],
      [':quit', ({ screen }) => screen.type(':quit\r'), 0],
      ['ctrl-c', ({ screen }) => screen.type('\u0003'), 130],
      ['SIGTERM', () => process.emit('SIGTERM'), 130],
      ['SIGHUP', () => process.emit('SIGHUP'), 130],
      ['the end of its input', ({ screen }) => screen.stdin.push(null), 130],
    ]
    for (const [how, end, wanted] of endings) {
      it(`by ${how} answers ${wanted} and leaves the terminal as it was`, async () => {
        const one = open()
        await one.screen.shows('Traffic')
        expect(one.screen.isAlternate()).to.equal(true)
        expect(one.screen.isRaw()).to.equal(true)
        end(one)

        expect(await one.exit).to.equal(wanted)
        expect(one.screen.isRaw()).to.equal(false)
        await eventually(() => !one.screen.isAlternate())
        expect(one.screen.raw()).to.match(/\u001b\[\?2004l\u001b\[\?7h\u001b\[\?25h\u001b\[\?1049l$/)
        expect(one.api.following()).to.equal(0)
      })
    }

    it('by a failure nobody expected tells it after the terminal was given back, and answers 1', async () => {
      const one = open()
      await one.screen.shows('Traffic')
      process.listeners('uncaughtException').at(-1)?.(new Error('broken inside'), 'uncaughtException')

      expect(await one.exit).to.equal(1)
      expect(one.screen.errors()).to.match(/The console stopped: Error: broken inside/)
      await eventually(() => !one.screen.isAlternate())
    })

    it('gives a claimed case back', async () => {
      const one = open({ at: 'triage' })
      await one.screen.shows('yours until')
      await one.quit()

      expect(one.api.acts.map(({ name }) => name)).to.deep.equal(['cases.claim', 'cases.release'])
    })

    it('does not wait for a terminal that never answers', async () => {
      const one = open({ answers: false })
      await one.screen.shows('Traffic')
      const start = performance.now()
      await one.quit()

      expect(performance.now() - start).to.be.lessThan(soonMs)
    })
  })

  describe('when the connection is lost', () => {
    it('keeps what it shows in grey, says so, and comes back by itself', async () => {
      const { api, screen } = open({ at: 'users' })
      await screen.shows('katherine')
      api.goAway()
      await screen.shows(/Connection lost .*the server went away/)
      const name = screen.cells()[5]?.find((cell) => cell.text === 'g')
      expect(screen.text()).to.include('katherine')
      expect(name?.foreground).to.equal(8)
      api.comeBack()

      await screen.shows('connected again')
      await screen.hides('Connection lost')
    })

    it('notices it by a request that fails, while the stream still seems open', async () => {
      const { api, screen } = open({ at: 'users' })
      await screen.shows('katherine')
      api.stopAnswering()
      screen.type('R')
      await screen.shows(/Connection lost .*does not answer/)
      api.comeBack()

      await screen.hides('Connection lost')
    })
  })

  describe('getting around', () => {
    it('opens a person by :user ada, shows the trail, and goes back by - to the row it left', async () => {
      const { screen } = open({ at: 'users' })
      await screen.shows('katherine')
      screen.type('jjj')
      await screen.shows(/4\/100/)
      screen.type(':user ada\r')
      await screen.shows(/users › user ada/)
      screen.type('-')

      await screen.hides('user ada')
      await screen.shows(/4\/100/)
    })

    it('completes screens and ids while they are typed', async () => {
      const { screen } = open()
      await screen.shows('Traffic')
      screen.type(':aud')
      await screen.shows(/^ audit/m)
      screen.type('\u0015user gra')
      await screen.shows(/user grace/)
      screen.type('\t\r')

      await screen.shows(/user grace/)
      await screen.shows(/In force/)
    })

    it('narrows a list by / and shows all again by Escape', async () => {
      const { screen } = open({ at: 'users' })
      await screen.shows('katherine')
      screen.type('/grace\r')
      await screen.hides('katherine')
      expect(screen.lines()[0]).to.match(/\/grace/)
      screen.type('\u001b')

      await screen.shows('katherine')
    })

    it('leaves rows out by !word, which the server cannot', async () => {
      const { screen } = open({ at: 'users' })
      await screen.shows('katherine')
      screen.type('/!silenced\r')
      await screen.hides(/radia +Ł.*silenced/)

      await screen.shows('katherine')
    })

    it('goes to the last of a million and back within a request each', async () => {
      const { api, screen } = open({ at: 'users', users: 1_000_000 })
      await screen.shows('katherine')
      screen.type('G')
      await screen.shows('katherine99999')
      expect(screen.lines()[0]).to.match(/1 from the end/)
      screen.type('g')

      await screen.shows(/^ ada /m)
      expect(api.asked.filter((line) => line.startsWith('users')).length).to.be.at.most(6)
    })

    it('shows the keys of the screen by ?, with those that change something marked', async () => {
      const { screen } = open({ at: 'users', rows: 40 })
      await screen.shows('katherine')
      screen.type('?')

      const help = await screen.shows('Keys of users')
      expect(help)
        .to.match(/s +suspend !/)
        .and.to.match(/y +copy id/)
        .and.to.match(/-( +)back \(this is the first/)
    })

    it('does not take pasted text for keys', async () => {
      const { api, screen } = open({ at: 'users' })
      await screen.shows('katherine')
      screen.type('\u001b[200~q\rsada\r\u001b[201~')

      await screen.shows('pasted text is not taken for keys')
      expect(api.acts).to.deep.equal([])
    })

    it('draws itself anew at a new size', async () => {
      const { screen } = open({ at: 'users' })
      await screen.shows('katherine')
      screen.resize(120, 30)
      await screen.shows('Joined')
      screen.resize(60, 20)

      await eventually(() => screen.lines().at(-1)?.endsWith('? keys'))
      expect(screen.lines().length).to.equal(20)
      expect(screen.text()).not.to.include('Joined')
    })
  })

  describe('acting', () => {
    it('asks for a reason, shows the command that does the same, and undoes by u', async () => {
      const { api, screen } = open({ at: 'users' })
      await screen.shows('katherine')
      screen.type('w')
      await screen.shows('Warn ada')
      screen.type('rude words')
      await screen.shows("$ momentum users warn ada --reason 'rude words'")
      screen.type('\r')
      await screen.shows('warned ada · u undoes')
      screen.type('u')
      await screen.shows('undone')

      expect(api.acts.map(({ name, body }) => [name, body.reason])).to.deep.equal([
        ['users.warn', 'rude words'],
        ['undo', 'undone in the console'],
      ])
      expect(api.acts[1]?.id).to.equal('audit-1')
    })

    it('wants the name typed before it shuts someone out', async () => {
      const { api, screen } = open({ at: 'users' })
      await screen.shows('katherine')
      screen.type('s')
      await screen.shows('Suspend ada')
      screen.type('spam\r\r')
      await screen.shows(/type ada/)
      screen.type('adam\r')
      await screen.shows('type ada to go on')
      expect(api.acts).to.deep.equal([])
      screen.type('\u007f\r')

      await screen.shows('suspended ada')
      expect(api.acts[0]?.body).to.deep.equal({ reason: 'spam', durationSeconds: 604_800 })
    })

    it('acts on everything that was marked, and undoes it all', async () => {
      const { api, screen } = open({ at: 'users' })
      await screen.shows('katherine')
      screen.type('   w')
      await screen.shows('Warn 3 people')
      screen.type('flood\r')
      await screen.shows('warned 3 people')
      screen.type('u')
      await screen.shows('undone: 3 acts')

      expect(api.acts.map(({ name }) => name)).to.deep.equal([...Array(3).fill('users.warn'), ...Array(3).fill('undo')])
      expect(api.acts.slice(3).map(({ id }) => id)).to.deep.equal(['audit-3', 'audit-2', 'audit-1'])
    })

    it('says what the server refused, and keeps what was typed', async () => {
      const { api, screen } = open({ at: 'users' })
      await screen.shows('katherine')
      api.refuse('an admin cannot be warned by a moderator')
      screen.type('wrude\r')

      const shown = await screen.shows('an admin cannot be warned')
      expect(shown).to.match(/reason +rude/)
    })

    it('has no key that changes anything under --read-only', async () => {
      const { api, screen } = open({ at: 'users', readOnly: true, rows: 40 })
      await screen.shows('katherine')
      expect(screen.lines()[0]).to.include('read-only')
      screen.type('wsdu')
      screen.type('?')

      const help = await screen.shows('Keys of users')
      expect(help.slice(help.indexOf('Keys of'))).not.to.match(/suspend|warn|delete|undo/)
      expect(api.acts).to.deep.equal([])
    })

    it('asks why before it reads private messages', async () => {
      const { api, screen } = open({ at: 'messages' })
      await screen.shows('Read private messages')
      expect(api.asked.filter((line) => line.startsWith('messages'))).to.deep.equal([])
      screen.type('threats\r')

      await screen.shows('katherine')
      expect(api.asked.filter((line) => line.startsWith('messages'))).to.deep.equal([
        'messages because threats start 100',
      ])
    })

    it('writes the view to a file of its own by ctrl-s', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'momentum-'))
      const { screen } = open({ at: 'users', folder })
      await screen.shows('katherine')
      screen.type('\u0013')
      await screen.shows('written to')
      const [file = ''] = await readdir(folder)
      const text = await readFile(join(folder, file), 'utf8')
      await rm(folder, { recursive: true })

      expect(file).to.match(/^momentum-users-\d{8}T\d{6}\.txt$/)
      expect(text.split('\n')[0]).to.match(/^User\tName\tStatus/)
    })
  })

  describe('in the terminal it has', () => {
    it('uses no colour under NO_COLOR', async () => {
      const { screen } = open({ at: 'users', variables: { NO_COLOR: '1' } })
      await screen.shows('katherine')

      expect(screen.raw()).not.to.match(/\u001b\[[0-9;]*(?:3|4|9|10)[0-7][;m]/)
    })

    it('uses the sixteen colours alone where there are no others', async () => {
      const { screen } = open({ at: 'users', variables: { TERM: 'xterm' } })
      await screen.shows('katherine')

      expect(screen.raw()).not.to.match(/[34]8;[25];/)
    })

    it('is drawn whatever CI says', async () => {
      process.env.CI = ''
      const { screen } = open()
      await screen.shows('Traffic')
      delete process.env.CI
    })
  })
})
