import type { Route } from '../../shell/routes.ts'
import { beginFeed } from './feed-memory.ts'

/** The start of everybody who is signed in. */
export const feedRoutes: readonly Route[] = [
  {
    path: '/',
    load: () => {
      // The posts and the code that draws them come at the same time.
      beginFeed()
      return import('./feed-page.tsx').then(({ FeedPage }) => FeedPage)
    },
  },
]
