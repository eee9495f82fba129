import { refusals } from './faults.ts'
import { RefusedRequest } from './google-problems.ts'

/** A page token as search and charts have it: an offset as one field of a protocol buffer (`CDIQAA` is 50). */
export function writePageToken(offset: number): string {
  const bytes = [0x08]
  for (let rest = offset; ; rest >>>= 7) {
    bytes.push(rest > 0x7f ? (rest & 0x7f) | 0x80 : rest)
    if (rest <= 0x7f) break
  }
  return Buffer.from([...bytes, 0x10, 0x00]).toString('base64url')
}

/** The offset of a page token; 0 without one. Throws `RefusedRequest` for a token that was never given out. */
export function readPageToken(token: string | undefined): number {
  if (token === undefined) return 0
  let offset = 0
  const bytes = Buffer.from(token, 'base64url').subarray(1, -2)
  bytes.forEach((byte, index) => {
    offset |= (byte & 0x7f) << (7 * index)
  })
  if (writePageToken(offset) !== token) throw new RefusedRequest(refusals.invalidPageToken)
  return offset
}

/** A token of a list of uploads, which is good for that list alone. */
export function writeListToken(playlistId: string, offset: number): string {
  return `EAAa${Buffer.from(`${playlistId}:${offset}`).toString('base64url')}`
}

/** The offset of a list's token; throws `RefusedRequest` for one of another list. */
export function readListToken(playlistId: string, token: string | undefined): number {
  if (token === undefined) return 0
  const [list, offset = ''] = Buffer.from(token.slice(4), 'base64url').toString().split(':')
  if (list !== playlistId || !/^\d{1,6}$/.test(offset)) throw new RefusedRequest(refusals.invalidPageToken)
  return Number(offset)
}
