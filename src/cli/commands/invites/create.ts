import { actCommand } from '../../act-command.ts'
import type { ChangeAnswer, Invite } from '../../api-types.ts'
import { bold } from '../../output/style.ts'
import { readDuration, wholeNumber } from '../specs.ts'

export const { define: defineCreate, run: runCreate } = actCommand<Invite & ChangeAnswer>({
  flags: [
    {
      flags: '--uses <number>',
      summary: 'how many people may use it (default 1)',
      parse: wholeNumber(1, 100_000),
      body: 'maxUses',
    },
    {
      flags: '--for <duration>',
      summary: 'how long it is good: 12h, 7d, 2w',
      parse: readDuration,
      body: 'durationSeconds',
    },
    { flags: '--note <text>', summary: 'what it is for', body: 'note' },
  ],
  examples: ['momentum invites create --uses 20 --for 2w --note "book club"'],
  path: '/admin/invites',
  reason: 'optional',
  confirm: 'no',
  done: (invite) => ['Made an invitation: ', bold(invite.code)],
})
