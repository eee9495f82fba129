import { exitCodes } from '../failures.ts'
import { safeJson } from '../output/json.ts'
import { say } from '../output/say.ts'
import { installationCommand, requireInstallation } from './installation-command.ts'
import { printStatusLine } from './status-line.ts'

export const { define: defineComplianceCheck, run: runComplianceCheck } = installationCommand({
  about:
    'What Google Play and the law ask of an app with content of its users: terms before publishing, reports and blocks, ' +
    'deletion in the app and on the web, child safety, export, and reports answered in time. Each line is ok, or what is ' +
    'unset and the command that sets it. Exit code 1 when something is missing.',
  examples: ['momentum compliance check'],
  run: async ({ terminal, globals, environment }, installation) => {
    requireInstallation(installation)
    const { examineCompliance } = await import('../../installation/compliance.ts')
    const lines = await examineCompliance(installation.config, installation.log, environment.operator)
    const missing = lines.filter(({ status }) => status === 'fail').length
    if (globals.json) terminal.out(`${safeJson({ compliant: missing === 0, items: lines }, 2)}\n`)
    else {
      for (const line of lines) printStatusLine(terminal, line)
      if (terminal.isPerson) {
        const unset = lines.filter(({ status }) => status === 'warn').length
        say(terminal)
        say(terminal, `${lines.length - missing - unset} ok, ${unset} to look at, ${missing} missing.`)
      }
    }
    return missing > 0 ? exitCodes.failed : exitCodes.done
  },
})
