import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { eventually } from '../../support/eventually.ts'
import { signUp, type TestPerson } from '../../support/people.ts'
import { follow, publish } from '../../support/posts.ts'
import { uploadCorpus, uploadPhoto } from '../../support/uploads.ts'
import {
  accessibilityFaults,
  openWebClient,
  signInInBrowser,
  type WebClient,
  type WebPerson,
} from '../support/web-client.ts'

describe('what people do with posts and with each other', function () {
  this.timeout(180_000)
  let web: WebClient

  before(async function () {
    web = await openWebClient(this, { settings: { REGISTRATION: 'open' } })
  })

  after(() => web?.close())

  async function browserOf(person: TestPerson, options = {}): Promise<WebPerson> {
    const browser = await web.open(options)
    await signInInBrowser(browser, person)
    return browser
  }

  const post = (page: Page, name: string) => page.getByRole('article', { name: `Post by ${name}` })

  it('ask to follow a private account, which lets them in', async () => {
    const [owner, asker] = [await signUp(web, { displayName: 'Amal' }), await signUp(web, { displayName: 'Boris' })]
    await owner.patch('/me', { isPrivate: true })
    await publish(web, owner, {
      caption: 'For those I know',
      media: [(await uploadPhoto(owner, { alt: 'A door' })).id],
    })
    const [theirs, mine] = [await browserOf(asker), await browserOf(owner)]

    await theirs.goTo(`/@${owner.username}`)
    await theirs.page.getByRole('heading', { name: 'This account is private' }).waitFor()
    await theirs.page.getByRole('button', { name: 'Follow Amal' }).click()
    await theirs.page.getByRole('button', { name: 'Requested: take back the request to Amal' }).waitFor()
    await mine.goTo('/follow-requests')
    await mine.page.getByRole('button', { name: 'Accept: Boris' }).click()
    await mine.page.getByText('Boris follows you now.').waitFor()
    await mine.page.getByRole('heading', { name: 'No requests' }).waitFor()

    // The live stream tells the other page.
    await theirs.page.getByRole('button', { name: 'Following Amal: unfollow' }).waitFor()
    await theirs.page.getByRole('link', { name: /A door/ }).click()
    await post(theirs.page, 'Amal').getByText('For those I know').waitFor()
    expect([...theirs.troubles, ...mine.troubles]).to.deep.equal([])
    await Promise.all([theirs.close(), mine.close()])
  })

  it('change and delete a post of their own', async () => {
    const author = await signUp(web, { displayName: 'Cem' })
    await publish(web, author, { caption: 'A tpyo' })
    const browser = await browserOf(author)
    const { page } = browser
    await browser.goTo('/')

    await post(page, 'Cem').getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Edit post' }).click()
    await page.getByLabel('Caption').fill('A typo')
    await page.getByLabel('Description').fill('A keyboard')
    await page.getByLabel('Who may comment').selectOption('nobody')
    const faults = await accessibilityFaults(page)
    await page.getByRole('button', { name: 'Save' }).click()
    await post(page, 'Cem').getByText('A typo').waitFor()
    await post(page, 'Cem').getByText('edited').waitFor()
    const [saved] = (await author.get('/feed')).body.items
    expect(saved.media[0].alt).to.equal('A keyboard')
    await post(page, 'Cem').getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Delete post' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete post' }).click()

    await page.getByRole('heading', { name: 'Your feed is quiet' }).waitFor()
    expect((await author.get('/feed')).body.items).to.deep.equal([])
    expect(faults).to.deep.equal([])
    expect(browser.troubles).to.deep.equal([])
    await browser.close()
  })

  it('send a post into a chat', async () => {
    const [author, friend] = [await signUp(web, { displayName: 'Dana' }), await signUp(web, { displayName: 'Eli' })]
    const shared = await publish(web, author, { caption: 'Look at this' })
    const browser = await browserOf(author)
    const { page } = browser
    await browser.goTo('/')

    await post(page, 'Dana').getByRole('button', { name: 'Share' }).click()
    await page.getByLabel('Search people').fill(friend.username)
    const faults = await accessibilityFaults(page)
    await page.getByLabel('Add a message').fill('For you')
    await page.getByRole('button', { name: 'Send to Eli' }).click()
    await page.getByText('Sent to Eli.').waitFor()

    // What is sent goes through the outbox: told as sent, and there a moment later.
    const conversation = await eventually(async () => {
      const [first] = (await friend.get('/conversations')).body.items
      return first?.lastMessage && first
    })
    expect(conversation.lastMessage).to.include({ text: 'For you' })
    expect(conversation.lastMessage.post.id).to.equal(shared.id)
    expect(faults).to.deep.equal([])
    expect(browser.troubles).to.deep.equal([])
    await browser.close()
  })

  it('keep a comment that did not get through, and send it when they try again', async () => {
    const author = await signUp(web, { displayName: 'Fay' })
    const { id } = await publish(web, author, {})
    const browser = await browserOf(author)
    const { page } = browser
    await browser.goTo(`/posts/${id}`)
    const refusal = JSON.stringify({ status: 403, code: 'account_silenced', title: 'No', detail: 'No' })
    await page.route('**/comments', (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({ status: 403, contentType: 'application/problem+json', body: refusal })
        : route.continue(),
    )

    await page.getByRole('textbox', { name: 'Write a comment' }).fill('Hello')
    await page.getByRole('button', { name: 'Send comment' }).click()
    await page.getByText('Not sent. Publishing is switched off for your account for now.').waitFor()
    await page.unroute('**/comments')
    await page.getByRole('button', { name: 'Try again' }).click()

    await page.getByRole('article', { name: 'Comment by Fay' }).getByText('Hello').waitFor()
    await page.getByRole('heading', { name: '1 comment' }).waitFor()
    expect(browser.troubles).to.deep.equal([])
    await browser.close()
  })

  it('play a video when asked, and hear nothing of it once it is off the screen', async () => {
    const author = await signUp(web, { displayName: 'Gus' })
    const video = await uploadCorpus(author, 'generated/vp9.webm', { alt: 'A test picture that moves' })
    expect(video.status, video.text).to.equal(201)
    for (let index = 0; index < 3; index += 1) await publish(web, author, { caption: `Below ${index}` })
    await publish(web, author, { caption: 'It moves', media: [video.body.id] })
    const browser = await browserOf(author, { viewport: { width: 360, height: 640 } })
    const { page } = browser
    await browser.goTo('/')
    const isSilent = (await page.locator('video').count()) === 0

    await post(page, 'Gus')
      .first()
      .getByRole('button', { name: /Play video/ })
      .click()
    await page.locator('video').evaluate((element) => {
      const player = element as HTMLVideoElement
      player.loop = true
    })
    await page.waitForFunction(() => {
      const player = document.querySelector('video')!
      return player.currentTime > 0 && !player.paused
    })
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight))

    await page.waitForFunction(() => document.querySelector('video')!.paused)
    expect(isSilent).to.equal(true)
    expect(browser.troubles).to.deep.equal([])
    await browser.close()
  })

  it('see what may be sensitive only when they ask, and large when they like', async () => {
    const [author, reader] = [await signUp(web, { displayName: 'Jon' }), await signUp(web)]
    await follow(reader, author)
    const { id } = await uploadPhoto(author, { alt: 'A spider' })
    await publish(web, author, { caption: 'Careful', sensitive: true, media: [id] })
    const browser = await browserOf(reader)
    const { page } = browser
    await browser.goTo('/')
    const card = post(page, 'Jon')
    await card.getByText('This post may be sensitive.').waitFor()
    const shownEarly = await card.locator('img.media-file').count()

    await card.getByRole('button', { name: 'Show', exact: true }).click()
    await card.getByRole('img', { name: 'A spider' }).waitFor()
    await card.getByRole('button', { name: 'See it large' }).click()
    await page.getByRole('dialog', { name: 'Picture 1 of 1' }).getByRole('img', { name: 'A spider' }).waitFor()
    const inViewer = await accessibilityFaults(page)
    await page.goBack()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await card.getByRole('button', { name: 'React with an emoji' }).click()
    await page.getByLabel('Search emoji').waitFor()
    const inPicker = await accessibilityFaults(page)

    expect(shownEarly).to.equal(0)
    expect([...inViewer, ...inPicker]).to.deep.equal([])
    expect(browser.troubles).to.deep.equal([])
    await browser.close()
  })

  it('refresh the feed by pulling it down', async () => {
    const [author, reader] = [await signUp(web, { displayName: 'Ida' }), await signUp(web)]
    await follow(reader, author)
    await publish(web, author, { caption: 'The old one' })
    const browser = await browserOf(reader, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })
    const { page } = browser
    await browser.goTo('/')
    await page.getByText('The old one').waitFor()
    await publish(web, author, { caption: 'The new one' })
    const finger = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
      finger.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x: 180, y }] })

    await touch('touchStart', 120)
    for (let y = 140; y <= 400; y += 20) await touch('touchMove', y)
    await page.getByText('Let go to refresh').waitFor()
    await touch('touchEnd')

    await page.getByText('The new one').waitFor()
    expect(browser.troubles).to.deep.equal([])
    await browser.close()
  })

  it('see that there is no connection, and the page when there is one again', async () => {
    const [author, reader] = [await signUp(web, { displayName: 'Hal' }), await signUp(web)]
    const { id } = await publish(web, author, { caption: 'Still here' })
    await reader.put(`/posts/${id}/bookmark`)
    const browser = await browserOf(reader)
    const { page } = browser
    await browser.goTo('/compose')
    await page.getByRole('heading', { name: 'Add pictures or videos' }).waitFor()
    await page.route('**/api/v1/me/bookmarks*', (route) => route.abort())

    await page.getByRole('link', { name: 'Bookmarks' }).first().click()
    await page.getByText('There is no connection to the server.').waitFor()
    await page.unroute('**/api/v1/me/bookmarks*')
    await page.getByRole('button', { name: 'Try again' }).click()

    await post(page, 'Hal').getByText('Still here').waitFor()
    await browser.close()
  })
})
