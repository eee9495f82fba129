import type { ChildProcess } from 'node:child_process'

interface Handle {
  close(): void
}

/**
 * Closes the connection that was on its way to a worker when that died, so that its client hears of it.
 *
 * NOTE: Node's cluster hands each new connection to a worker and closes its own end once the worker has said that it has
 * it. A worker that is killed before never says so, and the client would wait for ever. There is no public way to these
 * connections, so this looks at the messages in which they are sent (lib/internal/cluster/utils.js, round_robin_handle.js,
 * the same in Node 20 to 24); were these to change, all would be as without it.
 */
export function closeUnansweredConnections(child: ChildProcess): void {
  const unanswered = new Map<unknown, Handle>()
  const send = child.send as (...words: unknown[]) => boolean
  child.send = (...words: unknown[]): boolean => {
    const [message, handle] = words as [{ act?: unknown; seq?: unknown } | null, Handle | undefined]
    if (message?.act === 'newconn' && typeof handle?.close === 'function') unanswered.set(message.seq, handle)
    return send.apply(child, words)
  }
  child.on('internalMessage', ({ ack }: { ack?: unknown }) => unanswered.delete(ack))
  child.once('exit', () => {
    for (const handle of unanswered.values()) handle.close()
    unanswered.clear()
  })
}
