import { expect } from 'chai'
import { csvRow, neutraliseCsvCell } from '../../src/lib/csv.ts'
import { quickest } from '../support/quickest.ts'

describe('neutraliseCsvCell', () => {
  it('takes the power from what a spreadsheet would run', () => {
    for (const cell of [
      '=1+1',
      '+cmd',
      '-cmd',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      ' =1',
      '"=1',
      '＝1+1',
      '\n=1',
      '-2+3+cmd',
      '=',
      '\tx',
    ]) {
      expect(neutraliseCsvCell(cell), JSON.stringify(cell)).to.equal(`'${cell}`)
    }
  })

  it('leaves words and numbers', () => {
    for (const cell of ['', 'ada', '-12', '-1.5', '3', 'a=b', 'x@y', '日本'])
      expect(neutraliseCsvCell(cell)).to.equal(cell)
  })

  it('looks at 50,000 worst-case characters in less than 50 ms', () => {
    const spent = quickest(() => {
      for (const unit of [' ', '"', '1', '-', '\0']) neutraliseCsvCell(unit.repeat(50_000))
    })

    expect(spent).to.be.below(50)
  })
})

describe('csvRow', () => {
  it('quotes what must be quoted and writes nothing for null', () => {
    expect(csvRow(['a,b', 'say "hi"', 'two\nlines', null, undefined, 7, true, '=x'])).to.equal(
      `"a,b","say ""hi""","two\nlines",,,7,true,'=x\r\n`,
    )
  })
})
