import { useEffect, useState } from 'preact/hooks'

/** A value that tells whoever asked when it changes. */
export interface Store<Value> {
  get(): Value
  set(value: Value): void
  /** Sets what `change` makes of the present value. */
  update(change: (value: Value) => Value): void
  /** Calls `listener` after every change; answers a function that ends it. */
  subscribe(listener: () => void): () => void
}

/** Makes a store. Setting the value that is there already tells nobody. */
export function createStore<Value>(initial: Value): Store<Value> {
  let value = initial
  const listeners = new Set<() => void>()
  const set = (next: Value): void => {
    if (Object.is(next, value)) return
    value = next
    for (const listener of [...listeners]) listener()
  }
  return {
    get: () => value,
    set,
    update: (change) => set(change(value)),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

/** The store's value in a component, which is drawn again when what `select` takes of it changes. */
export function useStore<Value>(store: Store<Value>): Value
export function useStore<Value, Part>(store: Store<Value>, select: (value: Value) => Part): Part
export function useStore<Value, Part>(store: Store<Value>, select?: (value: Value) => Part): Value | Part {
  const part = select ? select(store.get()) : store.get()
  const [, drawAgain] = useState<unknown>(part)
  useEffect(() => {
    // The value may have changed between drawing and this effect; setting the same state draws nothing.
    const look = (): void => drawAgain(() => (select ? select(store.get()) : store.get()))
    look()
    return store.subscribe(look)
  }, [store])
  return part
}
