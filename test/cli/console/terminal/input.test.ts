import { expect } from 'chai'
import { createInputParser, type TerminalInput } from '../../../../src/cli/console/terminal/input.ts'

function read(...chunks: string[]): TerminalInput[] {
  const parser = createInputParser()
  return [...chunks.flatMap((chunk) => parser.push(chunk)), ...parser.flush()]
}

function keys(...chunks: string[]): string[] {
  return read(...chunks).map((input) => (input.type === 'key' ? input.key : input.type))
}

describe('createInputParser', () => {
  const cases: [what: string, sent: string, wanted: string[]][] = [
    ['letters, one by one', 'jG?', ['j', 'G', '?']],
    ['arrows in both forms', '\u001b[A\u001bOB\u001b[1;5C', ['up', 'down', 'ctrl-right']],
    ['paging and ends', '\u001b[5~\u001b[6~\u001b[H\u001b[4~', ['pageup', 'pagedown', 'home', 'end']],
    ['control keys', '\u0003\u0013\r\t\u007f ', ['ctrl-c', 'ctrl-s', 'enter', 'tab', 'backspace', 'space']],
    ['shift-tab and alt', '\u001b[Z\u001bx', ['shift-tab', 'alt-x']],
    ['a lone Escape', '\u001b', ['escape']],
    ['two Escapes', '\u001b\u001b', ['escape', 'escape']],
    ['characters beyond the first plane', 'é😀', ['é', '😀']],
  ]
  for (const [what, sent, wanted] of cases) {
    it(`reads ${what}`, () => {
      expect(keys(sent)).to.deep.equal(wanted)
    })

    it(`reads ${what} when they arrive one at a time`, () => {
      expect(keys(...sent)).to.deep.equal(wanted)
    })
  }

  it('holds a lone Escape back until nothing followed', () => {
    const parser = createInputParser()

    expect(parser.push('\u001b')).to.deep.equal([])
    expect(parser.waiting()).to.equal(true)
    expect(parser.flush()).to.deep.equal([{ type: 'key', key: 'escape', text: '' }])
  })

  it('hands pasted text over as one piece, whatever keys it would have been', () => {
    expect(read('\u001b[200~dq\r\u001b[A', 'x\u001b[201~j')).to.deep.equal([
      { type: 'paste', text: 'dq\r\u001b[Ax' },
      { type: 'key', key: 'j', text: 'j' },
    ])
  })

  const replies: [what: string, sent: string, wanted: unknown][] = [
    ['device attributes', '\u001b[?62;4;22c', { kind: 'attributes', parameters: [62, 4, 22] }],
    ['kitty graphics', '\u001b_Gi=31;OK\u001b\\', { kind: 'kitty', id: 31, ok: true }],
    ['a kitty refusal', '\u001b_Gi=31;ENOENT:x\u001b\\', { kind: 'kitty', id: 31, ok: false }],
    ['a background colour', '\u001b]11;rgb:ffff/ffff/0000\u0007', { kind: 'background', red: 1, green: 1, blue: 0 }],
    ['the size of a cell', '\u001b[6;20;10t', { kind: 'cell-size', width: 10, height: 20 }],
    ['a cursor report', '\u001b[12;40R', { kind: 'unknown' }],
    ['a mode report', '\u001b[?2026;2$y', { kind: 'unknown' }],
    ['an answer nobody asked for', '\u001bP1+r636f\u001b\\', { kind: 'unknown' }],
  ]
  for (const [what, sent, wanted] of replies) {
    it(`never takes ${what} for typing, wherever it is cut`, () => {
      for (let cut = 1; cut < sent.length; cut += 1) {
        const parser = createInputParser()
        const inputs = [...parser.push(`j${sent.slice(0, cut)}`), ...parser.push(`${sent.slice(cut)}k`)]

        expect(inputs, `cut at ${cut}`).to.deep.equal([
          { type: 'key', key: 'j', text: 'j' },
          { type: 'reply', reply: wanted },
          { type: 'key', key: 'k', text: 'k' },
        ])
      }
    })
  }

  it('gives up on a string that never ends', () => {
    expect(keys(`\u001b]11;${'x'.repeat(5000)}`, 'j')).to.deep.equal(['j'])
  })
})
