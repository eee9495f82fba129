import type { UserRow } from '../../console-shapes.ts'
import { ago, short } from '../../draw/words.ts'
import type { ScreenTools } from '../../frame/screen.ts'
import type { Column } from '../../list/columns.ts'
import { createListControls, type ListControls } from '../../list/list-controls.ts'
import { stateRole } from '../state-role.ts'

const columns: readonly Column<UserRow>[] = [
  { name: 'username', title: 'User', width: 20, order: 0, sortsBy: 'username', cell: (user) => user.username },
  { name: 'name', title: 'Name', width: 'rest', order: 3, cell: (user) => user.displayName },
  {
    name: 'status',
    title: 'Status',
    width: 10,
    order: 1,
    cell: (user) => user.status,
    role: (user) => stateRole(user.status),
  },
  { name: 'role', title: 'Role', width: 9, order: 6, cell: (user) => user.role, role: (user) => stateRole(user.role) },
  {
    name: 'reports',
    title: 'Reps',
    width: 5,
    align: 'right',
    order: 4,
    sortsBy: 'reports',
    cell: (user) => short(user.reports),
  },
  { name: 'strikes', title: 'Strikes', width: 7, align: 'right', order: 5, cell: (user) => short(user.strikes) },
  { name: 'posts', title: 'Posts', width: 6, align: 'right', order: 8, cell: (user) => short(user.posts) },
  { name: 'followers', title: 'Foll.', width: 6, align: 'right', order: 9, cell: (user) => short(user.followers) },
  {
    name: 'created',
    title: 'Joined',
    width: 11,
    order: 7,
    sortsBy: 'newest',
    cell: (user, now) => ago(user.createdAt, now),
  },
  { name: 'seen', title: 'Seen', width: 10, order: 2, sortsBy: 'seen', cell: (user, now) => ago(user.lastSeenAt, now) },
]

/** Everyone, newest first; the server searches names, and sorts by name or by when they joined. */
export function useUsers(tools: ScreenTools): ListControls<UserRow> {
  return createListControls({
    columns,
    now: tools.now,
    idOf: (user) => user.id,
    load: (query, signal) => tools.api.users(query, signal),
    serverSearches: true,
    sort: { by: 'newest', descending: true },
    reverses: tools.api.canReverse,
    tabs: [
      { name: 'all', filter: {} },
      { name: 'suspended', filter: { status: 'suspended' } },
      { name: 'silenced', filter: { status: 'silenced' } },
      { name: 'moderators', filter: { role: 'moderator' } },
      { name: 'admins', filter: { role: 'admin' } },
    ],
    hears: /^(user|case|appeal|audit)\./,
  })
}
