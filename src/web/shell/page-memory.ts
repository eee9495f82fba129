import { useCallback, useState } from 'preact/hooks'
import { place } from './history.ts'

// What pages keep for when somebody comes back to them with the back button: loaded lists, chosen tabs. It lasts as long
// as the page is not loaded anew, for the last entries of the history.

const kept = new Map<string, unknown>()
const mostKept = 40

/** Reads what was kept for the present entry under a name. */
export function recall<Value>(name: string): Value | undefined {
  return kept.get(`${place.get().key}.${name}`) as Value | undefined
}

/** Keeps something for the entry with this key (the present one by default). */
export function remember(name: string, value: unknown, key: string = place.get().key): void {
  const full = `${key}.${name}`
  kept.delete(full)
  kept.set(full, value)
  for (const old of [...kept.keys()].slice(0, -mostKept)) kept.delete(old)
}

/** Forgets everything: somebody else may sign in. */
export function forgetPages(): void {
  kept.clear()
}

/** `useState` that is still there after back and forward. */
export function usePageState<Value>(
  name: string,
  initial: Value | (() => Value),
): [Value, (next: Value | ((present: Value) => Value)) => void] {
  const [key] = useState(() => place.get().key)
  const [value, setValue] = useState<Value>(
    () => recall<Value>(name) ?? (initial instanceof Function ? initial() : initial),
  )
  const set = useCallback(
    (next: Value | ((present: Value) => Value)) =>
      setValue((present) => {
        const made = next instanceof Function ? next(present) : next
        remember(name, made, key)
        return made
      }),
    [name, key],
  )
  return [value, set]
}
