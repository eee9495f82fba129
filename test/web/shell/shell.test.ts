import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { eventually } from '../../support/eventually.ts'
import { signUp } from '../../support/people.ts'
import { openWebClient, signInInBrowser, type WebClient, type WebPerson } from '../support/web-client.ts'

describe('the shell', function () {
  this.timeout(120_000)
  let web: WebClient
  let mine: WebPerson
  let page: Page

  before(async function () {
    web = await openWebClient(this)
    mine = await web.open({ viewport: { width: 1000, height: 600 } })
    page = mine.page
    await signInInBrowser(mine, await signUp(web, { displayName: 'Ada' }))
  })

  after(() => web?.close())

  const path = () => new URL(page.url()).pathname
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')

  it('changes pages without loading anew, names the window, and puts the focus on the heading', async () => {
    await mine.goTo('/settings')
    await page.evaluate(() => Object.assign(window, { isTheSame: true }))
    await page
      .getByRole('link', { name: /^Privacy/ })
      .first()
      .click()
    await page.getByRole('heading', { name: 'Privacy', level: 1 }).waitFor()

    expect(path()).to.equal('/settings/privacy')
    expect(await page.title()).to.equal('Privacy · Momentum')
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
    expect(await focused()).to.equal('Privacy')
    expect(await page.evaluate(() => 'isTheSame' in window)).to.equal(true)
  })

  it('comes back to where a page was scrolled to', async () => {
    await mine.goTo('/settings')
    const last = page.getByRole('link', { name: /^Export your data/ })
    await last.scrollIntoViewIfNeeded()
    const before = await page.evaluate(() => Math.round(scrollY))
    await last.click()
    await page.getByRole('heading', { name: 'Export your data', level: 1 }).waitFor()
    const there = await page.evaluate(() => scrollY)
    await page.goBack()
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
    await page.waitForFunction((wanted) => Math.abs(scrollY - wanted) < 3, before)

    expect(before).to.be.above(50)
    expect(there).to.equal(0)
  })

  it('closes a dialog by Escape and by the back button, and gives the focus back', async () => {
    await mine.goTo('/settings')
    await page.getByRole('link', { name: /^Two-factor/ }).click()
    const open = page.getByRole('button', { name: 'Switch on' })
    const dialog = page.getByRole('dialog')
    await open.click()
    await dialog.waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.waitForFunction(() => document.activeElement?.textContent === 'Switch on')
    await open.click()
    await dialog.waitFor()
    await page.goBack()
    await dialog.waitFor({ state: 'detached' })

    expect(path()).to.equal('/settings/two-factor')
    await page.goBack()
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
    expect(path()).to.equal('/settings')
  })

  it('keeps the focus inside of a dialog', async () => {
    await mine.goTo('/settings/two-factor')
    await page.getByRole('button', { name: 'Switch on' }).click()
    await page.getByRole('dialog').waitFor()
    const outside: string[] = []
    for (let step = 0; step < 8; step += 1) {
      await page.keyboard.press('Tab')
      const where = await page.evaluate(() => {
        const { activeElement } = document
        return activeElement === document.body || activeElement?.closest('dialog') !== null
          ? ''
          : activeElement?.outerHTML
      })
      if (where) outside.push(where)
    }
    await page.keyboard.press('Escape')

    expect(outside).to.deep.equal([])
  })

  it('says that there is nothing at an address nobody has, and leads back', async () => {
    // The dialog closed before goes back in the history of the window, which may overtake this.
    await eventually(async () => {
      await mine.goTo('/no/such/page')
      return page.getByRole('heading', { name: 'There is nothing here', level: 1 }).isVisible()
    })
    await page.getByRole('link', { name: 'Go to the start' }).click()
    await page.waitForURL(`${web.url}/`)

    expect(path()).to.equal('/')
  })

  it('leaves to the server what the server makes', async () => {
    await mine.goTo('/settings')
    for (const [address, heading] of [
      ['/terms', 'Terms'],
      ['/account/delete', /delete/i],
      ['/report', /report/i],
    ] as const) {
      await page.goto(address)
      await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
      expect(await page.locator('#app').count(), address).to.equal(0)
    }
  })

  it('takes addresses of people and tags in every spelling for its own', async () => {
    for (const address of ['/@ada.b', '/@ada.png', '/tags/%C3%A9t%C3%A9', '/tags/日本.x']) {
      const answer = await page.goto(address)
      expect([answer?.status(), await page.locator('#app').count()], address).to.deep.equal([200, 1])
    }
  })

  it('follows the theme of the device, or the one chosen, from the first moment', async () => {
    await mine.goTo('/settings/display')
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme)
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark')
    await page.getByRole('radio', { name: 'Light' }).check()
    const chosen = await theme()
    await page.reload({ waitUntil: 'commit' })
    await page.waitForFunction(() => document.body !== null)
    const reloaded = await theme()
    await page.getByRole('radio', { name: 'As the device' }).check()

    expect([chosen, reloaded, await theme()]).to.deep.equal(['light', 'light', 'dark'])
    await page.emulateMedia({ colorScheme: 'light' })
  })

  it('signs out what was signed out elsewhere, says so, and keeps nothing of it', async () => {
    const other = await web.open()
    const ada = await signUp(web, { displayName: 'Ada' })
    await signInInBrowser(other, ada)
    await other.goTo('/settings/privacy')
    await other.page.getByRole('navigation', { name: 'Main' }).waitFor()
    await other.page.waitForFunction(() => localStorage.getItem('momentum.account') !== null)

    await ada.delete('/auth/sessions')
    await other.page.getByText('You were signed out.').waitFor()
    await other.page.getByRole('heading', { name: 'Sign in' }).waitFor()

    expect(await other.page.evaluate(() => localStorage.getItem('momentum.account'))).to.equal(null)
    expect(other.troubles).to.deep.equal([])
    await other.close()
  })

  it('opens without a network from what it has kept, and keeps nothing the API answered', async () => {
    const ada = await signUp(web, { displayName: 'Ada' })
    const other = await web.open({ serviceWorkers: 'allow' })
    await signInInBrowser(other, ada)
    await other.goTo('/settings/display')
    await other.page.evaluate(() => navigator.serviceWorker.ready)
    await other.page.reload()
    await other.page.getByRole('heading', { name: 'Appearance and language' }).waitFor()
    await other.page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    await other.page.reload()
    await other.page.getByRole('heading', { name: 'Appearance and language' }).waitFor()
    // Drawn by the server for Ada alone.
    await other.goTo('/')
    await other.goTo('/settings/display')
    await other.context.setOffline(true)
    await other.page.reload()
    await other.page.getByRole('heading', { name: 'Appearance and language' }).waitFor()
    await other.page.getByText('You are offline.', { exact: false }).waitFor()
    const kept = await other.page.evaluate(async () => {
      const names = await caches.keys()
      const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
      return all.flat().map(({ url }) => new URL(url).pathname)
    })
    const page = await other.page.evaluate(async () => (await caches.match('/'))!.text())
    await other.context.setOffline(false)
    await other.page.getByText('You are online again.').waitFor()

    expect(kept).to.include.members(['/', '/begin.js'])
    expect(kept.filter((address) => /^\/(api|media)/.test(address))).to.deep.equal([])
    expect(page).to.include('page-waiting').and.not.include(ada.id).and.not.include(ada.username)
    await other.close()
  })

  it('is made with one script below its limit, and with none of others', async () => {
    const answer = await fetch(`${web.url}/`, { headers: { Accept: 'text/html' } })
    const html = await answer.text()
    const scripts = [...html.matchAll(/(?:src|href)="(\/(?:assets\/[^"]+\.js|begin\.js))"/g)].map(
      ([, address]) => address,
    )
    const sizes = await Promise.all(
      scripts.map(async (address) => {
        const script = await fetch(`${web.url}${address}`, { headers: { 'Accept-Encoding': 'br' } })
        return Number(script.headers.get('content-length'))
      }),
    )
    const whole = sizes.reduce((sum, size) => sum + size, 0)

    expect(scripts.length).to.be.at.least(2)
    expect(whole, 'bytes of the scripts of the shell and the feed, packed').to.be.below(55_000)
    expect(html).to.not.match(/<script(?![^>]* src="\/)|style=|https?:\/\//)
  })
})
