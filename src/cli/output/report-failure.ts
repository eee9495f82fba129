import type { CommandFailure } from '../failures.ts'
import type { Terminal } from '../terminal.ts'
import { safeJson } from './json.ts'
import { remark } from './say.ts'
import { dim, red } from './style.ts'

/** Writes a failure to the error stream: what went wrong, each single thing, and what to do next. */
export function reportFailure(
  terminal: Terminal,
  failure: CommandFailure,
  options: { json?: boolean; about?: string } = {},
): void {
  if (options.json) {
    const plain = { title: failure.message, detail: failure.advice.join(' '), exitCode: failure.exitCode }
    terminal.err(`${safeJson(failure.json ?? plain, 2)}\n`)
    return
  }
  const about = options.about ? [`${options.about}: `] : []
  remark(terminal, red('✗ '), ...about, failure.message)
  for (const detail of failure.details) remark(terminal, '  - ', detail)
  for (const line of failure.advice) remark(terminal, '  ', dim(line))
}
