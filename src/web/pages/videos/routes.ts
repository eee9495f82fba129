import type { Route } from '../../shell/routes.ts'

/** Videos of YouTube. `shorts` and `about` stand before the page of one video, which would take them for ids. */
export const videoRoutes: readonly Route[] = [
  { path: '/videos', layout: 'wide', load: () => import('./videos-page.tsx').then((page) => page.VideosPage) },
  { path: '/videos/shorts', layout: 'wide', load: () => import('./shorts-page.tsx').then((page) => page.ShortsPage) },
  { path: '/videos/about', load: () => import('./about-videos-page.tsx').then((page) => page.AboutVideosPage) },
  { path: '/videos/:id', layout: 'wide', load: () => import('./watch-page.tsx').then((page) => page.WatchPage) },
  {
    path: '/saved-videos',
    layout: 'wide',
    load: () => import('./saved-videos-page.tsx').then((page) => page.SavedVideosPage),
  },
]
