import { expect } from 'chai'
import { searchPrefixes, searchWords } from '../../src/lib/search-words.ts'

describe('searchWords', () => {
  it('folds case and accents, and keeps each word once', () => {
    expect(searchWords('Élan, elan! ÉLAN & Straße 42', 10)).to.deep.equal(['elan', 'strasse', '42'])
  })

  it('gives pairs of characters where a script knows no spaces', () => {
    expect(searchWords('明日会議', 10)).to.deep.equal(['明日', '日会', '会議', '議'])
    expect(searchPrefixes('日会', 10)).to.deep.equal(['日会'])
    expect(searchPrefixes('議', 10)).to.deep.equal(['議'])
  })

  it('takes pictographs as words', () => {
    expect(searchWords('party🎂time', 10)).to.deep.equal(['party', '🎂', 'time'])
  })

  it('keeps no more words than asked, nor longer ones than forty characters', () => {
    expect(searchWords('a b c d e', 3)).to.deep.equal(['a', 'b', 'c'])
    expect(searchWords('x'.repeat(500), 3)).to.deep.equal(['x'.repeat(40)])
    expect(searchPrefixes('x'.repeat(500), 3)).to.deep.equal(['x'.repeat(40)])
  })

  it('finds nothing to look for in signs alone', () => {
    expect(searchPrefixes(' %_*"\' ', 5)).to.deep.equal([])
  })
})
