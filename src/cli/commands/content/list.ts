import type { AdminContent } from '../../api-types.ts'
import type { DefineCommand, FlagSpec } from '../../command.ts'
import { wrongUsage } from '../../failures.ts'
import { listCommand } from '../../list-command.ts'
import { readTime } from '../specs.ts'
import { type ContentKind, contentColumns, oneOf } from './columns.ts'

const shared: FlagSpec[] = [
  { flags: '--author <user>', summary: 'by this person', query: 'author', parse: (text) => text.replace(/^@/, '') },
  { flags: '--state <state>', summary: 'visible, hidden, held or deleted', query: 'state' },
  { flags: '--since <time>', summary: 'not older: 2026-11-23, or an age such as 7d', query: 'since', parse: readTime },
]

const messageFlags: FlagSpec[] = [
  { flags: '--report <id>', summary: 'the messages this report or case is about', query: 'report' },
  { flags: '--conversation <id>', summary: 'the messages of a conversation (with --reason)', query: 'conversation' },
  { flags: '--reason <text>', summary: 'why you read them; it is audited', query: 'reason' },
]

/** The list of posts, comments or messages. */
export function defineList(kind: ContentKind): DefineCommand {
  const isPrivate = kind === 'messages'
  return listCommand<AdminContent>({
    about: isPrivate
      ? 'Private messages are read through a report, or with a reason. Each reading is audited.'
      : undefined,
    arguments: isPrivate ? [] : [{ name: 'query', summary: 'words in the text', optional: true }],
    flags: isPrivate ? [...messageFlags, ...shared] : shared,
    examples: isPrivate
      ? [
          'momentum messages list --report <id>',
          'momentum messages list --conversation <id> --reason "threat, police request 12"',
        ]
      : [`momentum ${kind} list --author ada`, `momentum ${kind} list --state hidden --since 7d`],
    path: `/admin/${kind}`,
    query: ({ args, flags }) => {
      if (isPrivate && !flags.report && !flags.reason) {
        throw wrongUsage('Messages are read through a report, or with a reason.', 'Add --report <id>, or --reason "…".')
      }
      return { query: args[0] }
    },
    columns: contentColumns,
    empty: `No ${kind} like that.`,
    next: (first) =>
      `momentum ${kind} show ${first.id}${isPrivate ? ' --reason "…"' : ''}  (one ${oneOf[kind]} in full)`,
  }).define
}
