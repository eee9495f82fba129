import type { JSX } from 'preact'
import { words } from '../strings/en.ts'

const links = [
  ['/terms', words.terms],
  ['/privacy', words.privacy],
  ['/guidelines', words.guidelines],
  ['/safety/child-standards', words.childSafety],
  ['/report', words.report],
  ['/api/docs', words.forDevelopers],
] as const

/** The pages that the server makes: what holds here, and how to reach somebody. */
export function DocumentLinks(): JSX.Element {
  return (
    <footer class="document-links">
      <nav aria-label={words.documents}>
        {links.map(([href, label]) => (
          <a key={href} href={href}>
            {label}
          </a>
        ))}
      </nav>
    </footer>
  )
}
