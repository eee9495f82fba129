import type { LiveEvent } from './connection.ts'

const longestLine = 1_000_000

/** Reads `text/event-stream` (WHATWG HTML, 9.2.6) into events; comments, which keep the connection alive, are left out. */
export async function* readEventStream(chunks: AsyncIterable<Buffer | string>): AsyncGenerator<LiveEvent> {
  const decoder = new TextDecoder()
  let rest = ''
  let type = ''
  let id: string | null = null
  let data: string[] = []
  for await (const chunk of chunks) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    if (rest.length > longestLine) throw new RangeError('A line of the event stream is longer than 1 MB.')
    // A carriage return at the very end may be the first half of a line end.
    const lines = rest.split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop()!
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) yield { id, type: type || 'message', data: parsed(data.join('\n')) }
        type = ''
        data = []
        id = null
        continue
      }
      const colon = line.indexOf(':')
      if (colon === 0) continue
      const field = colon < 0 ? line : line.slice(0, colon)
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
      if (field === 'event') type = value
      else if (field === 'data') data.push(value)
      else if (field === 'id') id = value
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
