import { operatorSocketPath } from '../../lib/socket-path.ts'
import { exitCodes } from '../failures.ts'
import { isListening } from '../open-connection.ts'
import { safeJson } from '../output/json.ts'
import { say } from '../output/say.ts'
import { installationCommand } from './installation-command.ts'
import { printStatusLine, type StatusLine } from './status-line.ts'

export const { define: defineDoctor, run: runDoctor } = installationCommand({
  about:
    'Looks at database, migrations, durability, disk, clock, permissions, mail (a real conversation, nothing is sent), push ' +
    'keys, media, YouTube, Redis, public address, backups, jobs and deletions, with or without a server running. Each line ' +
    'is ok, or says what is wrong and the command or setting that mends it. It changes nothing. Exit code 1 when something ' +
    'fails; warnings alone are 0.',
  flags: [{ flags: '--recount', summary: 'also count every counter anew (reads everything)' }],
  examples: ['momentum doctor', 'momentum doctor --recount --json'],
  run: async ({ terminal, globals, flags, environment, signal }, { config, log }) => {
    const { examine } = await import('../../installation/doctor/examine.ts')
    const socketPath = operatorSocketPath(config.dataFolder, environment.variables.XDG_RUNTIME_DIR)
    const findings = await examine(config, log, {
      socketPath,
      isServing: await isListening(socketPath),
      recount: flags.recount === true,
      signal,
      onFinding: (finding) => {
        if (!globals.json) printStatusLine(terminal, finding)
      },
    })
    const count = (status: StatusLine['status']): number =>
      findings.filter((finding) => finding.status === status).length
    const summary = { ok: count('ok'), warn: count('warn'), fail: count('fail') }
    if (globals.json) terminal.out(`${safeJson({ healthy: summary.fail === 0, ...summary, items: findings }, 2)}\n`)
    else if (terminal.isPerson) {
      say(terminal)
      say(terminal, `${summary.ok} ok, ${summary.warn} to know, ${summary.fail} to mend.`)
    }
    return summary.fail > 0 ? exitCodes.failed : exitCodes.done
  },
})
