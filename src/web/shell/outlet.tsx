import type { ComponentType, JSX } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { type Session, session } from '../api/session.ts'
import { useStore } from '../api/store.ts'
import { Button, LinkButton } from '../design/button.tsx'
import { Mark } from '../design/illustration.tsx'
import { SkeletonCards } from '../design/skeleton.tsx'
import { EmptyState } from '../design/states.tsx'
import { words } from '../strings/en.ts'
import { signInAddress } from './addresses.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { navigate, type Place, place, positionOf } from './history.ts'
import { PageHeader } from './page-header.tsx'
import { matchRoute, type PageProps, type Route, type RouteMatch } from './routes.ts'

type Loaded = { page: ComponentType<PageProps> } | { failed: true }

const loaded = new Map<Route, Loaded>()

/** Fetches the code of the page at an address, so that it is there when somebody goes to it. */
export async function prepare(path: string): Promise<void> {
  const route = matchRoute(path)?.route
  if (route !== undefined) await load(route)
}

/** Takes the code of the page at an address from somebody who has it already. */
export function holdPage(path: string, page: ComponentType<PageProps>): void {
  const route = matchRoute(path)?.route
  if (route !== undefined) loaded.set(route, { page })
}

async function load(route: Route): Promise<Loaded> {
  const known = loaded.get(route)
  if (known !== undefined && 'page' in known) return known
  let result: Loaded
  try {
    result = { page: await route.load() }
  } catch {
    result = { failed: true }
  }
  loaded.set(route, result)
  return result
}

/** Where somebody is sent who may not be where they are; undefined when they may. */
export function detourFor(route: Route, who: Session, href: string): string | undefined {
  const access = route.access ?? 'person'
  if (access === 'anyone' || who.kind === 'unknown') return undefined
  if (who.kind === 'guest') return access === 'guest' ? undefined : href === '/' ? '/welcome' : signInAddress(href)
  if (access === 'guest') return new URLSearchParams(href.split('?')[1]).get('next') ?? '/'
  if (who.kind === 'restricted' && access !== 'restricted') return '/restricted'
  if (who.kind === 'person' && route.path === '/restricted') return '/'
  return undefined
}

/** Draws the page of the present address. */
export function Outlet(): JSX.Element | null {
  const here = useStore(place)
  const who = useStore(session)
  const match = matchRoute(here.path)
  const before = useRef(who.kind)
  const hasLeft = who.kind === 'guest' && !who.lost && ['person', 'restricted'].includes(before.current)
  useEffect(() => {
    before.current = who.kind
  }, [who.kind])
  const wanted = match === undefined ? undefined : detourFor(match.route, who, here.href)
  // Whoever has signed out wants no way back to where they were.
  const detour = wanted !== undefined && hasLeft ? '/welcome' : wanted
  useEffect(() => {
    if (detour !== undefined) navigate(isOfClient(detour) ? detour : '/', { replace: true })
  }, [detour])
  if (match === undefined) return <NotFoundPage />
  if (detour !== undefined || (who.kind === 'unknown' && match.route.access !== 'anyone')) return <PageOnItsWay />
  return <RoutedPage key={pageKey(match)} match={match} here={here} />
}

/** An address of ours and no other site's, whatever stands in the query of a link. */
function isOfClient(address: string): boolean {
  const url = new URL(address, location.origin)
  return url.origin === location.origin && matchRoute(url.pathname) !== undefined
}

// A change of the query alone keeps the page; another address of the same route is another page.
function pageKey({ route, params }: RouteMatch): string {
  return `${route.path} ${JSON.stringify(params)}`
}

function RoutedPage({ match, here }: { match: RouteMatch; here: Place }): JSX.Element {
  const { route, params } = match
  const [state, setState] = useState<Loaded | undefined>(() => loaded.get(route))
  const fetchPage = (): void => {
    void load(route).then(setState)
  }
  // The component is drawn for one route.
  useEffect(() => {
    if (state === undefined || 'failed' in state) fetchPage()
  }, [])
  if (state === undefined) return <PageOnItsWay />
  if ('failed' in state) return <PageFailed onRetry={() => location.reload()} />
  const Page = state.page
  return (
    <ErrorBoundary>
      <Arrival here={here} />
      <Page params={params} query={new URLSearchParams(here.search)} />
    </ErrorBoundary>
  )
}

/** Scrolls to where the page was left, and puts the focus on its heading. */
function Arrival({ here }: { here: Place }): null {
  // Once for each entry of the history.
  useLayoutEffect(() => {
    const stop = scrollToPlace(here)
    if (here.cause !== 'start') focusHeading()
    return stop
  }, [here.key])
  return null
}

function scrollToPlace(here: Place): () => void {
  if (here.hash !== '') {
    const target = document.getElementById(decodeURIComponent(here.hash.slice(1)))
    if (target !== null) {
      target.scrollIntoView()
      return () => {}
    }
  }
  const wanted = here.cause === 'push' ? 0 : positionOf(here.key)
  // The window is there already, and moving it would have the page laid out before it is whole.
  if (here.cause === 'start' && wanted === 0) return () => {}
  scrollTo({ top: wanted, behavior: 'instant' })
  if (wanted === 0) return () => {}
  // What the page shows may come later, and it grows to its height then. Whoever moves meanwhile is left alone.
  const stop = (): void => {
    clearTimeout(deadline)
    observer.disconnect()
    for (const name of gestures) removeEventListener(name, stop)
  }
  const gestures = ['wheel', 'touchmove', 'keydown', 'pointerdown']
  const observer = new ResizeObserver(() => {
    scrollTo({ top: wanted, behavior: 'instant' })
    if (Math.abs(scrollY - wanted) < 2 && document.documentElement.scrollHeight > wanted + innerHeight) stop()
  })
  const deadline = setTimeout(stop, 3000)
  observer.observe(document.body)
  for (const name of gestures) addEventListener(name, stop, { passive: true })
  return stop
}

function focusHeading(): void {
  requestAnimationFrame(() => {
    if (document.querySelector('dialog[open]') !== null) return
    const main = document.querySelector<HTMLElement>('main')
    // A page that has put the focus somewhere itself knows better.
    if (main?.contains(document.activeElement) && document.activeElement !== main) return
    const heading = main?.querySelector<HTMLElement>('h1') ?? main
    heading?.focus({ preventScroll: true })
  })
}

// index.html has the same, so that it is there before any script.
function PageOnItsWay(): JSX.Element {
  return (
    <div class="page-waiting">
      <span class="page-waiting-head">
        <Mark />
      </span>
      <SkeletonCards count={2} />
    </div>
  )
}

function PageFailed({ onRetry }: { onRetry: () => void }): JSX.Element {
  return (
    <>
      <PageHeader title={words.pageFailedTitle} back="/" />
      <EmptyState
        picture="offline"
        title={words.pageFailedTitle}
        action={
          <Button icon="refresh" onClick={onRetry}>
            {words.retry}
          </Button>
        }
      >
        {words.pageFailedText}
      </EmptyState>
    </>
  )
}

function NotFoundPage(): JSX.Element {
  return (
    <>
      <PageHeader title={words.notFoundTitle} back="/" />
      <EmptyState picture="lost" title={words.notFoundTitle} action={<LinkButton href="/">{words.goHome}</LinkButton>}>
        {words.notFoundText}
      </EmptyState>
    </>
  )
}
