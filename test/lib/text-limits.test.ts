import { expect } from 'chai'
import {
  codePoints,
  cutToCodePoints,
  isBlank,
  normaliseLineEnds,
  type TextFault,
  textFault,
} from '../../src/lib/text-limits.ts'
import { quickest } from '../support/quickest.ts'

describe('textFault', () => {
  it('takes what people write', () => {
    for (const text of [
      'a\tb\nc',
      '👨‍👩‍👧‍👦 ok',
      '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
      'שלום \u2067עולם\u2069',
      'می‌خواهم',
      '\u200fمرحبا',
      'e\u0301',
      '',
    ]) {
      expect(textFault(text, 'text'), JSON.stringify(text)).to.equal(null)
    }
  })

  it('refuses what must not be stored', () => {
    const faults: [string, TextFault][] = [
      ['a\0b', 'control_character'],
      ['\u001b[2J', 'control_character'],
      ['bell\u0007', 'control_character'],
      ['a\rb', 'control_character'],
      ['\u009b31m', 'control_character'],
      ['\u007f', 'control_character'],
      ['\ud83d', 'lone_surrogate'],
      ['\ude00\ud83d', 'lone_surrogate'],
      ['\u202egpj.exe', 'bidi_override'],
      ['hidden\u{e0068}\u{e0069}', 'tag_character'],
      ['🏴\u{e0067}\u{e0062}', 'tag_character'],
    ]
    for (const [text, fault] of faults) expect(textFault(text, 'text'), JSON.stringify(text)).to.equal(fault)
  })

  it('asks more of a name', () => {
    expect(textFault('a\nb', 'name')).to.equal('line_break')
    expect(textFault('a\u2028b', 'name')).to.equal('line_break')
    expect(textFault('a\tb', 'name')).to.equal('control_character')
    expect(textFault('\u2067a\u2069', 'name')).to.equal('bidi_override')
    expect(textFault('Ada Lovelace 👩‍💻', 'name')).to.equal(null)
  })

  it('looks at 50,000 characters in less than 50 ms', () => {
    for (const unit of ['🏴', '\u{e0067}', '🏴\u{e0067}\u{e0062}\u{e0067}', 'a', '\n']) {
      const text = unit.repeat(50_000 / unit.length)
      const spent = quickest(() => {
        textFault(text, 'text')
        isBlank(`${' '.repeat(50_000)}a`)
      })

      expect(spent, JSON.stringify(unit)).to.be.below(50)
    }
  })
})

describe('codePoints', () => {
  it('counts characters outside the first plane as one, and halves as one', () => {
    expect(codePoints('a😀é')).to.equal(3)
    expect(codePoints('\ud83d\ud83d')).to.equal(2)
    expect(codePoints('')).to.equal(0)
  })
})

describe('cutToCodePoints', () => {
  it('never leaves half a character', () => {
    expect(cutToCodePoints('a😀b', 2)).to.equal('a😀')
    expect(cutToCodePoints('a😀b', 9)).to.equal('a😀b')
    expect(cutToCodePoints('😀', 0)).to.equal('')
  })
})

describe('normaliseLineEnds', () => {
  it('writes every line end as one character', () => {
    expect(normaliseLineEnds('a\r\nb\rc\nd')).to.equal('a\nb\nc\nd')
  })
})

describe('isBlank', () => {
  it('sees through fillers and invisible characters', () => {
    for (const text of ['', ' \n\t', '\u200b\u2060', '\u3164', '\u2800', '\u00a0\ufeff'])
      expect(isBlank(text)).to.equal(true)
    for (const text of ['.', ' a ', '👍']) expect(isBlank(text)).to.equal(false)
  })
})
