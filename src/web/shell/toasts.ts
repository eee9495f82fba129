import { createStore } from '../api/store.ts'
import { words } from '../strings/en.ts'

export interface Toast {
  id: number
  text: string
  tone: 'plain' | 'error'
  /** What can be done about it, such as undo. */
  action?: { label: string; run: () => void } | undefined
  /** How long it stays; it waits while somebody is at it. */
  milliseconds: number
}

export const toasts = createStore<readonly Toast[]>([])
let lastId = 0
const mostShown = 3

/** Says something in passing. Returns its id. */
export function showToast(
  text: string,
  options: { tone?: Toast['tone']; action?: Toast['action']; milliseconds?: number } = {},
): number {
  lastId += 1
  const { tone = 'plain', action } = options
  const milliseconds = options.milliseconds ?? (action === undefined ? 5000 : 8000)
  const toast: Toast = { id: lastId, text, tone, action, milliseconds }
  // The same again takes the place of the one that is there.
  toasts.update((shown) => [...shown.filter((other) => other.text !== text), toast].slice(-mostShown))
  return lastId
}

/** Says that something went wrong. */
export function showError(text: string, action?: Toast['action']): number {
  return showToast(text, { tone: 'error', action, milliseconds: 8000 })
}

/** Says that something was done, and offers to take it back. */
export function showUndo(text: string, undo: () => void): number {
  return showToast(text, { action: { label: words.undo, run: undo } })
}

export function dismissToast(id: number): void {
  toasts.update((shown) => shown.filter((toast) => toast.id !== id))
}
