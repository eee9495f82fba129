import type { Key } from './keys.ts'

/** Where a prompt stands: what was typed, and the answer once there is one. */
export interface PromptState<Answer> {
  typed: string
  /** Set when the prompt is over. */
  answer?: Answer
  /** Said below the question after an answer that does not do. */
  problem?: string
}

/** A prompt as a small state machine: what is asked, what a key changes, what is shown. */
export interface Prompt<Answer> {
  question: string
  press(state: PromptState<Answer>, key: Key): PromptState<Answer>
  /** What stands behind the question while typing. */
  show(state: PromptState<Answer>): string
}

/** Asks yes or no. Enter and escape mean no, so that a hurried key harms nothing. */
export function confirmPrompt(question: string): Prompt<boolean> {
  return {
    question: `${question} [y/N]`,
    press(state, key) {
      if (key.name === 'enter' || key.name === 'escape' || key.name === 'end') return { ...state, answer: false }
      if (key.name !== 'text') return state
      const letter = key.text.trim().toLowerCase()
      if (letter === 'y' || letter === 'yes') return { typed: 'yes', answer: true }
      if (letter === 'n' || letter === 'no') return { typed: 'no', answer: false }
      return state
    },
    show: (state) => state.typed,
  }
}

/** Asks for a name to be typed letter by letter, for what cannot be taken back. Anything else means no. */
export function typeNamePrompt(question: string, name: string): Prompt<boolean> {
  return {
    question: `${question}\nType ${name} to go on:`,
    press(state, key) {
      if (key.name === 'escape' || key.name === 'end') return { ...state, answer: false }
      if (key.name === 'enter') return { ...state, answer: state.typed.trim() === name }
      return { ...state, typed: edited(state.typed, key) }
    },
    show: (state) => state.typed,
  }
}

/** Asks for a line of text; an empty one is refused with `missing`. Escape gives up (null). */
export function textPrompt(question: string, missing: string): Prompt<string | null> {
  return {
    question,
    press(state, key) {
      if (key.name === 'escape' || key.name === 'end') return { ...state, answer: null }
      if (key.name !== 'enter') return { typed: edited(state.typed, key) }
      const typed = state.typed.trim()
      return typed === '' ? { typed: '', problem: missing } : { typed, answer: typed }
    },
    show: (state) => state.typed,
  }
}

/** Asks for a secret: nothing of it is shown, not even its length. Escape gives up (null). */
export function secretPrompt(question: string): Prompt<string | null> {
  return {
    question,
    press(state, key) {
      if (key.name === 'escape' || key.name === 'end') return { ...state, answer: null }
      if (key.name !== 'enter') return { typed: edited(state.typed, key) }
      return state.typed === '' ? { typed: '', problem: 'Nothing was typed.' } : { ...state, answer: state.typed }
    },
    show: () => '',
  }
}

function edited(typed: string, key: Key): string {
  if (key.name === 'text') return typed + key.text
  if (key.name === 'backspace') return [...typed].slice(0, -1).join('')
  if (key.name === 'clear-line') return ''
  if (key.name === 'clear-word') return typed.trimEnd().replace(/(?<!\S)\S+$/, '')
  return typed
}
