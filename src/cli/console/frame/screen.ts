import type { ComponentType } from 'react'
import type { Binding } from '../bindings.ts'
import type { ConsoleApi, LiveEvent } from '../console-api.ts'
import type { Row } from '../draw/paint.ts'
import type { PictureShelf } from '../pictures/picture-shelf.ts'
import type { Store } from '../store.ts'
import type { Role } from '../terminal/theme.ts'

/** Where to go: a screen by name, and for some the id it is about. */
export interface Place {
  screen: string
  id?: string
}

/** Says something at the foot of the screen for a few seconds. */
export interface Telling {
  role?: Role
  /** Audit entries that `u` undoes, the latest first. */
  undo?: string[]
  /** The command that would have done the same. */
  command?: string
}

/** What the frame lends to its screens. */
export interface ScreenTools {
  readonly api: ConsoleApi
  readonly readOnly: boolean
  readonly pictures: PictureShelf
  /** Milliseconds since the Unix epoch. */
  now(): number
  go(place: Place): void
  back(): void
  /** Puts something over the screen that takes the keys until it closes; null closes what is open. */
  open(overlay: Overlay | null): void
  tell(message: string, telling?: Telling): void
  /** Waits for work in the background and says what went wrong, if anything did. */
  work(task: Promise<unknown>): void
  /** Puts text into the clipboard of the operator's own machine (OSC 52). */
  copy(text: string): void
  /** Shows lines in the operator's pager. */
  page(lines: readonly string[]): void
}

/** One screen that is open; its state lives as long as it is in the trail, so that going back finds it as it was. */
export interface Screen {
  readonly name: string
  /** What the trail says, such as `users` or `user ada`. */
  title(): string
  bindings(): Binding[]
  readonly View: ComponentType
  /** What the screen is drawn from: header, tabs and keys are drawn again when one of these changes. */
  readonly stores: readonly Store<unknown>[]
  /** A few words for the right of the header: counts, order. */
  note?(): Row
  tabs?: { names: readonly string[]; active(): number; choose(index: number): void }
  /** What `/` edits; absent where there is nothing to filter. */
  filter?: { text(): string; set(typed: string): void }
  /** The view as text, for files and the pager. */
  text(): string[]
  /** Fetches again, keeping the place. */
  refresh(): void
  hear?(event: LiveEvent): void
  close(): void
}

/** A kind of screen, as `:` finds it. */
export interface ScreenDefinition {
  name: string
  aliases: readonly string[]
  about: string
  /** `needed`: only with an id (`:user ada`); `optional`: with or without one. */
  takesId?: 'needed' | 'optional'
  /** Ids that begin with what was typed, for completion. */
  complete?(tools: ScreenTools, typed: string): Promise<string[]>
  open(tools: ScreenTools, id: string | null): Screen
}

/** Something over the screen: a dialog, the help, the line for commands. It has all keys while it is open. */
export interface Overlay {
  readonly place: 'bottom' | 'middle'
  readonly View: ComponentType
  /** Rows it needs of `rows`. */
  height(size: { columns: number; rows: number }): number
  bindings(): Binding[]
  /** Keys that edit text; true when the key was used. */
  type?(key: string, text: string): boolean
  paste?(text: string): void
  closed?(): void
}
