import type { AdminUserDetail } from '../../api-types.ts'
import { api } from '../../command.ts'
import { id, number, state, text, time } from '../../output/columns.ts'
import { section } from '../../output/detail.ts'
import { showCommand } from '../../show-command.ts'
import { caseColumns } from '../reports/columns.ts'
import { personArgument } from '../specs.ts'

export const { define: defineShow, run: runShow } = showCommand<AdminUserDetail>({
  arguments: [personArgument],
  examples: ['momentum users show ada'],
  path: ({ args }) => api`/admin/users/${args[0]!}`,
  fields: [
    id('User', (user) => user.username),
    text('Name', (user) => user.displayName),
    state('Status', (user) => user.status),
    time('Until', (user) => user.statusUntil),
    text('Role', (user) => user.role),
    text('Email', (user) => user.email),
    text('Confirmed', (user) => user.emailVerified),
    text('Verified', (user) => user.verified),
    text('Bio', (user) => user.bio),
    time('Joined', (user) => user.createdAt),
    time('Seen', (user) => user.lastSeenAt),
    number('Posts', (user) => user.counts?.posts),
    number('Followers', (user) => user.counts?.followers),
    number('Following', (user) => user.counts?.following),
    text('Id', (user) => user.id),
  ],
  sections: [
    section<AdminUserDetail, AdminUserDetail['sessions'][number]>('Sessions', (user) => user.sessions, [
      text('Device', (session) => session.deviceName, { max: 30 }),
      text('Address', (session) => session.ip),
      time('Since', (session) => session.createdAt),
      time('Seen', (session) => session.lastSeenAt),
    ]),
    section<AdminUserDetail, AdminUserDetail['logins'][number]>('Logins', (user) => user.logins, [
      time('When', (login) => login.at),
      state('Outcome', (login) => login.outcome),
      text('Address', (login) => login.ip),
      text('Device', (login) => login.deviceName, { max: 30, drop: 1 }),
    ]),
    section('Reports', (user) => user.reports, caseColumns),
    section<AdminUserDetail, AdminUserDetail['strikes'][number]>('Strikes', (user) => user.strikes, [
      id('Id', (strike) => strike.id),
      state('Action', (strike) => strike.action),
      text('Reason', (strike) => strike.reason),
      time('When', (strike) => strike.createdAt),
      time('Until', (strike) => strike.expiresAt, { drop: 1 }),
    ]),
    section<AdminUserDetail, AdminUserDetail['notes'][number]>('Notes', (user) => user.notes, [
      time('When', (note) => note.createdAt),
      text('By', (note) => note.author?.username),
      text('Note', (note) => note.text),
    ]),
  ],
  next: (user) =>
    user.status === 'suspended'
      ? [`momentum users unsuspend ${user.username}`, `momentum audit list --subject ${user.username}`]
      : [
          `momentum users warn ${user.username} --reason "…"`,
          `momentum users suspend ${user.username} --for 7d --reason "…"`,
        ],
})
