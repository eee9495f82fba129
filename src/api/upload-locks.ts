import type { Lock, Locker } from '@tus/server'
import type { App } from '../app.ts'
import { second } from '../lib/clock.ts'

/** How long an upload waits until the request that holds it lets go, in ms. */
const patienceMs = 30 * second

/**
 * Locks of resumable uploads that hold in all workers of a server: a phone that comes back may meet another worker than
 * the one where its broken connection still stands.
 */
export function uploadLocks(siblings: NonNullable<App['siblings']>): Locker {
  return {
    newLock(id): Lock {
      let release: (() => void) | undefined
      return {
        async lock(signal, requestRelease) {
          // A timer that is held, since `AbortSignal.timeout` alone may be collected before it fires (Node 20).
          const patience = new AbortController()
          const timer = setTimeout(() => patience.abort(new Error('the upload is held elsewhere')), patienceMs)
          try {
            release = await siblings.lock(`upload ${id}`, {
              signal: AbortSignal.any([signal, patience.signal]),
              onWanted: () => void requestRelease(),
            })
          } finally {
            clearTimeout(timer)
          }
        },
        async unlock() {
          release?.()
          release = undefined
        },
      }
    },
  }
}
