import { expect } from 'chai'
import fc from 'fast-check'
import { maxPartsOfAKind, parseCaption, tagKey } from '../../src/lib/captions.ts'
import { quickest } from '../support/quickest.ts'

const tags = (text: string) => parseCaption(text).tags.map(({ tag }) => tag)
const mentions = (text: string) => parseCaption(text).mentions.map(({ username }) => username)
const links = (text: string) => parseCaption(text).links.map(({ url }) => url)

describe('parseCaption', () => {
  it('finds tags in any script', () => {
    expect(tags('#one, #deux! #três #日本語 #한국어 #हिन्दी #مرحبا #ኢትዮጵያ #a_b2 ＃ｗｉｄｅ')).to.deep.equal([
      'one',
      'deux',
      'três',
      '日本語',
      '한국어',
      'हिन्दी',
      'مرحبا',
      'ኢትዮጵያ',
      'a_b2',
      'ｗｉｄｅ',
    ])
    expect(tags('#می‌خواهم #end\u200d')).to.deep.equal(['می‌خواهم', 'end'])
  })

  it('makes no tag of numbers, entities, anchors and signs within words', () => {
    expect(tags('#1 #123 a#b &#39; /#top ##two # #_ C#')).to.deep.equal([])
    expect(tags(`#${'a'.repeat(101)} #${'b'.repeat(100)}`)).to.deep.equal(['b'.repeat(100)])
  })

  it('finds mentions and leaves the dot to the sentence', () => {
    expect(mentions('@ada, hello @Bob.Smith. (@eve_1) ＠wide 你好@not @zo')).to.deep.equal([
      'ada',
      'Bob.Smith',
      'eve_1',
      'wide',
    ])
    expect(mentions('ada@example.org @ada@example.org @@ada @12345 @.ada @a..da')).to.deep.equal([])
  })

  it('finds links and leaves the punctuation to the sentence', () => {
    expect(
      links('See https://example.org/a_(b)?c=d#e). And (http://example.org/x) or HTTPS://EXAMPLE.org!'),
    ).to.deep.equal(['https://example.org/a_(b)?c=d#e', 'http://example.org/x', 'https://example.org/'])
    expect(links('https://例え.jp/あ?x=１ https://xn--r8jz45g.jp/')).to.deep.equal([
      'https://xn--r8jz45g.jp/%E3%81%82?x=%EF%BC%91',
      'https://xn--r8jz45g.jp/',
    ])
  })

  it('makes no link whose host is not the one that is read', () => {
    const others = [
      'https://good.example@evil.example/',
      'https://a:b@evil.example',
      'https://ⓔxample.org',
      'https://example。org',
    ]
    others.push('https://good.example\\@evil.example', 'https://0x7f.1/', 'https://exa\u200bmple.org@evil.example')
    for (const text of others) {
      for (const link of parseCaption(text).links) expect(text.startsWith(`https://${link.host}`), text).to.equal(true)
      expect(JSON.stringify(parseCaption(text)), text).not.to.include('evil')
    }
  })

  it('links nothing but http and https', () => {
    for (const text of [
      'javascript:alert(1)',
      'ftp://example.org',
      'data:text/html,x',
      'xhttps://example.org',
      'https://',
    ]) {
      expect(links(text), text).to.deep.equal([])
    }
  })

  it('finds nothing inside a link', () => {
    expect(parseCaption('https://example.org/@ada/#tag')).to.deep.include({ tags: [], mentions: [] })
  })

  it('tells where each part stands', () => {
    const text = '😀 #tag @ada https://example.org/'
    const parts = parseCaption(text)
    const [tag, mention, link] = [parts.tags[0]!, parts.mentions[0]!, parts.links[0]!]

    expect(text.slice(tag.start, tag.end)).to.equal('#tag')
    expect(text.slice(mention.start, mention.end)).to.equal('@ada')
    expect(text.slice(link.start, link.end)).to.equal('https://example.org/')
  })

  it('finds parts that lie in order, apart, and are as the text says, in whatever text', () => {
    const piece = fc.oneof(
      fc.constantFrom('#', '@', 'https://', '.', ' ', '(', ')', 'ada', '\u200d', '日本'),
      fc.string({ unit: 'binary', maxLength: 4 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('')
        const { tags, mentions, links } = parseCaption(text)
        const spans = [...tags, ...mentions, ...links].sort((one, other) => one.start - other.start)
        for (const [index, span] of spans.entries()) {
          expect(span.end).to.be.above(span.start).and.most(text.length)
          if (index > 0) expect(span.start).to.be.least(spans[index - 1]!.end)
        }
        for (const tag of tags) expect(text.slice(tag.start + 1, tag.end)).to.equal(tag.tag)
        for (const mention of mentions) expect(text.slice(mention.start + 1, mention.end)).to.equal(mention.username)
      }),
      { numRuns: 500 },
    )
  })

  it('reads 50,000 worst-case characters in less than 50 ms', () => {
    const units = [
      '#',
      '@',
      'http://',
      '#a',
      '@abc ',
      'https://a ',
      '#a\u200d',
      '(',
      'https://a((((',
      'https://a))))',
      'a#',
      '@a.',
      '&#',
      '\u0301',
      '😀',
    ]
    for (const unit of units) {
      for (const text of [
        unit.repeat(50_000 / unit.length),
        `https://${unit.repeat(50_000 / unit.length)}`,
        `#${unit.repeat(50_000 / unit.length)}`,
      ]) {
        const spent = quickest(() => {
          parseCaption(text)
        })

        expect(spent, JSON.stringify(text.slice(0, 20))).to.be.below(50)
      }
    }
  })

  it('finds at most a hundred of a kind', () => {
    expect(tags('#a '.repeat(500))).to.have.length(maxPartsOfAKind)
    expect(links('http://a.example '.repeat(500))).to.have.length(maxPartsOfAKind)
  })
})

describe('tagKey', () => {
  it('makes one of tags that differ in case, width or composition, and keeps accents', () => {
    expect(tagKey('#Straße')).to.equal(tagKey('STRASSE'))
    expect(tagKey('ＴＡＧ')).to.equal('tag')
    expect(tagKey('cafe\u0301')).to.equal(tagKey('CAFÉ'))
    expect(tagKey('cafe')).not.to.equal(tagKey('café'))
    expect(tagKey('می‌خواهم')).to.equal('می‌خواهم')
  })
})
