import type { JSX } from 'preact'
import { session } from '../api/session.ts'
import { useStore } from '../api/store.ts'
import { Mark } from '../design/illustration.tsx'
import { words } from '../strings/en.ts'
import { DocumentLinks } from './document-links.tsx'
import { place } from './history.ts'
import { LatePart } from './late-part.tsx'
import { BottomBar, SideRail } from './navigation.tsx'
import { OfflineBanner } from './offline-banner.tsx'
import { Outlet } from './outlet.tsx'
import { matchRoute } from './routes.ts'
import './shell.css'
import { SideColumn } from './side-column.tsx'
import { siteName } from './title.ts'
import { Toaster } from './toaster.tsx'

const loadTermsNotice = () => import('../session/terms-notice.tsx').then(({ TermsNotice }) => TermsNotice)

/** The frame of every page: the way around, the page, and what stands beside it. */
export function Shell(): JSX.Element {
  const who = useStore(session)
  const { path } = useStore(place)
  const route = matchRoute(path)?.route
  const layout = route?.layout ?? 'column'
  // Until the server has said who it is, a page for people is most likely somebody's: its frame is there already, so that
  // nothing moves when the page comes.
  const isInside =
    who.kind === 'person' || (who.kind === 'unknown' && route !== undefined && (route.access ?? 'person') === 'person')
  return (
    <>
      <a class="skip-link" href="#content">
        {words.skipToContent}
      </a>
      <div class={`shell shell-${isInside ? 'inside' : 'outside'} shell-${layout}`}>
        {who.kind === 'person' ? (
          <SideRail account={who.account} path={path} />
        ) : isInside ? (
          <div class="side-rail" />
        ) : (
          <OutsideHead />
        )}
        <div class="shell-main">
          <OfflineBanner />
          {who.kind === 'person' && <LatePart load={loadTermsNotice} afterMs={2000} />}
          <main id="content" tabIndex={-1}>
            <Outlet />
          </main>
          {!isInside && <DocumentLinks />}
        </div>
        {who.kind === 'person' && layout === 'column' && <SideColumn />}
        {who.kind === 'person' && <BottomBar account={who.account} path={path} />}
      </div>
      <Toaster />
    </>
  )
}

function OutsideHead(): JSX.Element {
  const name = useStore(siteName)
  return (
    <header class="outside-head">
      <a class="brand" href="/">
        <Mark />
        <span dir="auto">{name}</span>
      </a>
    </header>
  )
}
