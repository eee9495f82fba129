import {
  changePreferences,
  changePreferencesInput,
  countNotifications,
  listNotifications,
  listNotificationsInput,
  readNotifications,
  readNotificationsInput,
  showPreferences,
} from '../../core/notifications/index.ts'
import { pageShape } from '../../lib/fields.ts'
import { notificationShape, presentNotification, unreadShape } from '../../presenters/notification.ts'
import { preferencesShape, presentPreferences } from '../../presenters/notification-preferences.ts'
import { type Endpoint, endpoint, ok } from '../endpoint.ts'

const tag = 'Notifications'

/** What people are told of, and how. */
export const notificationEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/notifications',
    operation: 'listNotifications',
    tag,
    summary: 'What I am told of, the newest first',
    description:
      'Alike things are one notification, which comes to the top when something is added. Nothing is about people who are ' +
      'blocked, muted, suspended or gone. A notification is kept for 90 days after the last that happened.',
    access: 'person',
    query: listNotificationsInput,
    answers: { 200: pageShape(notificationShape) },
    failures: ['cursor_invalid'],
    etag: true,
    answer: async ({ context, query }) => {
      const page = await listNotifications(context, query)
      return ok({ items: page.items.map(presentNotification), nextCursor: page.nextCursor })
    },
  }),
  endpoint({
    method: 'get',
    path: '/notifications/count',
    operation: 'countNotifications',
    tag,
    summary: 'How many I have not read',
    access: 'person',
    answers: { 200: unreadShape },
    etag: true,
    answer: async ({ context }) => ok({ unread: await countNotifications(context) }),
  }),
  endpoint({
    method: 'post',
    path: '/notifications/read',
    operation: 'readNotifications',
    tag,
    summary: 'Mark notifications as read',
    description: 'By their ids, or one and all below it in the list, or all. Answers how many are left.',
    access: 'person',
    body: readNotificationsInput,
    answers: { 200: unreadShape },
    effect: ({ context, body }) => readNotifications(context, body),
    answer: async ({ context }) => ok({ unread: await countNotifications(context) }),
  }),
  endpoint({
    method: 'get',
    path: '/notifications/preferences',
    operation: 'getNotificationPreferences',
    tag,
    summary: 'How I want to be told of things',
    access: 'person',
    answers: { 200: preferencesShape },
    etag: true,
    answer: async ({ context }) => ok(presentPreferences(await showPreferences(context))),
  }),
  endpoint({
    method: 'patch',
    path: '/notifications/preferences',
    operation: 'changeNotificationPreferences',
    tag,
    summary: 'Change how I am told of things',
    description:
      'What is not named stays. A login alert cannot be switched off, nor a decision or announcement in the app.',
    access: 'person',
    body: changePreferencesInput,
    answers: { 200: preferencesShape },
    limits: ['profileChange'],
    effect: ({ context, body }) => changePreferences(context, body),
    answer: async ({ context }) => ok(presentPreferences(await showPreferences(context))),
  }),
]
