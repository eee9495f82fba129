import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import sharp from 'sharp'
import { displayWidth } from '../../../src/lib/terminal-text.ts'
import { eventually } from '../../support/eventually.ts'
import {
  type ConsoleOnScreen,
  type ConsoleOnScreenOptions,
  openConsoleOnScreen,
} from '../../support/open-console-on-screen.ts'

describe('triage', () => {
  let picture: Buffer
  let opened: ConsoleOnScreen[] = []

  before(async () => {
    picture = await sharp({ create: { width: 90, height: 60, channels: 3, background: '#3060c0' } })
      .png()
      .toBuffer()
  })
  afterEach(async () => {
    for (const one of opened) await one.quit()
    opened = []
  })

  function open(options: ConsoleOnScreenOptions = {}): ConsoleOnScreen {
    const one = openConsoleOnScreen({ at: 'triage', picture, ...options })
    opened.push(one)
    return one
  }

  /** Rows that have a part of a picture. */
  const pictureRows = ({ screen }: ConsoleOnScreen) => screen.lines().filter((line) => line.includes('▀')).length

  it('decides a case by three keys: the rule, what else follows, and a', async () => {
    const { screen, api } = open()
    await screen.shows(/case 1\/40[\s\S]*yours until/)
    screen.type('2ma')
    await screen.shows('1 decided · case 1/39')

    const [decided] = api.acts.filter(({ name }) => name === 'cases.resolve')
    expect(decided?.body).to.deep.equal({
      actions: [{ type: 'hide' }, { type: 'warn' }, { type: 'silence', durationSeconds: 604_800 }],
      reason: 'Harassment',
    })
    screen.type('u')
    await screen.shows('undone')
  })

  it('makes the picture as large as the screen by V, and gives the evidence back by it', async () => {
    const one = open({ columns: 100, rows: 30 })
    await one.screen.shows(/▀/)
    const beside = pictureRows(one)
    expect(one.screen.text()).to.match(/on .* reported/)
    one.screen.type('V')
    await one.screen.hides(/ by .* upheld/)
    await eventually(() => pictureRows(one) > beside)
    one.screen.type('V')

    await one.screen.shows(/ by .* upheld/)
  })

  it('turns to the next picture by } and back by {, and tells which of how many', async () => {
    const { screen } = open({ columns: 120, rows: 40 })
    await screen.shows(/1\/2 image 640×480/)
    screen.type('}')
    await screen.shows(/2\/2 video 640×480 · 1:15/)
    screen.type('}')
    await screen.shows('1/2 image')
    screen.type('{')

    await screen.shows('2/2 video')
  })

  it('shows a picture clearly for a reason alone, which the server is told', async () => {
    const { screen, api } = open({ columns: 120, rows: 40 })
    await screen.shows(/i shows it[\s\S]*▀/)
    screen.type('i')
    await screen.shows('Show the pictures')
    screen.type('\r')
    await screen.hides('i shows it')

    await eventually(() => api.asked.includes('picture /media/1/small.webp because spam'))
  })

  it('takes a picture and its key to where there is room, below 76 columns', async () => {
    const one = open({ columns: 60, rows: 20 })
    await one.screen.shows(/V shows the picture · i unblurs it/)
    expect(pictureRows(one)).to.equal(0)
    one.screen.type('V')

    await one.screen.shows('▀')
  })

  it('blocks what was reported from being uploaded again by B, with its flag in the command', async () => {
    const { screen, api } = open({ columns: 160, rows: 30 })
    await screen.shows(/yours until/)
    screen.type('1B')
    await screen.shows(/--action hide --block-media/)
    screen.type('a')
    await screen.shows('1 decided')

    expect(api.acts.find(({ name }) => name === 'cases.resolve')?.body.blockMedia).to.equal(true)
  })

  it('writes the case to a file by ctrl-s: who, what, and what was decided before', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'momentum-'))
    const { screen } = open({ folder })
    await screen.shows(/yours until/)
    screen.type('\u0013')
    await screen.shows('written to')
    const [file = ''] = await readdir(folder)
    const text = await readFile(join(folder, file), 'utf8')
    await rm(folder, { recursive: true })

    expect(file).to.match(/^momentum-triage-/)
    expect(text).to.match(/spam · post of radia|spam · post of/)
    expect(text).to.include('Look what I found!').and.to.include('warn (Be kind)')
  })

  for (const [columns, rows] of [
    [60, 20],
    [80, 24],
    [120, 40],
  ] as const) {
    it(`has evidence, both sides, rules and decision in ${columns}×${rows}`, async () => {
      const { screen } = open({ columns, rows })
      await screen.shows(/yours until/)
      screen.type('2')
      await screen.shows('$ momentum reports resolve')
      const shown = screen.text()

      expect(shown)
        .to.match(/▌/)
        .and.to.match(/ on .*here/)
        .and.to.match(/ by /)
      for (const rule of ['1 Spam', '2 Haras', '9 Other']) expect(shown).to.include(rule)
      expect(screen.lines().filter((line) => displayWidth(line) > columns)).to.deep.equal([])
    })
  }
})
