import { type Clock, systemClock } from '../../lib/clock.ts'
import { createOutbound, type Outbound, type OutboundOptions } from '../outbound/index.ts'
import { createFcmClient, type ServiceAccount } from './fcm.ts'
import type { PushSender } from './push.ts'
import { checkWebPushSubscription, PushSubscriptionRefused, sendWebPush, type VapidKeys } from './web-push.ts'

export interface PushSenderOptions {
  vapid: VapidKeys
  /** Without it subscriptions of Firebase wait. */
  fcm?: ServiceAccount | undefined
  /** How endpoints are called; its own door to the public internet when none is given. */
  outbound?: Outbound
  /** For tests alone: which endpoints are taken beside public https addresses. */
  endpoints?: Pick<OutboundOptions, 'allowHttp' | 'allowLoopback'>
  clock?: Clock
  /** For a stand-in of Firebase. */
  fcmBaseUrl?: string
}

const whileNotSetUp = 3600

/** The sender for Web Push, UnifiedPush and Firebase behind one face. Opens nothing before the first push. */
export function createPushSender(options: PushSenderOptions): PushSender {
  const clock = options.clock ?? systemClock
  const outbound = options.outbound ?? createOutbound()
  const fcm =
    options.fcm === undefined
      ? undefined
      : createFcmClient({
          account: options.fcm,
          clock,
          ...(options.fcmBaseUrl === undefined ? {} : { baseUrl: options.fcmBaseUrl }),
        })
  return {
    check(subscription) {
      if (subscription.kind === 'fcm') return null
      try {
        checkWebPushSubscription(subscription, options.endpoints)
        return null
      } catch (error) {
        if (!(error instanceof PushSubscriptionRefused)) throw error
        return { field: error.field, message: error.message }
      }
    },
    async send(subscription, message) {
      if (subscription.kind === 'webpush') {
        return sendWebPush(subscription, message, { outbound, vapid: options.vapid, clock })
      }
      if (fcm === undefined) {
        return { retryAfterSeconds: whileNotSetUp, problem: 'Firebase is not set up: FCM_CREDENTIALS is not set' }
      }
      return fcm.send(subscription.token, message)
    },
    async verify() {
      await fcm?.authorise()
      return { fcm: fcm === undefined ? 'not set up' : 'ready' }
    },
    close() {
      outbound.close()
    },
  }
}
