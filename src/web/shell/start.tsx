import { hydrate, render } from 'preact'
import { session } from '../api/session.ts'
import { startFormats } from '../session/formats.ts'
import { startSession } from '../session/start-session.ts'
import { afterStart } from './after-start.ts'
import { handOnHearts, hasKeptPosts, isDrawn, pressAgain } from './drawn-page.ts'
import { followLinks } from './follow-links.ts'
import { place, startHistory } from './history.ts'
import { startInstall } from './install.ts'
import { startOnline } from './offline-banner.tsx'
import { prepare } from './outlet.tsx'
import { Shell } from './shell.tsx'
import { startTheme } from './theme.ts'
import { startTitle } from './title.ts'

/** Starts the client in an element of the page. */
export function startClient(element: HTMLElement): void {
  startTheme()
  startHistory()
  startTitle()
  startOnline()
  startFormats()
  startSession()
  followLinks()
  // The page's code and the answer about who is there come at the same time.
  const prepared = prepare(place.get().path)
  if (isDrawn()) void takeOver(element, prepared)
  else {
    element.replaceChildren()
    render(<Shell />, element)
  }
  afterStart(startInstall)
}

/** Takes over the very elements that the server drew: nothing moves, and no picture is fetched again. */
async function takeOver(element: HTMLElement, prepared: Promise<void>): Promise<void> {
  await Promise.all([prepared, whoIsThere()])
  if (session.get().kind === 'person' && !hasKeptPosts()) {
    handOnHearts()
    hydrate(<Shell />, element)
  } else {
    // Something else is to be seen, of which not one attribute may stay what it was.
    element.replaceChildren()
    render(<Shell />, element)
  }
  await pressAgain()
}

/** Resolves when the server has said who is signed in, or could not be asked. */
function whoIsThere(): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      const who = session.get()
      if (who.kind === 'unknown' && who.problem === undefined) return
      stop()
      resolve()
    }
    const stop = session.subscribe(look)
    look()
  })
}
