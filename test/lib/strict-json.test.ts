import { expect } from 'chai'
import { maxJsonDepth, parseStrictJson } from '../../src/lib/strict-json.ts'

const read = (text: string | Uint8Array) => parseStrictJson(typeof text === 'string' ? Buffer.from(text) : text)

const nested = (levels: number, inner = '1') => '[{"a":'.repeat(levels / 2) + inner + '}]'.repeat(levels / 2)

describe('parseStrictJson', () => {
  const good: string[] = [
    'null',
    '7',
    '"text: with {brackets}, \\"quotes\\" and \\\\"',
    '{}',
    '[]',
    '{"a":1,"b":{"a":1,"b":[{"a":1},{"a":2}]}}',
    '{ "a" : [ ":" , "b:c" ] , ":" : { "" : null } }',
    '{"a\\"":1,"a":2,"\\u0061\\u0062":3}',
    '{"1":1,"01":2,"length":3,"constructor":4,"toString":5}',
    '"👋 \\ud83d\\udc4b"',
    nested(maxJsonDepth),
  ]
  for (const text of good) {
    it(`reads ${text.slice(0, 60)} as JSON.parse does`, () => {
      expect(read(text)).to.deep.equal({ ok: true, value: JSON.parse(text) })
    })
  }

  const refused: [what: string, text: string, message: RegExp][] = [
    ['a key twice', '{"a":1,"b":2,"a":3}', /"a" stands twice/],
    ['a key twice, once by an escape', '{"a":1,"\\u0061":3}', /"a" stands twice/],
    ['a key twice inside', '[0,{"x":{"a":1,"a":1}}]', /"a" stands twice/],
    ['a number as key twice', '{"1":1,"1":1}', /"1" stands twice/],
    ['__proto__', '{"a":{"__proto__":{"x":1}}}', /__proto__/],
    ['__proto__ by an escape', '{"\\u005f_proto__":{}}', /__proto__/],
    ['__proto__ twice', '{"__proto__":1,"__proto__":2}', /stands twice/],
    ['half of a pair', '["\\ud83d"]', /surrogate/],
    ['half of a pair as key', '{"\\udc4b":1}', /surrogate/],
    ['NUL', '{"a":"\\u0000"}', /NUL/],
  ]
  for (const [what, text, message] of refused) {
    it(`refuses ${what}`, () => {
      const result = read(text)

      expect(result.ok ? undefined : result.refusal.kind).to.equal('refused')
      expect(result.ok ? '' : result.refusal.message).to.match(message)
    })
  }

  const malformed: [what: string, text: string | Uint8Array][] = [
    ['no JSON', '{"a":'],
    ['a string without end', '"abc\\'],
    ['a NUL as it is', '"\u0000"'],
    ['half of a pair as it is', Buffer.from([0x22, 0xed, 0xa0, 0xbd, 0x22])],
    ['no UTF-8', Buffer.from([0x22, 0xc3, 0x28, 0x22])],
    ['more levels than are allowed', nested(maxJsonDepth, '[]')],
    ['very many levels', '['.repeat(100_000)],
  ]
  for (const [what, text] of malformed) {
    it(`cannot read ${what}`, () => {
      const result = read(text)

      expect(result.ok ? undefined : result.refusal.kind).to.equal('malformed')
    })
  }

  it('lets the word __proto__ stand in a text', () => {
    expect(read('{"a":"__proto__"}')).to.deep.equal({ ok: true, value: { a: '__proto__' } })
  })
})
