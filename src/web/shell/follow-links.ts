import { navigate } from './history.ts'
import { matchRoute } from './routes.ts'

/**
 * Makes every plain link to a page of the client a change of page, so that components need nothing but `<a href>`. Links
 * to other sites, to pages the server makes, into other windows and with a key held down stay what they are.
 */
export function followLinks(): void {
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = (event.target as Element | null)?.closest?.('a[href]')
    if (!(link instanceof HTMLAnchorElement)) return
    if ((link.target !== '' && link.target !== '_self') || link.hasAttribute('download')) return
    const to = new URL(link.href)
    if (to.origin !== location.origin || matchRoute(to.pathname) === undefined) return
    if (to.hash !== '' && to.pathname === location.pathname && to.search === location.search) return
    event.preventDefault()
    navigate(to.pathname + to.search + to.hash)
  })
}
