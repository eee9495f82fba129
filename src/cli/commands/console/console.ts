import { defineCommand } from '../../command.ts'
import { exitCodes } from '../../failures.ts'

export const { define: defineConsole, run: runConsoleCommand } = defineCommand({
  about: 'Full screen, keyboard only. `?` shows the keys of each screen, `:` goes to another, `q` leaves.',
  arguments: [
    { name: 'screen', summary: 'where to begin: pulse, triage, users … or user ada', optional: true, many: true },
  ],
  flags: [
    { flags: '--read-only', summary: 'look, but change nothing' },
    {
      flags: '--theme <theme>',
      summary: "light or dark, when the terminal's own word is wrong",
      choices: ['light', 'dark'],
    },
  ],
  examples: ['momentum console', 'momentum console triage', 'momentum console user ada --read-only'],
  run: async ({ terminal, environment, args: [screen, ...id], flags, connect }) => {
    const { isTerminal, runConsole } = await import('../../console/run-console.ts')
    if (!isTerminal(terminal)) return exitCodes.usage
    const { connectConsoleApi } = await import('../../console/connect-console-api.ts')
    const { stdin, stdout, stderr, now } = terminal
    return runConsole({
      api: connectConsoleApi(await connect()),
      stdin,
      stdout,
      stderr,
      variables: environment.variables,
      readOnly: flags.readOnly === true,
      folder: process.cwd(),
      now,
      ...(screen === undefined ? {} : { start: id.length === 0 ? { screen } : { screen, id: id.join(' ') } }),
      ...(flags.theme === 'light' || flags.theme === 'dark' ? { theme: flags.theme } : {}),
    })
  },
})
