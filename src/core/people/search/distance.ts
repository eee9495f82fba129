/**
 * How many typing slips (a letter too many, missing, wrong, or two swapped) lie between a query and the beginning of a
 * word: `prefix` compares with the best beginning of the word, `whole` with all of it. Above `limit` either is infinite.
 */
export function typingSlips(query: string, word: string, limit: number): { prefix: number; whole: number } {
  const letters = [...query]
  const target = [...word].slice(0, letters.length + limit + 1)
  let beforeLast: number[] = []
  let last = target.map((_, index) => index + 1)
  last.unshift(0)
  for (let row = 1; row <= letters.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= target.length; column += 1) {
      const same = letters[row - 1] === target[column - 1]
      let slips = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1))
      const swapped =
        row > 1 && column > 1 && letters[row - 1] === target[column - 2] && letters[row - 2] === target[column - 1]
      if (swapped) slips = Math.min(slips, beforeLast[column - 2]! + 1)
      current.push(slips)
    }
    if (Math.min(...current) > limit) return { prefix: Infinity, whole: Infinity }
    beforeLast = last
    last = current
  }
  const within = (slips: number): number => (slips > limit ? Infinity : slips)
  // A word cut to what can matter is longer than the query by more than the limit, so the whole is out of reach anyway.
  return { prefix: within(Math.min(...last)), whole: within(last.at(-1)!) }
}

/** How many slips a query of that length may have: none in very short ones, where everything would be near. */
export function slipsAllowed(length: number): number {
  if (length < 4) return 0
  return length < 7 ? 1 : 2
}
