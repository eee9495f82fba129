import { expect } from 'chai'
import { makeQrCode } from '../../../../src/web/pages/settings/qr-code.ts'

/** Reads a code back, by the standard and not by our own steps: format, mask, zigzag, blocks. Error correction is not needed. */
function readQrCode(code: readonly (readonly boolean[])[]): string {
  const size = code.length
  const version = (size - 17) / 4
  const format = [...Array(6).keys(), 7, 8]
    .map((column) => code[8]![column]!)
    .concat([7, 5, 4, 3, 2, 1, 0].map((row) => code[row]![8]!))
    .reduce((bits, isDark) => bits * 2 + Number(isDark), 0)
  const mask = ((format ^ 0x5412) >>> 10) & 7
  expect(((format ^ 0x5412) >>> 13) & 3, 'error correction M').to.equal(0)
  const isMasked = (i: number, j: number): boolean =>
    [
      (i + j) % 2,
      i % 2,
      j % 3,
      (i + j) % 3,
      (Math.floor(i / 2) + Math.floor(j / 3)) % 2,
      ((i * j) % 2) + ((i * j) % 3),
      (((i * j) % 2) + ((i * j) % 3)) % 2,
      (((i + j) % 2) + ((i * j) % 3)) % 2,
    ][mask] === 0
  // ISO/IEC 18004, annex E, for the versions that are tried here.
  const centres = { 1: [], 2: [6, 18], 7: [6, 22, 38], 8: [6, 24, 42] }[version] as number[]
  const isFixed = (i: number, j: number): boolean =>
    i === 6 ||
    j === 6 ||
    (i < 9 && j < 9) ||
    (i < 9 && j >= size - 8) ||
    (i >= size - 8 && j < 9) ||
    (version >= 7 && ((i < 6 && j >= size - 11) || (j < 6 && i >= size - 11))) ||
    centres.some((row) =>
      centres.some((column) => {
        const isCorner = [row, column].every((at) => at === 6 || at === size - 7) && (row === 6 || column === 6)
        return !isCorner && Math.abs(i - row) <= 2 && Math.abs(j - column) <= 2
      }),
    )
  const bits: number[] = []
  let isUp = true
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right -= 1
    for (let step = 0; step < size; step += 1) {
      const i = isUp ? size - 1 - step : step
      for (const j of [right, right - 1]) if (!isFixed(i, j)) bits.push(Number(code[i]![j]! !== isMasked(i, j)))
    }
    isUp = !isUp
  }
  const words = Array.from({ length: Math.floor(bits.length / 8) }, (_, at) =>
    Number.parseInt(bits.slice(at * 8, at * 8 + 8).join(''), 2),
  )
  // Table 9: lengths of the data blocks with correction M.
  const blocks = { 1: [16], 2: [28], 7: [31, 31, 31, 31], 8: [38, 38, 39, 39] }[version] as number[]
  const parts: number[][] = blocks.map(() => [])
  let at = 0
  for (let index = 0; index < Math.max(...blocks); index += 1) {
    for (const [block, length] of blocks.entries()) if (index < length) parts[block]!.push(words[at++]!)
  }
  const data = parts
    .flat()
    .map((word) => word.toString(2).padStart(8, '0'))
    .join('')
  expect(data.slice(0, 4), 'byte mode').to.equal('0100')
  const length = Number.parseInt(data.slice(4, 12), 2)
  const bytes = Array.from({ length }, (_, index) => Number.parseInt(data.slice(12 + index * 8, 20 + index * 8), 2))
  return new TextDecoder().decode(Uint8Array.from(bytes))
}

describe('makeQrCode', () => {
  const texts = [
    'hi',
    'https://example.com/abcd',
    'otpauth://totp/Momentum:ada?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Momentum&algorithm=SHA1&digits=6',
    `otpauth://totp/Momentum:${'ä'.repeat(20)}?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Momentum&period=30`,
  ]
  for (const text of texts) {
    it(`makes a code that reads ${text.slice(0, 30)}`, () => {
      expect(readQrCode(makeQrCode(text))).to.equal(text)
    })
  }

  it('has the three finders, and refuses what does not fit', () => {
    const code = makeQrCode('hi')
    const finder = (row: number, column: number) =>
      Array.from({ length: 7 }, (_, i) =>
        code[row + i]!.slice(column, column + 7)
          .map(Number)
          .join(''),
      )
    const wanted = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111']

    expect([finder(0, 0), finder(0, 14), finder(14, 0)]).to.deep.equal([wanted, wanted, wanted])
    expect(() => makeQrCode('x'.repeat(332))).to.throw('too long')
  })
})
