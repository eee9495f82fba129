import { useCallback, useRef, useSyncExternalStore } from 'react'

/** A value that screens read while they draw and bindings read while a key is handled, so that neither sees an old one. */
export interface Store<T> {
  get(): T
  set(next: T): void
  /** Replaces some members and leaves the others. */
  patch(part: Partial<T>): void
  /** Calls back after each change, until the returned function is called. */
  subscribe(listener: () => void): () => void
}

/** Keeps `initial` until it is set; setting the same value again wakes nobody. */
export function createStore<T>(initial: T): Store<T> {
  let value = initial
  const listeners = new Set<() => void>()
  const set = (next: T) => {
    if (Object.is(next, value)) return
    value = next
    for (const listener of [...listeners]) listener()
  }
  return {
    get: () => value,
    set,
    patch: (part) => set({ ...value, ...part }),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The store's value now; the component draws again when it changes. */
export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get, store.get)
}

/** Has the component draw again when any of the stores changes. */
export function useStores(stores: readonly Store<unknown>[]): void {
  const last = useRef<readonly unknown[]>([])
  const subscribe = useCallback(
    (listener: () => void) => {
      const ends = stores.map((store) => store.subscribe(listener))
      return () => {
        for (const end of ends) end()
      }
    },
    [stores],
  )
  useSyncExternalStore(subscribe, () => {
    const values = stores.map((store) => store.get())
    const isSame =
      values.length === last.current.length && values.every((value, at) => Object.is(value, last.current[at]))
    if (!isSame) last.current = values
    return last.current
  })
}
