import { actCommand } from '../../act-command.ts'
import type { AdminContent, ChangeAnswer } from '../../api-types.ts'
import { api, type DefineCommand } from '../../command.ts'
import { idsArgument } from '../specs.ts'
import { type ContentKind, oneOf } from './columns.ts'

/** Hides posts, comments or messages. */
export function defineHide(kind: ContentKind): DefineCommand {
  return actCommand<AdminContent & ChangeAnswer>({
    about: 'Their author still sees them and is told the reason; restore brings them back.',
    arguments: [idsArgument],
    examples: [`momentum ${kind} hide <id> <id> --reason "spam"`],
    path: (id) => api`/admin/${kind}/${id}/hide`,
    reason: 'required',
    confirm: 'no',
    done: (_, id) => `The ${oneOf[kind]} ${id} is hidden.`,
  }).define
}
