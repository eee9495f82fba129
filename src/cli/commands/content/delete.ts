import { actCommand } from '../../act-command.ts'
import type { AdminContent, ChangeAnswer } from '../../api-types.ts'
import { api, type DefineCommand } from '../../command.ts'
import { idsArgument, inSentence } from '../specs.ts'
import { type ContentKind, oneOf } from './columns.ts'

/** Deletes posts, comments or messages. */
export function defineDelete(kind: ContentKind): DefineCommand {
  return actCommand<AdminContent & ChangeAnswer>({
    arguments: [idsArgument],
    path: (id) => api`/admin/${kind}/${id}/delete`,
    reason: 'required',
    confirm: 'type',
    question: (ids) => `Delete ${inSentence(ids.map((id) => `the ${oneOf[kind]} ${id}`))}? This cannot be undone.`,
    done: (_, id) => `The ${oneOf[kind]} ${id} is deleted.`,
  }).define
}
