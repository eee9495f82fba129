import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { words } from '../strings/en.ts'
import { DocumentLinks } from './document-links.tsx'
import { LatePart } from './late-part.tsx'

const wide = matchMedia('(min-width: 1200px)')
const loadSuggestions = () => import('./suggestions.tsx').then(({ Suggestions }) => Suggestions)

/** What stands beside the page on wide screens. Its parts are fetched only where it is to be seen. */
export function SideColumn(): JSX.Element | null {
  const [isWide, setWide] = useState(wide.matches)
  useEffect(() => {
    const look = (): void => setWide(wide.matches)
    wide.addEventListener('change', look)
    return () => wide.removeEventListener('change', look)
  }, [])
  if (!isWide) return null
  return (
    <aside class="side-column" aria-label={words.besideThePage}>
      <LatePart load={loadSuggestions} afterMs={300} />
      <DocumentLinks />
    </aside>
  )
}
