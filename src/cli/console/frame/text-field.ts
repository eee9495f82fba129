import { cleanText } from '../draw/paint.ts'

/** A line being typed: its characters and where the next one goes. */
export interface TextField {
  readonly value: string
  readonly cursor: number
}

/** A field that holds `value` with the cursor at its end. */
export function textField(value = ''): TextField {
  return { value, cursor: value.length }
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** The field after a key; null when the key is none that edits, so that someone else may have it. */
export function editField(field: TextField, key: string, text: string): TextField | null {
  const { value, cursor } = field
  const before = value.slice(0, cursor)
  const after = value.slice(cursor)
  switch (key) {
    case 'left':
      return { value, cursor: before.length - lastLength(before) }
    case 'right':
      return { value, cursor: cursor + firstLength(after) }
    case 'home':
    case 'ctrl-a':
      return { value, cursor: 0 }
    case 'end':
    case 'ctrl-e':
      return textField(value)
    case 'backspace': {
      const kept = before.slice(0, before.length - lastLength(before))
      return { value: kept + after, cursor: kept.length }
    }
    case 'delete':
      return { value: before + after.slice(firstLength(after)), cursor }
    case 'ctrl-u':
      return { value: after, cursor: 0 }
    case 'ctrl-k':
      return { value: before, cursor }
    case 'ctrl-w': {
      const kept = before.trimEnd().replace(/(?<!\S)\S+$/, '')
      return { value: kept + after, cursor: kept.length }
    }
    default:
      return text === '' ? null : insertText(field, text)
  }
}

/** Puts text in at the cursor, typed or pasted; line breaks become spaces and nothing a terminal obeys stays. */
export function insertText({ value, cursor }: TextField, text: string): TextField {
  const clean = cleanText(text.replace(/[\r\n\t]+/g, ' '))
  return { value: value.slice(0, cursor) + clean + value.slice(cursor), cursor: cursor + clean.length }
}

function lastLength(text: string): number {
  let length = 0
  for (const { segment } of segmenter.segment(text)) length = segment.length
  return length
}

function firstLength(text: string): number {
  for (const { segment } of segmenter.segment(text)) return segment.length
  return 0
}
