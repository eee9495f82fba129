import { type Page, pageOf } from '../../lib/cursor.ts'
import type { Context } from '../context.ts'
import type { PlacedPost } from './post-rows.ts'

/** Which page of a list is asked for. */
export interface ListInput {
  limit: number
  cursor?: string | undefined
}

/** Sorts after every id of ours. */
export const afterAll = '~'

/** Where a list starts, or goes on: the first value of the cursor, else `start`. Throws `cursor_invalid`. */
export function startOf(context: Context, list: string, { cursor }: ListInput, start = afterAll): string {
  return cursor === undefined ? start : String(context.cursors.decode(list, cursor)[0])
}

/**
 * Cuts a page of posts out of rows read with one more than the limit. What has become invisible since it was picked is
 * left out, yet the list goes on behind it.
 */
export function postPage<Row extends PlacedPost>(
  context: Context,
  list: string,
  rows: readonly Row[],
  limit: number,
): Page<Row> {
  const page = pageOf(
    rows,
    limit,
    (row) => row,
    ({ place }) => context.cursors.encode(list, [place]),
  )
  return { items: page.items.filter((row) => Boolean(row.isVisible)), nextCursor: page.nextCursor }
}
