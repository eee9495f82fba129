import type { Route } from '../../shell/routes.ts'

/** A post with what is said about it. */
export const postRoutes: readonly Route[] = [
  { path: '/posts/:id', load: () => import('./post-page.tsx').then(({ PostPage }) => PostPage) },
]
