import type { ReactNode } from 'react'
import type { Row } from '../draw/paint.ts'
import { span } from '../draw/paint.ts'
import { Rows, useSize } from '../draw/surface.tsx'
import { createStore, useStore } from '../store.ts'
import { cursorSpans } from './field-row.ts'
import type { Overlay, Screen } from './screen.ts'
import { editField, insertText, type TextField, textField } from './text-field.ts'

/** The `/` line: the list narrows while it is typed; Enter keeps it, Escape brings back what was before. */
export function openFilterLine(screen: Screen, close: () => void): Overlay {
  const before = screen.filter?.text() ?? ''
  const field = createStore<TextField>(textField(before))
  let timer: NodeJS.Timeout | undefined
  const apply = () => {
    clearTimeout(timer)
    screen.filter?.set(field.get().value)
  }
  // A search goes to the server; a word typed at speed is one search and not one for each letter.
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(apply, 120)
  }
  const change = (next: TextField) => {
    const typed = next.value !== field.get().value
    field.set(next)
    if (typed) later()
  }
  return {
    place: 'bottom',
    height: () => 1,
    bindings: () => [
      {
        keys: ['enter'],
        label: 'keep',
        shown: 'footer',
        run: () => {
          apply()
          close()
        },
      },
      {
        keys: ['escape'],
        label: 'as before',
        shown: 'footer',
        run: () => {
          clearTimeout(timer)
          screen.filter?.set(before)
          close()
        },
      },
    ],
    type: (key, text) => {
      const edited = editField(field.get(), key, text)
      if (edited === null) return false
      change(edited)
      return true
    },
    paste: (text) => change(insertText(field.get(), text)),
    closed: () => clearTimeout(timer),
    View: function FilterLine(): ReactNode {
      const { columns } = useSize()
      const now = useStore(field)
      const hint = now.value === '' ? [span('   word · !without · ~fuzzy', 'muted')] : []
      const row: Row = [span('/', 'key'), ...cursorSpans(now), ...hint]
      return <Rows lines={[{ row }]} columns={columns} rows={1} />
    },
  }
}

/** The `:` line: a screen and its id, completed by Tab from what is offered above it. */
export function openCommandBar(options: {
  /** Offers for what has been typed so far, best first. */
  offers(typed: string): Promise<string[]>
  run(typed: string): void
  close(): void
  onProblem(error: unknown): void
}): Overlay {
  const state = createStore<{ field: TextField; offers: readonly string[]; chosen: number }>({
    field: textField(),
    offers: [],
    chosen: 0,
  })
  let asked = 0
  async function ask(): Promise<void> {
    asked += 1
    const turn = asked
    const offers = await options.offers(state.get().field.value)
    if (turn === asked) state.patch({ offers, chosen: 0 })
  }
  const askSafely = () => {
    ask().catch(options.onProblem)
  }
  const change = (field: TextField) => {
    const typed = field.value !== state.get().field.value
    state.patch({ field })
    if (typed) askSafely()
  }
  const turn = (by: number) => {
    const { offers, chosen } = state.get()
    if (offers.length > 0) state.patch({ chosen: (chosen + by + offers.length) % offers.length })
  }
  askSafely()
  return {
    place: 'bottom',
    height: () => 2,
    bindings: () => [
      {
        keys: ['enter'],
        label: 'go',
        shown: 'footer',
        run: () => {
          const { field, offers, chosen } = state.get()
          const typed = field.value.trim()
          options.close()
          if (typed !== '') options.run(typed.includes(' ') ? typed : (offers[chosen] ?? typed))
        },
      },
      {
        keys: ['tab'],
        label: 'complete',
        shown: 'footer',
        run: () => {
          const { offers, chosen } = state.get()
          const offer = offers[chosen]
          if (offer !== undefined) change(textField(`${offer} `))
        },
      },
      { keys: ['down'], label: 'next offer', run: () => turn(1) },
      { keys: ['up', 'shift-tab'], label: 'offer before', run: () => turn(-1) },
      { keys: ['escape'], label: 'close', shown: 'footer', run: options.close },
    ],
    type: (key, text) => {
      const edited = editField(state.get().field, key, text)
      if (edited === null) return false
      change(edited)
      return true
    },
    paste: (text) => change(insertText(state.get().field, text)),
    View: function CommandBar(): ReactNode {
      const { columns } = useSize()
      const { field, offers, chosen } = useStore(state)
      const offered: Row = offers.flatMap((offer, index) => [
        span(` ${offer} `, index === chosen ? 'selected' : 'muted'),
        ' ',
      ])
      const lines = [{ row: offered }, { row: [span(':', 'key'), ...cursorSpans(field)] }]
      return <Rows lines={lines} columns={columns} rows={2} />
    },
  }
}
