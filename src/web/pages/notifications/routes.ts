import type { Route } from '../../shell/routes.ts'

/** What one is told of, and how. */
export const notificationRoutes: readonly Route[] = [
  { path: '/notifications', load: () => import('./notifications-page.tsx').then((page) => page.NotificationsPage) },
  {
    path: '/settings/notifications',
    load: () => import('./notification-settings-page.tsx').then((page) => page.NotificationSettingsPage),
  },
]
