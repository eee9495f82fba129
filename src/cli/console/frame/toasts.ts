import { createStore, type Store } from '../store.ts'
import type { Role } from '../terminal/theme.ts'
import type { Telling } from './screen.ts'

/** What the foot of the screen says just now. */
export interface Toast {
  message: string
  role: Role
  command: string
  canUndo: boolean
  until: number
}

export interface Toasts {
  readonly current: Store<Toast | null>
  tell(message: string, telling?: Telling): void
  /** Takes the audit entries of the latest act that can still be undone; empty when there is none. */
  takeUndo(): string[]
  /** Forgets a toast whose time is over. */
  tick(): void
}

const plainMs = 5000
const undoMs = 12_000
const rememberedActs = 50

/** Says what was done, and remembers how to undo it. */
export function createToasts(now: () => number): Toasts {
  const current = createStore<Toast | null>(null)
  const undoable: string[][] = []
  return {
    current,
    tell: (message, { role = 'plain', undo = [], command = '' } = {}) => {
      if (undo.length > 0) {
        undoable.push(undo)
        if (undoable.length > rememberedActs) undoable.shift()
      }
      const lasts = undo.length > 0 || role === 'danger' ? undoMs : plainMs
      current.set({ message, role, command, canUndo: undo.length > 0, until: now() + lasts })
    },
    takeUndo: () => undoable.pop() ?? [],
    tick: () => {
      const toast = current.get()
      if (toast !== null && toast.until <= now()) current.set(null)
    },
  }
}
