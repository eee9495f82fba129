import { createHmac, timingSafeEqual } from 'node:crypto'
import { Failure } from './errors.ts'

/** One page of a list as every list route answers it (API.md, Conventions). */
export interface Page<Item> {
  items: Item[]
  /** Where the next page starts, or null at the end. */
  nextCursor: string | null
}

/** What a cursor remembers: the sort key of the last item shown, as plain values. */
export type CursorKey = readonly (string | number)[]

export interface CursorCodec {
  /** An opaque text for the place after `key` in the list called `list`. */
  encode(list: string, key: CursorKey): string
  /** The key of a cursor made for this list; throws `cursor_invalid` for anything else. */
  decode(list: string, cursor: string): CursorKey
}

const signatureBytes = 12

/**
 * Cursors that clients cannot forge or carry to another list: the key of the last item, signed together with the list's
 * name. `list` includes whatever the list depends on (whose posts, which filter), so that a foreign cursor is refused.
 */
export function cursorCodec(secret: Buffer): CursorCodec {
  const sign = (list: string, payload: string): Buffer =>
    createHmac('sha256', secret).update(`${list}\0${payload}`).digest().subarray(0, signatureBytes)
  return {
    encode: (list, key) => {
      const payload = JSON.stringify(key)
      return Buffer.concat([sign(list, payload), Buffer.from(payload)]).toString('base64url')
    },
    decode: (list, cursor) => {
      const bytes = Buffer.from(cursor, 'base64url')
      const payload = bytes.subarray(signatureBytes).toString()
      const signed =
        bytes.length > signatureBytes && timingSafeEqual(bytes.subarray(0, signatureBytes), sign(list, payload))
      if (!signed) {
        const message = 'The cursor does not belong to this list; start again without one.'
        throw new Failure('invalid', 'cursor_invalid', message, { errors: [{ path: 'cursor', message }] })
      }
      return JSON.parse(payload) as CursorKey
    },
  }
}

/**
 * Cuts a page out of rows read with one more than `limit`: the extra row only says that there is a next page.
 * `cursorAfter` makes the cursor that goes on behind a row.
 */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  present: (row: Row) => Item,
  cursorAfter: (row: Row) => string,
): Page<Item> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(present),
    nextCursor: rows.length > limit && last !== undefined ? cursorAfter(last) : null,
  }
}
