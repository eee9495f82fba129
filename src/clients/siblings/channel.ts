/** A line to another process of this machine; what is sent arrives once and in order, or the line is closed. */
export interface Channel {
  /** Sends a message, if the line is open. `weight` is about its size in bytes, and counts until the system has taken it. */
  send(message: object, weight?: number): void
  /** The weight of what waits to be taken by the system: it grows where the other end does not keep up. */
  readonly unsent: number
  readonly isOpen: boolean
  /** Calls `listener` with each message from now on. */
  listen(listener: (message: unknown) => void): void
}

/** What Node has at both ends of the line between a process and the one that forked it. */
interface IpcEnd {
  readonly connected: boolean
  send?(message: object, handle: undefined, options: undefined, callback: (error: Error | null) => void): boolean
  on(event: 'message', listener: (message: unknown) => void): unknown
}

/** A channel over Node's own line to a forked process, or from it: `process`, or the `process` of a cluster's worker. */
export function ipcChannel(end: IpcEnd): Channel {
  let unsent = 0
  return {
    send(message, weight = 0) {
      if (!end.connected) return
      unsent += weight
      end.send?.(message, undefined, undefined, () => {
        unsent -= weight
      })
    },
    get unsent() {
      return unsent
    },
    get isOpen() {
      return end.connected
    },
    listen: (listener) => {
      end.on('message', listener)
    },
  }
}
