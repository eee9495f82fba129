import { isDrawn, onEarlyHeart } from '../../shell/drawn-page.ts'
import type { Route } from '../../shell/routes.ts'
import { beginFeed } from './feed-memory.ts'

/** The start of everybody who is signed in. */
export const feedRoutes: readonly Route[] = [
  {
    path: '/',
    load: async () => {
      // The posts and the code that draws them come at the same time.
      const begun = beginFeed()
      const { FeedPage, reactAgain } = await import('./feed-page.tsx')
      if (isDrawn()) {
        // The server has drawn them, and written them into the page: they are there at once.
        await begun
        onEarlyHeart(reactAgain)
      }
      return FeedPage
    },
  },
]
