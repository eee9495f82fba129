import { type Row, type Span, span } from '../draw/paint.ts'
import type { TextField } from './text-field.ts'

interface NamedField {
  label: string
  choices?: readonly string[]
}

/** A field with its label; the active one shows where the next character goes. */
export function fieldSpans(field: NamedField, { value, cursor }: TextField, active: boolean): Row {
  const label = span(`${field.label.slice(0, 24).padEnd(12)} `, active ? 'accent' : 'muted')
  if (!active) return [label, value]
  const hint: Span[] = field.choices === undefined ? [] : ['  ', span('← → other', 'muted')]
  return [label, ...cursorSpans({ value, cursor }), ...hint]
}

/** Text with the cursor as an inverted cell, since the terminal's own stays hidden. */
export function cursorSpans({ value, cursor }: TextField): Row {
  const at = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(value.slice(cursor))][0]?.segment
  return [value.slice(0, cursor), span(at ?? ' ', 'selected'), value.slice(cursor + (at?.length ?? 0))]
}
