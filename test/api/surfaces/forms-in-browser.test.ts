import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect } from 'chai'
import type { Browser, Page } from 'playwright-core'
import { prepareSetupLink } from '../../../src/core/accounts/index.ts'
import { systemActor } from '../../../src/core/actor.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { openBrowser } from '../../support/browser.ts'
import { freePort } from '../../support/free-port.ts'
import { createMailbox } from '../../support/mailbox.ts'
import { goodPassword, signUp } from '../../support/people.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

// Runs once: it is about what a browser makes of the forms; what they do to the database is tried beside it on both.

describe('Forms made by the server, in a browser', () => {
  const mailbox = createMailbox()
  let momentum: TestApp
  let url: string
  let browser: Browser

  before(async function () {
    browser = await openBrowser(this)
    // Pages take forms from their public address alone, so that must be the one the browser opens.
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    momentum = await startTestApp({ clients: { mailer: mailbox.mailer }, settings: { PUBLIC_URL: url } })
    await momentum.server.listen(port, '127.0.0.1')
  })
  after(async () => {
    await browser?.close()
    await momentum?.close()
  })

  async function open(path: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width: 390, height: 800 }, ...options })).newPage()
    await page.goto(url + path)
    return page
  }

  async function violations(page: Page): Promise<string[]> {
    // Through the debugger: the page itself forbids scripts that are not ours.
    const found = await page.evaluate(
      `${axe};axe.run().then((r) => r.violations.map((v) => v.id + ': ' + v.nodes[0].html))`,
    )
    return found as string[]
  }

  for (const path of [
    '/account/delete',
    '/report',
    '/setup',
    '/login-alert',
    '/reset-password',
    '/verify-email',
    '/terms',
  ]) {
    it(`${path} is accessible in light and dark, fits a phone, and asks nothing of elsewhere`, async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await open(path, { colorScheme, viewport: { width: 360, height: 740 } })
        const width = await page.evaluate('document.documentElement.scrollWidth')

        expect(await violations(page), colorScheme).to.deep.equal([])
        expect(width).to.be.at.most(360)
        await page.context().close()
      }
    })
  }

  it('a refused form is accessible too, and the focus is on what is wrong', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await open('/report', { colorScheme })
      await page.evaluate('document.querySelectorAll("[required]").forEach((field) => { field.required = false })')
      await page.click('button[type=submit]')
      await page.waitForSelector('.summary')

      expect(await violations(page), colorScheme).to.deep.equal([])
      expect(await page.evaluate('document.activeElement.className')).to.equal('summary')
      await page.context().close()
    }
  })

  it('the first admin is made from the link: the token leaves the address, and its field is not shown', async () => {
    const link = (await prepareSetupLink(momentum.app.as(systemActor('serve'), 'job')))!
    const page = await open(link.slice(url.length))
    await page.waitForFunction('location.hash === ""')

    const isShown = await page.isVisible('input[name=token]')
    await page.fill('input[name=username]', 'browser.admin')
    await page.fill('input[name=email]', 'browser@example.org')
    await page.fill('input[name=password]', goodPassword)
    await page.click('button[type=submit]')
    await page.waitForSelector('h1:text("You are the admin")')

    expect(isShown).to.equal(false)
    const cookies = await page.context().cookies()
    expect(cookies.map(({ name, httpOnly }) => [name, httpOnly])).to.deep.equal([['momentum', true]])
    await page.context().close()
  })

  it('without script the pasted link does the same', async () => {
    const person = await signUp(momentum)
    const token = await mailbox.token(momentum, person.email, '/verify-email')
    const page = await open(`/verify-email#token=${token}`, { javaScriptEnabled: false })

    await page.fill('input[name=token]', `${url}/verify-email#token=${token}`)
    await page.click('button[type=submit]')
    await page.waitForSelector('h1:text("Your address is confirmed")')

    expect((await person.get('/me')).body.emailVerified).to.equal(true)
    await page.context().close()
  })

  it('a form of another site is refused', async () => {
    const page = await open('/terms')
    await page.context().route('http://evil.localhost/', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<form method="post" action="${url}/report"><input name="kind" value="other"><button>x</button></form>`,
      }),
    )
    await page.goto('http://evil.localhost/')
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url() === `${url}/report`),
      page.click('button'),
    ])

    expect(answer.status()).to.equal(403)
    await page.context().close()
  })
})
