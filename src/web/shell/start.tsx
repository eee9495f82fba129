import { render } from 'preact'
import { startFormats } from '../session/formats.ts'
import { startSession } from '../session/start-session.ts'
import { afterStart } from './after-start.ts'
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
  void prepare(place.get().path)
  element.replaceChildren()
  render(<Shell />, element)
  afterStart(startInstall)
}
