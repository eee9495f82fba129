/** The encodings that answers are packed in. */
export type Encoding = 'br' | 'gzip'

/** Whether a request's `Accept-Encoding` takes the encoding; a weight of zero is a refusal (RFC 9110, 12.5.3). */
export function acceptsEncoding(header: string | undefined, encoding: Encoding): boolean {
  if (header === undefined) return false
  const parts = header.split(',').map((part) => part.trim().toLowerCase().split(';', 2))
  const named =
    parts.find(([name = '']) => name.trim() === encoding) ?? parts.find(([name = '']) => name.trim() === '*')
  return named !== undefined && Number(named[1]?.trim().replace('q=', '') ?? 1) > 0
}
