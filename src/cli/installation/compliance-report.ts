import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { cleanForTerminal } from '../../lib/terminal-text.ts'
import { wholeNumber } from '../commands/specs.ts'
import { wrongUsage } from '../failures.ts'
import { safeJson } from '../output/json.ts'
import { say } from '../output/say.ts'
import { green } from '../output/style.ts'
import { installationCommand, requireInstallation } from './installation-command.ts'

export const { define: defineComplianceReport, run: runComplianceReport } = installationCommand({
  about:
    'A dated document in Markdown: the addresses that the store asks for, how every requirement stands, and the figures of ' +
    'each month (reports by reason, decisions, time taken, appeals, takedowns). It names no person.',
  flags: [
    { flags: '--months <number>', summary: 'figures of so many months', parse: wholeNumber(1, 120), fallback: 12 },
    { flags: '--to <file>', summary: 'write it there instead of to the output' },
  ],
  examples: ['momentum compliance report --to compliance-2026-11.md', 'momentum compliance report --months 3 --json'],
  run: async ({ terminal, globals, flags, environment }, installation) => {
    requireInstallation(installation)
    const file = typeof flags.to === 'string' ? resolve(flags.to) : null
    if (file !== null && existsSync(file)) throw wrongUsage(`${file} exists.`, 'Choose another name with --to.')
    const { reportCompliance } = await import('../../installation/compliance.ts')
    const { config, log } = installation
    const report = await reportCompliance(config, log, environment.operator, flags.months as number)
    const text = globals.json
      ? `${safeJson({ lines: report.lines, figures: report.figures }, 2)}\n`
      : cleanForTerminal(report.text, { keepNewlines: true })
    if (file === null) return terminal.out(text)
    await writeFile(file, text, { flag: 'wx', mode: 0o600 })
    say(terminal, green('✓ '), `Written to ${file}.`)
  },
})
