/** Bits in which two perceptual hashes of 16 hexadecimal digits differ: 0 to 64. */
export function differingBits(one: string, other: string): number {
  return (
    ones(Number.parseInt(one.slice(0, 8), 16) ^ Number.parseInt(other.slice(0, 8), 16)) +
    ones(Number.parseInt(one.slice(8), 16) ^ Number.parseInt(other.slice(8), 16))
  )
}

// Counts in parallel: pairs, then fours, then bytes (Warren, Hacker's Delight, 5-1).
function ones(word: number): number {
  let sum = word - ((word >>> 1) & 0x55555555)
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333)
  return Math.imul((sum + (sum >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** What an operator typed as the hash of a picture, in its one form; undefined when it is none. */
export function imageHashIn(text: string): string | undefined {
  const hash = text.trim().toLowerCase()
  return /^(?:[0-9a-f]{64}|[0-9a-f]{16})$/.test(hash) ? hash : undefined
}
