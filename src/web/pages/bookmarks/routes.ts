import type { Route } from '../../shell/routes.ts'

/** What one has kept. */
export const bookmarkRoutes: readonly Route[] = [
  { path: '/bookmarks', load: () => import('./bookmarks-page.tsx').then(({ BookmarksPage }) => BookmarksPage) },
]
