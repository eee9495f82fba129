import { foldForSearch } from '../../../lib/text-fold.ts'

// What a prefix is looked up in: the user name, the display name, and every place inside either where a word begins.
// They are kept folded, so that a query folded the same way meets them by plain comparison.

/** Where in the names a word begins; the lower, the better a match. */
export const wordKinds = { username: 0, name: 1, inside: 2 } as const

export interface SearchWord {
  word: string
  kind: number
}

/** No longer than the longest query; no more than so many of one person. */
const longestWord = 64
const mostWords = 60

/** The words of a person from their search key: the folded user name, a space, the folded display name. */
export function searchWords(searchKey: string): SearchWord[] {
  const { username, name } = namesIn(searchKey)
  const words = new Map<string, number>()
  const add = (word: string, kind: number): void => {
    const cut = cutTo(word, longestWord)
    if (cut === '' || words.size >= mostWords) return
    words.set(cut, Math.min(kind, words.get(cut) ?? kind))
  }
  add(username, wordKinds.username)
  add(name, wordKinds.name)
  for (const text of [username, name]) {
    for (const start of beginnings(text)) add(text.slice(start), wordKinds.inside)
  }
  return [...words].map(([word, kind]) => ({ word, kind }))
}

/** The user name and the display name in a search key. */
export function namesIn(searchKey: string): { username: string; name: string } {
  const end = searchKey.indexOf(' ')
  return end < 0
    ? { username: searchKey, name: '' }
    : { username: searchKey.slice(0, end), name: searchKey.slice(end + 1) }
}

/** A query as it is compared: folded, without the @ that people write before user names. */
export function searchForm(query: string): string {
  return foldForSearch(query.replace(/^\s*@/, ''))
}

const wordStart = /(?<![\p{L}\p{N}\p{M}])[\p{L}\p{N}]/gu
// These scripts put no space between words, so that each of their letters may begin one.
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu

/** Where words begin in a folded text, but for its own beginning. */
export function beginnings(text: string): number[] {
  const starts = new Set<number>()
  for (const pattern of [wordStart, unspaced]) {
    for (const match of text.matchAll(pattern)) if (match.index > 0) starts.add(match.index)
  }
  return [...starts].sort((one, other) => one - other)
}

function cutTo(text: string, length: number): string {
  const cut = text.slice(0, length)
  // A surrogate pair is not cut in two: half of one cannot be stored.
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut
}
