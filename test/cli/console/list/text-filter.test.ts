import { expect } from 'chai'
import { fuzzyRank, readFilter } from '../../../../src/cli/console/list/text-filter.ts'

describe('readFilter', () => {
  const cases: [typed: string, row: string, passes: boolean][] = [
    ['spam', 'buy SPAM now', true],
    ['spam', 'nothing', false],
    ['!spam', 'buy spam now', false],
    ['!spam', 'nothing', true],
    ['~bsn', 'buy spam now', true],
    ['~nsb', 'buy spam now', false],
    ['zolc', 'Łukasz Żółć', false],
    ['zoe', 'Zoë', true],
    ['a\u001b[31mda', 'Ada', true],
  ]
  for (const [typed, row, passes] of cases) {
    it(`lets ${typed} ${passes ? 'pass' : 'stop'} ${row}`, () => {
      expect(readFilter(typed, false).matches?.(row)).to.equal(passes)
    })
  }

  it('leaves plain words to a server that can search', () => {
    expect(readFilter('spam', true)).to.deep.equal({ text: 'spam', query: 'spam', matches: null })
  })

  it('tests inverse and fuzzy filters here, also where the server can search', () => {
    expect(readFilter('!spam', true)).to.include({ query: '' })
    expect(readFilter('~spm', true).matches?.('spam')).to.equal(true)
  })

  it('lets everything pass while there is nothing to look for', () => {
    for (const typed of ['', ' ', '!', '~']) expect(readFilter(typed, false).matches, typed).to.equal(null)
  })
})

describe('fuzzyRank', () => {
  it('puts beginnings before parts, and parts before scattered letters', () => {
    const ranks = ['users', 'reuse', 'u-x-s-x-e'].map((word) => fuzzyRank('use', word))

    expect(ranks).to.deep.equal([...ranks].sort((one, other) => (one ?? 0) - (other ?? 0)))
    expect(fuzzyRank('use', 'audit')).to.equal(null)
  })
})
