import type { Route } from '../../shell/routes.ts'

/** What everybody may see, by what is liked of late and by tag. */
export const exploreRoutes: readonly Route[] = [
  { path: '/explore', load: () => import('./explore-page.tsx').then(({ ExplorePage }) => ExplorePage) },
  { path: '/tags/:tag', load: () => import('./tag-page.tsx').then(({ TagPage }) => TagPage) },
]
