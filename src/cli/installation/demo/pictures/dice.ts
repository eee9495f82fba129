/** A source of chance that always falls the same way for the same seed, so that every demo has the same pictures. */
export interface Dice {
  /** From `low` up to `high`, not whole. */
  between(low: number, high: number): number
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number
  pick<Item>(items: readonly Item[]): Item
  chance(share: number): boolean
  /** Some of the items, each once, in an order of chance. */
  some<Item>(items: readonly Item[], count: number): Item[]
}

/** Dice for a seed (mulberry32 over a hash of it). */
export function diceOf(seed: string): Dice {
  let state = 2166136261
  for (const character of seed) state = Math.imul(state ^ character.codePointAt(0)!, 16777619) >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return {
    between: (low, high) => low + next() * (high - low),
    whole,
    pick: (items) => items[Math.floor(next() * items.length)]!,
    chance: (share) => next() < share,
    some: (items, count) => {
      const left = [...items]
      return Array.from({ length: Math.min(count, left.length) }, () => left.splice(whole(0, left.length - 1), 1)[0]!)
    },
  }
}
