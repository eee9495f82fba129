import { expect } from 'chai'
import { say, startPair } from '../../support/chat.ts'
import { openWebClient, signInInBrowser, type WebClient } from '../support/web-client.ts'

const count = 10_000
const longestTaskMs = 100

describe('a conversation of 10,000 messages', function () {
  this.timeout(300_000)
  let web: WebClient

  before(async function () {
    web = await openWebClient(this)
  })

  after(() => web?.close())

  it('is scrolled from its end to its beginning without a task of more than 100 ms', async () => {
    const { ada, bela, conversationId } = await startPair(web)
    const last = await say(bela, conversationId, 'The last one')
    await ada.post(`/conversations/${conversationId}/read`, { upTo: last.id })
    const hers = await web.open({ viewport: { width: 390, height: 844 } })
    await signInInBrowser(hers, ada)
    const { page } = hers
    // The server's part is measured elsewhere: pages of messages of many lengths, without waiting for them to be written.
    await page.route('**/conversations/*/messages?*', (route) => {
      const cursor = Number(new URL(route.request().url()).searchParams.get('cursor') ?? count)
      const items = Array.from({ length: Math.min(50, cursor) }, (_, index) => {
        const number = cursor - index
        const id = `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`
        const text = number === count ? 'The last one' : `Message ${number}. ${'Some words. '.repeat(number % 17)}`
        const createdAt = new Date(Date.now() - (count - number) * 1_000_000).toISOString()
        return { ...last, id, clientId: id, senderId: number % 3 === 0 ? ada.id : bela.id, text, createdAt }
      })
      const nextCursor = cursor > 50 ? String(cursor - 50) : null
      return route.fulfill({ json: { items, nextCursor, previousCursor: null } })
    })
    await hers.goTo(`/messages/${conversationId}`)
    await page.getByText('The last one').waitFor()

    const { tasks, drawn } = await page.evaluate(async () => {
      const found: number[] = []
      const observer = new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) found.push(entry.duration)
      })
      observer.observe({ type: 'longtask' })
      const view = document.querySelector('.window')!
      let most = 0
      while (!document.body.textContent!.includes('Message 1.')) {
        view.scrollTop -= 3000
        await new Promise((resolve) => requestAnimationFrame(resolve))
        most = Math.max(most, document.querySelectorAll('article.message').length)
      }
      for (let step = 0; step < 200; step += 1) {
        view.scrollTop += 4000
        await new Promise((resolve) => requestAnimationFrame(resolve))
      }
      observer.disconnect()
      return { tasks: found, drawn: most }
    })

    expect(tasks.filter((ms) => ms > longestTaskMs)).to.deep.equal([])
    expect(drawn).to.be.below(120)
    await hers.close()
  })
})
