import { cleanForTerminal } from '../../../lib/terminal-text.ts'

/** What the operator typed after `/`, understood: what the server can search for, and what is tested row by row here. */
export interface TextFilter {
  text: string
  /** Words for the route's `query`; empty when the route has none or the filter is inverse or fuzzy. */
  query: string
  /** Null when every row passes. */
  matches: ((text: string) => boolean) | null
}

/**
 * `spam` keeps rows that contain it, `!spam` those that do not, `~spm` those with these letters in this order. Case and
 * accents do not count. A route that searches by itself is asked for plain words, so that all rows are searched.
 */
export function readFilter(typed: string, serverSearches: boolean): TextFilter {
  const text = typed.trim()
  if (text === '' || text === '!' || text === '~') return { text, query: '', matches: null }
  if (text.startsWith('!')) {
    const wanted = folded(text.slice(1))
    return { text, query: '', matches: (row) => !folded(row).includes(wanted) }
  }
  if (text.startsWith('~')) {
    const letters = [...folded(text.slice(1)).replaceAll(' ', '')]
    return { text, query: '', matches: (row) => hasInOrder(folded(row), letters) }
  }
  if (serverSearches) return { text, query: text, matches: null }
  const wanted = folded(text)
  return { text, query: '', matches: (row) => folded(row).includes(wanted) }
}

/** How well letters fit a word for completion: lower is better, null is not at all. */
export function fuzzyRank(letters: string, word: string): number | null {
  const wanted = folded(letters)
  const name = folded(word)
  if (name.startsWith(wanted)) return name.length - wanted.length
  if (name.includes(wanted)) return 100 + name.indexOf(wanted)
  return hasInOrder(name, [...wanted]) ? 200 + name.length : null
}

function hasInOrder(text: string, letters: readonly string[]): boolean {
  let at = 0
  for (const letter of letters) {
    at = text.indexOf(letter, at)
    if (at < 0) return false
    at += letter.length
  }
  return true
}

function folded(text: string): string {
  return cleanForTerminal(text).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
