import { z } from 'zod'
import { deleteAccount, deleteAccountInput } from '../../core/accounts/index.ts'
import { personOf } from '../../core/actor.ts'
import { isoTime } from '../../lib/clock.ts'
import { timeShape } from '../../lib/fields.ts'
import { type Endpoint, endpoint, ok } from '../endpoint.ts'
import { clearSessionCookie } from '../session-cookie.ts'

const deletedShape = z
  .object({ eraseAfter: timeShape().describe('Signing in before then restores the account.') })
  .meta({ id: 'AccountDeleted' })

/** Deleting one's own account: two names for one thing, since many clients cannot send a body with DELETE. */
export const deleteMeEndpoints: readonly Endpoint[] = [
  deleteEndpoint('post', '/me/delete', 'deleteMe'),
  deleteEndpoint('delete', '/me', 'deleteMeByMethod'),
]

function deleteEndpoint(method: 'post' | 'delete', path: string, operation: string): Endpoint {
  return endpoint({
    method,
    path,
    operation,
    tag: 'Accounts',
    summary: 'Delete my account',
    description:
      'Gone from view at once, with every session; erased after the grace time; restored by signing in before that.',
    access: 'restricted',
    body: deleteAccountInput,
    answers: { 200: deletedShape },
    failures: ['password_wrong', 'conflict'],
    limits: ['passwordCheck'],
    ...(method === 'post' ? { idempotency: 'ignored' as const } : {}),
    effect: ({ context, body }) => deleteAccount(context, personOf(context.actor).userId, body),
    answer: ({ context }, { eraseAfter }) =>
      ok({ eraseAfter: isoTime(eraseAfter) }, { 'Set-Cookie': clearSessionCookie(context.instance) }),
  })
}
