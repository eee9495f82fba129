import type { AdminContent, AdminMessage } from '../../api-types.ts'
import { api, type DefineCommand, type FlagSpec } from '../../command.ts'
import { id, number, state, text, time } from '../../output/columns.ts'
import { section } from '../../output/detail.ts'
import { reasonFor } from '../../prompts/make-sure.ts'
import { showCommand } from '../../show-command.ts'
import { idArgument } from '../specs.ts'
import { type ContentKind, contentColumns } from './columns.ts'

const messageFlags: FlagSpec[] = [
  { flags: '--report <id>', summary: 'the report or case it is read for', query: 'report' },
  { flags: '--reason <text>', summary: 'why you read it; it is audited' },
]

/** One post, comment or message in full. */
export function defineShow(kind: ContentKind): DefineCommand {
  const isPrivate = kind === 'messages'
  return showCommand<AdminContent & Partial<AdminMessage>>({
    about: isPrivate
      ? 'A private message is read through a report, or with a reason. The reading is audited.'
      : undefined,
    arguments: [idArgument],
    flags: isPrivate ? messageFlags : [],
    path: ({ args }) => api`/admin/${kind}/${args[0]!}`,
    prepare: async (invocation) => {
      if (!isPrivate) return {} as Record<string, string>
      const reason = await reasonFor(invocation, !invocation.flags.report)
      return reason === undefined ? ({} as Record<string, string>) : { reason }
    },
    fields: [
      id('Id', (content) => content.id),
      id('Author', (content) => content.author?.username),
      state('State', (content) => content.state),
      text('Text', (content) => content.text),
      time('When', (content) => content.createdAt),
      time('Edited', (content) => content.editedAt),
      time('Hidden', (content) => content.hiddenAt),
      number('Reactions', (content) => content.counts?.reactions),
      number('Comments', (content) => content.counts?.comments),
      number('Reports', (content) => content.counts?.reports),
      text('Conversation', (content) => content.conversationId),
    ],
    sections: [section('Around it', (content) => content.context, contentColumns)],
    next: (content) =>
      content.state === 'hidden'
        ? [`momentum ${kind} restore ${content.id}`]
        : [`momentum ${kind} hide ${content.id} --reason "…"`, `momentum users show ${content.author?.username}`],
  }).define
}
