import type { Route } from '../../shell/routes.ts'

/** Where posts are written. */
export const composeRoutes: readonly Route[] = [
  { path: '/compose', load: () => import('./compose-page.tsx').then(({ ComposePage }) => ComposePage) },
]
