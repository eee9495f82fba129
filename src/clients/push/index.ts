export { createPushSender, type PushSenderOptions } from './create-push-sender.ts'
export { parseServiceAccount, type ServiceAccount } from './fcm.ts'
export type { PushMessage, PushOutcome, PushSender, PushSubscription, SubscriptionFault } from './push.ts'
export { checkWebPushSubscription, makeVapidKeys, PushSubscriptionRefused, type VapidKeys } from './web-push.ts'
