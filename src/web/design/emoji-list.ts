import { keep, readKept } from '../shell/kept.ts'
import { emojiData } from './emoji-data.ts'

export interface Emoji {
  /** As it is sent; in the chosen skin tone where it has one. */
  text: string
  name: string
}

interface ListedEmoji extends Emoji {
  hasTones: boolean
}

export interface EmojiGroup {
  name: string
  emoji: readonly ListedEmoji[]
}

/** Every emoji by its kind, in Unicode's order. */
export const emojiGroups: readonly EmojiGroup[] = emojiData.map(([name, list]) => ({
  name,
  emoji: list.split('|').map((entry) => {
    const end = entry.indexOf(' ')
    const hasTones = entry[end - 1] === '*'
    return { text: entry.slice(0, hasTones ? end - 1 : end), name: entry.slice(end + 1), hasTones }
  }),
}))

const modifiers = ['', '\u{1f3fb}', '\u{1f3fc}', '\u{1f3fd}', '\u{1f3fe}', '\u{1f3ff}']
const toneName = 'momentum.emoji tone'
const recentName = 'momentum.emoji recent'
const mostRecent = 32

/** The emoji in a skin tone, 0 being none. */
export function inTone(emoji: ListedEmoji, tone: number): Emoji {
  if (!emoji.hasTones || tone === 0) return emoji
  const [first, ...rest] = [...emoji.text]
  // A modifier takes the place of the sign that asks for colour.
  const after = rest[0] === '\ufe0f' ? rest.slice(1) : rest
  return { text: [first, modifiers[tone], ...after].join(''), name: emoji.name }
}

export function readTone(): number {
  const tone = Number(readKept(toneName) ?? 0)
  return Number.isInteger(tone) && tone >= 0 && tone < modifiers.length ? tone : 0
}

export function keepTone(tone: number): void {
  keep(toneName, tone === 0 ? null : String(tone))
}

const nameOf = new Map(emojiGroups.flatMap(({ emoji }) => emoji.map(({ text, name }) => [text, name] as const)))

/** What an emoji is called; the emoji itself where it has no name here. */
export function emojiName(text: string): string {
  const plain = text.replace(/[\u{1f3fb}-\u{1f3ff}]/gu, '')
  return nameOf.get(text) ?? nameOf.get(plain) ?? nameOf.get(`${plain}\ufe0f`) ?? text
}

/** The emoji used last in this browser, the newest first. */
export function recentEmoji(): Emoji[] {
  const kept = (readKept(recentName) ?? '').split(' ').filter((text) => text !== '')
  return kept.map((text) => ({ text, name: emojiName(text) }))
}

/** Remembers that an emoji was used. */
export function rememberEmoji(text: string): void {
  const others = recentEmoji()
    .map((emoji) => emoji.text)
    .filter((other) => other !== text)
  keep(recentName, [text, ...others].slice(0, mostRecent).join(' '))
}

/** Those whose name has every word, those that begin with the words first. */
export function findEmoji(query: string): ListedEmoji[] {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const found = emojiGroups.flatMap(({ emoji }) =>
    emoji.filter(({ text, name }) => text === query.trim() || words.every((word) => name.toLowerCase().includes(word))),
  )
  const starts = ({ name }: Emoji): number => (name.toLowerCase().startsWith(words[0]!) ? 0 : 1)
  return found.sort((one, other) => starts(one) - starts(other))
}
