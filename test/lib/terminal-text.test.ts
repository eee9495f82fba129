import { expect } from 'chai'
import fc from 'fast-check'
import { cleanForTerminal, displayWidth, padToWidth, truncateToWidth } from '../../src/lib/terminal-text.ts'
import { quickest } from '../support/quickest.ts'

// SAFETY.md IN8: what must never reach the terminal out of what people wrote.
const sequences: Record<string, string> = {
  'clear screen': '\u001b[2J\u001b[H',
  'cursor up': '\u001b[1A',
  colour: '\u001b[31mred\u001b[0m',
  'title OSC 0': '\u001b]0;owned\u0007',
  'title OSC 2, ST': '\u001b]2;owned\u001b\\',
  'link OSC 8': '\u001b]8;;http://127.0.0.1:9/\u0007click\u001b]8;;\u0007',
  'clipboard OSC 52': '\u001b]52;c;cHduZWQ=\u0007',
  'clipboard OSC 52, C1': '\u009d52;c;cHduZWQ=\u009c',
  DCS: '\u001bP1$r0m\u001b\\',
  'DCS, C1': '\u0090q#0\u009c',
  APC: '\u001b_Gf=24;AAAA\u001b\\',
  PM: '\u001b^secret\u001b\\',
  SOS: '\u001bXsecret\u001b\\',
  'CSI, C1': '\u009b31m',
  'report CSI 6n': '\u001b[6n',
  'report CSI c': '\u001b[c',
  reset: '\u001bc',
  'charset SO': '\u000e',
  'charset SI': '\u000f',
  'charset G0': '\u001b(0',
  'alternate screen': '\u001b[?1049h',
  'mouse on': '\u001b[?1000h',
  'paste on': '\u001b[?2004h',
  CR: 'line\rover',
  BS: 'abc\b\b\b',
  BEL: '\u0007',
  'VT FF': '\u000b\u000c',
  NUL: '\0',
  DEL: '\u007f',
  'bidi override': '\u202egpj.exe\u202c',
  isolate: '\u2067abc\u2069',
  'zero width': 'a\u200bb\ufeff',
  tags: 'a\u{e0041}',
  'line separator': 'a\u2028b\u2029c',
  'unfinished OSC': '\u001b]0;never ended',
  'sequence in a sequence': '\u001b\u001b[31m[2J',
  'lone surrogate': 'a\ud800b',
}

const forbidden =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}\p{Surrogate}]/u

describe('cleanForTerminal', () => {
  for (const [name, text] of Object.entries(sequences)) {
    it(`takes the power from: ${name}`, () => {
      const clean = cleanForTerminal(`before ${text} after`)

      expect(clean).not.to.match(forbidden)
      expect(clean.startsWith('before ') && clean.endsWith(' after')).to.equal(true)
    })
  }

  it('takes whole sequences and leaves the words', () => {
    expect(cleanForTerminal('\u001b[31mred\u001b[0m')).to.equal('red')
    expect(cleanForTerminal('a\u001b]0;owned\u0007b')).to.equal('ab')
    expect(cleanForTerminal('\u001b]8;;http://x/\u0007click\u001b]8;;\u0007')).to.equal('click')
    expect(cleanForTerminal('\u009b31mred')).to.equal('red')
  })

  it('shows tabs and line breaks as something that keeps the columns', () => {
    expect(cleanForTerminal('a\tb\r\nc\rd\u2028e')).to.equal('a  b⏎c⏎d⏎e')
    expect(cleanForTerminal('a\r\nb\u001b[1m', { keepNewlines: true })).to.equal('a\nb')
  })

  it('leaves good text as it is, in any script', () => {
    for (const text of ['Ada', '日本語', '👨‍👩‍👧‍👦 👍🏽', 'é e\u0301', 'مرحبا', 'हिन्दी', 'ไทย']) {
      expect(cleanForTerminal(text)).to.equal(text)
    }
  })

  it('thins out piles of combining marks', () => {
    const zalgo = `Z${'\u0351\u036b\u0343\u036a\u0302'.repeat(10)}A`

    expect(cleanForTerminal(zalgo)).to.have.length(6)
  })

  it('lets nothing through in whatever text, and changes clean text no more', () => {
    const unit = fc.constantFrom(
      '\u001b',
      '[',
      ']',
      '\u009b',
      '\u009d',
      '\u009c',
      '\u0007',
      '\\',
      '3',
      'm',
      ';',
      'P',
      '\n',
      '\r',
      '\u202e',
      'x',
      '\ud83d',
      '😀',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(unit, fc.string({ unit: 'binary', maxLength: 2 })), { maxLength: 30 }), (units) => {
        const clean = cleanForTerminal(units.join(''))
        expect(clean).not.to.match(forbidden)
        expect(cleanForTerminal(clean)).to.equal(clean)
      }),
      { numRuns: 1000 },
    )
  })

  it('cleans 50,000 worst-case characters in less than 50 ms', () => {
    for (const unit of [
      '\u001b',
      '\u001b[',
      '\u001b]',
      '\u001b]a',
      '\u009d',
      '\u009b',
      '\u001b[0',
      '\u0301',
      '\u0090a',
      '\r',
      '\u001b ',
      '\u009d1234567',
      '\ud800',
    ]) {
      for (const text of [unit.repeat(50_000 / unit.length), `\u001b]${unit.repeat(50_000 / unit.length)}`]) {
        const spent = quickest(() => {
          cleanForTerminal(text)
        })

        expect(spent, JSON.stringify(unit)).to.be.below(50)
      }
    }
  })
})

describe('displayWidth', () => {
  it('counts columns', () => {
    const widths: [string, number][] = [
      ['', 0],
      ['abc', 3],
      ['日本', 4],
      ['👨‍👩‍👧‍👦', 2],
      ['e\u0301', 1],
      ['ｱ', 1],
      ['Ａ', 2],
      ['❤️', 2],
      ['🇪🇹', 2],
    ]
    for (const [text, width] of widths) expect(displayWidth(text), text).to.equal(width)
  })
})

describe('truncateToWidth and padToWidth', () => {
  it('keep columns aligned whatever the text', () => {
    const texts = [
      '',
      'abc',
      'abcdefghijklmnop',
      '日本語日本語日本語',
      '👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦',
      'e\u0301'.repeat(20),
      'مرحبا بالعالم',
      'a日b本c語d',
    ]
    for (const text of texts) {
      for (const width of [1, 2, 3, 5, 8, 9]) {
        expect(displayWidth(truncateToWidth(text, width)), `${text} ${width}`).to.be.most(width)
        expect(displayWidth(padToWidth(text, width)), `${text} ${width}`).to.equal(width)
      }
    }
  })

  it('cut between characters, with a mark', () => {
    expect(truncateToWidth('abcdef', 4)).to.equal('abc…')
    expect(truncateToWidth('日本語', 4)).to.equal('日…')
    expect(truncateToWidth('👨‍👩‍👧‍👦👍', 3)).to.equal('👨‍👩‍👧‍👦…')
    expect(truncateToWidth('abcd', 4)).to.equal('abcd')
    expect(truncateToWidth('abc', 0)).to.equal('')
    expect(padToWidth('7', 3, 'right')).to.equal('  7')
  })
})
