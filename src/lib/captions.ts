import { domainToUnicode } from 'node:url'

import { foldCase } from './text-fold.ts'
import { codePoints } from './text-limits.ts'

/** A piece of a text, from `start` to before `end`, counted in UTF-16 units as JavaScript, Java and Kotlin count. */
interface Span {
  start: number
  end: number
}

export interface TagSpan extends Span {
  /** As typed, without the sign. */
  tag: string
  /** The form under which alike tags are one. */
  key: string
}

export interface MentionSpan extends Span {
  /** As typed, without the sign; whether there is such a person is for the caller to find out. */
  username: string
}

export interface LinkSpan extends Span {
  /** The address in the form a browser opens it. */
  url: string
  /** The host that is opened, in the letters it is shown in. */
  host: string
}

export interface CaptionParts {
  tags: TagSpan[]
  mentions: MentionSpan[]
  links: LinkSpan[]
}

export const tagMaxLength = 100
/** At most so many tags, mentions and links of one text are found; what comes after is plain text. */
export const maxPartsOfAKind = 100
const linkMaxLength = 2000

/** The form under which alike tags are one tag: compatibility forms and case folded, accents kept. */
export function tagKey(tag: string): string {
  return foldCase(tag.replace(/^[#＃]/, ''))
}

// One look per position, each part matched where the look stands and never read twice: the time is linear in the text.
const candidate = /https?:\/\/|[#＃@＠]+/gi
const linkBody = /[^\s<>"`\\^{|}\u0000-\u0020\u007f-\u00a0\u2000-\u200b\u2028-\u202e\u2066-\u2069\ufeff\u3000]*/uy
// Zero-width joiners stand inside words of Persian and Indic scripts; at the end of a tag they are not part of it.
const tagBody = /[\p{L}\p{M}\p{N}_\u200c\u200d]*/uy
const mentionBody = /[A-Za-z0-9_.]*/y
const wordCharacter = /[\p{L}\p{M}\p{N}_]$/u

/**
 * Finds the #tags, @mentions and http(s) links of a text in any script, each with its place. A sign in the middle of a
 * word, an address or a link makes none. The time is linear in the length, whatever the text.
 */
export function parseCaption(text: string): CaptionParts {
  const parts: CaptionParts = { tags: [], mentions: [], links: [] }
  candidate.lastIndex = 0
  for (let found = candidate.exec(text); found !== null; found = candidate.exec(text)) {
    const start = found.index
    const sign = found[0]
    const after = start + sign.length
    const isLink = sign.endsWith('/')
    const isMention = sign === '@' || sign === '＠'
    const end = bodyEnd(isLink ? linkBody : isMention ? mentionBody : tagBody, text, after)
    // What turns out to be no part is skipped as well, so that nothing inside an address becomes a mention.
    candidate.lastIndex = end
    const ofItsKind = isLink ? parts.links : isMention ? parts.mentions : parts.tags
    const isRow = !isLink && sign.length > 1
    if (end === after || isRow || ofItsKind.length >= maxPartsOfAKind || !startsFresh(text, start)) continue
    if (isLink) keep(parts.links, readLink(text, start))
    else if (isMention) keep(parts.mentions, readMention(text, start, after, end))
    else keep(parts.tags, readTag(text, start, after, end))
  }
  return parts
}

function keep<T>(list: T[], part: T | null): void {
  if (part !== null) list.push(part)
}

function bodyEnd(body: RegExp, text: string, from: number): number {
  body.lastIndex = from
  body.test(text)
  return body.lastIndex
}

// Whether what begins here does not go on from a word, an entity (`&#39;`), an address (`/#top`) or another sign.
function startsFresh(text: string, at: number): boolean {
  if (at === 0) return true
  const unit = text.charCodeAt(at - 1)
  if (unit === 0x20 || unit === 0x0a) return true
  const before = text.slice(Math.max(0, at - 2), at)
  return !wordCharacter.test(before) && !/[&/\\#＃@＠]$/.test(before)
}

function readTag(text: string, start: number, after: number, bodyEndsAt: number): TagSpan | null {
  let end = bodyEndsAt
  while (end > after && isJoiner(text.charCodeAt(end - 1))) end -= 1
  if (end - after > 2 * tagMaxLength) return null
  const tag = text.slice(after, end)
  if (codePoints(tag) > tagMaxLength || !/\p{L}/u.test(tag)) return null
  return { start, end, tag, key: tagKey(tag) }
}

function isJoiner(unit: number): boolean {
  return unit === 0x200c || unit === 0x200d
}

function readMention(text: string, start: number, after: number, bodyEndsAt: number): MentionSpan | null {
  let end = bodyEndsAt
  while (end > after && text[end - 1] === '.') end -= 1
  const username = text.slice(after, end)
  // "@ada@example.org" is somebody elsewhere.
  if (text[bodyEndsAt] === '@' || username.length < 3 || username.length > 30) return null
  if (!/[A-Za-z]/.test(username) || username.startsWith('.') || username.includes('..')) return null
  return { start, end, username }
}

function readLink(text: string, start: number): LinkSpan | null {
  const bodyStart = text.indexOf('://', start) + 3
  const end = trimmedLinkEnd(text, bodyStart, bodyEnd(linkBody, text, bodyStart))
  if (end - start > linkMaxLength) return null
  const typed = text.slice(start, end)
  const url = URL.canParse(typed) ? new URL(typed) : null
  if (url === null || url.username !== '' || url.password !== '' || typed.includes('@', 0) !== url.href.includes('@')) {
    return null
  }
  const host = domainToUnicode(url.hostname) || url.hostname
  // The host that is opened must be the one that is read: no look-alike dots or letters that a browser turns into others.
  const shown = typed
    .slice(bodyStart - start)
    .split(/[/?#]/, 1)[0]!
    .toLowerCase()
    .replace(/:\d*$/, '')
    .normalize('NFC')
  if (shown !== url.hostname && shown !== host) return null
  return { start, end, url: url.href, host }
}

// Punctuation at the end belongs to the sentence, and so does a closing bracket that none in the address opened.
function trimmedLinkEnd(text: string, from: number, to: number): number {
  let depth = 0
  for (let index = from; index < to; index += 1) {
    if (text[index] === '(') depth += 1
    else if (text[index] === ')') depth -= 1
  }
  let end = to
  while (end > from) {
    const last = text[end - 1]!
    if (last === ')' && depth < 0) depth += 1
    else if (!'.,:;!?\'"*_~]…。、，！？；：」』）'.includes(last)) break
    end -= 1
  }
  return end
}
