import { expect } from 'chai'
import { commonPasswords } from '../../src/lib/password-list.ts'
import { checkPassword, normalisePassword, operatorPasswordMinLength } from '../../src/lib/password-rules.ts'
import { quickest } from '../support/quickest.ts'

const reasonFor = (password: string, options = {}) => {
  const check = checkPassword(password, options)
  return check.ok ? 'ok' : check.reason
}

describe('checkPassword', () => {
  it('takes 64 and 200 characters, spaces, emoji and any script', () => {
    const good = [
      'correct horse battery',
      '😀'.repeat(64),
      'x'.repeat(200),
      'كلمة السر الطويلة جدا',
      '密码短语必须足够长才可以',
      '   spaces   ',
    ]
    for (const password of good) expect(reasonFor(password), password).to.equal('ok')
  })

  it('counts code points, at both ends', () => {
    expect(reasonFor('😀😁😂🤣😃😄😅😆😉')).to.equal('too_short')
    expect(reasonFor('😀😁😂🤣😃😄😅😆😉😊')).to.equal('ok')
    expect(reasonFor('😀'.repeat(256))).to.equal('ok')
    expect(reasonFor('😀'.repeat(257))).to.equal('too_long')
    expect(reasonFor('x'.repeat(100_000))).to.equal('too_long')
  })

  it('asks more of operators, and lets a setting raise the least length but never lower it', () => {
    expect(reasonFor('fourteen-chars', { minLength: operatorPasswordMinLength })).to.equal('too_short')
    expect(reasonFor('fifteen-charact', { minLength: operatorPasswordMinLength })).to.equal('ok')
    expect(reasonFor('nine-char', { minLength: 4 })).to.equal('too_short')
  })

  it('refuses listed passwords, in any case and width', () => {
    for (const password of ['password123', 'PASSWORD123', 'qwertyuiop', '1234567890', 'ｐａｓｓｗｏｒｄ１２３']) {
      expect(reasonFor(password), password).to.equal('common')
    }
  })

  it('refuses a common word with swapped letters or a tail of digits', () => {
    for (const password of ['P@ssw0rd2026!', 'Dragon123456', 'l3tm31n!!!!', 'Football!2026']) {
      expect(reasonFor(password), password).to.equal('common')
    }
  })

  it("refuses the person's names and the service's, and what is little more", () => {
    const personal = ['ada_lovelace', 'countess.ada@example.org']
    for (const password of [
      'ada_lovelace',
      'Ada_Lovelace1',
      'LovelaceLovelace',
      'countess.ada',
      'Countess-2026',
      'Momentum2026!',
      'm0mentum!!!!',
      'momentummomentum',
    ]) {
      expect(reasonFor(password, { personal }), password).to.equal('personal')
    }
    expect(reasonFor('momentum is mass times velocity', { personal })).to.equal('ok')
    expect(reasonFor('a countess and her engine', { personal })).to.equal('ok')
  })

  it('refuses what cannot be stored as it was typed', () => {
    expect(reasonFor('half a pair \ud83d of it')).to.equal('malformed')
    expect(reasonFor('nothing\0after this')).to.equal('malformed')
  })

  it('judges a hostile password in no time', () => {
    checkPassword('warm up the list')
    const spent = quickest(() => {
      for (const unit of ['!', 'a', '1', '\u0301', '4']) {
        checkPassword(unit.repeat(256), { personal: [unit.repeat(4), unit.repeat(250)] })
      }
    })

    expect(spent).to.be.below(50)
  })
})

describe('normalisePassword', () => {
  it('makes composed and decomposed letters one, and nothing else', () => {
    expect(normalisePassword('cafe\u0301 für alle')).to.equal(normalisePassword('caf\u00e9 fu\u0308r alle'))
    expect(normalisePassword('A')).not.to.equal(normalisePassword('a'))
    expect(normalisePassword('ﬁ')).not.to.equal(normalisePassword('fi'))
    expect(normalisePassword(' x ')).to.equal(' x ')
  })
})

describe('commonPasswords', () => {
  it('has more than the 3,000 that satisfy the least length, and the shorter ones', () => {
    const lengths = [...commonPasswords()].map((password) => password.length)

    expect(lengths.filter((length) => length >= 10)).to.have.length.above(3000)
    expect(lengths.filter((length) => length >= 15)).to.have.length.above(1000)
    expect(lengths.filter((length) => length < 10)).to.have.length.above(3000)
    for (const password of commonPasswords()) {
      if (!/^[\x21-\x7e]{4,}$/.test(password)) throw new Error(`not a password: ${JSON.stringify(password)}`)
    }
  })
})
