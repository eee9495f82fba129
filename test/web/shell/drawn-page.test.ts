import { expect } from 'chai'
import type { Route } from 'playwright-core'
import { eventually } from '../../support/eventually.ts'
import { signUp, type TestPerson } from '../../support/people.ts'
import { follow, publish } from '../../support/posts.ts'
import { openWebClient, signInInBrowser, type WebClient, type WebPerson } from '../support/web-client.ts'

describe('the page that the server has drawn', function () {
  this.timeout(120_000)
  let web: WebClient
  let author: TestPerson
  let reader: TestPerson
  let browser: WebPerson
  let held: (() => void) | undefined
  /** Calls that change something, and those for what the page was to bring. */
  let asked: string[]

  before(async function () {
    web = await openWebClient(this, { settings: { REGISTRATION: 'open' } })
    author = await signUp(web, { displayName: 'Ada' })
  })
  after(() => web?.close())

  beforeEach(async () => {
    reader = await signUp(web)
    await follow(reader, author)
    browser = await web.open({ viewport: { width: 412, height: 823 } })
    await signInInBrowser(browser, reader)
    asked = []
    browser.page.on('request', (request) => {
      const { pathname } = new URL(request.url())
      if (pathname.startsWith('/api/v1/')) asked.push(`${request.method()} ${pathname.slice('/api/v1'.length)}`)
    })
  })
  afterEach(async () => {
    held?.()
    held = undefined
    expect(browser.troubles).to.deep.equal([])
    await browser.close()
  })

  /** Opens the feed on a line on which the client’s code does not come before it is let through. */
  async function openWithoutClient(): Promise<void> {
    const through = new Promise<void>((resolve) => {
      held = resolve
    })
    await browser.page.route('**/assets/*.js', async (route: Route) => {
      await through
      await route.continue()
    })
    await browser.page.goto('/', { waitUntil: 'commit' })
    await browser.page.locator('article.post').first().waitFor({ state: 'attached' })
  }

  async function letClientCome(): Promise<void> {
    held?.()
    await browser.page.locator('html:not([data-drawn])').waitFor({ state: 'attached' })
  }

  const heart = () => browser.page.locator('article.post .reaction').first()
  const myReaction = async (id: string) => (await reader.get(`/posts/${id}`)).body.myReaction

  it('gives a heart before the client is there, which finds it given', async () => {
    const post = await publish(web, author, { caption: 'early' })
    await openWithoutClient()

    await heart().click()
    const pressed = await heart().getAttribute('aria-pressed')
    await eventually(async () => (await myReaction(post.id)) === '❤️')
    await letClientCome()
    await browser.page.getByText('1 reaction').waitFor()

    expect(pressed).to.equal('true')
    expect(await heart().getAttribute('aria-pressed')).to.equal('true')
    expect(asked.filter((call) => /^(PUT|DELETE)/.test(call))).to.deep.equal([`PUT /posts/${post.id}/reaction`])
  })

  it('ends where fast fingers stopped', async () => {
    const post = await publish(web, author)
    await openWithoutClient()

    await heart().click()
    await heart().click()
    const between = await heart().getAttribute('aria-pressed')
    await letClientCome()

    await eventually(() => asked.some((call) => call.startsWith('DELETE')))
    await eventually(async () => (await myReaction(post.id)) === null)
    expect([between, await heart().getAttribute('aria-pressed')]).to.deep.equal(['false', 'false'])
    expect(asked.filter((call) => /^(PUT|DELETE)/.test(call))).to.deep.equal([
      `PUT /posts/${post.id}/reaction`,
      `DELETE /posts/${post.id}/reaction`,
    ])
  })

  it('takes a heart back that the server refused, and says so', async () => {
    await publish(web, author)
    await browser.page.route('**/reaction', (route) => route.fulfill({ status: 404, json: { code: 'not_found' } }))
    await openWithoutClient()

    await heart().click()
    await letClientCome()

    await browser.page.getByRole('alert').waitFor()
    expect(await heart().getAttribute('aria-pressed')).to.equal('false')
  })

  it('opens what was pressed, once the client is there', async () => {
    await publish(web, author)
    await openWithoutClient()

    await browser.page.locator('article.post').getByRole('button', { name: 'More' }).first().click()
    await letClientCome()

    await browser.page.getByRole('menu').waitFor()
  })

  it('is taken over as it stands, and asks for nothing that it has brought', async () => {
    await publish(web, author)
    await openWithoutClient()
    const first = await browser.page.locator('article.post').first().elementHandle()
    const picture = await browser.page.locator('article.post img.media-file').first().elementHandle()

    await letClientCome()
    await browser.page.waitForFunction(() => document.title.includes('Home'))

    expect(await first!.evaluate((element) => element === document.querySelector('article.post'))).to.equal(true)
    expect(await picture!.evaluate((element) => element.isConnected)).to.equal(true)
    expect(asked.filter((call) => /^GET \/(me|feed|sync|instance)$/.test(call))).to.deep.equal([])
    expect(await browser.page.locator('#answers').count()).to.equal(0)
  })

  it('makes room for the posts of before when it is loaded anew', async () => {
    const older = await publish(web, author, { caption: 'the older one' })
    await browser.goTo('/')
    await browser.page.getByText('the older one').waitFor()
    const newer = await publish(web, author, { caption: 'the newer one' })
    await openWithoutClient()
    const hidden = await browser.page.locator('.feed').evaluate((feed) => getComputedStyle(feed).visibility)

    await letClientCome()
    const article = browser.page.locator('article.post').first()
    await article.getByText('the older one').waitFor()

    expect(hidden).to.equal('hidden')
    expect(await article.getAttribute('data-post')).to.equal(older.id)
    expect(await article.locator('.post-facts > a').getAttribute('href')).to.equal(`/posts/${older.id}`)
    await browser.page.getByRole('button', { name: '1 new post' }).waitFor()
    expect(newer.id).to.not.equal(older.id)
  })

  it('is another’s when another has signed in, with nothing left of the first', async () => {
    await publish(web, author, { caption: 'for followers', visibility: 'followers' })
    await browser.goTo('/')
    await browser.page.getByText('for followers', { exact: true }).waitFor()
    const stranger = await signUp(web, { displayName: 'Stranger' })

    await signInInBrowser(browser, stranger)
    const html = await (await browser.page.goto('/'))!.text()

    expect(html).to.include(stranger.id).and.not.include(reader.id).and.not.include('for followers')
  })
})
