import { expect } from 'chai'
import fc from 'fast-check'
import { findTextParts, linkOf, partsInOrder } from '../../../src/web/design/text-parts.ts'

describe('findTextParts', () => {
  const found = (text: string) => findTextParts(text).map(({ kind, value }) => `${kind}:${value}`)

  const cases: [text: string, parts: string[]][] = [
    ['nothing at all', []],
    ['see https://example.com/a?b=c#d.', ['link:https://example.com/a?b=c#d']],
    ['(https://example.com/a_(b)) and more', ['link:https://example.com/a_(b)']],
    ['(https://example.com)', ['link:https://example.com']],
    ['HTTP://EXAMPLE.com', ['link:HTTP://EXAMPLE.com']],
    ['javascript:alert(1) data:text/html,x ftp://a.b', []],
    ['#sun #1 #été #日本', ['tag:sun', 'tag:été', 'tag:日本']],
    ['hello @ada, and @bela.k.', ['mention:ada', 'mention:bela.k']],
    ['ada@example.com a#b https://a.b/#c', ['link:https://a.b/#c']],
    ['https://', []],
    ['@ # @@ ##', []],
  ]
  for (const [text, parts] of cases) {
    it(`finds ${parts.length === 0 ? 'nothing' : parts.join(', ')} in ${JSON.stringify(text)}`, () => {
      expect(found(text)).to.deep.equal(parts)
    })
  }

  it('finds parts that lie in the text, in order, and none in another, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab#@:/.h ttps()é\u202e\u0000') }), (text) => {
        let at = 0
        for (const part of findTextParts(text)) {
          expect(part.start).to.be.at.least(at)
          expect(part.end).to.be.above(part.start).and.at.most(text.length)
          at = part.end
        }
      }),
    )
  })
})

describe('partsInOrder', () => {
  it('leaves out what overlaps or lies outside, as no honest server would send it', () => {
    const parts = {
      tags: [{ start: 0, end: 4, tag: 'one' }],
      mentions: [{ start: 2, end: 6, username: 'two' }],
      links: [
        { start: 50, end: 60, url: 'https://a.b', host: 'a.b' },
        { start: 7, end: 7, url: 'https://a.b', host: 'a.b' },
      ],
    }

    expect(partsInOrder('#one @two', parts).map(({ value }) => value)).to.deep.equal(['one'])
  })
})

describe('linkOf', () => {
  it('shows the host that is opened, whatever was typed', () => {
    expect(linkOf('https://good.example@evil.example/', 'https://good.example@evil.example/')).to.deep.equal({
      href: 'https://evil.example/',
      label: 'https://evil.example/',
    })
    expect(linkOf('https://xn--80ak6aa92e.com/', 'https://аррӏе.com')?.label).to.equal('https://xn--80ak6aa92e.com/')
    expect(linkOf('https://example.com/a', 'https://EXAMPLE.com/a')).to.deep.equal({
      href: 'https://example.com/a',
      label: 'https://EXAMPLE.com/a',
    })
  })

  it('makes nothing of what is neither http nor https', () => {
    for (const address of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'nonsense', '//a.b']) {
      expect(linkOf(address, address), address).to.equal(undefined)
    }
  })
})
