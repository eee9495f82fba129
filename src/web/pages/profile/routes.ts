import type { Route } from '../../shell/routes.ts'

/** People: their pages, whom they follow, and who asks to follow. */
export const profileRoutes: readonly Route[] = [
  { path: '/@:username', load: () => import('./profile-page.tsx').then(({ ProfilePage }) => ProfilePage) },
  { path: '/@:username/followers', load: () => import('./people-pages.tsx').then((pages) => pages.FollowersPage) },
  { path: '/@:username/following', load: () => import('./people-pages.tsx').then((pages) => pages.FollowingPage) },
  { path: '/follow-requests', load: () => import('./requests-page.tsx').then(({ RequestsPage }) => RequestsPage) },
]
