import { z } from 'zod'
import { personOf } from '../../core/actor.ts'
import type { Context } from '../../core/context.ts'
import {
  listSubscriptions,
  readSubscription,
  subscribeToPush,
  subscribeToPushInput,
  testOwnPush,
  unsubscribeFromPush,
} from '../../core/notifications/index.ts'
import { idParams } from '../../lib/fields.ts'
import {
  presentPushSubscription,
  presentPushTest,
  pushSubscriptionShape,
  pushTestShape,
} from '../../presenters/push.ts'
import { created, type Endpoint, endpoint, noContent, ok } from '../endpoint.ts'

const tag = 'Notifications'

const present = async (context: Context, id: string) =>
  presentPushSubscription(await readSubscription(context, id), personOf(context.actor).sessionId)

/** The devices on which people are told of things while no app is open. */
export const pushEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/push/subscriptions',
    operation: 'listPushSubscriptions',
    tag,
    summary: 'My devices that take pushes',
    access: 'person',
    answers: { 200: z.object({ items: z.array(pushSubscriptionShape).max(100) }) },
    answer: async ({ context }) => {
      const { sessionId } = personOf(context.actor)
      const rows = await listSubscriptions(context)
      return ok({ items: rows.map((row) => presentPushSubscription(row, sessionId)) })
    },
  }),
  endpoint({
    method: 'post',
    path: '/push/subscriptions',
    operation: 'subscribeToPush',
    tag,
    summary: 'Let this device take pushes',
    description:
      'With what the browser, the UnifiedPush library or Firebase gave. It lasts as long as the session that asks. The ' +
      'same address again is the same subscription (200). `GET /instance` has the VAPID key to subscribe with. A push is ' +
      'JSON `{title, body, data}` (Firebase: `notification` and `data`). All values of `data` are texts: `type` (that of the ' +
      'notification, or `test`), `notificationId`, `unread`, and of `postId`, `commentId`, `conversationId`, `loginAlertId`, ' +
      '`announcementId`, `decisionId`, `username` those there are.',
    access: 'person',
    body: subscribeToPushInput,
    answers: { 200: pushSubscriptionShape, 201: pushSubscriptionShape },
    limits: ['pushSubscriptions'],
    effect: ({ context, body }) => subscribeToPush(context, body),
    answer: async ({ context }, { subscriptionId, isNew }) => {
      const subscription = await present(context, subscriptionId)
      return isNew ? created(subscription) : ok(subscription)
    },
  }),
  endpoint({
    method: 'delete',
    path: '/push/subscriptions/{id}',
    operation: 'unsubscribeFromPush',
    tag,
    summary: 'Send no more pushes to a device of mine',
    access: 'person',
    params: idParams(),
    answers: { 204: null },
    effect: ({ context, params }) => unsubscribeFromPush(context, params.id),
    answer: noContent,
  }),
  endpoint({
    method: 'post',
    path: '/push/test',
    operation: 'testPush',
    tag,
    summary: 'Send a push to all my devices, and see what comes of it',
    access: 'person',
    answers: { 200: pushTestShape },
    limits: ['pushTests'],
    effect: ({ context }) => testOwnPush(context),
    answer: (_call, devices) => ok(presentPushTest(devices)),
  }),
]
