import { z } from 'zod'
import type { PushHealth, SubscriptionRow, TestedDevice } from '../core/notifications/index.ts'
import { isoTime } from '../lib/clock.ts'
import { timeShape } from '../lib/fields.ts'

const id = z.string().max(36)
const count = z.int().nonnegative()
const kind = z.string().max(20).describe('`webpush` (UnifiedPush as well) or `fcm`.')
const service = z.string().max(253).describe('The host of the push service.')
const problem = z.string().max(200)

/** A device that takes pushes. */
export const pushSubscriptionShape = z
  .object({
    id,
    kind,
    service,
    sessionId: id.describe('The session it belongs to; it ends with it.'),
    current: z.boolean().describe('Whether that is the session that asks.'),
    lastSentAt: timeShape().nullable(),
    failingSince: timeShape().nullable(),
    problem: problem.nullable().describe('Why the last push could not be sent.'),
    createdAt: timeShape(),
  })
  .meta({ id: 'PushSubscription', description: 'A device that takes pushes. Its address is a secret and not shown.' })

/** A device as its owner sees it from one of their sessions. */
export function presentPushSubscription(
  row: SubscriptionRow,
  sessionId: string,
): z.output<typeof pushSubscriptionShape> {
  return {
    id: row.id,
    kind: row.kind,
    service: row.service,
    sessionId: row.sessionId,
    current: row.sessionId === sessionId,
    lastSentAt: isoTime(row.lastSentAt),
    failingSince: isoTime(row.failingSince),
    problem: row.problem,
    createdAt: isoTime(row.createdAt),
  }
}

/** What came of test pushes. */
export const pushTestShape = z
  .object({
    sent: count,
    failed: count,
    devices: z
      .array(
        z.object({
          subscriptionId: id,
          kind,
          service,
          outcome: z.string().max(20).describe('`sent`, `failed`, or `gone`: nobody listens there, it was removed.'),
          problem: problem.nullable(),
        }),
      )
      .max(100),
  })
  .meta({ id: 'PushTest' })

/** What came of a test push to each device. */
export function presentPushTest(devices: readonly TestedDevice[]): z.output<typeof pushTestShape> {
  return {
    sent: devices.filter(({ outcome }) => outcome === 'sent').length,
    failed: devices.filter(({ outcome }) => outcome !== 'sent').length,
    devices: devices.map((device) => ({
      subscriptionId: device.subscriptionId,
      kind: device.kind,
      service: device.service,
      outcome: device.outcome,
      problem: device.problem,
    })),
  }
}

/** How pushes are doing. */
export const pushHealthShape = z
  .object({
    vapidPublicKey: z.string().max(200),
    fcm: z.string().max(200).describe('`ready`, `not set up`, or what is wrong.'),
    subscriptions: z.object({ webpush: count, fcm: count, failing: count }),
    outbox: z.object({ waiting: count, retrying: count, oldestSeconds: count }),
    problems: z.array(z.object({ problem, devices: count })).max(10),
  })
  .meta({ id: 'PushHealth' })

/** How pushes are doing, for operators. */
export function presentPushHealth(health: PushHealth, vapidPublicKey: string): z.output<typeof pushHealthShape> {
  const { fcm, subscriptions, outbox, problems } = health
  return {
    vapidPublicKey,
    fcm,
    subscriptions: { webpush: subscriptions.webpush, fcm: subscriptions.fcm, failing: subscriptions.failing },
    outbox: { waiting: outbox.waiting, retrying: outbox.retrying, oldestSeconds: outbox.oldestSeconds },
    problems: problems.map((row) => ({ problem: row.problem, devices: row.devices })),
  }
}
