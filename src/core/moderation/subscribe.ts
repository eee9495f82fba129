import { tellOperators } from '../audit/index.ts'
import type { EventBus } from '../events.ts'
import { forgetEvidenceOf } from './cases/forget-evidence.ts'
import { subscribeFilters } from './filtering/filter-content.ts'

/** Lets operators see live what people do, and keeps what is about a person in step with their account. */
export function subscribeModeration(events: EventBus): void {
  subscribeFilters(events)
  events.subscribe('report.filed', async (unit, context, { caseId }) =>
    tellOperators(unit, context, 'report.filed', caseId),
  )
  events.subscribe('account.registered', async (unit, context, { userId }) =>
    tellOperators(unit, context, 'user.registered', userId),
  )
  events.subscribe('post.published', async (unit, context, { postId }) =>
    tellOperators(unit, context, 'post.published', postId),
  )
  events.subscribe('comment.created', async (unit, context, { commentId }) =>
    tellOperators(unit, context, 'comment.created', commentId),
  )
  events.subscribe('account.erased', async (unit, context, { userId }) => {
    await forgetEvidenceOf(unit, context, userId)
    await unit.run('UPDATE cases SET user_id = NULL WHERE user_id = $1', [userId])
  })
}
