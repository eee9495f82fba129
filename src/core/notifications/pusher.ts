import type { PushOutcome } from '../../clients/push/index.ts'
import type { Unit } from '../../db/unit.ts'
import { day, hour, second } from '../../lib/clock.ts'
import { backoffMs } from '../../lib/retry.ts'
import type { Context } from '../context.ts'
import { type OutboxRounds, startRounds, withinPatience } from '../outbox-rounds.ts'
import { tellAnnouncements } from './announce-to-all.ts'
import { type ClaimedPush, claimPushes, claimSize } from './claim-pushes.ts'
import { pushTopic } from './push-outbox.ts'
import { typeOf } from './types.ts'

const retries = { tries: Number.POSITIVE_INFINITY, baseMs: 30 * second, maxMs: hour }

/** Pauses are made longer by up to so much, so that devices of one failing service do not come back all at once. */
const jitter = 0.2

/** A device that could not be reached for so long is forgotten; its app subscribes anew when it is opened. */
const failingForMs = 14 * day

/** So many pushes may be under way at once: a device that answers slowly, or never, does not keep the others waiting. */
const mostUnderWay = 400

/**
 * Starts sending pushes, and telling everybody what operators announce. A push that fails is tried again with growing pauses,
 * or when the push service says, until it is of no use any more; devices that are gone are forgotten. Several processes may
 * do it at once. A push may arrive twice when a process dies while it sends; its collapse key makes the second take the
 * place of the first.
 */
export function startPusher(context: Context, onError: (error: unknown) => void): OutboxRounds {
  const underWay = new Set<Promise<void>>()

  function send(push: ClaimedPush): void {
    const sending = sendOne(context, push)
      .catch(onError)
      .finally(() => underWay.delete(sending))
    underWay.add(sending)
  }

  const deliver = async (): Promise<boolean> => {
    const hasMore = await tellAnnouncements(context)
    const claimed = await claimDue(context)
    for (const push of claimed.pushes) send(push)
    while (underWay.size > mostUnderWay - claimSize) await Promise.race(underWay)
    return hasMore || claimed.due === claimSize
  }
  const rounds = startRounds(context, { topic: pushTopic, deliver }, onError)
  return {
    flush: async () => {
      await rounds.flush()
      await Promise.all(underWay)
    },
    close: async () => {
      await rounds.close()
      await withinPatience(Promise.all(underWay))
    },
  }
}

/** What is due, if anything; looks before it writes. */
async function claimDue(context: Context): Promise<{ due: number; pushes: ClaimedPush[] }> {
  const waiting = await context.db.read.get('SELECT next_at FROM push_outbox WHERE next_at <= $1 LIMIT 1', [
    context.now(),
  ])
  return waiting === undefined ? { due: 0, pushes: [] } : claimPushes(context)
}

async function sendOne(context: Context, push: ClaimedPush): Promise<void> {
  const outcome = await context.clients.push.send(push.to, push.message)
  note(context, push, outcome)
  await context.write((unit) => settle(unit, context, push, outcome))
}

// The address of a device is its owner's secret, which no log holds.
function note(context: Context, { kind, type, tries }: ClaimedPush, outcome: PushOutcome): void {
  if (outcome === 'sent') context.log.debug({ kind, type, tries }, 'push sent')
  else if (outcome === 'gone') context.log.info({ kind, type }, 'a device takes no pushes any more and is forgotten')
  else context.log.warn({ kind, type, tries, problem: outcome.problem }, 'push not sent')
}

async function settle(unit: Unit, context: Context, push: ClaimedPush, outcome: PushOutcome): Promise<void> {
  const { subscriptionId, notificationId, version } = push
  const now = context.now()
  if (outcome === 'gone') {
    await unit.run('DELETE FROM push_subscriptions WHERE id = $1', [subscriptionId])
    return
  }
  if (outcome === 'sent') {
    await unit.run(
      `UPDATE push_subscriptions SET last_sent_at = $2, failing_since = NULL, problem = NULL, retry_at = NULL, failures = 0
       WHERE id = $1`,
      [subscriptionId, now],
    )
    // What came while it was under way is told by another.
    await unit.run('DELETE FROM push_outbox WHERE subscription_id = $1 AND notification_id = $2 AND version = $3', [
      subscriptionId,
      notificationId,
      version,
    ])
    await unit.run(
      'UPDATE push_outbox SET next_at = $3, tries = 0 WHERE subscription_id = $1 AND notification_id = $2',
      [subscriptionId, notificationId, now + typeOf(push.type).pauseMs],
    )
    return
  }
  const failed = await unit.get<{ failures: number }>(
    `UPDATE push_subscriptions SET failing_since = COALESCE(failing_since, $2), problem = $3, failures = failures + 1
     WHERE id = $1 AND COALESCE(failing_since, $2) >= $4 RETURNING failures`,
    [subscriptionId, now, outcome.problem.slice(0, 200), now - failingForMs],
  )
  if (failed === undefined) {
    await unit.run('DELETE FROM push_subscriptions WHERE id = $1', [subscriptionId])
    return
  }
  const pauseMs = Math.max(outcome.retryAfterSeconds * second, backoffMs(failed.failures, retries))
  const nextAt = now + Math.round(pauseMs * (1 + jitter * Math.random()))
  // Whatever else comes for the device waits as long.
  await unit.run('UPDATE push_subscriptions SET retry_at = $2 WHERE id = $1', [subscriptionId, nextAt])
  await unit.run(
    `UPDATE push_outbox SET next_at = $3 WHERE subscription_id = $1 AND (notification_id = $2 OR next_at < $3)`,
    [subscriptionId, notificationId, nextAt],
  )
  await unit.run('DELETE FROM push_outbox WHERE subscription_id = $1 AND expires_at <= next_at', [subscriptionId])
}
