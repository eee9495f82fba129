import { actCommand } from '../../act-command.ts'
import type { ChangeAnswer } from '../../api-types.ts'

export const { define: defineAnnounce, run: runAnnounce } = actCommand<ChangeAnswer & { recipients?: number }>({
  about: 'The notice comes as a notification, and by push to those who want it.',
  arguments: [{ name: 'text', summary: 'the notice, in quotes' }],
  flags: [{ flags: '--title <text>', summary: 'a title above it', body: 'title' }],
  examples: ['momentum announce "We move to a new machine on Sunday at 09:00 UTC."'],
  path: '/admin/announcements',
  body: ({ args }) => ({ text: args[0] }),
  reason: 'optional',
  confirm: 'ask',
  question: ([text]) => `Send this to everyone?\n${text}\nSend it?`,
  done: (answer) => (answer.recipients === undefined ? 'Announced.' : `Announced to ${answer.recipients} people.`),
})
