import { expect } from 'chai'
import { openWebClient, signUpInBrowser, type WebClient } from '../support/web-client.ts'

/** What the first page may cost somebody on a slow line, in bytes of JavaScript as they travel. */
const mostBytes = 60_000

describe('the first load of the web client', function () {
  this.timeout(120_000)
  let web: WebClient

  before(async function () {
    web = await openWebClient(this, { settings: { REGISTRATION: 'open' } })
  })

  after(() => web?.close())

  it('is at most 60 kB of compressed JavaScript, the feed’s page with it', async () => {
    const fresh = await web.open()
    await signUpInBrowser(fresh, { username: 'first.comer' })
    const scripts = new Map<string, number>()
    // As they travel: the browser's own cache would hide them.
    const client = await fresh.context.newCDPSession(fresh.page)
    await client.send('Network.enable')
    await client.send('Network.setCacheDisabled', { cacheDisabled: true })
    const addresses = new Map<string, string>()
    client.on('Network.responseReceived', ({ requestId, type, response }) => {
      if (type === 'Script') addresses.set(requestId, new URL(response.url).pathname)
    })
    client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const address = addresses.get(requestId)
      if (address !== undefined) scripts.set(address, encodedDataLength)
    })
    await fresh.page.goto('/', { waitUntil: 'networkidle' })
    await fresh.page.locator('main h1').waitFor({ state: 'attached' })

    const total = [...scripts.values()].reduce((sum, bytes) => sum + bytes, 0)
    const told = [...scripts].map(([address, bytes]) => `${address} ${bytes}`).join('\n')
    expect(
      [...scripts.keys()].some((address) => /\/index-[^/]+\.js$/.test(address)),
      told,
    ).to.equal(true)
    expect(
      [...scripts.keys()].some((address) => /\/posts-[^/]+\.js$/.test(address)),
      told,
    ).to.equal(true)
    expect(total, told).to.be.below(mostBytes)
    await fresh.close()
  })
})
