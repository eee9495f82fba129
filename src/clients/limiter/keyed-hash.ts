/** The 64 bits of a hash, in two halves. */
export interface Hash64 {
  high: number
  low: number
}

/**
 * HalfSipHash-1-3 with 64 bits of output over the text's UTF-16 units: who does not know the two words of `key` cannot
 * choose texts that meet. The answer is one object that the next call writes over.
 */
export function keyedHash(key: readonly [number, number]): (text: string) => Hash64 {
  const hash: Hash64 = { high: 0, low: 0 }
  const [key0, key1] = key

  return (text) => {
    // One loop for input and finish, with the state in local variables: this runs at every request.
    let v0 = key0
    let v1 = key1 ^ 0xee
    let v2 = 0x6c796765 ^ key0
    let v3 = 0x74656462 ^ key1
    const { length } = text
    const words = length >> 1
    for (let step = 0; step < words + 7; step += 1) {
      let word = 0
      if (step < words) word = text.charCodeAt(2 * step) | (text.charCodeAt(2 * step + 1) << 16)
      // The length closes the text, so that one does not hash like its own beginning.
      else if (step === words) word = (length & 1 ? text.charCodeAt(length - 1) : 0) | (length << 16)
      else if (step === words + 1) v2 ^= 0xee
      else if (step === words + 4) {
        hash.low = (v1 ^ v3) >>> 0
        v1 ^= 0xdd
      }
      v3 ^= word
      v0 = (v0 + v1) | 0
      v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0
      v0 = (v0 << 16) | (v0 >>> 16)
      v2 = (v2 + v3) | 0
      v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2
      v0 = (v0 + v3) | 0
      v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0
      v2 = (v2 + v1) | 0
      v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2
      v2 = (v2 << 16) | (v2 >>> 16)
      v0 ^= word
    }
    hash.high = (v1 ^ v3) >>> 0
    return hash
  }
}
