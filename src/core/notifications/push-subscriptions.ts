import { z } from 'zod'
import type { PushSubscription } from '../../clients/push/index.ts'
import { newId } from '../../lib/ids.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { invalidField, notFound } from '../errors.ts'
import { tokenHash } from '../tokens.ts'

/** So many devices of a person, and so many addresses of one device, get pushes; a further one takes the place of the oldest. */
export const maxSubscriptions = 25
const maxOfSession = 3

export const subscribeToPushInput = z
  .strictObject({
    kind: z.enum(['webpush', 'fcm']).describe('`webpush` is Web Push and UnifiedPush, `fcm` Firebase Cloud Messaging.'),
    endpoint: z
      .string()
      .min(1)
      .max(2048)
      .optional()
      .describe('Of `webpush`: the https address that the push service gave.'),
    keys: z
      .strictObject({ p256dh: z.string().min(1).max(100), auth: z.string().min(1).max(30) })
      .optional()
      .describe('Of `webpush`: as the browser or the UnifiedPush library gives them, base64url.'),
    token: z
      .string()
      .min(20)
      .max(1000)
      .regex(/^[A-Za-z0-9_:.-]+$/, 'This is not a registration token of Firebase.')
      .optional()
      .describe('Of `fcm`: the registration token.'),
  })
  .superRefine((input, context) => {
    for (const field of ['endpoint', 'keys', 'token'] as const) {
      const isNeeded = (field === 'token') === (input.kind === 'fcm')
      if (isNeeded === (input[field] !== undefined)) continue
      const message = isNeeded ? `A subscription of kind ${input.kind} needs this.` : `No field of kind ${input.kind}.`
      context.addIssue({ code: 'custom', path: [field], message })
    }
  })

export type SubscribeToPushInput = z.output<typeof subscribeToPushInput>

/** A device that takes pushes, as its owner sees it: its address is a secret, and not shown. */
export interface SubscriptionRow {
  id: string
  sessionId: string
  kind: 'webpush' | 'fcm'
  /** The host of the push service. */
  service: string
  lastSentAt: number | null
  failingSince: number | null
  problem: string | null
  createdAt: number
}

const columns = 'id, session_id, kind, service, last_sent_at, failing_since, problem, created_at'

/**
 * Lets a device take pushes, for as long as the session that asks lasts. The same address again stays one subscription, of
 * whoever gave it last. Throws `validation_failed` for an address that cannot be one.
 */
export function subscribeToPush(
  context: Context,
  input: SubscribeToPushInput,
): Promise<{ subscriptionId: string; isNew: boolean }> {
  const { userId, sessionId } = personOf(context.actor)
  const subscription = subscriptionOf(input)
  const fault = context.clients.push.check(subscription)
  if (fault !== null) throw invalidField(fault.field === 'endpoint' ? 'endpoint' : `keys.${fault.field}`, fault.message)
  const { address, service } = addressOf(subscription)
  const addressHash = tokenHash(address)
  return context.write(async (unit) => {
    const known = await unit.get<{ id: string; sessionId: string }>(
      'SELECT id, session_id FROM push_subscriptions WHERE address_hash = $1',
      [addressHash],
    )
    const isOwn = known?.sessionId === sessionId
    // A device that changed hands, or was signed in anew, is told nothing that was meant for whom it belonged to.
    if (known !== undefined && !isOwn) await unit.run('DELETE FROM push_subscriptions WHERE id = $1', [known.id])
    const id = isOwn ? known.id : newId(context.now())
    const keys = subscription.kind === 'webpush' ? subscription : { p256dh: null, auth: null }
    await unit.run(
      `INSERT INTO push_subscriptions (id, user_id, session_id, kind, address_hash, address, service, p256dh, auth,
         created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (address_hash) DO UPDATE SET p256dh = excluded.p256dh, auth = excluded.auth, failing_since = NULL,
         problem = NULL, retry_at = NULL, failures = 0`,
      [id, userId, sessionId, input.kind, addressHash, address, service, keys.p256dh, keys.auth, context.now()],
    )
    for (const [column, owner, most] of [
      ['session_id', sessionId, maxOfSession],
      ['user_id', userId, maxSubscriptions],
    ] as const) {
      await unit.run(
        `DELETE FROM push_subscriptions WHERE ${column} = $1 AND id NOT IN
           (SELECT id FROM push_subscriptions WHERE ${column} = $1 ORDER BY id DESC LIMIT ${most})`,
        [owner],
      )
    }
    return { subscriptionId: id, isNew: !isOwn }
  })
}

function subscriptionOf(input: SubscribeToPushInput): PushSubscription {
  if (input.kind === 'fcm') return { kind: 'fcm', token: input.token! }
  return { kind: 'webpush', endpoint: input.endpoint!, ...input.keys! }
}

function addressOf(subscription: PushSubscription): { address: string; service: string } {
  if (subscription.kind === 'fcm') return { address: subscription.token, service: 'fcm.googleapis.com' }
  return { address: subscription.endpoint, service: new URL(subscription.endpoint).host.slice(0, 253) }
}

/** The devices of the person who acts that take pushes, the newest first. */
export function listSubscriptions(context: Context): Promise<SubscriptionRow[]> {
  const { userId } = personOf(context.actor)
  return context.db.read.all<SubscriptionRow>(
    `SELECT ${columns} FROM push_subscriptions WHERE user_id = $1 ORDER BY id DESC LIMIT ${maxSubscriptions}`,
    [userId],
  )
}

/** One of them. Throws `not_found`. */
export async function readSubscription(context: Context, id: string): Promise<SubscriptionRow> {
  const { userId } = personOf(context.actor)
  const found = await context.db.read.get<SubscriptionRow>(
    `SELECT ${columns} FROM push_subscriptions WHERE id = $1 AND user_id = $2`,
    [id, userId],
  )
  if (found === undefined) throw notFound()
  return found
}

/** Ends the pushes to a device of the person who acts. Throws `not_found`. */
export async function unsubscribeFromPush(context: Context, id: string): Promise<void> {
  const { userId } = personOf(context.actor)
  await context.write(async (unit) => {
    const removed = await unit.run('DELETE FROM push_subscriptions WHERE id = $1 AND user_id = $2', [id, userId])
    if (removed === 0) throw notFound()
  })
}
