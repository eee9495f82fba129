import type { AdminAppeal } from '../../api-types.ts'
import { api } from '../../command.ts'
import { id, state, text, time } from '../../output/columns.ts'
import { showCommand } from '../../show-command.ts'
import { idArgument } from '../specs.ts'

export const { define: defineShow, run: runShow } = showCommand<AdminAppeal>({
  arguments: [idArgument],
  path: ({ args }) => api`/admin/appeals/${args[0]!}`,
  fields: [
    id('Appeal', (appeal) => appeal.id),
    id('By', (appeal) => appeal.person.username),
    state('State', (appeal) => appeal.state),
    text('Text', (appeal) => appeal.text),
    time('Since', (appeal) => appeal.createdAt),
    text('Against', (appeal) => appeal.action.type),
    text('Reason then', (appeal) => appeal.action.reason),
    time('Decided then', (appeal) => appeal.action.createdAt),
    time('Answered', (appeal) => appeal.decidedAt),
  ],
  next: (appeal) =>
    appeal.decidedAt === null
      ? [`momentum appeals uphold ${appeal.id} --reason "…"`, `momentum appeals overturn ${appeal.id} --reason "…"`]
      : [],
})
