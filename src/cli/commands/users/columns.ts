import type { AdminUser } from '../../api-types.ts'
import { type Column, id, number, state, text, time } from '../../output/columns.ts'

/** People as lists show them. */
export const userColumns: Column<AdminUser>[] = [
  id('User', (user) => user.username),
  text('Name', (user) => user.displayName, { max: 24 }),
  state('Status', (user) => user.status),
  text('Role', (user) => user.role, { drop: 1 }),
  number('Reports', (user) => user.counts?.reports, { drop: 2 }),
  number('Strikes', (user) => user.counts?.strikes, { drop: 3 }),
  time('Joined', (user) => user.createdAt, { drop: 4 }),
  time('Seen', (user) => user.lastSeenAt, { drop: 5 }),
  text('Email', (user) => user.email, { max: 32, drop: 6 }),
]
