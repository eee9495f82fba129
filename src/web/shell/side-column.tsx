import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { words } from '../strings/en.ts'
import { DocumentLinks } from './document-links.tsx'
import { LatePart } from './late-part.tsx'

const wide = '(min-width: 1200px)'
const loadSuggestions = () => import('./suggestions.tsx').then(({ Suggestions }) => Suggestions)

/** What stands beside the page on wide screens. Its parts are fetched only where it is to be seen. */
export function SideColumn(): JSX.Element | null {
  // The server draws pages too, and knows no screen.
  const [isWide, setWide] = useState(() => typeof matchMedia === 'function' && matchMedia(wide).matches)
  useEffect(() => {
    const screen = matchMedia(wide)
    const look = (): void => setWide(screen.matches)
    screen.addEventListener('change', look)
    return () => screen.removeEventListener('change', look)
  }, [])
  if (!isWide) return null
  return (
    <aside class="side-column" aria-label={words.besideThePage}>
      <LatePart load={loadSuggestions} afterMs={300} />
      <DocumentLinks />
    </aside>
  )
}
