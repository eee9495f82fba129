/** Where a person's phone or browser takes pushes: a Web Push or UnifiedPush endpoint, or a token of Firebase. */
export type PushSubscription =
  | { kind: 'webpush'; endpoint: string; p256dh: string; auth: string }
  | { kind: 'fcm'; token: string }

export interface PushMessage {
  title: string
  /** Cut when the whole does not fit into what push services carry. */
  body: string
  data: Record<string, string>
  /** A later message with the same key takes the place of one that has not been delivered yet. */
  collapseKey?: string
  /** Default `normal`; `high` wakes a sleeping phone. */
  urgency?: 'low' | 'normal' | 'high'
  /** How long the push service keeps the message for a phone that is away. */
  ttlSeconds: number
}

/**
 * `sent`: the push service has it. `gone`: nobody listens there any more, forget the subscription. Otherwise try again
 * after so many seconds, because of the `problem`, which is for operators and names no address.
 */
export type PushOutcome = 'sent' | 'gone' | { retryAfterSeconds: number; problem: string }

/** Why a subscription cannot be one, for whoever gave it. */
export interface SubscriptionFault {
  field: 'endpoint' | 'p256dh' | 'auth'
  message: string
}

/** Sends pushes of every kind; what goes wrong is an outcome, never an exception. */
export interface PushSender {
  /** Looks at a subscription before it is stored; answers what is wrong with it, or null. */
  check(subscription: PushSubscription): SubscriptionFault | null
  send(subscription: PushSubscription, message: PushMessage): Promise<PushOutcome>
  /** Asks Google for an access when Firebase is set up; rejects with what is wrong. */
  verify(): Promise<{ fcm: 'ready' | 'not set up' }>
  close(): void
}

// RFC 8030 makes services take 4,096 bytes, of which encryption needs 103; Firebase's limit is 4,096 as well, and its
// envelope counts.
const longestPayload = 3600

/** What of a message fits into every push service: the body gives way, then the title. */
export function fittingMessage(message: PushMessage): { title: string; body: string; data: Record<string, string> } {
  const fitting = { title: message.title, body: message.body, data: message.data }
  for (const field of ['body', 'title'] as const) {
    while (excess(fitting) > 0 && fitting[field] !== '') fitting[field] = shorter(fitting[field], excess(fitting))
  }
  return fitting
}

function excess(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value)) - longestPayload
}

// A unit of text takes at most six bytes of JSON, so a sixth of what is over may go at once without cutting too much.
function shorter(text: string, over: number): string {
  const bare = text.replace(/…$/, '')
  const kept = bare.slice(0, Math.max(0, bare.length - Math.ceil(over / 6))).replace(/[\ud800-\udbff]$/, '')
  return kept === '' ? '' : `${kept}…`
}

const shortestRetry = 1
const longestRetry = 24 * 3600

/** Seconds that a Retry-After header asks for, in either of its forms, kept between a second and a day. */
export function retryAfterSeconds(header: unknown, now: number, fallback: number): number {
  const text = typeof header === 'string' ? header.trim() : ''
  const asked = /^\d{1,9}$/.test(text) ? Number(text) : (Date.parse(text) - now) / 1000
  return Math.min(longestRetry, Math.max(shortestRetry, Math.ceil(Number.isFinite(asked) ? asked : fallback)))
}
