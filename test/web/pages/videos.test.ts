import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { startYoutubeStandIn, type YoutubeStandIn } from '../../../src/clients/youtube/stand-in/index.ts'
import { jobCatalogue } from '../../../src/jobs/catalogue.ts'
import { createJobRunner } from '../../../src/jobs/runner.ts'
import { systemClock } from '../../../src/lib/clock.ts'
import { eventually } from '../../support/eventually.ts'
import { signUp } from '../../support/people.ts'
import { storeVideos } from '../../support/videos.ts'
import {
  accessibilityFaults,
  layoutFaults,
  openWebClient,
  signUpInBrowser,
  type WebClient,
  type WebPerson,
} from '../support/web-client.ts'
import { playYoutube, type YoutubeOnTheWeb } from '../support/youtube-on-the-web.ts'

const player = 'iframe[src^="https://www.youtube-nocookie.com/embed/"]'

describe('the pages of videos', function () {
  this.timeout(180_000)
  let web: WebClient
  let youtube: YoutubeStandIn
  let number = 0

  before(async function () {
    youtube = await startYoutubeStandIn({ clock: systemClock })
    web = await openWebClient(this, {
      settings: { REGISTRATION: 'open', YOUTUBE_BASE_URL: youtube.url, YOUTUBE_API_KEY: youtube.apiKey },
      youtube: { minIntervalMs: 0, sleep: async () => {} },
    })
  })

  after(async () => {
    await web?.close()
    await youtube?.close()
  })

  type Watcher = WebPerson & { outside: YoutubeOnTheWeb; username: string }

  async function openWatcher(options: Parameters<WebClient['open']>[0] = {}): Promise<Watcher> {
    const person = await web.open(options)
    const outside = await playYoutube(person.context, web.url)
    number += 1
    const username = `watcher${number}`
    await signUpInBrowser(person, { username })
    return { ...person, outside, username }
  }

  const originsOf = (outside: YoutubeOnTheWeb) =>
    [...new Set(outside.asked.map(({ url }) => new URL(url).origin))].sort()

  it('say that videos are on their way until the first ones have come', async () => {
    const { page, goTo, close, troubles } = await openWatcher()

    await goTo('/videos')
    await page.getByRole('heading', { name: 'Videos are on their way' }).waitFor()
    await page.getByRole('link', { name: 'Shorts' }).click()
    await page.getByRole('heading', { name: 'Videos are on their way' }).waitFor()

    expect(troubles).to.deep.equal([])
    await close()
  })

  describe('with what YouTube’s charts gave', () => {
    before(async () => {
      const charts = jobCatalogue.filter(({ name }) => name === 'youtube-charts')
      const runner = createJobRunner(web.app, charts)
      await runner.runDue()
      await runner.stop()
    })

    it('list long videos by category, and go on as one comes near the end', async () => {
      const { page, goTo, close, troubles, outside } = await openWatcher()
      await goTo('/videos')
      const cards = page.locator('.video-card', { has: page.locator('h2') })
      await cards.first().waitFor()
      const titles = await cards.locator('h2').allInnerTexts()
      const lengths = await cards.locator('.video-card-length').allInnerTexts()
      const chips = page.getByRole('group', { name: 'Categories' }).getByRole('button')
      const categories = await page.evaluate(async () => (await fetch('/api/v1/videos/categories')).json())
      expect(await chips.allInnerTexts()).to.deep.equal([
        'Everything',
        ...categories.items.map(({ name }: { name: string }) => name),
      ])
      await page.locator('.list-end').scrollIntoViewIfNeeded()
      await page.waitForFunction((few) => document.querySelectorAll('.video-card h2').length > few, titles.length)
      await chips.filter({ hasText: /^Music$/ }).click()
      await page.waitForURL('**/videos?category=music')
      await page.waitForFunction(
        (before) => document.querySelector('.video-card h2')?.textContent !== before,
        titles[0],
      )
      const music = await page.evaluate(async () => (await fetch('/api/v1/videos?kind=long&category=music')).json())
      await page.getByRole('link', { name: music.items[0].title, exact: false }).first().waitFor()

      expect(titles).to.have.length.greaterThan(3)
      expect(lengths.every((length) => /^\d+:\d\d(:\d\d)?$/.test(length))).to.equal(true)
      expect(originsOf(outside)).to.deep.equal(['https://i.ytimg.com'])
      expect(troubles).to.deep.equal([])
      await close()
    })

    it('fetch nothing of YouTube elsewhere, its pictures without a referrer, and its player only once one is started', async () => {
      const { page, goTo, close, troubles, outside } = await openWatcher()
      for (const path of ['/', '/explore', '/messages', '/settings', '/videos/about']) {
        await goTo(path)
        await page.waitForLoadState('networkidle')
      }
      const elsewhere = [...outside.asked]
      await goTo('/videos')
      await page.locator('.video-card-picture').first().click()
      await page.locator('.player-start').waitFor()
      const before = await page.locator('iframe').count()
      const hostsBefore = originsOf(outside)
      await page.locator('.player-start').click()
      const frame = page.locator(player)
      await frame.waitFor()
      await page.frameLocator(player).getByText('playing').waitFor()
      const facts = await frame.evaluate((element: HTMLIFrameElement) => ({
        referrerPolicy: element.referrerPolicy,
        allow: element.allow,
        title: element.title,
        origin: new URL(element.src).searchParams.get('origin'),
      }))
      const title = await page.locator('.watch-title').innerText()
      await page.goBack()
      await page.locator('.video-card').first().waitFor()

      expect(elsewhere).to.deep.equal([])
      expect([before, hostsBefore]).to.deep.equal([0, ['https://i.ytimg.com']])
      expect(facts).to.deep.equal({
        referrerPolicy: 'strict-origin-when-cross-origin',
        allow: 'autoplay; encrypted-media; fullscreen; picture-in-picture',
        title,
        origin: web.url,
      })
      expect(await page.locator('iframe').count()).to.equal(0)
      expect(originsOf(outside)).to.deep.equal(['https://i.ytimg.com', 'https://www.youtube-nocookie.com'])
      for (const { url, referrer } of outside.asked) {
        expect(referrer, url).to.equal(url.startsWith('https://i.ytimg.com/') ? null : `${web.url}/`)
      }
      expect(troubles).to.deep.equal([])
      await close()
    })

    it('page through Shorts by keys, wheel and buttons, one player at most and nothing drawn over it', async () => {
      const { page, goTo, close, troubles } = await openWatcher({ viewport: { width: 390, height: 780 } })
      await goTo('/videos/shorts')
      // The title in the same look as the place: a movement that is not over yet may lead away again.
      const at = async (index: number) => {
        const title = await page.waitForFunction((wanted) => {
          const box = document.querySelector('.shorts')!
          const short = document.querySelectorAll('.short')[wanted]
          const isHere =
            short?.hasAttribute('inert') === false && Math.abs(box.scrollTop - wanted * box.clientHeight) < 2
          return isHere && short.querySelector<HTMLElement>('.short-title')!.innerText
        }, index)
        return String(await title.jsonValue())
      }
      const feed = await page.evaluate(async () => (await fetch('/api/v1/videos?kind=short')).json())
      const titles: string[] = feed.items.map(({ title }: { title: string }) => title.replace(/\s+/g, ' ').trim())
      const seen = [await at(0)]
      await page.locator('.short:not([inert]) .player-start').click()
      await page.locator(player).waitFor()
      const overlaid = await whatLiesOver(page)
      const size = await page.locator(player).boundingBox()
      await page.keyboard.press('ArrowDown')
      seen.push(await at(1))
      await page.waitForFunction(() => document.querySelector('iframe') === null)
      await page.locator('.short:not([inert]) .player-start').click()
      await page.locator(player).waitFor()
      const players = await page.locator('iframe').count()
      await page.locator('.short:not([inert])').getByRole('button', { name: 'Next Short' }).click()
      seen.push(await at(2))
      await page.locator('.short:not([inert]) .short-text').hover()
      await page.mouse.wheel(0, 500)
      seen.push(await at(3))
      await page.keyboard.press('ArrowUp')
      seen.push(await at(2))

      expect(seen.map((title) => title.replace(/\s+/g, ' ').trim())).to.deep.equal(
        [0, 1, 2, 3, 2].map((i) => titles[i]),
      )
      expect(overlaid).to.deep.equal([])
      expect(size!.width).to.be.at.least(200)
      expect(size!.height).to.be.at.least(200)
      expect(players).to.equal(1)
      expect(await page.locator('iframe').count()).to.equal(0)
      expect(troubles).to.deep.equal([])
      await close()
    })

    it('take the player away before a dialog comes, and go on where it was', async () => {
      const { page, goTo, close, troubles } = await openWatcher()
      await goTo('/videos/shorts')
      await page.locator('.short:not([inert]) .player-start').click()
      await page.frameLocator(player).getByText('playing').waitFor()
      await page.locator('.short:not([inert])').getByRole('button', { name: 'Send to somebody' }).click()
      await page.getByRole('dialog').waitFor()
      const during = await page.locator('iframe').count()
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: /^Go on at 1:05: / }).click()
      const address = await page.locator(player).getAttribute('src')

      expect(during).to.equal(0)
      expect(new URL(address!).searchParams.get('start')).to.equal('65')
      expect(troubles).to.deep.equal([])
      await close()
    })

    it('keep the keyboard’s way: to a video, its player and its buttons', async () => {
      const { page, goTo, close } = await openWatcher()
      await goTo('/videos')
      // A list that is just drawn anew may take the focus along.
      await eventually(async () => {
        await page.locator('.video-card-picture').first().focus()
        await page.keyboard.press('Enter')
        return page
          .locator('.player-start')
          .waitFor({ timeout: 3000 })
          .then(
            () => true,
            () => false,
          )
      })
      await page.locator('.player-start').focus()
      await page.keyboard.press('Enter')
      await page.locator(player).waitFor()
      const focused = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
      // A frame can be entered once what it shows is there.
      await page.frameLocator('iframe').locator('body').waitFor({ state: 'attached' })
      await page.keyboard.press('Tab')
      await page.waitForFunction(() => document.activeElement?.tagName === 'IFRAME')
      await page.getByRole('button', { name: 'Save video' }).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: 'Remove from saved videos' }).waitFor()

      expect(focused).to.match(/^Player: /)
      await close()
    })
  })

  it('say why a video cannot be played, lead to YouTube, and tell the server where the video is at fault', async () => {
    await storeVideos(web.app, [{ id: 'broken150xx', kind: 'long', title: 'Not here' }])
    const { page, goTo, close, outside, troubles } = await openWatcher()
    outside.broken.set('broken150xx', 150)
    await goTo('/videos/broken150xx')
    const told = page.waitForResponse((answer) => answer.url().endsWith('/videos/broken150xx/unplayable'))
    await page.getByRole('button', { name: 'Play: Not here' }).click()
    await page.getByRole('alert').getByText('Whoever made it lets it be watched on YouTube alone.').waitFor()
    const link = await page.getByRole('alert').getByRole('link', { name: 'Watch on YouTube' }).getAttribute('href')
    const { noted } = await (await told).json()
    outside.broken.set('broken150xx', 153)
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('alert').getByText('(error 153)', { exact: false }).waitFor()

    expect(link).to.equal('https://www.youtube.com/watch?v=broken150xx')
    expect(noted).to.equal(true)
    expect(await page.locator('iframe').count()).to.equal(0)
    expect(troubles).to.deep.equal([])
    await close()
  })

  it('draw a picture where YouTube has none, with what others called it shown as they wrote it', async () => {
    const title = '<img src=x onerror=alert(1)> مقطع 🎬 '.padEnd(90, 'long')
    await storeVideos(web.app, [{ id: 'nopicturexx', kind: 'long', title }])
    const { page, goTo, close, outside, troubles } = await openWatcher({ viewport: { width: 360, height: 740 } })
    outside.withoutPicture.add('nopicturexx')
    await goTo('/videos/nopicturexx')
    await page.locator('.poster-missing .poster-title').waitFor()

    expect(await page.locator('.poster-title').innerText()).to.equal(title.trim())
    expect(await page.locator('.poster img').count()).to.equal(0)
    expect(await layoutFaults(page)).to.deep.equal([])
    expect(await accessibilityFaults(page)).to.deep.equal([])
    expect(troubles).to.deep.equal([])
    await close()
  })

  it('save a video, send it to somebody with a word, put it aside, and report it', async () => {
    await storeVideos(web.app, [{ id: 'sharethisxx', kind: 'long', title: 'Worth seeing' }])
    const friend = await signUp(web, { username: 'friend.of.all', displayName: 'A Friend' })
    const { page, goTo, close, troubles } = await openWatcher()
    await goTo('/videos/sharethisxx')
    await page.getByRole('button', { name: 'Save video' }).click()
    await page.getByRole('button', { name: 'Remove from saved videos' }).waitFor()
    await page.getByRole('button', { name: 'Send to somebody' }).click()
    await page.getByRole('searchbox').fill('friend.of')
    await page.getByPlaceholder('Add a message').fill('look at this')
    await page.getByRole('button', { name: 'Send to A Friend' }).click()
    await page.getByText('Sent to A Friend.').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    await page.getByRole('button', { name: 'Report video' }).click()
    await page.getByRole('radio', { name: 'Spam or fraud' }).check()
    await page.getByRole('button', { name: 'Send report' }).click()
    await page.getByText('You have put this video aside.').waitFor()
    await goTo('/saved-videos')
    await page.getByRole('link', { name: 'Worth seeing, 5:00' }).waitFor()
    await goTo('/videos')
    await page.locator('.video-card h2').first().waitFor()
    const shown = await page.locator('.video-card h2').allInnerTexts()

    const folders = await Promise.all(
      ['inbox', 'requests'].map((folder) => friend.get(`/conversations?folder=${folder}`)),
    )
    const [conversation] = folders.flatMap(({ body }) => body.items ?? [])
    const { body } = await friend.get(`/conversations/${conversation.id}/messages`)
    const [message] = body.items
    expect([message.text, message.video.id, message.video.summary.title]).to.deep.equal([
      'look at this',
      'sharethisxx',
      'Worth seeing',
    ])
    expect(shown).to.not.include('Worth seeing')
    expect(troubles).to.deep.equal([])
    await close()
  })

  it('note what was looked at, together, and nothing of what is made for children', async () => {
    await storeVideos(web.app, [
      { id: 'forchildren', kind: 'short', title: 'For children', madeForKids: true },
      { id: 'lookedat001', kind: 'short', title: 'First' },
      { id: 'lookedat002', kind: 'short', title: 'Second' },
    ])
    const { page, goTo, close, troubles } = await openWatcher()
    const told: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/api/v1/videos/seen')) told.push(request.postData() ?? '')
    })
    for (const name of ['For children', 'First', 'Second']) {
      const id = { 'For children': 'forchildren', First: 'lookedat001', Second: 'lookedat002' }[name]!
      if (page.url().includes('/videos/')) {
        // Within the client, so that what is noted waits for what comes next.
        await page.evaluate((path) => {
          const link = document.createElement('a')
          link.href = path
          document.querySelector('main')!.append(link)
          link.click()
          link.remove()
        }, `/videos/${id}`)
      } else await goTo(`/videos/${id}`)
      await page.getByRole('button', { name: `Play: ${name}` }).click()
      await page.locator(player).waitFor()
    }
    await page.waitForResponse((answer) => answer.url().endsWith('/api/v1/videos/seen'))
    const seen = await page.evaluate(async () => {
      const ids = ['forchildren', 'lookedat001', 'lookedat002']
      const videos = await Promise.all(ids.map(async (id) => (await fetch(`/api/v1/videos/${id}`)).json()))
      return videos.map(({ isSeen }) => isSeen)
    })

    expect(told.map((body) => JSON.parse(body))).to.deep.equal([{ ids: ['lookedat001', 'lookedat002'] }])
    expect(seen).to.deep.equal([false, true, true])
    expect(troubles).to.deep.equal([])
    await close()
  })

  it('fit at 360, 768 and 1440 pixels and are accessible in both themes', async () => {
    await storeVideos(web.app, [{ id: 'fittingxxxx', kind: 'long', title: 'It fits' }])
    await storeVideos(web.app, [{ id: 'fittingshor', kind: 'short', title: 'It fits upright' }])
    const faults: string[] = []
    for (const [width, height, colorScheme] of [
      [360, 640, 'light'],
      [768, 1024, 'dark'],
      [1440, 900, 'light'],
    ] as const) {
      const { page, goTo, close, troubles } = await openWatcher({ viewport: { width, height }, colorScheme })
      const more = { 360: '/videos/about', 768: '/saved-videos', 1440: '/videos/fittingshor' }[width]
      for (const path of ['/videos', '/videos/shorts', '/videos/fittingxxxx', more]) {
        await goTo(path)
        await page.locator('.poster-there, .state, .videos-about').first().waitFor()
        const found = [...(await layoutFaults(page)), ...(await accessibilityFaults(page)), ...troubles.splice(0)]
        faults.push(...found.map((fault) => `${path} at ${width}, ${colorScheme}: ${fault}`))
      }
      await close()
    }

    expect(faults).to.deep.equal([])
  })
})

