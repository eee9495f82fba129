import type { Route } from '../../shell/routes.ts'

/** Finding people. */
export const searchRoutes: readonly Route[] = [
  { path: '/search', load: () => import('./search-page.tsx').then(({ SearchPage }) => SearchPage) },
]
