import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { eventually } from '../../support/eventually.ts'
import { signUp, type TestPerson } from '../../support/people.ts'
import { comment, follow, publish } from '../../support/posts.ts'
import { plainPhoto, uploadPhoto } from '../../support/uploads.ts'
import {
  accessibilityFaults,
  layoutFaults,
  openWebClient,
  signInInBrowser,
  signUpInBrowser,
  type WebClient,
  type WebPerson,
} from '../support/web-client.ts'

describe('the pages of posts and people', function () {
  this.timeout(180_000)
  let web: WebClient

  before(async function () {
    web = await openWebClient(this, { settings: { REGISTRATION: 'open' } })
  })

  after(() => web?.close())

  /** A browser in which somebody is signed in who is there already. */
  async function browserOf(person: TestPerson, options = {}): Promise<WebPerson> {
    const browser = await web.open(options)
    await signInInBrowser(browser, person)
    return browser
  }

  const post = (page: Page, name: string) => page.getByRole('article', { name: `Post by ${name}` })

  /** Files as the file dialog gives them. */
  async function photos(...colours: string[]) {
    return Promise.all(
      colours.map(async (colour, index) => ({
        name: `photo-${index}.jpg`,
        mimeType: 'image/jpeg',
        buffer: await plainPhoto(120 + index, 90, colour),
      })),
    )
  }

  it('take two people from a first post over comments and reactions to a report and a block', async () => {
    const [ada, bela] = [await web.open(), await web.open({ viewport: { width: 360, height: 740 }, hasTouch: true })]
    const foreign: string[] = []
    for (const { page } of [ada, bela]) {
      page.on('request', (request) => {
        const { protocol, origin } = new URL(request.url())
        if (protocol !== 'blob:' && origin !== web.url) foreign.push(request.url())
      })
    }
    await signUpInBrowser(ada, { username: 'ada.writes', displayName: 'Ada' })
    await signUpInBrowser(bela, { username: 'bela.reads', displayName: 'Bela' })

    // Ada writes a post of two pictures.
    await ada.goTo('/compose')
    await ada.page.getByLabel('Choose files').setInputFiles(await photos('#2080c0', '#c08020'))
    await ada.page.getByLabel('Ready').nth(1).waitFor()
    await ada.page.getByRole('button', { name: 'Describe Picture 1 of 2' }).click()
    await ada.page.getByLabel('Description').fill('A blue wall')
    await ada.page.getByRole('button', { name: 'Done' }).click()
    await ada.page.getByLabel('Caption').pressSequentially('For @bela')
    await ada.page.getByRole('option', { name: /bela\.reads/ }).click()
    await ada.page.getByLabel('Caption').pressSequentially('with #colour')
    await ada.page.getByRole('button', { name: 'Publish' }).click()
    await post(ada.page, 'Ada').getByText('For @bela.reads with #colour').waitFor()

    // Bela finds her, follows, and sees it in the feed.
    await bela.goTo('/search')
    await bela.page.getByLabel('Search people and tags').fill('ada.wrtes')
    await bela.page.getByRole('option', { name: /ada\.writes/ }).click()
    await bela.page.getByRole('button', { name: 'Follow Ada' }).click()
    await bela.page.getByRole('button', { name: 'Following Ada: unfollow' }).waitFor()
    await bela.goTo('/')
    const seen = post(bela.page, 'Ada')
    await seen.getByRole('img', { name: 'A blue wall' }).waitFor()
    await seen.getByText('You follow them').waitFor()

    // She likes it with two taps, bookmarks it, and comments.
    await seen.getByRole('img', { name: 'A blue wall' }).dblclick()
    await seen.getByRole('button', { name: 'Take my ❤️ back', exact: true }).waitFor()
    await seen.getByRole('button', { name: 'Bookmark' }).click()
    await seen.getByRole('button', { name: 'Remove the bookmark' }).waitFor()
    await seen.getByRole('link', { name: '0 comments' }).click()
    await bela.page.getByRole('textbox', { name: 'Write a comment' }).fill('What a blue!')
    await bela.page.getByRole('button', { name: 'Send comment' }).click()
    const said = bela.page.getByRole('article', { name: 'Comment by Bela' })
    await said.getByText('What a blue!').waitFor()

    // Ada answers.
    await post(ada.page, 'Ada')
      .getByRole('link', { name: /ago|now/ })
      .first()
      .click()
    const heard = ada.page.getByRole('article', { name: 'Comment by Bela' })
    await heard.getByRole('button', { name: 'Reply' }).click()
    await ada.page.getByRole('textbox', { name: 'Reply to Bela' }).fill('Thank you, Bela')
    await ada.page.keyboard.press('Control+Enter')
    await ada.page.getByRole('article', { name: 'Comment by Ada' }).getByText('Thank you, Bela').waitFor()
    await post(ada.page, 'Ada').getByRole('button', { name: '1 reaction' }).click()
    await ada.page.getByRole('dialog', { name: 'Reactions' }).getByText('bela.reads').waitFor()
    await ada.page.keyboard.press('Escape')
    await bela.page.reload()
    await bela.page.getByRole('button', { name: 'Show 1 reply' }).click()
    await bela.page.getByRole('article', { name: 'Comment by Ada' }).getByText('Thank you, Bela').waitFor()

    // They fall out: a report with a block, after which there is nothing left to see.
    await post(bela.page, 'Ada').getByRole('button', { name: 'More' }).click()
    await bela.page.getByRole('menuitem', { name: 'Report' }).click()
    await bela.page.getByLabel('Spam or fraud').check()
    await bela.page.getByLabel('Block Ada as well').check()
    await bela.page.getByRole('button', { name: 'Send report' }).click()
    await bela.page.getByText('Thank you. Moderators will look at it', { exact: false }).waitFor()
    await bela.goTo('/@ada.writes')
    await bela.page.getByRole('heading', { name: 'You have blocked Ada' }).waitFor()
    await ada.goTo('/@bela.reads')
    await ada.page.getByRole('heading', { name: 'Nobody is here' }).waitFor()
    await bela.page.getByRole('button', { name: 'Unblock' }).click()
    await bela.page.getByRole('button', { name: 'Follow Ada' }).waitFor()

    expect(foreign, 'requests to other origins (PR9)').to.deep.equal([])
    expect([...ada.troubles, ...bela.troubles]).to.deep.equal([])
    await Promise.all([ada.close(), bela.close()])
  })

  it('take a reaction and a bookmark back when the server refuses them, and say so', async () => {
    const [author, reader] = [await signUp(web, { displayName: 'Carla' }), await signUp(web)]
    await follow(reader, author)
    await publish(web, author, { caption: 'For everybody' })
    const browser = await browserOf(reader)
    const { page } = browser
    await browser.goTo('/')
    const card = post(page, 'Carla')
    await card.getByRole('button', { name: 'Bookmark' }).waitFor()
    const refusal = { status: 403, contentType: 'application/problem+json' }
    const body = JSON.stringify({ status: 403, code: 'forbidden', title: 'No', detail: 'No' })
    await page.route(/\/(reaction|bookmark)$/, (route) => route.fulfill({ ...refusal, body }))

    await card.getByRole('button', { name: 'Like', exact: true }).click()
    await page.getByText('That is not allowed.').first().waitFor()
    await card.getByRole('button', { name: 'Like', exact: true }).waitFor()
    await card.getByRole('button', { name: 'Bookmark' }).click()

    await card.getByRole('button', { name: 'Bookmark', exact: true }).waitFor()
    expect(await card.getByRole('button', { name: /^\d+ reaction/ }).count()).to.equal(0)
    expect(browser.troubles).to.deep.equal([])
    await browser.close()
  })

  it('put a post aside and bring it back, where it stood', async () => {
    const [author, reader] = [await signUp(web, { displayName: 'Dov' }), await signUp(web)]
    await follow(reader, author)
    const { id } = await publish(web, author, { caption: 'Not for all' })
    const browser = await browserOf(reader)
    const { page } = browser
    await browser.goTo('/')

    await post(page, 'Dov').getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Not for me' }).click()
    await page.getByText('You will not see this post in your feed any more.').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()

    await post(page, 'Dov').getByText('Not for all').waitFor()
    await eventually(async () => {
      const { items } = (await reader.get('/feed')).body
      return items.some((item: { id: string }) => item.id === id)
    })
    await browser.close()
  })

  it('find the feed where it was, after going back and after loading anew', async () => {
    const [author, reader] = [await signUp(web, { displayName: 'Emre' }), await signUp(web)]
    await follow(reader, author)
    for (let index = 1; index <= 30; index += 1) await publish(web, author, { caption: `Number ${index}` })
    const browser = await browserOf(reader, { viewport: { width: 360, height: 740 } })
    const { page } = browser
    await browser.goTo('/')
    const old = page.getByText('Number 2', { exact: true })
    await page.getByText('Number 30', { exact: true }).waitFor()
    // The second page is fetched on the way down.
    while ((await old.count()) === 0) {
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
      await page.waitForTimeout(50)
    }
    await old.scrollIntoViewIfNeeded()
    const before = await page.evaluate(() => scrollY)

    const card = page.getByRole('article').filter({ has: old })
    await card.getByRole('link', { name: /ago|now/ }).click()
    await page.getByRole('heading', { name: 'Comments', exact: true }).waitFor()
    await page.goBack()
    await page.waitForFunction((wanted) => Math.abs(scrollY - wanted) < 4, before)
    const isBack = await old.isVisible()
    await page.reload()
    await page.waitForFunction((wanted) => Math.abs(scrollY - wanted) < 4, before)

    expect(isBack).to.equal(true)
    expect(await old.isVisible()).to.equal(true)
    expect(browser.troubles).to.deep.equal([])
    await browser.close()
  })

  it('offer what is new without moving what is on the screen', async () => {
    const [author, reader] = [await signUp(web, { displayName: 'Fola' }), await signUp(web)]
    await follow(reader, author)
    await publish(web, author, { caption: 'The first' })
    const browser = await browserOf(reader)
    const { page } = browser
    await browser.goTo('/')
    await page.getByText('The first').waitFor()

    await publish(web, author, { caption: 'The second' })
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await page.getByRole('button', { name: '1 new post' }).waitFor()
    const isShownEarly = await page.getByText('The second').isVisible()
    await page.getByRole('button', { name: '1 new post' }).click()

    await page.getByText('The second').waitFor()
    expect(isShownEarly).to.equal(false)
    await browser.close()
  })

  it('keep a draft with its pictures, and go on after an upload that failed', async () => {
    const writer = await signUp(web, { displayName: 'Gita' })
    const browser = await browserOf(writer)
    const { page } = browser
    await browser.goTo('/compose')
    const refusal = JSON.stringify({ status: 415, code: 'media_unsupported', title: 'No', detail: 'Not a picture.' })
    await page.route('**/api/v1/media', (route) =>
      route.fulfill({ status: 415, contentType: 'application/problem+json', body: refusal }),
    )
    await page.getByLabel('Choose files').setInputFiles(await photos('#208040'))
    await page.getByText('Not uploaded: Not a picture.').waitFor()
    await page.unroute('**/api/v1/media')
    await page.getByRole('button', { name: 'Try Picture 1 of 1 again' }).click()
    await page.getByLabel('Ready').waitFor()
    await page.getByLabel('Caption').fill('Half written')
    await page.getByLabel('Followers').check()
    // The file, too, is kept a moment after the last change.
    await page.waitForFunction(
      () =>
        new Promise<boolean>((resolve) => {
          const opening = indexedDB.open('momentum drafts')
          opening.onsuccess = () => {
            const all = opening.result.transaction('posts').objectStore('posts').getAll()
            all.onsuccess = () => {
              opening.result.close()
              const [draft] = all.result
              resolve(draft?.caption === 'Half written' && draft.items[0]?.mediaId !== undefined)
            }
          }
        }),
      undefined,
      { polling: 200 },
    )

    await page.reload()
    await page.getByText('This is where you stopped.').waitFor()
    await page.getByLabel('Ready').waitFor()
    const caption = await page.getByLabel('Caption').inputValue()
    await page.getByRole('button', { name: 'Publish' }).click()
    await post(page, 'Gita').getByText('For followers only').waitFor()

    expect(caption).to.equal('Half written')
    await browser.goTo('/compose')
    await page.getByRole('heading', { name: 'Add pictures or videos' }).waitFor()
    expect(browser.troubles).to.deep.equal([])
    await browser.close()
  })

  it('can be used by the keyboard alone: feed, carousel, reaction, and a post from its first key to its last', async () => {
    const [author, reader] = [await signUp(web, { displayName: 'Hana' }), await signUp(web, { displayName: 'Ivo' })]
    await follow(reader, author)
    const media = [await uploadPhoto(author, { alt: 'One' }), await uploadPhoto(author, { alt: 'Two' })]
    await publish(web, author, { caption: 'Below', media: [media[0]!.id] })
    await publish(web, author, { caption: 'Above', media: [media[1]!.id, (await uploadPhoto(author)).id] })
    const browser = await browserOf(reader)
    const { page } = browser
    await browser.goTo('/')
    await page.getByText('Below').waitFor()
    const tabTo = async (name: RegExp | string): Promise<void> => {
      for (let step = 0; step < 80; step += 1) {
        await page.keyboard.press('Tab')
        const label = await page.evaluate(() => {
          const { activeElement: element } = document
          return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? ''
        })
        if (typeof name === 'string' ? label === name : name.test(label)) return
      }
      throw new Error(`Tab does not lead to ${name}`)
    }

    await page.getByRole('article').first().focus()
    await page.keyboard.press('PageDown')
    const inSecond = await page.evaluate(() => document.activeElement?.textContent?.includes('Below'))
    await page.keyboard.press('PageUp')
    for (let step = 0; step < 10; step += 1) {
      await page.keyboard.press('Tab')
      if (await page.evaluate(() => document.activeElement?.classList.contains('carousel-track'))) break
    }
    await page.keyboard.press('ArrowRight')
    await page.getByText('2/2').waitFor()
    await tabTo('Like')
    await page.keyboard.press('ArrowDown')
    await page.getByLabel('Search emoji').waitFor()
    await page.keyboard.type('rocket')
    await page.getByRole('button', { name: 'rocket', exact: true }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Take my 🚀 back' }).waitFor()

    await browser.goTo('/compose')
    await page.getByRole('heading', { name: 'Add pictures or videos' }).waitFor()
    await tabTo('Choose files')
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')])
    await chooser.setFiles(await photos('#aa2020', '#20aa20'))
    await page.getByLabel('Ready').nth(1).waitFor()
    await page.getByRole('heading', { name: 'New post' }).focus()
    await tabTo('Move Picture 2 of 2 earlier')
    await page.keyboard.press('Enter')
    await page.getByText('Picture is now at place 1.').waitFor()
    await tabTo(/^$|Caption/)
    await page.getByLabel('Caption').focus()
    await page.keyboard.type('By keys alone')
    await page.getByRole('heading', { name: 'New post' }).focus()
    await tabTo('Publish')
    await page.keyboard.press('Enter')
    await post(page, 'Ivo').getByText('By keys alone').waitFor()

    expect(inSecond).to.equal(true)
    expect(browser.troubles).to.deep.equal([])
    await browser.close()
  })

  it('stand right and are accessible: every page, at three widths, in both themes', async () => {
    const longName = 'Wilhelmina-Alexandra von Hohenstaufen-Oettingen'
    const [author, reader] = [
      await signUp(web, { displayName: longName }),
      await signUp(web, { displayName: 'أمل عبد الرحمن' }),
    ]
    await follow(reader, author)
    await follow(author, reader)
    const media = [await uploadPhoto(author, { alt: 'A blue wall' }), await uploadPhoto(author)]
    const shown = await publish(web, author, {
      caption: `${'Donaudampfschifffahrtsgesellschaftskapitän '.repeat(8)}#wide @${reader.username} https://example.org/${'a'.repeat(80)}`,
      media: media.map(({ id }) => id),
    })
    await publish(web, author, { caption: 'Careful', sensitive: true, media: [(await uploadPhoto(author)).id] })
    const first = await comment(reader, shown.id, 'مرحبا بكم')
    await comment(author, shown.id, 'w'.repeat(200), first.id)
    await reader.put(`/posts/${shown.id}/bookmark`)
    const paths = [
      '/',
      `/posts/${shown.id}`,
      `/@${author.username}`,
      `/@${reader.username}`,
      `/@${author.username}/followers`,
      '/follow-requests',
      '/explore',
      '/tags/wide',
      `/search?q=${author.username}`,
      '/bookmarks',
      '/compose',
      '/@nobody.at.all',
    ]
    const faults: string[] = []
    const troubles: string[] = []
    for (const colorScheme of ['light', 'dark'] as const) {
      const browser = await browserOf(reader, { colorScheme, reducedMotion: 'reduce' })
      const { page } = browser
      for (const path of paths) {
        await browser.goTo(path)
        await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null)
        for (const width of [360, 768, 1440]) {
          await page.setViewportSize({ width, height: 800 })
          const found = await layoutFaults(page)
          faults.push(...found.map((fault) => `${path} at ${width}: ${fault}`))
        }
        await page.setViewportSize({ width: 360, height: 800 })
        faults.push(...(await accessibilityFaults(page)).map((fault) => `${path} ${colorScheme}: ${fault}`))
      }
      troubles.push(...browser.troubles)
      await browser.close()
    }

    expect(faults.join('\n')).to.equal('')
    expect(troubles).to.deep.equal([])
  })
})
