import { createHash, createPublicKey } from 'node:crypto'
import webPush from 'web-push'
import type { Clock } from '../../lib/clock.ts'
import { checkOutboundUrl, type Outbound, type OutboundOptions, OutboundRefused } from '../outbound/index.ts'
import { fittingMessage, type PushMessage, type PushOutcome, type PushSubscription, retryAfterSeconds } from './push.ts'

/** The key pair by which push services know this installation (RFC 8292), both halves in base64url. */
export interface VapidKeys {
  publicKey: string
  privateKey: string
  /** How a push service reaches the operator: an https: or mailto: address. */
  subject: string
}

/** A new key pair of this installation, for its first start. */
export function makeVapidKeys(): { publicKey: string; privateKey: string } {
  return webPush.generateVAPIDKeys()
}

/** The subscription is not one that a push can be sent to; the text says why, and `field` where. */
export class PushSubscriptionRefused extends Error {
  override readonly name = 'PushSubscriptionRefused'
  readonly field: 'endpoint' | 'p256dh' | 'auth'

  constructor(field: PushSubscriptionRefused['field'], why: string) {
    super(`${field}: ${why}`)
    this.field = field
  }
}

type WebPushSubscription = Extract<PushSubscription, { kind: 'webpush' }>

/**
 * Refuses a subscription whose endpoint is no public https address or whose keys are no keys, before it is stored.
 * Throws `PushSubscriptionRefused`. That a name resolves to the inside shows, and is refused, when it is called.
 */
export function checkWebPushSubscription(
  subscription: { endpoint: string; p256dh: string; auth: string },
  options: Pick<OutboundOptions, 'allowHttp' | 'allowLoopback'> = {},
): void {
  try {
    checkOutboundUrl(subscription.endpoint, options)
  } catch (error) {
    throw new PushSubscriptionRefused('endpoint', (error as Error).message)
  }
  if (!isPointOfP256(subscription.p256dh)) throw new PushSubscriptionRefused('p256dh', 'not a public key of P-256')
  if (!/^[A-Za-z0-9_-]{22}={0,2}$/.test(subscription.auth)) throw new PushSubscriptionRefused('auth', 'not 16 bytes')
}

function isPointOfP256(text: string): boolean {
  if (!/^[A-Za-z0-9_-]{87}=?$/.test(text)) return false
  const point = Buffer.from(text, 'base64url')
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')]
  try {
    createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
    return point[0] === 4
  } catch {
    return false
  }
}

const afterTrouble = 30
const afterRefusal = 3600

/** Encrypts a message for one subscription (RFC 8291), signs the request (RFC 8292) and hands it to the push service. */
export async function sendWebPush(
  subscription: WebPushSubscription,
  message: PushMessage,
  tools: { outbound: Outbound; vapid: VapidKeys; clock: Clock },
): Promise<PushOutcome> {
  const details = requestDetails(subscription, message, tools.vapid)
  // Keys that cannot be encrypted for today will not do tomorrow.
  if (details === null) return 'gone'
  try {
    const answer = await tools.outbound.request(details.endpoint, {
      method: 'POST',
      headers: textHeaders(details.headers),
      ...(details.body === null ? {} : { body: details.body }),
    })
    return outcomeOf(answer.status, answer.headers['retry-after'], tools.clock.now())
  } catch (error) {
    if (error instanceof OutboundRefused) return 'gone'
    return { retryAfterSeconds: afterTrouble, problem: `the push service did not answer: ${(error as Error).message}` }
  }
}

function requestDetails(subscription: WebPushSubscription, message: PushMessage, vapid: VapidKeys) {
  const { endpoint, p256dh, auth } = subscription
  try {
    return webPush.generateRequestDetails(
      { endpoint, keys: { p256dh, auth } },
      JSON.stringify(fittingMessage(message)),
      {
        vapidDetails: vapid,
        TTL: message.ttlSeconds,
        urgency: message.urgency ?? 'normal',
        contentEncoding: 'aes128gcm',
        ...(message.collapseKey === undefined ? {} : { topic: topicOf(message.collapseKey) }),
      },
    )
  } catch {
    return null
  }
}

// A topic is at most 32 characters of base64url, and what it is about is nobody's business but ours.
function topicOf(collapseKey: string): string {
  return createHash('sha256').update(collapseKey).digest('base64url').slice(0, 32)
}

function textHeaders(headers: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}

function outcomeOf(status: number, retryAfter: string | undefined, now: number): PushOutcome {
  if (status >= 200 && status < 300) return 'sent'
  if (status === 404 || status === 410) return 'gone'
  const problem = `the push service answered ${status}`
  if (status === 429 || status >= 500)
    return { retryAfterSeconds: retryAfterSeconds(retryAfter, now, afterTrouble), problem }
  // Often our own fault (a changed key, a clock that is wrong); forgetting everyone for it would be worse than waiting.
  return { retryAfterSeconds: retryAfterSeconds(retryAfter, now, afterRefusal), problem }
}
