import { existsSync } from 'node:fs'
import { join } from 'node:path'
import axe from 'axe-core'
import { expect } from 'chai'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { startTestApp, type TestApp, type TestAppOptions } from '../../support/app.ts'
import { openBrowser } from '../../support/browser.ts'
import { freePort } from '../../support/free-port.ts'
import { goodPassword } from '../../support/people.ts'
import { projectFolder } from '../../support/spawn.ts'

/** The web client in a browser, on a real server. */
export interface WebClient extends TestApp {
  readonly browser: Browser
  /** A person's browser of their own. What goes wrong in it is in `troubles`. */
  open(options?: BrowserContextOptions): Promise<WebPerson>
}

/** One person at a browser. */
export interface WebPerson {
  readonly context: BrowserContext
  readonly page: Page
  /** Mistakes of scripts, refused content, and what the console warned of. */
  readonly troubles: string[]
  /** Goes to a page of the client, and waits until its heading is there. */
  goTo(path: string): Promise<void>
  close(): Promise<void>
}

/** Starts a server with the built web client and a browser for it; close it in `after`. */
export async function openWebClient(test: Mocha.Context, options: TestAppOptions = {}): Promise<WebClient> {
  const shell = join(projectFolder, 'static/app/index.html')
  expect(existsSync(shell), 'the web client is built (npm run build)').to.equal(true)
  const browser = await openBrowser(test)
  const app = await startTestApp({ port: await freePort(), ...options })
  return {
    ...app,
    browser,
    open: (contextOptions) => openPerson(app, browser, contextOptions),
    close: async () => {
      await browser.close()
      await app.close()
    },
  }
}

async function openPerson(app: TestApp, browser: Browser, options?: BrowserContextOptions): Promise<WebPerson> {
  const context = await browser.newContext({
    baseURL: app.url,
    serviceWorkers: 'block',
    reducedMotion: 'reduce',
    ...options,
  })
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(`${error.stack}`))
  page.on('console', (message) => {
    // A refused request is for the page to show; what the policy refused is not. Whoever leaves a page that is just
    // connecting breaks the connection off.
    const isRefusal =
      /Failed to load resource: the server responded|Service Worker registration blocked|WebSocket is closed before/
    if (['error', 'warning'].includes(message.type()) && !isRefusal.test(message.text())) troubles.push(message.text())
  })
  // Listening from the start: otherwise a file chooser may open before the browser has been told to hand it to us.
  page.on('filechooser', () => {})
  page.on('dialog', (dialog) => {
    troubles.push(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  return {
    context,
    page,
    troubles,
    goTo: async (path) => {
      // Chromium gives up a navigation that begins while another one, or the key Escape, is still being dealt with.
      await page.goto(path).catch((error: Error) => {
        if (!error.message.includes('ERR_ABORTED')) throw error
        return page.goto(path)
      })
      await page.locator('main h1').first().waitFor({ state: 'attached' })
    },
    close: () => context.close(),
  }
}

/** Signs a new person up from within the browser, without the form, so that the browser has the session's cookie. */
export async function signUpInBrowser(
  { page }: WebPerson,
  input: { username: string } & Record<string, unknown>,
): Promise<void> {
  if (page.url() === 'about:blank') await page.goto('/welcome')
  const status = await page.evaluate(
    async (body) => {
      const answer = await fetch('/api/v1/auth/register', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
      // The client remembers that there is nobody, so as not to ask in vain; now there is.
      localStorage.removeItem('momentum session')
      return answer.status
    },
    { email: `${input.username}@example.org`, password: goodPassword, acceptTerms: true, session: 'cookie', ...input },
  )
  expect(status).to.equal(201)
}

/** What axe finds wrong on the page, in words; nothing when it is accessible. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const isThere = await page.evaluate(() => 'axe' in globalThis)
  // Added through the debugger: the policy of the page allows no script of others.
  if (!isThere) await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') }
    const { violations } = await axe.run(document, { resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary?.replace(/\s+/g, ' ') ?? ''}`),
    )
  })
}

/** What does not fit: elements that reach out of the window, and text that is cut without a sign of it. */
export async function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = []
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth > clientWidth) faults.push(`the page is ${scrollWidth - clientWidth}px too wide`)
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const style = getComputedStyle(element)
      const box = element.getBoundingClientRect()
      const isSeen = box.width > 1 && box.height > 1 && style.visibility === 'visible' && style.clipPath === 'none'
      if (!isSeen || element.closest('.visually-hidden, .skip-link, [popover], svg') !== null) continue
      const name = `${element.tagName.toLowerCase()}.${element.className} "${element.textContent?.slice(0, 30)}"`
      const scrolls = element.closest('.tabs, [data-scrolls]') !== null
      if (!scrolls && (box.right > clientWidth + 1 || box.left < -1)) faults.push(`${name} reaches out of the window`)
      const holdsText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== '')
      const isCut = element.scrollWidth > element.clientWidth + 1 && style.overflowX !== 'visible'
      if (holdsText && isCut && style.textOverflow !== 'ellipsis' && !scrolls) faults.push(`${name} is cut`)
    }
    return [...new Set(faults)]
  })
}

/** Signs somebody in who is there already, without the form, so that the browser has a session of theirs. */
export async function signInInBrowser({ page }: WebPerson, person: { username: string }): Promise<void> {
  if (page.url() === 'about:blank') await page.goto('/welcome')
  const status = await page.evaluate(
    async (body) => {
      const answer = await fetch('/api/v1/auth/login', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
      localStorage.removeItem('momentum session')
      return answer.status
    },
    { login: person.username, password: goodPassword, deviceName: 'test phone', session: 'cookie' },
  )
  expect(status).to.equal(200)
}
