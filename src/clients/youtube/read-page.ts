import { z } from 'zod'
import { orNull, youtubeId } from './fields.ts'

/** Items of an answer that were left out, so that a job can count them and an absence is not taken for a deletion. */
export interface SkippedItems {
  /** Another kind of resource than was asked for: a channel among the videos found. */
  wrongKind: number
  /** Items that could not be read at all. */
  malformed: number
  /** The ids of skipped items, as far as they could be read. */
  ids: string[]
}

/** One page of a list, as far as it could be read. */
export interface YoutubePage<Item> {
  items: Item[]
  nextPageToken: string | null
  /** YouTube's estimate; it may say 23 with no item at all. */
  totalResults: number | null
  etag: string | null
  skipped: SkippedItems
}

/** What an answer must look like: its kind, the kind of its items (null: any of YouTube's), and how one item is read. */
export interface PageForm<Item> {
  kind: string | null
  itemKind: string | null
  item: z.ZodType<Item>
}

/** The answer is JSON, but not the answer to what was asked. */
export class UnreadablePage extends Error {}

const pageShape = z.object({
  kind: z.string(),
  etag: orNull(z.string().max(200)),
  nextPageToken: orNull(z.string().min(1).max(2000)),
  pageInfo: orNull(z.object({ totalResults: orNull(z.number()) })),
  items: z.array(z.unknown()).nullish(),
})

const kindShape = z.object({ kind: z.string() })
const idShape = z.object({
  id: z.union([youtubeId, z.object({ videoId: youtubeId }).transform(({ videoId }) => videoId)]),
})

/**
 * Reads a page item by item: an item of another kind or one that cannot be read is left out and counted. Throws
 * `UnreadablePage` when the answer as a whole is something else, or when not one item of it can be read.
 */
export function readPage<Item>(body: unknown, form: PageForm<Item>): YoutubePage<Item> {
  const page = pageShape.safeParse(body)
  if (!page.success) throw new UnreadablePage('the answer is no list')
  const { kind, etag, nextPageToken, pageInfo, items: rawItems } = page.data
  if (!isKind(kind, form.kind)) throw new UnreadablePage(`expected ${form.kind}, got ${kind.slice(0, 80)}`)
  const items: Item[] = []
  const skipped: SkippedItems = { wrongKind: 0, malformed: 0, ids: [] }
  for (const raw of rawItems ?? []) {
    const parsed = isOfKind(raw, form.itemKind) ? form.item.safeParse(raw) : null
    if (parsed?.success) {
      items.push(parsed.data)
      continue
    }
    if (parsed === null || isFoundChannel(raw)) skipped.wrongKind += 1
    else skipped.malformed += 1
    const id = idShape.safeParse(raw)
    if (id.success) skipped.ids.push(id.data.id)
  }
  if (items.length === 0 && skipped.malformed > 0) {
    throw new UnreadablePage(`none of ${rawItems?.length} items can be read`)
  }
  return { items, nextPageToken, totalResults: pageInfo?.totalResults ?? null, etag, skipped }
}

// `fields` may leave the kind of an item out, so only a kind that is there and different tells anything.
function isOfKind(raw: unknown, itemKind: string | null): boolean {
  const kind = kindShape.safeParse(raw)
  return !kind.success || isKind(kind.data.kind, itemKind)
}

function isKind(kind: string, expected: string | null): boolean {
  return expected === null ? kind.startsWith('youtube#') : kind === expected
}

const foundOther = z.object({ id: z.object({ kind: z.string().refine((kind) => kind !== 'youtube#video') }) })

function isFoundChannel(raw: unknown): boolean {
  return foundOther.safeParse(raw).success
}
