import type { Route } from '../../shell/routes.ts'

/** Settings, and what else is about oneself. Those who are suspended reach what they may still do. */
export const settingsRoutes: readonly Route[] = [
  { path: '/settings', load: () => import('./settings-page.tsx').then((page) => page.SettingsPage) },
  { path: '/settings/profile', load: () => import('./profile-page.tsx').then((page) => page.ProfileSettingsPage) },
  { path: '/settings/account', load: () => import('./account-page.tsx').then((page) => page.AccountSettingsPage) },
  { path: '/settings/password', load: () => import('./password-page.tsx').then((page) => page.PasswordPage) },
  { path: '/settings/two-factor', load: () => import('./two-factor-page.tsx').then((page) => page.TwoFactorPage) },
  { path: '/settings/devices', load: () => import('./devices-page.tsx').then((page) => page.DevicesPage) },
  { path: '/settings/alerts', load: () => import('./login-alerts-page.tsx').then((page) => page.LoginAlertsPage) },
  { path: '/settings/privacy', load: () => import('./privacy-page.tsx').then((page) => page.PrivacyPage) },
  { path: '/settings/blocked', load: () => import('./blocked-page.tsx').then((page) => page.BlockedPage) },
  { path: '/settings/display', load: () => import('./display-page.tsx').then((page) => page.DisplayPage) },
  { path: '/settings/reports', load: () => import('./reports-page.tsx').then((page) => page.ReportsPage) },
  {
    path: '/settings/strikes',
    access: 'restricted',
    load: () => import('./strikes-page.tsx').then((page) => page.StrikesPage),
  },
  {
    path: '/settings/export',
    access: 'restricted',
    load: () => import('./export-page.tsx').then((page) => page.ExportPage),
  },
  {
    path: '/settings/delete',
    access: 'restricted',
    load: () => import('./delete-page.tsx').then((page) => page.DeletePage),
  },
]
