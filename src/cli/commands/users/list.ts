import type { AdminUser } from '../../api-types.ts'
import { listCommand } from '../../list-command.ts'
import { userColumns } from './columns.ts'

export const { define: defineList, run: runList } = listCommand<AdminUser>({
  arguments: [{ name: 'query', summary: 'part of a user name, name or address', optional: true }],
  flags: [
    { flags: '--status <status>', summary: 'active, silenced, suspended or deleted', query: 'status' },
    { flags: '--role <role>', summary: 'user, moderator or admin', query: 'role' },
    { flags: '--sort <order>', summary: 'newest, seen, reports or username', query: 'sort' },
  ],
  examples: ['momentum users list ada', 'momentum users list --status suspended', 'momentum users list --all --json'],
  path: '/admin/users',
  query: ({ args }) => ({ query: args[0] }),
  columns: userColumns,
  empty: 'Nobody like that.',
  next: (user) => `momentum users show ${user.username}`,
})
