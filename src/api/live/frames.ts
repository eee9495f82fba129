/** What the server sends (API.md, Live events). Passing things have no `id`. */
export interface ServerFrame {
  /** The position in the person's log, a decimal string. */
  id?: string
  type: string
  data: unknown
}

/** The frame as it goes over a WebSocket. */
export function frameText(frame: ServerFrame): string {
  return JSON.stringify(frame)
}

/** The frame as an event of `text/event-stream` (WHATWG HTML, 9.2). JSON has no line ends of its own. */
export function frameEvent(frame: ServerFrame): string {
  const id = frame.id === undefined ? '' : `id: ${frame.id}\n`
  return `${id}event: ${frame.type}\ndata: ${JSON.stringify({ type: frame.type, data: frame.data, ...(frame.id === undefined ? {} : { id: frame.id }) })}\n\n`
}
