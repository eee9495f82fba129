import { exitCodes } from '../failures.ts'
import { id, state } from '../output/columns.ts'
import { safeJson } from '../output/json.ts'
import { duringWork } from '../output/progress.ts'
import { say } from '../output/say.ts'
import { dim, green } from '../output/style.ts'
import { printTable } from '../output/table.ts'
import { installationCommand, requireInstallation, requireStopped } from './installation-command.ts'

interface Step {
  name: string
  state: 'done' | 'pending'
}

export const { define: defineMigrate, run: runMigrate } = installationCommand({
  about:
    'Brings the database up to date with this version, as every start does by itself. A SQLite database is copied first, ' +
    'into the data folder; of PostgreSQL make a backup. Each step is done whole or not at all.',
  flags: [{ flags: '--check', summary: 'only say what would be done; exit code 1 when something would' }],
  examples: ['momentum migrate --check', 'momentum migrate'],
  run: async (invocation, installation) => {
    const { terminal, globals, flags } = invocation
    requireInstallation(installation)
    const { checkMigrations, runMigrations } = await import('../../installation/migrations.ts')
    const { config, log } = installation
    if (flags.check === true) {
      const steps = await checkMigrations(config, log)
      const pending = steps.filter((step) => step.state === 'pending')
      if (globals.json) terminal.out(`${safeJson({ items: steps, nextCursor: null }, 2)}\n`)
      else printTable<Step>(terminal, [id('Migration', (row) => row.name), state('State', (row) => row.state)], steps)
      return pending.length > 0 ? exitCodes.failed : exitCodes.done
    }
    await requireStopped(invocation, installation, 'migrate it when nobody uses it')
    const { ran, copy } = await duringWork(terminal, 'Migrating', () => runMigrations(config, log))
    if (globals.json) terminal.out(`${safeJson({ ran, copy }, 2)}\n`)
    else if (ran.length === 0) say(terminal, green('✓ '), 'The database is up to date.')
    else {
      say(terminal, green('✓ '), `Done: ${ran.join(', ')}.`)
      if (copy !== null) say(terminal, dim(`  The database as it was before: ${copy}`))
    }
    return exitCodes.done
  },
})
