import type { PushHealth } from '../../api-types.ts'
import { duration, number, text } from '../../output/columns.ts'
import { section } from '../../output/detail.ts'
import { showCommand } from '../../show-command.ts'

type Problem = PushHealth['problems'][number]

export const { define: defineDoctor, run: runDoctor } = showCommand<PushHealth>({
  about: 'It asks Google for an access when Firebase is set up, and looks at devices and at what waits to be sent.',
  path: '/admin/push',
  fields: [
    text('VAPID key', (health) => health.vapidPublicKey),
    text('Firebase', (health) => health.fcm),
    number('Web Push devices', (health) => health.subscriptions.webpush),
    number('Firebase devices', (health) => health.subscriptions.fcm),
    number('Failing devices', (health) => health.subscriptions.failing),
    number('Waiting pushes', (health) => health.outbox.waiting),
    number('Tried before', (health) => health.outbox.retrying),
    duration('Oldest', (health) => health.outbox.oldestSeconds),
  ],
  sections: [
    section('Problems', (health) => health.problems, [
      text<Problem>('Problem', (row) => row.problem),
      number<Problem>('Devices', (row) => row.devices),
    ]),
  ],
  next: () => ['momentum push test <user>'],
})
