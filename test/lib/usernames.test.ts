import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import {
  checkUsername,
  isSameUsername,
  usernameKey,
  usernamePattern,
  usernameSearchKey,
} from '../../src/lib/usernames.ts'
import { confusablePairs, hiddenCharacters } from '../support/confusable-names.ts'
import { quickest } from '../support/quickest.ts'

const hostile = JSON.parse(
  readFileSync(new URL('../fixtures/media-corpus/names/hostile.json', import.meta.url), 'utf8'),
) as { user_names: string[] }

describe('checkUsername', () => {
  it('keeps a good name as typed, with a key', () => {
    for (const name of ['ada', 'Ada.Lovelace', '_x_', 'R2D2', 'a'.repeat(30), 'user1', 'bob__']) {
      expect(checkUsername(name), name).to.include({ ok: true, username: name })
      expect(name).to.match(new RegExp(usernamePattern))
    }
  })

  it('says why it refuses a name', () => {
    const reasons: Record<string, string> = {
      ab: 'too_short',
      [`a${'b'.repeat(30)}`]: 'too_long',
      'a b c': 'characters',
      'a\nbc': 'characters',
      'abc\n': 'characters',
      josé: 'characters',
      '.ada': 'shape',
      'ada.': 'shape',
      'a..da': 'shape',
      '12345': 'shape',
      ___: 'shape',
    }
    for (const [name, reason] of Object.entries(reasons)) {
      expect(checkUsername(name), JSON.stringify(name)).to.include({ ok: false, reason })
    }
  })

  it('refuses every hostile name of the corpus', () => {
    for (const name of hostile.user_names) {
      expect(checkUsername(name).ok, JSON.stringify(name)).to.equal(false)
    }
  })

  it('refuses zero-width, bidi, tag and variation characters', () => {
    for (const code of hiddenCharacters) {
      expect(checkUsername(`ad${String.fromCodePoint(code)}a`), code.toString(16)).to.include({ reason: 'characters' })
    }
  })

  it('refuses reserved names, in any case, with separators, and what looks like them', () => {
    for (const name of [
      'Admin',
      'adm1n',
      'admln',
      'ADMIN',
      'a.d.m.i.n',
      '_admin_',
      'momentum',
      'Momentum_Support',
      'r00t',
    ]) {
      expect(checkUsername(name), name).to.include({ reason: 'reserved' })
    }
  })

  it('lets operators take a reserved name', () => {
    expect(checkUsername('admin', { allowReserved: true })).to.include({ ok: true, username: 'admin' })
  })
})

describe('usernameKey', () => {
  it('is one for names that can be mistaken for each other, so that they cannot coexist', () => {
    for (const [one, other] of confusablePairs) {
      const refused = !checkUsername(other!).ok
      expect(usernameKey(one!) === usernameKey(other!) || refused, `${one} ${other}`).to.equal(true)
    }
    expect(confusablePairs.filter(([one, other]) => usernameKey(one!) === usernameKey(other!))).to.have.length.at.least(
      11,
    )
  })

  it('is another for names that differ to the eye', () => {
    const names = ['ada', 'eda', 'ada_', 'ada.l', 'adal', 'user2', 'user3', 'user23', 'u_ser2', 'mary', 'nary', 'marry']
    expect(new Set(names.map(usernameKey)).size).to.equal(names.length)
  })

  it('does not change when it is made again, and takes any text', () => {
    for (const text of ['MIKE', 'mIllI0', 'ADMİN', 'Straße', '', '\ud800', '😀'.repeat(50), ...hostile.user_names]) {
      expect(usernameKey(usernameKey(text))).to.equal(usernameKey(text))
    }
  })

  it('is made in little time from a long hostile text', () => {
    const spent = quickest(() => {
      for (const unit of ['m', '\u0301', 'İ', 'ﷺ', 'a\u0315\u0301']) usernameKey(unit.repeat(50_000))
    })

    expect(spent).to.be.below(50)
  })
})

describe('isSameUsername', () => {
  it('sees through case and nothing else', () => {
    expect(isSameUsername('Ada', 'aDA')).to.equal(true)
    expect(isSameUsername('paypal', 'paypa1')).to.equal(false)
  })
})

describe('usernameSearchKey', () => {
  it('folds case, accents, vowel points, width and letters with strokes', () => {
    const forms: [string, string][] = [
      ['Émilie', 'emilie'],
      ['ÅSA  Łukasz', 'asa lukasz'],
      ['Straße', 'STRASSE'],
      ['ｔｏｋｙｏ', 'Tokyo'],
      ['İstanbul', 'istanbul'],
      ['Ёлка', 'елка'],
      ['مُحَمَّد', 'محمد'],
      ['أحمد', 'احمد'],
      ['ΟΔΟΣ', 'οδός'],
      ['e\u0301', 'é'],
      ['Nguyễn', 'nguyen'],
      ['a\u200bb', 'ab'],
    ]
    for (const [one, other] of forms) expect(usernameSearchKey(one), one).to.equal(usernameSearchKey(other))
  })

  it('keeps what makes another word: Japanese voicing, Indic vowels, Hangul', () => {
    expect(usernameSearchKey('ハハ')).not.to.equal(usernameSearchKey('ババ'))
    expect(usernameSearchKey('कि')).not.to.equal(usernameSearchKey('क'))
    expect(usernameSearchKey('한국')).to.equal('한국')
  })
})
