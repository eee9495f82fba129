import type { Terminal } from '../terminal.ts'
import { type Part, renderParts } from './style.ts'

/** Writes one line to the output. Whatever the parts hold, nothing but our own colour codes reaches the terminal. */
export function say(terminal: Terminal, ...parts: Part[]): void {
  terminal.out(`${renderParts(parts, terminal.colours.out)}\n`)
}

/** Writes one line to the error stream, where it does not disturb what a pipe reads; cleaned as `say` does. */
export function remark(terminal: Terminal, ...parts: Part[]): void {
  terminal.err(`${renderParts(parts, terminal.colours.err)}\n`)
}
