import { z } from 'zod'
import { idField } from '../../lib/fields.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { changeNotifications } from './change-notifications.ts'
import type { ReadSelection } from './changes.ts'

export const readNotificationsInput = z
  .strictObject({
    ids: z.array(idField()).min(1).max(100).optional().describe('Those of others, and unknown ones, do nothing.'),
    upTo: idField().optional().describe('This one, and all that stand below it in the list.'),
    all: z.literal(true).optional(),
  })
  .refine((input) => Object.values(input).filter((value) => value !== undefined).length === 1, {
    path: ['ids'],
    message: 'Name ids, or upTo, or all: one of the three.',
  })

export type ReadNotificationsInput = z.output<typeof readNotificationsInput>

/** Marks notifications of the person who acts as read; doing it again changes nothing. */
export function readNotifications(context: Context, input: ReadNotificationsInput): Promise<void> {
  const { userId, sessionId } = personOf(context.actor)
  return context.write(async (unit) => {
    changeNotifications(unit, context, [{ kind: 'read', userId, which: selectionOf(input), sessionId }])
  })
}

function selectionOf({ ids, upTo }: ReadNotificationsInput): ReadSelection {
  if (ids !== undefined) return { ids }
  return upTo === undefined ? { all: true } : { upTo }
}
