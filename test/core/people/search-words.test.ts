import { expect } from 'chai'
import { slipsAllowed, typingSlips } from '../../../src/core/people/search/distance.ts'
import { slipsTakenBack } from '../../../src/core/people/search/similar.ts'
import { searchForm, searchWords } from '../../../src/core/people/search/words.ts'

describe('searchWords', () => {
  const words = (key: string) => searchWords(key).map(({ word, kind }) => `${kind} ${word}`)

  it('begins at the user name, the name, and at every word inside', () => {
    expect(words('ada.l_1 ada king lovelace')).to.have.members([
      '0 ada.l_1',
      '1 ada king lovelace',
      '2 l_1',
      '2 1',
      '2 king lovelace',
      '2 lovelace',
    ])
  })

  it('begins at every letter of scripts that put no space between words', () => {
    expect(words('taro 山田太郎')).to.include.members(['1 山田太郎', '2 田太郎', '2 太郎', '2 郎'])
  })

  it('keeps the better of two places for one word', () => {
    expect(words('ada ada')).to.deep.equal(['0 ada'])
  })

  it('stays small whatever the name is, and never cuts a character in two', () => {
    const most = searchWords(`user ${'山'.repeat(900)}`)
    const emoji = searchWords(`user ${'x'.repeat(63)}🦊`)

    expect(most.length).to.be.at.most(60)
    for (const { word } of [...most, ...emoji]) {
      expect(word.length).to.be.at.most(64)
      expect(word.isWellFormed()).to.equal(true)
    }
  })
})

describe('searchForm', () => {
  it('folds case, accents and the @ before a user name', () => {
    expect(searchForm(' @ÉMILIE  Łuk ')).to.equal('emilie luk')
  })
})

describe('typingSlips', () => {
  const cases: [query: string, word: string, prefix: number, whole: number][] = [
    ['emilie', 'emilie', 0, 0],
    ['emil', 'emilie', 0, 2],
    ['emlie', 'emilie', 1, 1],
    ['emillie', 'emilie', 1, 1],
    ['meilie', 'emilie', 1, 1],
    ['emolie', 'emilie', 1, 1],
    ['emxxie', 'emilie', 2, 2],
    ['zzzzzz', 'emilie', Infinity, Infinity],
    ['太朗君', '太郎君です', 1, Infinity],
    ['🦊🐻x', '🦊🐻y', 1, 1],
  ]
  for (const [query, word, prefix, whole] of cases) {
    it(`${query} is ${prefix} from the beginning of ${word} and ${whole} from all of it`, () => {
      expect(typingSlips(query, word, 2)).to.deep.equal({ prefix, whole })
    })
  }

  it('allows more slips in longer queries', () => {
    expect([2, 3, 4, 6, 7, 64].map(slipsAllowed)).to.deep.equal([0, 0, 1, 1, 2, 2])
  })
})

describe('slipsTakenBack', () => {
  it('swaps neighbours and leaves letters out, each once', () => {
    expect(slipsTakenBack('abca')).to.have.members(['baca', 'bca', 'acba', 'aca', 'abac', 'aba', 'abc'])
  })

  it('does not make what is short shorter', () => {
    expect(slipsTakenBack('aab')).to.deep.equal(['aba'])
  })
})
