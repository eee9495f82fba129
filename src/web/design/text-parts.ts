import type { Shape } from '../api/types.ts'

/** A place in a text that leads somewhere. */
export interface FoundPart {
  kind: 'tag' | 'mention' | 'link'
  start: number
  end: number
  /** The tag without its sign, the user name, or the address. */
  value: string
}

/** The server's parts in the order of the text; what overlaps or lies outside is left out. */
export function partsInOrder(text: string, parts: Shape<'TextParts'>): FoundPart[] {
  const all: FoundPart[] = [
    ...parts.tags.map(({ start, end, tag }) => ({ kind: 'tag' as const, start, end, value: tag })),
    ...parts.mentions.map(({ start, end, username }) => ({ kind: 'mention' as const, start, end, value: username })),
    ...parts.links.map(({ start, end, url }) => ({ kind: 'link' as const, start, end, value: url })),
  ].sort((one, other) => one.start - other.start)
  let at = 0
  return all.filter((part) => {
    const fits = part.start >= at && part.end > part.start && part.end <= text.length
    if (fits) at = part.end
    return fits
  })
}

// One pass, no part of a text read twice. The sign must not follow a letter, or e-mail addresses would name people.
const candidates =
  /(?<![\p{L}\p{N}_@#/.])(?:https?:\/\/[^\s<>"'`\\^{|}\u0000-\u0020\u007f-\u00a0\u2000-\u200f\u2028-\u202e\u2066-\u2069\u3000]{1,2000}|#[\p{L}\p{M}\p{N}_]{1,100}|@[A-Za-z0-9_.]{1,30})/giu

/** Finds tags, mentions and links where the server does not say where they are: in messages and descriptions. */
export function findTextParts(text: string): FoundPart[] {
  const parts: FoundPart[] = []
  for (const found of text.matchAll(candidates)) {
    const start = found.index
    const sign = found[0][0]
    if (sign === '#') {
      const value = found[0].slice(1)
      if (/\p{L}|\p{M}/u.test(value)) parts.push({ kind: 'tag', start, end: start + found[0].length, value })
    } else if (sign === '@') {
      const value = found[0].slice(1).replace(/(?<!\.)\.+$/, '')
      if (/[A-Za-z]/.test(value)) parts.push({ kind: 'mention', start, end: start + 1 + value.length, value })
    } else {
      const value = withoutTrailingSigns(found[0])
      if (linkOf(value, value) !== undefined) parts.push({ kind: 'link', start, end: start + value.length, value })
    }
  }
  return parts
}

// A stop, comma or bracket at the end belongs to the sentence; a bracket that was opened in the address does not.
function withoutTrailingSigns(address: string): string {
  let end = address.length
  while (end > 0) {
    const last = address[end - 1]!
    const opens = { ')': '(', ']': '[' }[last]
    const isSentence = /[.,;:!?…*_~]/.test(last)
    const isUnopened = opens !== undefined && countOf(address, opens, end) < countOf(address, last, end)
    if (!isSentence && !isUnopened) break
    end -= 1
  }
  return address.slice(0, end)
}

function countOf(text: string, sign: string, end: number): number {
  let count = 0
  for (let at = 0; at < end; at += 1) if (text[at] === sign) count += 1
  return count
}

/** What a link opens and what is to be seen of it; undefined when it is not to be a link. */
export function linkOf(address: string, typed: string): { href: string; label: string } | undefined {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return undefined
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined
  // Names and passwords before the host make one host look like another: gone from both.
  url.username = ''
  url.password = ''
  const seen = /^https?:\/\/([^/?#]*)/i.exec(typed)?.[1]?.toLowerCase()
  return { href: url.href, label: seen === url.host ? typed : url.href }
}
