import type { PushOutcome } from '../../clients/push/index.ts'
import { newId } from '../../lib/ids.ts'
import { personOf } from '../actor.ts'
import { recordAudit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { findPerson } from '../moderation/index.ts'
import { destinationOf } from './claim-pushes.ts'
import { maxSubscriptions } from './push-subscriptions.ts'

/** What came of a push to one device. */
export interface TestedDevice {
  subscriptionId: string
  kind: 'webpush' | 'fcm'
  service: string
  outcome: 'sent' | 'gone' | 'failed'
  problem: string | null
}

interface Device {
  id: string
  kind: 'webpush' | 'fcm'
  service: string
  address: string
  p256dh: string | null
  auth: string | null
}

/** Sends a push to every device of the person who acts, at once, and answers what came of each. */
export function testOwnPush(context: Context): Promise<TestedDevice[]> {
  return testPush(context, personOf(context.actor).userId)
}

/** What a test of somebody else's devices is for. */
export interface TestPushInput {
  user: string
  reason: string | null
}

/** The same to the devices of somebody else, by an operator; it is kept in the audit. Throws `not_found`. */
export async function testPushOf(
  context: Context,
  input: TestPushInput,
): Promise<{ auditId: string; devices: TestedDevice[] }> {
  const { auditId, id } = await recordPushTest(context, input)
  return { auditId, devices: await testPush(context, id) }
}

/** The entry of the audit for it. Throws `not_found`. */
export function recordPushTest(
  context: Context,
  { user, reason }: TestPushInput,
): Promise<{ auditId: string; id: string }> {
  return context.write(async (unit) => {
    const target = await findPerson(unit, user)
    const auditId = await recordAudit(unit, context, {
      action: 'push.test',
      subjectType: 'user',
      subjectId: target.id,
      subjectName: target.username,
      reason,
      before: null,
      after: null,
    })
    return { auditId, id: target.id }
  })
}

async function testPush(context: Context, userId: string): Promise<TestedDevice[]> {
  const devices = await context.db.read.all<Device>(
    `SELECT id, kind, service, address, p256dh, auth FROM push_subscriptions WHERE user_id = $1 ORDER BY id
     LIMIT ${maxSubscriptions}`,
    [userId],
  )
  const community = context.settings.get('instance.name')
  const message = {
    title: community,
    body: 'This is a test. Pushes reach this device.',
    data: { type: 'test', testId: newId(context.now()) },
    collapseKey: 'test',
    urgency: 'high',
    ttlSeconds: 60,
  } as const
  const outcomes = await Promise.all(devices.map((device) => context.clients.push.send(destinationOf(device), message)))
  await keep(context, devices, outcomes)
  return devices.map(({ id, kind, service }, index) => {
    const outcome = outcomes[index]!
    const isFailed = typeof outcome === 'object'
    return {
      subscriptionId: id,
      kind,
      service,
      outcome: isFailed ? ('failed' as const) : outcome,
      problem: isFailed ? outcome.problem : null,
    }
  })
}

async function keep(context: Context, devices: readonly Device[], outcomes: readonly PushOutcome[]): Promise<void> {
  if (devices.length === 0) return
  const now = context.now()
  await context.write(async (unit) => {
    for (const [index, { id }] of devices.entries()) {
      const outcome = outcomes[index]!
      if (outcome === 'gone') await unit.run('DELETE FROM push_subscriptions WHERE id = $1', [id])
      else if (outcome === 'sent') {
        await unit.run(
          'UPDATE push_subscriptions SET last_sent_at = $2, failing_since = NULL, problem = NULL WHERE id = $1',
          [id, now],
        )
      } else {
        await unit.run(
          'UPDATE push_subscriptions SET failing_since = COALESCE(failing_since, $2), problem = $3 WHERE id = $1',
          [id, now, outcome.problem.slice(0, 200)],
        )
      }
    }
  })
}
