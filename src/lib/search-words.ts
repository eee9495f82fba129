import { foldForSearch } from './text-fold.ts'

/** Letters, digits and their marks in a row; or one pictograph. */
const runs = /[\p{L}\p{N}\p{M}]+|\p{Extended_Pictographic}/gu

// Written without spaces between words: two neighbouring characters stand for a word, as search engines do it.
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu

const longestWord = 40

/**
 * The words of a text as a search index keeps them: folded (case, accents, compatibility forms), each once, at most
 * `limit` of them in the order of the text. Scripts without spaces give pairs of characters, so that any part is found.
 */
export function searchWords(text: string, limit: number): string[] {
  const found = new Set<string>()
  for (const [run] of foldForSearch(text).matchAll(runs)) {
    for (const word of wordsOfRun(run)) found.add(word)
    if (found.size >= limit) break
  }
  return [...found].slice(0, limit)
}

/**
 * What to look for when somebody types a query: each entry is the beginning of a word, and all must be there. Empty when
 * the query holds nothing that an index keeps.
 */
export function searchPrefixes(query: string, limit: number): string[] {
  const words = [...foldForSearch(query).matchAll(runs)].flatMap(([run]) => wordsOfQuery(run))
  return [...new Set(words)].slice(0, limit)
}

function wordsOfRun(run: string): string[] {
  const words: string[] = []
  for (const part of split(run)) {
    if (!part.isUnspaced) words.push(cut(part.text))
    else words.push(...pairs(part.text, true))
  }
  return words
}

function wordsOfQuery(run: string): string[] {
  return split(run).flatMap((part) => (part.isUnspaced ? pairs(part.text, false) : [cut(part.text)]))
}

function split(run: string): { text: string; isUnspaced: boolean }[] {
  const parts: { text: string; isUnspaced: boolean }[] = []
  let end = 0
  for (const match of run.matchAll(unspaced)) {
    if (match.index > end) parts.push({ text: run.slice(end, match.index), isUnspaced: false })
    parts.push({ text: match[0], isUnspaced: true })
    end = match.index + match[0].length
  }
  if (end < run.length) parts.push({ text: run.slice(end), isUnspaced: false })
  return parts
}

// The last character alone is kept as well, so that a query of one character finds it wherever it stands.
function pairs(text: string, withLast: boolean): string[] {
  const characters = [...text]
  if (characters.length === 1) return characters
  const found = characters.slice(0, -1).map((character, index) => character + characters[index + 1]!)
  return withLast ? [...found, characters.at(-1)!] : found
}

function cut(word: string): string {
  return word.length <= longestWord ? word : [...word].slice(0, longestWord).join('')
}
