import { z } from 'zod'
import { type PlannedChange, planChange } from '../../../core/audit/index.ts'
import { readPushHealth, recordPushTest, type TestedDevice, testPushOf } from '../../../core/notifications/index.ts'
import { presentPushHealth, presentPushTest, pushHealthShape, pushTestShape } from '../../../presenters/push.ts'
import { type Endpoint, endpoint, ok } from '../../endpoint.ts'
import { changeFields, planQuery, planShape, presentPlan } from './change.ts'
import { optionalReason } from './change-endpoint.ts'

const tag = 'Operators: service'

type Tested = { plan: PlannedChange[] } | { auditId: string; devices: TestedDevice[] }

/** Whether pushes reach people. */
export const adminPushEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/admin/push',
    operation: 'getPushHealth',
    tag,
    summary: 'How pushes are doing',
    description: 'Asks Google for an access when Firebase is set up.',
    access: 'admin',
    answers: { 200: pushHealthShape },
    answer: async ({ context }) =>
      ok(presentPushHealth(await readPushHealth(context), context.instance.vapidPublicKey)),
  }),
  endpoint({
    method: 'post',
    path: '/admin/push/test',
    operation: 'testPushOf',
    tag,
    summary: 'Send a person a test push',
    description: 'To each of their devices, at once. What is sent is only that it is a test.',
    access: 'admin',
    body: z.strictObject({
      user: z
        .string()
        .min(1)
        .max(36)
        .regex(/^[\w.-]+$/)
        .describe('An id or a user name.'),
      reason: optionalReason,
    }),
    query: planQuery,
    answers: { 200: z.union([planShape, pushTestShape.extend(changeFields).meta({ id: 'PushTestChange' })]) },
    failures: ['not_found'],
    effect: async ({ context, query, body }): Promise<Tested> => {
      const input = { user: body.user, reason: body.reason ?? null }
      return query.plan
        ? { plan: await planChange(context, (on) => recordPushTest(on, input)) }
        : testPushOf(context, input)
    },
    answer: (_call, tested) => {
      if ('plan' in tested) return ok(presentPlan(tested.plan))
      return ok({ ...presentPushTest(tested.devices), auditId: tested.auditId, undoable: false })
    },
  }),
]
