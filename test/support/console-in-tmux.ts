import { expect } from 'chai'
import type { ShellInTmux } from './shell-in-tmux.ts'

/** Runs a command in the shell, which shows `left with <code>` at its end. */
export async function runInTmux(shell: ShellInTmux, command: string): Promise<void> {
  await shell.type(`${command}; echo left with $?`, 'Enter')
}

/** That nothing of the console is left: screen, cursor, wrapping, title, and keys that are echoed by line. */
export async function expectTerminalAsItWas(shell: ShellInTmux): Promise<void> {
  expect(await shell.format('alternate_on')).to.equal('0')
  expect(await shell.format('cursor_flag')).to.equal('1')
  expect(await shell.format('wrap_flag')).to.equal('1')
  expect(await shell.format('pane_title')).to.equal('my own title')
  await shell.type('echo echoed back', 'Enter')
  await shell.shows(/^echoed back$/m)
}
