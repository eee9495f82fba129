import { createRequire } from 'node:module'
import { expect } from 'chai'
import fc from 'fast-check'
import { createFrameWriter } from '../../../../src/cli/console/terminal/frame-writer.ts'

const { Terminal } = createRequire(import.meta.url)('@xterm/headless') as typeof import('@xterm/headless')

async function drawn(frames: string[][], columns: number, rows: number): Promise<string[]> {
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true })
  const writer = createFrameWriter(() => ({ columns, rows }))
  for (const frame of frames) {
    await new Promise<void>((resolve) => terminal.write(writer.update(frame), resolve))
  }
  const lines = Array.from(
    { length: rows },
    (_, at) => terminal.buffer.active.getLine(at)?.translateToString(true) ?? '',
  )
  terminal.dispose()
  return lines.map((line) => line.trimEnd())
}

function plain(line: string): string {
  return line.replaceAll(/\u001b\[[0-9;]*m/g, '').trimEnd()
}

describe('createFrameWriter', () => {
  const piece = fc.constantFrom(
    'a',
    'bc',
    '日',
    '──',
    ' ',
    '   ',
    '\u001b[31mred\u001b[39m',
    '\u001b[7m x \u001b[0m',
    '▀',
  )
  const line = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''))
  const frame = fc.array(line, { minLength: 6, maxLength: 6 })

  it('leaves exactly the last frame on the terminal, whatever came before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 5 }), async (frames) => {
        expect(await drawn(frames, 30, 6)).to.deep.equal((frames.at(-1) ?? []).map(plain))
      }),
      { numRuns: 150 },
    )
  })

  it('leaves the right frame after every kind of scroll', async () => {
    const rows = Array.from({ length: 60 }, (_, at) => `row ${at} of the list`)
    for (const by of [1, -1, 5, -7]) {
      const from = 20
      const one = ['head', ...rows.slice(from, from + 18), 'foot']
      const other = ['head', ...rows.slice(from + by, from + by + 18), 'foot']

      expect(await drawn([one, other], 40, 20), `by ${by}`).to.deep.equal(other)
    }
  })

  it('writes nothing for a frame that is already there', () => {
    const writer = createFrameWriter(() => ({ columns: 20, rows: 3 }))
    writer.update(['a', 'b', 'c'])

    expect(writer.update(['a', 'b', 'c'])).to.equal('')
  })

  it('moves a list that scrolls by one row with a few bytes', () => {
    const writer = createFrameWriter(() => ({ columns: 200, rows: 60 }))
    const rows = Array.from({ length: 80 }, (_, at) => `${at} `.padEnd(200, 'abcdefghij'))
    writer.update(rows.slice(0, 60))

    expect(writer.update(rows.slice(1, 61)).length).to.be.lessThan(300)
  })

  it('says the column again after a character whose width terminals disagree about', () => {
    const writer = createFrameWriter(() => ({ columns: 20, rows: 1 }))

    expect(writer.update(['a👩‍💻b'])).to.include('a  \u001b[2G👩‍💻\u001b[4Gb')
  })

  it('leaves nothing old beside a character that turns out narrower than we think', async () => {
    const lines = await drawn([['one more time'], ['one 🍞'], ['one 👩‍💻 x']], 20, 1)

    expect(lines[0]).to.match(/^one 👩\S* *💻? *x$/u)
  })

  it('writes the whole frame again after it was told to forget', () => {
    const writer = createFrameWriter(() => ({ columns: 20, rows: 1 }))
    writer.update(['text'])
    writer.forget()

    expect(writer.update(['text']))
      .to.include('\u001b[2J')
      .and.to.include('text')
  })

  describe('with a picture', () => {
    const marker = '\u{F5000}'
    const picture = { id: 'one', draw: '<draw>', erase: '<erase>', rows: 2, columns: 4 }

    it('draws it at its marker, once, and never shows the marker', () => {
      const writer = createFrameWriter(() => ({ columns: 20, rows: 3 }))
      const pictures = new Map([[marker, picture]])
      const first = writer.update(['', `ab${marker}   `, ''], pictures)
      const second = writer.update(['x', `ab${marker}   `, ''], pictures)

      expect(first).to.include('\u001b[2;3H<draw>').and.not.to.include(marker)
      expect(second).not.to.include('<draw>')
    })

    it('takes it away when its marker is gone', () => {
      const writer = createFrameWriter(() => ({ columns: 20, rows: 3 }))
      writer.update(['', `ab${marker}   `, ''], new Map([[marker, picture]]))

      expect(writer.update(['', 'ab', ''], new Map([[marker, picture]]))).to.include('<erase>')
    })
  })
})
