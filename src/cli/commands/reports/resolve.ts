import { actCommand } from '../../act-command.ts'
import type { AdminCase, ChangeAnswer } from '../../api-types.ts'
import { api } from '../../command.ts'
import { wrongUsage } from '../../failures.ts'
import { durationSeconds, forFlag, forHowLong, idsArgument, inSentence } from '../specs.ts'

const actions = ['warn', 'hide', 'delete', 'silence', 'suspend'] as const

export const { define: defineResolve, run: runResolve } = actCommand<AdminCase & ChangeAnswer>({
  about:
    'Several actions may be taken at once. The person is told what was decided and how to appeal; the reporters are told that something was done.',
  arguments: [{ ...idsArgument, name: 'case' }],
  flags: [
    {
      flags: '--action <action>',
      summary: `what to do; may be given again (${actions.join(', ')})`,
      many: true,
      choices: actions,
    },
    { ...forFlag, summary: 'how long a silence or suspension lasts: 12h, 7d, 2w … or forever', body: undefined },
    { flags: '--block-media', summary: 'the pictures that were reported cannot be uploaded again', body: 'blockMedia' },
    { flags: '--note <text>', summary: 'a note for other operators', body: 'note' },
  ],
  examples: [
    'momentum reports resolve <case> --action hide --reason "insult"',
    'momentum reports resolve <case> <case> --action delete --action suspend --for 7d --reason "spam" --yes',
  ],
  path: (id) => api`/admin/cases/${id}/resolve`,
  body: ({ flags }) => ({ actions: actionsOf(flags) }),
  reason: 'required',
  confirm: 'ask',
  question: (cases, { flags }) =>
    `${inSentence(actionsOf(flags).map(({ type }) => type))}${forHowLong(flags)} in ${inSentence(cases)}?`,
  done: (_, id, { flags }) =>
    `Decided the case ${id}: ${inSentence(actionsOf(flags).map(({ type }) => type))}${forHowLong(flags)}. Its reporters are told.`,
})

function actionsOf(flags: Record<string, unknown>): { type: string; durationSeconds?: number | null }[] {
  const chosen = [...new Set((flags.action as string[] | undefined) ?? [])]
  if (chosen.length === 0) {
    throw wrongUsage(
      'What to do is not given.',
      'Add --action hide (or another), or close it: momentum reports dismiss',
    )
  }
  const duration = durationSeconds(flags)
  const isTimed = (type: string) => type === 'silence' || type === 'suspend'
  if (duration !== undefined && !chosen.some(isTimed)) throw wrongUsage('--for goes with --action silence or suspend.')
  return chosen.map((type) =>
    isTimed(type) && duration !== undefined ? { type, durationSeconds: duration } : { type },
  )
}
