import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { screens } from '../../../src/cli/console/screens/index.ts'
import { displayWidth } from '../../../src/lib/terminal-text.ts'
import { eventually } from '../../support/eventually.ts'
import { foreignBytes, hostileTexts as hostile } from '../../support/hostile-texts.ts'
import { openConsoleOnScreen } from '../../support/open-console-on-screen.ts'

const sizes: [columns: number, rows: number][] = [
  [80, 24],
  [120, 40],
  [60, 20],
]

/** Something each screen shows once its data is there, at every size. */
const signs: Record<string, RegExp> = {
  pulse: /requests +\d/,
  triage: /yours until/,
  users: /katherine/,
  user: /ada@example\.org/,
  posts: /katherine/,
  comments: /katherine/,
  messages: /Read private messages/,
  appeals: /quoting/,
  videos: /Boat in/,
  jobs: /youtube-charts/,
  quota: /10,000/,
  filters: /buy followers/,
  audit: /user\.silence/,
  settings: /registration/,
  log: /slow query/,
}

/** Controls, directions and the marks of pictures: nothing of it may be in a cell. */
const unsafe = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u{F5000}-\u{F50FF}]/u

describe('every screen of the console', () => {
  for (const { name } of screens) {
    for (const [columns, rows] of sizes) {
      it(`${name} draws a whole frame of ${columns}×${rows}, with its trail and its keys`, async () => {
        const id = name === 'user' ? 'ada' : undefined
        const { screen, quit } = openConsoleOnScreen({ at: name, columns, rows, ...(id === undefined ? {} : { id }) })
        await screen.shows(signs[name] as RegExp)
        const lines = screen.lines()

        expect(lines[0]).to.match(new RegExp(`Momentum local {2}.*${name}`))
        expect(lines.at(-1)).to.match(name === 'messages' ? /esc leave it/ : /\? keys/)
        expect(lines.filter((line) => displayWidth(line) > columns)).to.deep.equal([])
        expect(await quit()).to.equal(130)
      })
    }
  }
})

describe('what people write', () => {
  for (const { name } of screens) {
    it(`cannot command the terminal that shows ${name}`, async () => {
      for (const [columns, rows] of sizes) {
        const id = name === 'user' ? { id: hostile.join(' ') } : {}
        const { screen, quit } = openConsoleOnScreen({ at: name, hostile, columns, rows, ...id })
        await eventually(() => /\? keys|esc leave it/.test(screen.lines().at(-1) ?? ''), { what: name })
        if (name === 'messages') screen.type('because\r')
        await eventually(() => !/loading…|nothing is read/.test(screen.text()), { what: name })
        // What is deeper down is text from people too: pages, the next tab, the help.
        for (const key of ['\u001b[6~', '\t', 'j', '?', '\u001b[6~']) screen.type(key)
        await screen.shows(/Keys of/)
        const shown = screen.text()
        await quit()

        expect(screen.title(), name).to.equal('')
        expect(shown, name).not.to.match(unsafe)
        expect(foreignBytes(screen.raw()), name).to.equal('')
      }
    })
  }

  it('does not move the columns beside it, also where terminals disagree about its width', async () => {
    const { screen, quit } = openConsoleOnScreen({ at: 'users', hostile, columns: 120, rows: 40 })
    await screen.shows(/1\/100/)
    const [, , head = [], ...rows] = screen.cells().map((row) => row.map((cell) => cell.text))
    const at = head.join('').indexOf('Status')
    const states = rows.slice(0, -2).map((row) =>
      row
        .slice(at, at + 9)
        .join('')
        .trim(),
    )
    await quit()

    expect(at).to.be.greaterThan(20)
    expect(new Set(states)).to.deep.equal(new Set(['active', 'suspended', 'silenced']))
  })

  it('cannot put words into the clipboard or the files the operator asks for', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'momentum-'))
    const { screen, quit } = openConsoleOnScreen({ at: 'posts', hostile, folder })
    await screen.shows(/1\/100/)
    screen.type('\u0013')
    await screen.shows(/written to/)
    screen.type('y')
    await screen.shows(/copied 0198f000/)
    const [file = ''] = await readdir(folder)
    const text = await readFile(join(folder, file), 'utf8')
    await quit()
    await rm(folder, { recursive: true })

    expect(text.split('\n').length).to.be.greaterThan(50)
    expect(text).not.to.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
    const copied = /\u001b\]52;c;([A-Za-z0-9+/=]*)\u0007/.exec(screen.raw())?.[1] ?? ''
    expect(Buffer.from(copied, 'base64').toString()).to.match(/^0198f000-[0-9a-f-]+$/)
  })
})
