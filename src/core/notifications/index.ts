export { sendDigests } from './digest.ts'
export { checkDigestLink, endDigest } from './end-digest.ts'
export {
  countNotifications,
  listNotifications,
  listNotificationsInput,
  readUnreadCounts,
  type UnreadCount,
  unreadFor,
} from './list-notifications.ts'
export { changePreferences, changePreferencesInput, type PreferenceRow, showPreferences } from './preferences.ts'
export { pruneNotifications } from './prune-notifications.ts'
export { type PushHealth, readPushHealth } from './push-health.ts'
export {
  listSubscriptions,
  readSubscription,
  type SubscriptionRow,
  subscribeToPush,
  subscribeToPushInput,
  unsubscribeFromPush,
} from './push-subscriptions.ts'
export { startPusher } from './pusher.ts'
export { readNotifications, readNotificationsInput } from './read-notifications.ts'
export { type RecountedNotifications, recountNotifications } from './recount.ts'
export { subscribeNotifications } from './subscribe.ts'
export { recordPushTest, type TestedDevice, testOwnPush, testPushOf } from './test-push.ts'
export { type DecisionRow, findNotifications, type NotificationView } from './views.ts'
