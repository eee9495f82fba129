import type { ComponentType } from 'preact'
import { accountRoutes } from '../pages/account/routes.ts'
import { bookmarkRoutes } from '../pages/bookmarks/routes.ts'
import { chatRoutes } from '../pages/chat/routes.ts'
import { composeRoutes } from '../pages/compose/routes.ts'
import { exploreRoutes } from '../pages/explore/routes.ts'
import { feedRoutes } from '../pages/feed/routes.ts'
import { notificationRoutes } from '../pages/notifications/routes.ts'
import { postRoutes } from '../pages/post/routes.ts'
import { profileRoutes } from '../pages/profile/routes.ts'
import { searchRoutes } from '../pages/search/routes.ts'
import { settingsRoutes } from '../pages/settings/routes.ts'
import { videoRoutes } from '../pages/videos/routes.ts'

/** What a page is handed: the named parts of its address, and the query. */
export interface PageProps {
  params: Readonly<Record<string, string>>
  query: URLSearchParams
}

export interface Route {
  /** `/posts/:id`; `:name` takes one part of the path, also behind a sign as in `/@:username`. */
  path: string
  /** Loads the page when it is first gone to. */
  load: () => Promise<ComponentType<PageProps>>
  /**
   * Who it is for. `person` (the default): somebody signed in, others sign in first and come back. `guest`: somebody not
   * signed in, others are sent to the start. `restricted`: also somebody who is suspended. `anyone`.
   */
  access?: 'person' | 'guest' | 'restricted' | 'anyone'
  /** `column` (the default) leaves room for the side column, `wide` takes it, `full` takes the whole screen on phones. */
  layout?: 'column' | 'wide' | 'full'
}

/** Every page of the client. What stands nowhere here, such as `/terms` or `/report`, is left to the server. */
export const routes: readonly Route[] = [
  ...feedRoutes,
  ...exploreRoutes,
  ...bookmarkRoutes,
  ...notificationRoutes,
  ...composeRoutes,
  ...postRoutes,
  ...profileRoutes,
  ...searchRoutes,
  ...videoRoutes,
  ...chatRoutes,
  ...accountRoutes,
  ...settingsRoutes,
]

export interface RouteMatch {
  route: Route
  params: Record<string, string>
}

const patterns = new Map<Route, RegExp>()

function patternOf(route: Route): RegExp {
  let pattern = patterns.get(route)
  if (pattern === undefined) {
    const source = route.path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:(\w+)/g, '(?<$1>[^/]+)')
    pattern = new RegExp(`^${source}/?$`, 'u')
    patterns.set(route, pattern)
  }
  return pattern
}

/** The page at a path, if the client has one. */
export function matchRoute(path: string, all: readonly Route[] = routes): RouteMatch | undefined {
  for (const route of all) {
    const found = patternOf(route).exec(path)
    if (found === null) continue
    try {
      const params = Object.entries(found.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)])
      return { route, params: Object.fromEntries(params) }
    } catch {
      // A broken escape names nothing.
      return undefined
    }
  }
  return undefined
}
