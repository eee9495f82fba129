import { z } from 'zod'
import { maxPartsOfAKind, parseCaption } from '../lib/captions.ts'

const place = z.int().nonnegative()

/** Where a text names a tag, a person or an address. */
export const textPartsShape = z
  .object({
    tags: z.array(z.object({ start: place, end: place, tag: z.string().max(200) })).max(maxPartsOfAKind),
    mentions: z.array(z.object({ start: place, end: place, username: z.string().max(30) })).max(maxPartsOfAKind),
    links: z
      .array(z.object({ start: place, end: place, url: z.string().max(2500), host: z.string().max(260) }))
      .max(maxPartsOfAKind),
  })
  .meta({
    id: 'TextParts',
    description: 'Places in a text, from `start` to before `end` in UTF-16 units. A person who is named may not exist.',
  })

export type TextParts = z.output<typeof textPartsShape>

const signs = /[#＃@＠]|https?:/i

/** Finds the tags, mentions and links that a client makes into links. */
export function presentTextParts(text: string): TextParts {
  if (!signs.test(text)) return { tags: [], mentions: [], links: [] }
  const { tags, mentions, links } = parseCaption(text)
  return {
    tags: tags.map(({ start, end, tag }) => ({ start, end, tag })),
    mentions: mentions.map(({ start, end, username }) => ({ start, end, username })),
    links: links.map(({ start, end, url, host }) => ({ start, end, url, host })),
  }
}
