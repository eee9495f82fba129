import { expect } from 'chai'
import { isSingleEmoji } from '../../src/lib/emoji.ts'
import { quickest } from '../support/quickest.ts'

describe('isSingleEmoji', () => {
  it('takes one emoji of any make', () => {
    const emoji = [
      '👍',
      '👍🏽',
      '❤️',
      '👨‍👩‍👧‍👦',
      '🧑🏻‍❤️‍💋‍🧑🏿',
      '🇪🇹',
      '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
      '7️⃣',
      '#️⃣',
      '☺️',
      '🫠',
      '🏳️‍🌈',
      '👩🏾‍🚀',
      '🧑🏿‍🤝‍🧑🏻',
    ]
    for (const one of emoji) expect(isSingleEmoji(one), one).to.equal(true)
  })

  it('refuses everything else', () => {
    const others = [
      '',
      ' ',
      'a',
      '7',
      '#',
      '👍👍',
      '👍 ',
      ' 👍',
      '🏽',
      '🇪',
      '\u200d',
      '\ufe0f',
      '❤️❤️',
      ':)',
      '👍\n',
      '😀a',
      '👨‍👩‍👧‍👦👍',
    ]
    others.push('👩\u200d', '\u200d👩', '⃣', '🏴󠁧󠁢󠁥󠁮󠁧', '👍\u0301', '\ud83d', '👍🏽🏽', '🇪🇹🇪', '​👍')
    for (const other of others) expect(isSingleEmoji(other), JSON.stringify(other)).to.equal(false)
  })

  it('refuses a chain of 200 parts, and long text, at once', () => {
    const spent = quickest(() => {
      expect(isSingleEmoji(Array(200).fill('👩').join('\u200d'))).to.equal(false)
      expect(isSingleEmoji('👍'.repeat(25_000))).to.equal(false)
    })

    expect(spent).to.be.below(50)
  })
})
