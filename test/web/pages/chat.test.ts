import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { type Pair, say, startConversation, startPair } from '../../support/chat.ts'
import { eventually } from '../../support/eventually.ts'
import { signUp } from '../../support/people.ts'
import { plainPhoto } from '../../support/uploads.ts'
import {
  accessibilityFaults,
  layoutFaults,
  openWebClient,
  signInInBrowser,
  type WebClient,
  type WebPerson,
} from '../support/web-client.ts'

const patience = { timeout: 30_000 }

describe('the pages of conversations', function () {
  this.timeout(180_000)
  let web: WebClient

  before(async function () {
    web = await openWebClient(this)
  })

  after(() => web?.close())

  async function openAs(username: string, options: Parameters<WebClient['open']>[0] = {}): Promise<WebPerson> {
    const person = await web.open(options)
    await signInInBrowser(person, { username })
    return person
  }

  const field = (page: Page) => page.getByRole('textbox', { name: 'Write a message' })
  const message = (page: Page, text: string) =>
    page.locator('article.message').filter({ has: page.locator('.bubble-text, .bubble-emoji', { hasText: text }) })

  async function write(page: Page, text: string): Promise<void> {
    await field(page).fill(text)
    await page.getByRole('button', { name: 'Send', exact: true }).click()
  }

  async function choose(page: Page, text: string, action: string): Promise<void> {
    await message(page, text).hover()
    await message(page, text).getByRole('button', { name: 'What to do with this message' }).click()
    await page.getByRole('menuitem', { name: action, exact: true }).click()
  }

  /** Two people, each at a browser, in their conversation. */
  async function openPair(): Promise<Pair & { hers: WebPerson; his: WebPerson; close(): Promise<void> }> {
    const pair = await startPair(web)
    await say(pair.ada, pair.conversationId, 'The beginning')
    const [hers, his] = [await openAs(pair.ada.username), await openAs(pair.bela.username)]
    for (const { page } of [hers, his]) {
      await page.goto(`/messages/${pair.conversationId}`)
      await message(page, 'The beginning').waitFor(patience)
    }
    return { ...pair, hers, his, close: () => Promise.all([hers.close(), his.close()]).then(() => {}) }
  }

  it('carry what two people write, with typing, receipts, answers, changes, reactions and deletions', async () => {
    const { hers, his, close } = await openPair()
    const [ada, bela] = [hers.page, his.page]

    await field(bela).pressSequentially('He', { delay: 30 })
    await ada.locator('.log-typing').getByText('is typing').waitFor(patience)
    await field(bela).fill('Hello Ada')
    await field(bela).press('Enter')
    await message(ada, 'Hello Ada').waitFor(patience)
    await message(bela, 'Hello Ada').getByRole('img', { name: 'read' }).waitFor(patience)
    expect(await ada.locator('.log-typing p').count()).to.equal(0)

    await choose(ada, 'Hello Ada', 'Reply')
    await ada.getByText('Replying to').waitFor()
    await write(ada, 'Hello yourself')
    await message(bela, 'Hello yourself').locator('.bubble-reply', { hasText: 'Hello Ada' }).waitFor(patience)

    await choose(ada, 'Hello yourself', 'Edit')
    expect(await field(ada).inputValue()).to.equal('Hello yourself')
    await field(ada).fill('Hello to you')
    await ada.getByRole('button', { name: 'Save', exact: true }).click()
    await message(bela, 'Hello to you').getByText('edited').waitFor(patience)

    await choose(bela, 'Hello to you', 'React')
    await bela.getByRole('button', { name: 'React with 😂' }).click()
    await message(ada, 'Hello to you')
      .getByRole('button', { name: /😂 from/ })
      .waitFor(patience)
    await choose(ada, 'The beginning', 'React')
    await ada.getByRole('button', { name: 'All emoji' }).click()
    await ada.getByPlaceholder('Search emoji').fill('rocket')
    await ada.getByRole('button', { name: 'rocket', exact: true }).click()
    await message(bela, 'The beginning')
      .getByRole('button', { name: /🚀 from/ })
      .waitFor(patience)

    await choose(bela, 'Hello Ada', 'Delete for everyone')
    await bela.getByRole('dialog').getByRole('button', { name: 'Delete for everyone' }).click()
    await ada.locator('article.message', { hasText: 'This message was deleted.' }).waitFor(patience)
    await message(ada, 'Hello to you').getByText('A message that is gone').waitFor(patience)
    await choose(ada, 'Hello to you', 'Delete for me')
    await ada.getByRole('dialog').getByRole('button', { name: 'Delete for me' }).click()
    await message(ada, 'Hello to you').waitFor({ state: 'detached' })
    expect(await message(bela, 'Hello to you').count()).to.equal(1)

    expect([...hers.troubles, ...his.troubles]).to.deep.equal([])
    await close()
  })

  it('send several pictures, show them large, and go on by the keyboard', async () => {
    const { hers, his, close } = await openPair()
    const [ada, bela] = [hers.page, his.page]
    const files = await Promise.all(
      ['#aa3344', '#3344aa'].map(async (colour, index) => ({
        name: `picture-${index}.jpg`,
        mimeType: 'image/jpeg',
        buffer: await plainPhoto(320, 240, colour),
      })),
    )

    await ada.locator('.composer input[type=file]').setInputFiles(files)
    await ada.getByRole('button', { name: 'Remove picture-1.jpg' }).waitFor()
    await write(ada, 'Two colours')
    await message(bela, 'Two colours').getByRole('button', { name: 'Open photo 1 of 2' }).click(patience)
    const viewer = bela.getByRole('dialog', { name: 'Photos and videos' })
    await viewer.getByText('1 of 2').waitFor()
    await bela.keyboard.press('ArrowRight')
    await viewer.getByText('2 of 2').waitFor()
    await bela.waitForFunction(() => {
      const image = document.querySelector<HTMLImageElement>('img.viewer-item')
      return image?.complete && image.naturalWidth === 320
    })
    await bela.keyboard.press('Escape')
    await viewer.waitFor({ state: 'detached' })

    expect([...hers.troubles, ...his.troubles]).to.deep.equal([])
    await close()
  })

  it('keep what is written without a network, over a reload too, and send it once when it is back', async () => {
    const { hers, his, ada: person, conversationId, close } = await openPair()
    const [ada, bela] = [hers.page, his.page]

    await hers.context.setOffline(true)
    await write(ada, 'Written in a tunnel')
    await write(ada, 'And another')
    await message(ada, 'Written in a tunnel').locator('.bubble-foot .icon').waitFor()
    await write(bela, 'Said meanwhile')
    await hers.context.setOffline(false)

    await message(bela, 'Written in a tunnel').waitFor(patience)
    await message(bela, 'And another').waitFor(patience)
    await message(ada, 'Said meanwhile').waitFor(patience)
    const { body } = await person.get(`/conversations/${conversationId}/messages`)
    const texts = body.items.map(({ text }: { text: string }) => text)
    expect(texts.toReversed()).to.have.members([
      'The beginning',
      'Said meanwhile',
      'Written in a tunnel',
      'And another',
    ])
    expect(texts.indexOf('And another')).to.be.below(texts.indexOf('Written in a tunnel'))

    await ada.route('**/api/v1/conversations/*/messages', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    )
    await write(ada, 'Before the reload')
    await message(ada, 'Before the reload').locator('.bubble-foot .icon').waitFor()
    await ada.unroute('**/api/v1/conversations/*/messages')
    await ada.reload()
    await message(bela, 'Before the reload').waitFor(patience)
    await message(ada, 'Before the reload')
      .getByRole('img', { name: /^(sent|delivered|read)$/ })
      .waitFor(patience)
    expect(await message(bela, 'Before the reload').count()).to.equal(1)
    await close()
  })

  it('say why a message was refused, and send or drop it when told to', async () => {
    const { hers, close } = await openPair()
    const { page } = hers
    const refusal = { type: '', title: '', status: 403, detail: '', code: 'account_silenced', requestId: 'r' }
    await page.route('**/api/v1/conversations/*/messages', (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({ status: 403, contentType: 'application/problem+json', body: JSON.stringify(refusal) })
        : route.continue(),
    )
    await write(page, 'Refused at first')
    await message(page, 'Refused at first').getByText('Not sent: Publishing is switched off').waitFor(patience)

    await page.unroute('**/api/v1/conversations/*/messages')
    await message(page, 'Refused at first').getByRole('button', { name: 'Try again' }).click()
    await message(page, 'Refused at first')
      .getByRole('img', { name: /^(sent|delivered|read)$/ })
      .waitFor(patience)

    await close()
  })

  it('share a place with distance and direction, follow it, and stop', async () => {
    const { hers, his, close } = await openPair()
    const [ada, bela] = [hers.page, his.page]
    const permissions = ['geolocation']
    await hers.context.grantPermissions(permissions)
    await hers.context.setGeolocation({ latitude: 52.52, longitude: 13.405, accuracy: 20 })
    await his.context.grantPermissions(permissions)
    await his.context.setGeolocation({ latitude: 52.51, longitude: 13.405, accuracy: 20 })

    await ada.getByRole('button', { name: 'Attach' }).click()
    await ada.getByRole('menuitem', { name: 'Share my location' }).click()
    await ada.getByRole('radio', { name: '1 hour' }).check()
    await ada.getByRole('dialog').getByRole('button', { name: 'Share', exact: true }).click()
    await bela.locator('.location-relation', { hasText: '1.1 km north of you' }).waitFor(patience)
    expect(await bela.getByRole('link', { name: 'Open in maps' }).getAttribute('href')).to.contain('52.52')

    await hers.context.setGeolocation({ latitude: 52.51, longitude: 13.4198, accuracy: 20 })
    await bela.locator('.location-relation', { hasText: '1 km east of you' }).waitFor({ timeout: 60_000 })

    await ada.getByRole('button', { name: 'Stop sharing' }).click()
    await bela.getByText('Live location has ended').waitFor(patience)
    await ada.getByText('Live location has ended').waitFor(patience)
    expect([...hers.troubles, ...his.troubles]).to.deep.equal([])
    await close()
  })

  it('ask before a stranger gets in: nothing is shown before, and refusing is not told', async () => {
    const [ada, bela] = [await signUp(web), await signUp(web)]
    const conversationId = await startConversation(ada, bela)
    await say(ada, conversationId, 'We have not met')
    const his = await openAs(bela.username)
    const { page } = his
    await his.goTo('/messages')
    await page.getByRole('tab', { name: /Requests/ }).click()
    await page.getByRole('link', { name: /We have not met/ }).click()
    await page.getByRole('heading', { name: /would like to write with you/ }).waitFor(patience)
    expect(await field(page).count()).to.equal(0)

    await page.getByRole('button', { name: 'Accept' }).click()
    await write(page, 'Now we have')

    await message(page, 'Now we have')
      .getByRole('img', { name: /^(sent|delivered|read)$/ })
      .waitFor(patience)
    const { body } = await ada.get(`/conversations/${conversationId}`)
    expect(body.request).to.equal('accepted')
    expect(his.troubles).to.deep.equal([])
    await his.close()
  })

  it('open at the first unread message, find by words, and lead back to the newest', async () => {
    const pair = await startPair(web)
    await say(pair.ada, pair.conversationId, 'An early word about elderberries')
    for (let count = 1; count <= 70; count += 1) {
      await say(count % 2 === 0 ? pair.ada : pair.bela, pair.conversationId, `Talk ${count}`)
    }
    await pair.bela.post(`/conversations/${pair.conversationId}/read`, {
      upTo: (await pair.bela.get(`/conversations/${pair.conversationId}`)).body.lastMessage.id,
    })
    for (let count = 1; count <= 30; count += 1) await say(pair.ada, pair.conversationId, `New ${count}`)
    const his = await openAs(pair.bela.username)
    const { page } = his
    await page.goto(`/messages/${pair.conversationId}`)
    await page.getByText('New messages').waitFor(patience)
    await untilInView(page, 'New 1')

    await page.getByRole('button', { name: 'Search in the conversation' }).click()
    await page.getByLabel('Search these messages').fill('elder')
    await page.getByRole('button', { name: /An early word about elderberries/ }).click(patience)
    await page.locator('.message-marked', { hasText: 'elderberries' }).waitFor(patience)
    await page.getByRole('button', { name: 'Close the search' }).click()
    await page.locator('.to-latest').click()
    await page.waitForFunction(
      (text) => [...document.querySelectorAll('article.message')].at(-1)?.textContent?.includes(text),
      'New 30',
    )
    await page.waitForFunction(() => document.querySelector('.to-latest') === null)

    await eventually(async () => {
      const { body } = await pair.bela.get(`/conversations/${pair.conversationId}`)
      return body.unreadCount === 0
    })
    expect(his.troubles).to.deep.equal([])
    await his.close()
  })

  it('can be used by the keyboard alone', async () => {
    const { hers, close } = await openPair()
    const { page } = hers
    await write(page, 'Mine to change')
    await message(page, 'Mine to change')
      .getByRole('img', { name: /^(sent|delivered|read)$/ })
      .waitFor(patience)

    await page.locator('article.message[tabindex="0"]').focus()
    await page.keyboard.press('ArrowUp')
    await page.waitForFunction(() => document.activeElement?.textContent?.includes('The beginning'))
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('e')
    await page.waitForFunction(() => (document.activeElement as HTMLTextAreaElement).value === 'Mine to change')
    await page.keyboard.press('Escape')
    await page.locator('article.message[tabindex="0"]').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Reply' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('Replying to').waitFor()

    await close()
  })

  for (const [width, theme] of [
    [360, 'light'],
    [768, 'dark'],
    [1440, 'dark'],
  ] as const) {
    it(`fit and are accessible at ${width} pixels in ${theme}`, async () => {
      const pair = await startPair(web)
      const first = await say(pair.ada, pair.conversationId, 'Short')
      await say(pair.bela, pair.conversationId, `A long one. ${'Words and more words. '.repeat(20)}`, {
        replyTo: first.id,
      })
      await say(pair.ada, pair.conversationId, 'Donaudampfschifffahrtsgesellschaft'.repeat(6))
      await say(pair.bela, pair.conversationId, 'مرحبا، كيف حالك؟')
      await say(pair.ada, pair.conversationId, '🎉')
      await pair.bela.put(`/messages/${first.id}/reaction`, { emoji: '❤️' })
      const hers = await openAs(pair.ada.username, {
        viewport: { width, height: 800 },
        colorScheme: theme,
        reducedMotion: 'reduce',
      })
      const faults: string[] = []
      for (const path of ['/messages', `/messages/${pair.conversationId}`]) {
        await hers.goTo(path)
        const shown = path === '/messages' ? '.conversation-preview' : '.bubble-emoji'
        await hers.page.locator(shown, { hasText: '🎉' }).filter({ visible: true }).waitFor(patience)
        faults.push(...(await accessibilityFaults(hers.page)), ...(await layoutFaults(hers.page)))
      }

      expect(faults).to.deep.equal([])
      expect(hers.troubles).to.deep.equal([])
      await hers.close()
    })
  }
})

async function untilInView(page: Page, text: string): Promise<void> {
  await page.waitForFunction((wanted) => {
    const view = document.querySelector('.window')!.getBoundingClientRect()
    const found = [...document.querySelectorAll('article.message .bubble-text')].find(
      (one) => one.textContent === wanted,
    )
    const box = found?.getBoundingClientRect()
    return box !== undefined && box.top >= view.top && box.bottom <= view.bottom
  }, text)
}
