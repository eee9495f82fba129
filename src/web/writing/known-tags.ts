import { listsUnder } from '../api/list.ts'
import { session } from '../api/session.ts'
import type { Shape } from '../api/types.ts'
import { keep, readKept } from '../shell/kept.ts'

// The API has no list of tags: what is offered are those that one used here, and those in posts that this page has seen.
const name = 'momentum.tags'
const most = 50

session.onEnd(() => keep(name, null))

function ownTags(): string[] {
  return (readKept(name) ?? '').split(' ').filter((tag) => tag !== '')
}

/** Remembers the tags of a text that was published. */
export function rememberTags(text: string): void {
  const used = [...text.matchAll(/(?<![\p{L}\p{N}_])#([\p{L}\p{M}\p{N}_]{1,100})/gu)].map((found) => found[1]!)
  if (used.length === 0) return
  const others = ownTags().filter((tag) => !used.some((one) => one.toLowerCase() === tag.toLowerCase()))
  keep(name, [...used, ...others].slice(0, most).join(' '))
}

/** Tags that begin so, the likeliest first. */
export function tagsLike(typed: string): string[] {
  const counts = new Map<string, number>()
  const count = (tag: string, by: number): void => void counts.set(tag, (counts.get(tag) ?? 0) + by)
  for (const tag of ownTags()) count(tag, 3)
  for (const prefix of ['/feed', '/explore', '/tags/', '/me/bookmarks']) {
    for (const list of listsUnder<Shape<'Post'>>(prefix)) {
      for (const post of list.get().items) for (const { tag } of post.captionParts.tags) count(tag, 1)
    }
  }
  const wanted = typed.toLocaleLowerCase()
  return [...counts]
    .filter(([tag]) => tag.toLocaleLowerCase().startsWith(wanted) && tag.toLocaleLowerCase() !== wanted)
    .sort((one, other) => other[1] - one[1])
    .map(([tag]) => tag)
    .slice(0, 6)
}
