import { expect } from 'chai'
import { bytes, type Column, duration, id, number, state, text, time } from '../../../src/cli/output/columns.ts'
import { fitColumns, printTable } from '../../../src/cli/output/table.ts'
import { displayWidth } from '../../../src/lib/terminal-text.ts'
import { fakeTerminal } from '../../support/terminal.ts'

interface Row {
  id: string
  name: string | null
  size: number
  at: string
}

const columns: Column<Row>[] = [
  id('Id', (row) => row.id),
  text('Name', (row) => row.name),
  bytes('Size', (row) => row.size, { drop: 2 }),
  time('When', (row) => row.at, { drop: 1 }),
]
const now = Date.parse('2026-11-23T12:00:00.000Z')
const row = (name: string | null, more: Partial<Row> = {}): Row => ({
  id: 'abc',
  name,
  size: 1500,
  at: '2026-11-23T11:00:00.000Z',
  ...more,
})

describe('printTable', () => {
  const lines = (rows: Row[], width: number) => {
    const terminal = fakeTerminal({ isTerminal: true, width, now, variables: { NO_COLOR: '1' } })
    printTable(terminal, columns, rows)
    return terminal.output().split('\n').slice(0, -1)
  }

  it('keeps columns aligned whatever the letters are wide', () => {
    const names = ['Ada', '日本語の名前', '👩‍👩‍👧‍👦 family', 'é̂́x', 'ｆｕｌｌ', 'नमस्ते']
    const shown = lines(
      names.map((name) => row(name)),
      80,
    )

    const starts = shown.slice(1).map((line) => displayWidth(line.slice(0, line.indexOf('1.5 kB'))))
    expect(new Set(starts).size).to.equal(1)
  })

  it('fits every width from 30 to 200, and never cuts an id', () => {
    for (let width = 30; width <= 200; width += 1) {
      const shown = lines([row('a long name that goes on and on and on'), row('日本語'.repeat(20))], width)

      for (const line of shown) expect(displayWidth(line), `${width}: ${line}`).to.be.at.most(width)
      for (const line of shown.slice(1)) expect(line).to.match(/^abc /)
    }
  })

  it('drops what matters least first, then shortens texts', () => {
    expect(fitColumns(columns, [3, 40, 6, 7], 62)).to.deep.equal([3, 40, 6, 7])
    expect(fitColumns(columns, [3, 40, 6, 7], 40)).to.deep.equal([3, 18, 6, 7])
    expect(fitColumns(columns, [3, 40, 6, 7], 25)).to.deep.equal([3, 11, 0, 7])
    expect(fitColumns(columns, [3, 40, 6, 7], 14)).to.deep.equal([3, 9, 0, 0])
  })

  it('shows nothing there as a dash to a person, and as nothing to a pipe', () => {
    const pipe = fakeTerminal({ now })
    printTable(pipe, columns, [row(null)])

    expect(lines([row(null)], 80)[1]).to.equal('abc  –     1.5 kB  1 h ago')
    expect(pipe.output()).to.equal('abc\t\t1500\t2026-11-23T11:00:00.000Z\n')
  })

  it('keeps a text with tabs and line breaks in its cell', () => {
    const pipe = fakeTerminal({ now })
    printTable(pipe, columns, [row('a\tb\nc\r\nd')])

    expect(pipe.output()).to.equal('abc\ta  b⏎c⏎d\t1500\t2026-11-23T11:00:00.000Z\n')
  })

  it('prints nothing, not even titles, without rows', () => {
    expect(lines([], 80)).to.deep.equal([])
  })

  it('aligns numbers to the right and names lengths of time', () => {
    const terminal = fakeTerminal({ isTerminal: true, now, variables: { NO_COLOR: '1' } })
    const rows = [
      { count: 5, seconds: 604800 as number | null },
      { count: 1234, seconds: 5400 },
    ]
    printTable<(typeof rows)[number]>(
      terminal,
      [number('Count', (r) => r.count), duration('For', (r) => r.seconds), state('S', () => 'open')],
      rows,
    )

    expect(terminal.output()).to.equal('Count  For         S\n    5  7 days      open\n 1234  90 minutes  open\n')
  })
})
