import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core'

// npm run bench:web -- --address http://127.0.0.1:3000 --user alex --password … [--runs 5]
//
// When the feed can be used by somebody who opens it with nothing in the browser's cache, on a slow line and a slow phone:
// the first post is drawn, and a press on its heart has done something, which the server is then asked to confirm. Beside
// it, as a control for what else the machine does, a page of the server without script. Against `npm start -- --demo`, which prints whom to sign in as.

const { values } = parseArgs({
  options: {
    address: { type: 'string', default: 'http://127.0.0.1:3000' },
    user: { type: 'string' },
    password: { type: 'string' },
    runs: { type: 'string', default: '5' },
  },
})
if (values.user === undefined || values.password === undefined)
  throw new Error('--user and --password say whose feed it is')
const address = values.address
const credentials = { login: values.user, password: values.password, session: 'cookie' }

const slowPhone = 4
const heart = 'article.post .post-acts button[aria-pressed]'
/** Slow 4G as Lighthouse has it: as it simulates it, and as it applies it to each request where it cannot. */
const lines = [
  { name: '150 ms, 1.6 Mbit/s', latency: 150, kilobits: 1638.4 },
  { name: '562.5 ms, 1.4 Mbit/s', latency: 562.5, kilobits: 1474.56 },
]

interface Load {
  /** From the start of the navigation. */
  drawnMs: number
  usableMs: number
  /** Of the page's main thread up to then; unlike the times above, others on the machine hardly change it. */
  threadMs: number
  longestTaskMs: number
  requests: number
  scriptBytes: number
}

const phone: BrowserContextOptions = {
  baseURL: address,
  viewport: { width: 412, height: 823 },
  deviceScaleFactor: 1.75,
  isMobile: true,
  hasTouch: true,
  serviceWorkers: 'block',
}

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? places.find(existsSync),
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-background-networking'],
})
try {
  const signedIn = await signIn()
  for (const line of lines) {
    const feed: Load[] = []
    const control: number[] = []
    for (let run = 0; run < Number(values.runs); run += 1) {
      control.push(await openControl(line))
      feed.push(await openFeed(line, signedIn))
    }
    const best = feed.reduce((one, other) => (other.usableMs < one.usableMs ? other : one))
    console.log(`\n${line.name}, processor ${slowPhone} times slower, ${feed.length} runs`)
    console.log(`  feed usable      ${said(feed.map(({ usableMs }) => usableMs))}`)
    console.log(`  first post drawn ${said(feed.map(({ drawnMs }) => drawnMs))}`)
    console.log(`  main thread      ${said(feed.map(({ threadMs }) => threadMs))}`)
    console.log(`  longest task     ${said(feed.map(({ longestTaskMs }) => longestTaskMs))}`)
    console.log(`  page for control ${said(control)}`)
    console.log(`  best run: ${best.requests} requests, ${(best.scriptBytes / 1000).toFixed(1)} kB of script`)
  }
} finally {
  await browser.close()
}

function said(figures: readonly number[]): string {
  const sorted = [...figures].sort((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)]!
  return `best ${sorted[0]!.toFixed(0)} ms, median ${middle.toFixed(0)} ms`
}

/** What the browser keeps of somebody who was here before; its cache is empty all the same. */
async function signIn(): Promise<BrowserContextOptions['storageState']> {
  const context = await browser.newContext(phone)
  const page = await context.newPage()
  await page.goto('/welcome')
  const status = await page.evaluate(async (body) => {
    const headers = { 'Content-Type': 'application/json' }
    const answer = await fetch('/api/v1/auth/login', { method: 'POST', headers, body: JSON.stringify(body) })
    localStorage.setItem('momentum session', 'some')
    return answer.status
  }, credentials)
  if (status !== 200) throw new Error(`Signing in was answered with ${status}`)
  const state = await context.storageState()
  await context.close()
  return state
}

async function slowPage(line: (typeof lines)[number], storageState?: BrowserContextOptions['storageState']) {
  const context = await browser.newContext({ ...phone, storageState })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: line.latency,
    downloadThroughput: (line.kilobits * 1024) / 8,
    uploadThroughput: (line.kilobits * 1024) / 8 / 2,
  })
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowPhone })
  return { context, page, session }
}

async function openControl(line: (typeof lines)[number]): Promise<number> {
  const { context, page } = await slowPage(line)
  await page.goto('/guidelines')
  const painted = await page.waitForFunction(() => performance.getEntriesByType('paint').at(-1)?.startTime)
  const ms = (await painted.jsonValue())!
  await context.close()
  return ms
}

async function openFeed(
  line: (typeof lines)[number],
  storageState: BrowserContextOptions['storageState'],
): Promise<Load> {
  const { context, page, session } = await slowPage(line, storageState)
  let requests = 0
  let scriptBytes = 0
  const scripts = new Set<string>()
  session.on('Network.responseReceived', ({ requestId, type }) => {
    requests += 1
    if (type === 'Script') scripts.add(requestId)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) scriptBytes += encodedDataLength
  })
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  // tsx wraps named functions in a helper of its own, which the page does not have.
  await page.addInitScript('globalThis.__name = (named) => named')
  await page.addInitScript(watchFirstPost)
  await page.goto('/', { waitUntil: 'commit' })
  const seen = await seenOn(page)
  const { metrics } = await session.send('Performance.getMetrics')
  const threadMs = metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000 * slowPhone
  await confirm(page, !seen.wasPressed)
  // As it was before.
  await page.locator(heart).first().click()
  await confirm(page, seen.wasPressed)
  await context.close()
  return { ...seen, threadMs, requests, scriptBytes }
}

type Seen = Pick<Load, 'drawnMs' | 'usableMs' | 'longestTaskMs'> & { wasPressed: boolean }

/** Throws when the server does not come to know of the press: what shows and does nothing is no use. */
async function confirm(page: Page, isPressed: boolean): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const mine = await page.evaluate(
      "fetch('/api/v1/feed?limit=1').then((answer) => answer.json()).then(({ items }) => items[0].myReaction)",
    )
    if ((mine !== null) === isPressed) return
    await page.waitForTimeout(250)
  }
  throw new Error('The press was shown, and never came to the server.')
}

async function seenOn(page: Page): Promise<Seen> {
  const handle = await page.waitForFunction(() => (globalThis as { firstPost?: Seen }).firstPost, undefined, {
    timeout: 60_000,
  })
  return (await handle.jsonValue())!
}

/** Runs in the page, before anything of it. */
function watchFirstPost(): void {
  let longestTaskMs = 0
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration)
  }).observe({ type: 'longtask', buffered: true })
  const look = (): void => {
    const heart = document.querySelector<HTMLButtonElement>('article.post .post-acts button[aria-pressed]')
    if (heart === null) return void requestAnimationFrame(look)
    const drawnMs = performance.now()
    const before = heart.getAttribute('aria-pressed')
    // Behind whatever the page still has to do, as a finger's would be.
    setTimeout(() => {
      heart.click()
      const wait = (): void => {
        const now = document.querySelector('article.post .post-acts button[aria-pressed]')?.getAttribute('aria-pressed')
        if (now === before) return void requestAnimationFrame(wait)
        ;(globalThis as { firstPost?: Seen }).firstPost = {
          drawnMs,
          usableMs: performance.now(),
          longestTaskMs,
          wasPressed: before === 'true',
        }
      }
      wait()
    })
  }
  look()
}
