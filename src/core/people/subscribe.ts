import type { EventBus } from '../events.ts'
import { countPersonByStatus } from './counts.ts'
import { acceptRequestsWhenPublic } from './requests.ts'
import { indexPerson } from './search/index-person.ts'

/** Keeps search, counts and requests in step with what happens to accounts, each in the unit of the change itself. */
export function subscribePeople(events: EventBus): void {
  events.subscribe('account.registered', (unit, _context, { userId }) => indexPerson(unit, userId))
  events.subscribe('profile.changed', async (unit, context, { userId }) => {
    await indexPerson(unit, userId)
    await acceptRequestsWhenPublic(unit, context, userId)
  })
  for (const event of ['account.suspended', 'account.deleted', 'account.restored', 'account.erased'] as const) {
    events.subscribe(event, async (unit, context, { userId }) => {
      const by = await countPersonByStatus(unit, userId)
      if (by !== 0) await context.events.publish(unit, context, 'person.counted', { userId, by })
    })
  }
}
