import type { Invite } from '../../api-types.ts'
import { listCommand } from '../../list-command.ts'
import { id, number, text, time } from '../../output/columns.ts'

export const { define: defineList, run: runList } = listCommand<Invite>({
  path: '/admin/invites',
  columns: [
    id('Id', (invite) => invite.id),
    id('Code', (invite) => invite.code),
    number('Used', (invite) => invite.uses),
    number('Of', (invite) => invite.maxUses),
    time('Expires', (invite) => invite.expiresAt),
    text('Note', (invite) => invite.note, { drop: 1 }),
    time('Made', (invite) => invite.createdAt, { drop: 2 }),
  ],
  empty: 'No invitations. Make one: momentum invites create',
})
