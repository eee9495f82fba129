/** A part of a file: both ends counted from 0 and included. */
export interface ByteSpan {
  start: number
  end: number
}

/**
 * What a `Range` header asks of a file of `size` bytes (RFC 9110, 14.2): one span, `unsatisfiable` when it lies outside,
 * or `whole` when there is no header, another unit, several ranges, or something that is not a range at all.
 */
export function readByteRange(header: string | undefined, size: number): ByteSpan | 'whole' | 'unsatisfiable' {
  if (header === undefined || header.length > 100) return 'whole'
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header.trim())
  if (match === null) return 'whole'
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return 'whole'
  if (first === '') return lastBytes(Number(last), size)
  const start = Number(first)
  if (last !== '' && Number(last) < start) return 'whole'
  if (start >= size) return 'unsatisfiable'
  return { start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) }
}

function lastBytes(count: number, size: number): ByteSpan | 'unsatisfiable' {
  if (count === 0 || size === 0) return 'unsatisfiable'
  return { start: Math.max(0, size - count), end: size - 1 }
}
