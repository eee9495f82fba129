// A QR code (ISO/IEC 18004) of a short text, made here so that a secret never leaves the browser: byte mode, error
// correction M, versions 1 to 13, which is 331 bytes.

/** For each version: codewords in all, error correction codewords of a block, number of blocks. */
const versions = [
  [26, 10, 1],
  [44, 16, 1],
  [70, 26, 1],
  [100, 18, 2],
  [134, 24, 2],
  [172, 16, 4],
  [196, 18, 4],
  [242, 22, 4],
  [292, 22, 5],
  [346, 26, 5],
  [404, 30, 5],
  [466, 22, 8],
  [532, 22, 9],
] as const

const formatM = 0

/** The code's modules by row, true where it is dark. Throws when the text is too long. */
export function makeQrCode(text: string): boolean[][] {
  const bytes = new TextEncoder().encode(text)
  const version = versions.findIndex((_, index) => bytes.length <= capacityOf(index + 1)) + 1
  if (version === 0) throw new Error('The text is too long for a QR code.')
  const codewords = interleave(dataCodewords(bytes, version), version)
  const plain = drawFixed(version)
  const codes = Array.from({ length: 8 }, (_, mask) => drawMasked(plain, codewords, mask))
  return codes.reduce((best, code) => (penaltyOf(code) < penaltyOf(best) ? code : best))
}

function dataLength(version: number): number {
  const [all, correction, blocks] = versions[version - 1]!
  return all - correction * blocks
}

function capacityOf(version: number): number {
  return dataLength(version) - (version < 10 ? 2 : 3)
}

function dataCodewords(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = []
  const push = (value: number, length: number): void => {
    for (let at = length - 1; at >= 0; at -= 1) bits.push((value >>> at) & 1)
  }
  push(0b0100, 4)
  push(bytes.length, version < 10 ? 8 : 16)
  for (const byte of bytes) push(byte, 8)
  const length = dataLength(version) * 8
  push(0, Math.min(4, length - bits.length))
  while (bits.length % 8 !== 0) bits.push(0)
  const words = Array.from({ length: bits.length / 8 }, (_, index) =>
    bits.slice(index * 8, index * 8 + 8).reduce((word, bit) => word * 2 + bit, 0),
  )
  for (let pad = 0xec; words.length < length / 8; pad ^= 0xec ^ 0x11) words.push(pad)
  return words
}

// Galois field of 256 with the polynomial x^8 + x^4 + x^3 + x^2 + 1.
function multiply(one: number, other: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d)
    product ^= ((other >>> bit) & 1) * one
  }
  return product
}

function correctionOf(data: readonly number[], length: number): number[] {
  const divisor = new Array<number>(length - 1).fill(0).concat(1)
  let root = 1
  for (let step = 0; step < length; step += 1) {
    for (let at = 0; at < length; at += 1) {
      divisor[at] = multiply(divisor[at]!, root) ^ (divisor[at + 1] ?? 0)
    }
    root = multiply(root, 2)
  }
  const rest = new Array<number>(length).fill(0)
  for (const word of data) {
    const factor = word ^ rest.shift()!
    rest.push(0)
    for (let at = 0; at < length; at += 1) rest[at] = rest[at]! ^ multiply(divisor[at]!, factor)
  }
  return rest
}

function interleave(data: readonly number[], version: number): number[] {
  const [all, correction, count] = versions[version - 1]!
  const shortLength = Math.floor(all / count) - correction
  const shortCount = count - (all % count)
  let at = 0
  const blocks = Array.from({ length: count }, (_, index) => {
    const length = shortLength + (index < shortCount ? 0 : 1)
    const words = data.slice(at, at + length)
    at += length
    return { words, rest: correctionOf(words, correction) }
  })
  const result: number[] = []
  for (let index = 0; index <= shortLength; index += 1) {
    for (const { words } of blocks) if (index < words.length) result.push(words[index]!)
  }
  for (let index = 0; index < correction; index += 1) for (const { rest } of blocks) result.push(rest[index]!)
  return result
}

/** Undefined where data goes. */
type Plain = (boolean | undefined)[][]

