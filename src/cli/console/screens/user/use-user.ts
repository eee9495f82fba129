import type { UserDetail } from '../../console-shapes.ts'
import { type Row, span, wrapText } from '../../draw/paint.ts'
import type { DrawnRow } from '../../draw/surface.tsx'
import { ago, clockTime, short } from '../../draw/words.ts'
import type { ScreenTools } from '../../frame/screen.ts'
import {
  createRecordControls,
  fieldRows,
  type RecordControls,
  type RecordTab,
  sectionRows,
} from '../../list/record-screen.tsx'
import { stateRole } from '../state-role.ts'

/** One person by id or user name. */
export function useUser(tools: ScreenTools, id: string): RecordControls<UserDetail> {
  return createRecordControls((signal) => tools.api.user(id, signal), /^(user|post|comment|report|case|appeal|audit)\./)
}

/** What is known about a person, by subject. */
export function userTabs(tools: ScreenTools): RecordTab<UserDetail>[] {
  const { now } = tools
  const line = (...row: Row): DrawnRow => ({ row: ['  ', ...row] })
  return [
    {
      name: 'profile',
      rows: (user, { columns }) => [
        ...fieldRows([
          ['user', [span(user.username, 'strong'), user.verified ? span('  ✓ verified', 'good') : '']],
          ['name', user.displayName],
          ['status', [span(user.status, stateRole(user.status))]],
          ['role', [span(user.role, stateRole(user.role))]],
          [
            'e-mail',
            [user.email ?? '-', user.emailVerified ? span('  confirmed', 'good') : span('  not confirmed', 'warning')],
          ],
          ['joined', `${clockTime(user.createdAt)}  (${ago(user.createdAt, now())})`],
          ['seen', ago(user.lastSeenAt, now())],
          [
            'counts',
            `${short(user.posts)} posts · ${short(user.followers)} followers · ${short(user.strikes)} strikes · ${short(user.reports)} reports`,
          ],
          ['id', [span(user.id, 'muted')]],
        ]),
        { row: [] },
        ...sectionRows(
          'Bio',
          wrapText(user.bio, columns - 4, 8)
            .filter((text) => text !== '')
            .map((text) => line(text)),
        ),
        ...sectionRows(
          'In force',
          user.sanctions.map((sanction) =>
            line(
              span(sanction.kind, stateRole(`${sanction.kind}d`)),
              ` by ${sanction.by} ${ago(sanction.at, now())}, ${sanction.until === null ? 'for good' : `until ${clockTime(sanction.until)}`}: ${sanction.reason}`,
            ),
          ),
        ),
      ],
    },
    {
      name: 'strikes',
      rows: (user) =>
        sectionRows(
          'Strikes',
          user.strikeList.map((strike) =>
            line(
              span(clockTime(strike.at), 'muted'),
              ` ${strike.action} by ${strike.by}: ${strike.rule}`,
              strike.expiresAt === null ? '' : span(`  until ${clockTime(strike.expiresAt)}`, 'muted'),
            ),
          ),
        ),
    },
    {
      name: 'reports',
      rows: (user, { columns }) => [
        ...sectionRows(
          'About this person',
          user.reportsAbout.map((report) => reportRow(report, now(), columns)),
        ),
        ...sectionRows(
          'By this person',
          user.reportsBy.map((report) => reportRow(report, now(), columns)),
        ),
      ],
    },
    {
      name: 'notes',
      rows: (user, { columns }) =>
        sectionRows(
          'Notes of the team',
          user.notes.flatMap((note) => [
            line(span(`${clockTime(note.at)} ${note.by}`, 'muted')),
            ...wrapText(note.text, columns - 6).map((text) => line('  ', text)),
          ]),
        ),
    },
    {
      name: 'sessions',
      rows: (user) => [
        ...sectionRows(
          'Signed in',
          user.sessions.map((session) =>
            line(
              session.device,
              '  ',
              span(session.ip, 'muted'),
              `  seen ${ago(session.lastSeenAt, now())}, since ${clockTime(session.firstSeenAt)}`,
            ),
          ),
        ),
        ...sectionRows(
          'Sign-ins',
          user.signIns.map((signIn) =>
            line(
              span(clockTime(signIn.at), 'muted'),
              ' ',
              span(signIn.outcome, stateRole(signIn.outcome)),
              `  ${signIn.device}  `,
              span(signIn.ip, 'muted'),
            ),
          ),
        ),
      ],
    },
    {
      name: 'content',
      rows: (user) =>
        sectionRows(
          'Latest',
          user.content.map((item) =>
            line(
              span(`${clockTime(item.at)} ${item.kind} `, 'muted'),
              item.state === 'visible' ? '' : span(`${item.state} `, stateRole(item.state)),
              item.text,
            ),
          ),
        ),
    },
  ]
}

function reportRow(report: UserDetail['reportsAbout'][number], now: number, columns: number): DrawnRow {
  const row: Row = [
    '  ',
    span(ago(report.at, now).padEnd(12), 'muted'),
    span(report.reason, 'warning'),
    ` ${report.about}  `,
    span(report.outcome, stateRole(report.outcome)),
    columns < 80 ? '' : `  ${report.comment}`,
  ]
  return { row }
}
