import { actCommand } from '../../act-command.ts'
import type { AdminContent, ChangeAnswer } from '../../api-types.ts'
import { api, type DefineCommand } from '../../command.ts'
import { idsArgument } from '../specs.ts'
import { type ContentKind, oneOf } from './columns.ts'

/** Restores posts, comments or messages. */
export function defineRestore(kind: ContentKind): DefineCommand {
  return actCommand<AdminContent & ChangeAnswer>({
    arguments: [idsArgument],
    path: (id) => api`/admin/${kind}/${id}/restore`,
    reason: 'optional',
    confirm: 'no',
    done: (_, id) => `The ${oneOf[kind]} ${id} can be seen again.`,
  }).define
}