function drawFixed(version: number): Plain {
  const size = version * 4 + 17
  const code: Plain = Array.from({ length: size }, () => new Array<boolean | undefined>(size).fill(undefined))
  for (let at = 0; at < size; at += 1) {
    code[6]![at] = at % 2 === 0
    code[at]![6] = at % 2 === 0
  }
  for (const [row, column] of [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ] as const) {
    for (let down = -4; down <= 4; down += 1) {
      for (let right = -4; right <= 4; right += 1) {
        const distance = Math.max(Math.abs(down), Math.abs(right))
        const line = code[row + down]
        if (line !== undefined && column + right >= 0 && column + right < size) {
          line[column + right] = distance !== 2 && distance !== 4
        }
      }
    }
  }
  const places = alignmentPlaces(version)
  const last = places.length - 1
  places.forEach((row, i) => {
    places.forEach((column, j) => {
      if ((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)) return
      for (let down = -2; down <= 2; down += 1) {
        for (let right = -2; right <= 2; right += 1) {
          code[row + down]![column + right] = Math.max(Math.abs(down), Math.abs(right)) !== 1
        }
      }
    })
  })
  drawFormat(code, 0)
  if (version >= 7) drawVersion(code, version)
  return code
}

function alignmentPlaces(version: number): number[] {
  if (version === 1) return []
  const count = Math.floor(version / 7) + 2
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2
  const end = version * 4 + 10
  const places = Array.from({ length: count - 1 }, (_, index) => end - index * step)
  return [6, ...places.reverse()]
}

function drawFormat(code: Plain, mask: number): void {
  const size = code.length
  const data = (formatM << 3) | mask
  let rest = data
  for (let step = 0; step < 10; step += 1) rest = (rest << 1) ^ ((rest >>> 9) * 0x537)
  const bits = ((data << 10) | rest) ^ 0x5412
  const bit = (at: number): boolean => ((bits >>> at) & 1) === 1
  for (let at = 0; at <= 5; at += 1) code[at]![8] = bit(at)
  code[7]![8] = bit(6)
  code[8]![8] = bit(7)
  code[8]![7] = bit(8)
  for (let at = 9; at < 15; at += 1) code[8]![14 - at] = bit(at)
  for (let at = 0; at < 8; at += 1) code[8]![size - 1 - at] = bit(at)
  for (let at = 8; at < 15; at += 1) code[size - 15 + at]![8] = bit(at)
  code[size - 8]![8] = true
}

function drawVersion(code: Plain, version: number): void {
  let rest = version
  for (let step = 0; step < 12; step += 1) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25)
  const bits = (version << 12) | rest
  for (let at = 0; at < 18; at += 1) {
    const isDark = ((bits >>> at) & 1) === 1
    const [long, short] = [code.length - 11 + (at % 3), Math.floor(at / 3)]
    code[short]![long] = isDark
    code[long]![short] = isDark
  }
}

const masks: readonly ((row: number, column: number) => boolean)[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
]

function drawMasked(plain: Plain, codewords: readonly number[], mask: number): boolean[][] {
  const code: Plain = plain.map((row) => [...row])
  const size = code.length
  const isMasked = masks[mask]!
  let at = 0
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5
    for (let step = 0; step < size; step += 1) {
      const isUpward = ((right + 1) & 2) === 0
      const row = isUpward ? size - 1 - step : step
      for (const column of [right, right - 1]) {
        if (code[row]![column] !== undefined) continue
        const bit = ((codewords[at >>> 3] ?? 0) >>> (7 - (at & 7))) & 1
        at += 1
        code[row]![column] = (bit === 1) !== isMasked(row, column)
      }
    }
  }
  drawFormat(code, mask)
  return code.map((row) => row.map(Boolean))
}

/** How hard a code is to read; of the eight the easiest is taken. */
function penaltyOf(code: readonly (readonly boolean[])[]): number {
  const size = code.length
  const columns = code.map((_, column) => code.map((row) => row[column]!))
  let penalty = 0
  for (const line of [...code, ...columns]) {
    const text = line.map((isDark) => (isDark ? '1' : '0')).join('')
    for (const [run] of text.matchAll(/0{5,}|1{5,}/g)) penalty += run.length - 2
    penalty += 40 * (text.split(/(?=10111010000)|(?=00001011101)/).length - 1)
  }
  for (let row = 0; row + 1 < size; row += 1) {
    for (let column = 0; column + 1 < size; column += 1) {
      const one = code[row]![column]
      if (one === code[row]![column + 1] && one === code[row + 1]![column] && one === code[row + 1]![column + 1]) {
        penalty += 3
      }
    }
  }
  const dark = code.flat().filter(Boolean).length
  return penalty + 10 * Math.floor(Math.abs(dark * 20 - size * size * 10) / (size * size))
}
