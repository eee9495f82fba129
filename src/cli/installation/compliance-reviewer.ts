import { people } from '../commands/specs.ts'
import { safeJson } from '../output/json.ts'
import { remark, say } from '../output/say.ts'
import { bold, dim, green } from '../output/style.ts'
import { makeSure } from '../prompts/make-sure.ts'
import { installationCommand, requireInstallation } from './installation-command.ts'

export const { define: defineComplianceReviewer, run: runComplianceReviewer } = installationCommand({
  about:
    'Makes an account for the reviewers of the app store, and a second one with sample posts, a comment and a conversation, ' +
    'so that reporting, blocking and deleting can be tried. The password is shown once. --remove deletes both, with all ' +
    'that they wrote. Works while a server runs.',
  flags: [
    { flags: '--email <address>', summary: 'address of the account (default one that cannot receive mail)' },
    { flags: '--remove', summary: 'delete the account and its samples' },
    { flags: '-y, --yes', summary: 'do not ask' },
  ],
  examples: ['momentum compliance reviewer', 'momentum compliance reviewer --remove --yes'],
  run: async (invocation, installation) => {
    const { terminal, globals, flags, environment } = invocation
    requireInstallation(installation)
    const { config, log } = installation
    if (flags.remove === true) {
      makeSure.possible(invocation)
      await makeSure.asked(invocation, null, 'Delete the reviewer account and its samples for good?')
      const { dropReviewer } = await import('../../installation/compliance.ts')
      const removed = await dropReviewer(config, log, environment.operator)
      if (globals.json) return terminal.out(`${safeJson({ removed }, 2)}\n`)
      if (removed.length === 0) return remark(terminal, dim('There is no reviewer account.'))
      return say(
        terminal,
        green('✓ '),
        `Deleted ${people(removed)}; the job account-erasure erases them within the hour.`,
      )
    }
    const { addReviewer } = await import('../../installation/compliance.ts')
    const email = typeof flags.email === 'string' ? flags.email : null
    const account = await addReviewer(config, log, environment.operator, email)
    if (globals.json) return terminal.out(`${safeJson(account, 2)}\n`)
    if (!terminal.isPerson) return terminal.out(`${account.username}\t${account.password}\t${account.companion}\n`)
    say(terminal, green('✓ '), 'For “App access” in the Play console:')
    say(terminal, '  User name  ', bold(account.username))
    say(terminal, '  Password   ', bold(account.password), dim('  (shown once)'))
    say(terminal, `  Sample content is from @${account.companion}.`)
    remark(terminal, dim('When the review is over: momentum compliance reviewer --remove'))
  },
})
