import { expect } from 'chai'
import { Secret } from 'otpauth'
import {
  newRecoveryCode,
  newTotpSecret,
  openTotpSecret,
  recoveryCodeHash,
  sealTotpSecret,
  stepOfCode,
} from '../../../src/core/accounts/totp-secret.ts'
import type { Context } from '../../../src/core/context.ts'

const contextWith = (key: number) => ({ keys: { totpKey: Buffer.alloc(32, key) } }) as unknown as Context
const context = contextWith(1)

describe('stepOfCode', () => {
  // RFC 6238, appendix B, the SHA-1 rows; of eight digits apps show the last six.
  const secret = Secret.fromLatin1('12345678901234567890').base32
  for (const [seconds, code] of [
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ] as const) {
    it(`knows the RFC’s code at ${seconds} s`, () => {
      expect(stepOfCode(secret, code, seconds * 1000)).to.equal(Math.floor(seconds / 30))
    })
  }

  it('takes a code one step early and late under its own step, and no further', () => {
    const at = (seconds: number) => stepOfCode(secret, '287082', seconds * 1000)

    expect([at(59 - 60), at(59 - 30), at(59), at(59 + 30), at(59 + 60)]).to.deep.equal([null, 1, 1, 1, null])
  })
})

describe('sealTotpSecret', () => {
  it('is undone by openTotpSecret, for the same person and key alone', () => {
    const secret = newTotpSecret()
    const sealed = sealTotpSecret(context, 'ada', secret)

    expect(openTotpSecret(context, 'ada', sealed)).to.equal(secret)
    expect(() => openTotpSecret(context, 'bela', sealed)).to.throw()
    expect(() => openTotpSecret(contextWith(2), 'ada', sealed)).to.throw()
  })

  it('notices every changed byte', () => {
    const sealed = Buffer.from(sealTotpSecret(context, 'ada', newTotpSecret()), 'base64url')

    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed)
      changed[index]! ^= 1
      expect(() => openTotpSecret(context, 'ada', changed.toString('base64url'))).to.throw()
    }
  })

  it('looks different each time', () => {
    expect(sealTotpSecret(context, 'ada', 'SECRET')).not.to.equal(sealTotpSecret(context, 'ada', 'SECRET'))
  })
})

describe('recoveryCodeHash', () => {
  it('does not mind how a code is typed, and minds whose it is', () => {
    const code = newRecoveryCode()
    const hash = recoveryCodeHash(context, 'ada', code)

    expect(code).to.match(/^([0-9a-z]{4}-){3}[0-9a-z]{4}$/)
    expect(recoveryCodeHash(context, 'ada', ` ${code.toUpperCase().replaceAll('-', ' ')} `)).to.equal(hash)
    expect(recoveryCodeHash(context, 'bela', code)).not.to.equal(hash)
    expect(recoveryCodeHash(contextWith(2), 'ada', code)).not.to.equal(hash)
  })
})
