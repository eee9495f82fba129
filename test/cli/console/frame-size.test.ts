import { expect } from 'chai'
import { openConsoleOnScreen } from '../../support/open-console-on-screen.ts'
import { press } from './press.ts'

const keys: Record<string, string> = { down: 'j', up: 'k', 'page down': '\u001b[6~', 'page up': '\u001b[5~' }

describe('a list of 100,000 people', () => {
  for (const [columns, rows] of [
    [80, 24],
    [120, 40],
    [200, 60],
  ] as const) {
    it(`answers a key that moves by a row with a few hundred bytes at ${columns}×${rows}`, async () => {
      const one = openConsoleOnScreen({ at: 'users', users: 100_000, columns, rows })
      await one.screen.shows('katherine')
      const sizes: number[] = []
      for (let step = 0; step < 90; step += 1) sizes.push((await press(one, keys.down as string)).bytes)
      for (let step = 0; step < 30; step += 1) sizes.push((await press(one, keys.up as string)).bytes)
      await one.quit()

      expect(Math.max(...sizes)).to.be.at.most(800)
    })
  }

  it('answers a whole page with at most 2 kB at 80×24 and 120×40', async () => {
    for (const [columns, rows] of [
      [80, 24],
      [120, 40],
    ] as const) {
      const one = openConsoleOnScreen({ at: 'users', users: 100_000, columns, rows })
      await one.screen.shows('katherine')
      const sizes: number[] = []
      for (let step = 0; step < 40; step += 1) sizes.push((await press(one, keys['page down'] as string)).bytes)
      await one.quit()

      expect(Math.max(...sizes), `${columns}×${rows}`).to.be.at.most(2048)
    }
  })
})