describe('the pages of videos without a key', function () {
  this.timeout(120_000)
  let web: WebClient

  before(async function () {
    web = await openWebClient(this, { settings: { REGISTRATION: 'open' } })
  })

  after(() => web?.close())

  it('say that videos are not switched on, and contact nobody', async () => {
    const person = await web.open()
    const outside = await playYoutube(person.context, web.url)
    await signUpInBrowser(person, { username: 'watcher' })

    await person.goTo('/videos')
    await person.page.getByText('This community has not switched videos on.').waitFor()
    await person.goTo('/videos/not-there-xx')
    await person.page.getByRole('heading', { name: 'This video is not here' }).waitFor()

    expect(outside.asked).to.deep.equal([])
    expect(person.troubles).to.deep.equal([])
    await person.close()
  })
})

/** What is drawn in front of the player, at a grid of points all over it. */
async function whatLiesOver(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const frame = document.querySelector('iframe')!
    const box = frame.getBoundingClientRect()
    const found = new Set<string>()
    for (let x = 1; x < 20; x += 1) {
      for (let y = 1; y < 20; y += 1) {
        const top = document.elementFromPoint(box.left + (box.width * x) / 20, box.top + (box.height * y) / 20)
        if (top !== frame) found.add(top === null ? 'out of the window' : `${top.tagName}.${top.className}`)
      }
    }
    return [...found]
  })
}
