import { actCommand } from '../../act-command.ts'
import type { ChangeAnswer } from '../../api-types.ts'
import { people, personArgument } from '../specs.ts'

export const { define: defineTest, run: runTest } = actCommand<ChangeAnswer & { sent: number; failed?: number }>({
  arguments: [personArgument],
  path: '/admin/push/test',
  body: ({ args }) => ({ user: args[0] }),
  reason: 'optional',
  confirm: 'no',
  done: ({ sent, failed = 0 }, user) =>
    sent + failed === 0
      ? `${people([user])} has no device that takes push notifications.`
      : `Sent to ${sent} of the ${sent + failed} devices of ${people([user])}.`,
})
