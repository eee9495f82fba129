/** A number from 0 to 2^32 - 1 that depends on the parts alone: the world's dice, which always fall the same way. */
export function hash(...parts: number[]): number {
  let mixed = 0x9e3779b9
  for (const part of parts) {
    mixed = Math.imul(mixed ^ part, 0x85ebca6b)
    mixed ^= mixed >>> 13
    mixed = Math.imul(mixed, 0xc2b2ae35)
    mixed ^= mixed >>> 16
  }
  return mixed >>> 0
}

/** The same as a share from 0 to below 1. */
export function roll(...parts: number[]): number {
  return hash(...parts) / 0x1_0000_0000
}

/** One of the choices, by a share from 0 to below 1. */
export function pick<Choice>(choices: readonly Choice[], share: number): Choice {
  return choices[Math.floor(share * choices.length)]!
}

/** A text as a number for `hash`. */
export function numberOf(text: string): number {
  let mixed = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) mixed = Math.imul(mixed ^ text.charCodeAt(index), 0x01000193)
  return mixed >>> 0
}
