/** Who holds a lock, or waits for it: one request of one worker. */
interface Request {
  worker: number
  id: number
}

/** How the table reaches a worker. */
type Tell = (worker: number, kind: 'locked' | 'wanted', id: number) => void

/** Locks by name, each held by one request at a time and given on in the order of asking. */
export interface LockTable {
  lock(worker: number, id: number, name: string): void
  /** Gives a lock back, or stops waiting for it. */
  unlock(worker: number, id: number): void
  /** Gives back everything a worker held, when it is gone. */
  forget(worker: number): void
}

export function createLockTable(tell: Tell): LockTable {
  const queues = new Map<string, Request[]>()

  function remove(isGone: (request: Request) => boolean): void {
    for (const [name, queue] of queues) {
      const holder = queue[0]
      const left = queue.filter((request) => !isGone(request))
      if (left.length === queue.length) continue
      if (left.length === 0) {
        queues.delete(name)
        continue
      }
      queues.set(name, left)
      const next = left[0]!
      if (next === holder) continue
      tell(next.worker, 'locked', next.id)
      // Those behind it still wait, and it has not been told so.
      if (left.length > 1) tell(next.worker, 'wanted', next.id)
    }
  }

  return {
    lock(worker, id, name) {
      const queue = queues.get(name)
      if (queue === undefined) {
        queues.set(name, [{ worker, id }])
        tell(worker, 'locked', id)
        return
      }
      queue.push({ worker, id })
      tell(queue[0]!.worker, 'wanted', queue[0]!.id)
    },
    unlock: (worker, id) => remove((request) => request.worker === worker && request.id === id),
    forget: (worker) => remove((request) => request.worker === worker),
  }
}
