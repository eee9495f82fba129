import { expect } from 'chai'
import { accountRoutes } from '../../../src/web/pages/account/routes.ts'
import { notificationRoutes } from '../../../src/web/pages/notifications/routes.ts'
import { settingsRoutes } from '../../../src/web/pages/settings/routes.ts'
import { signUpAs } from '../../support/operators.ts'
import { signInAs, signUp } from '../../support/people.ts'
import { comment, follow, publish } from '../../support/posts.ts'
import {
  accessibilityFaults,
  layoutFaults,
  openWebClient,
  signInInBrowser,
  type WebClient,
  type WebPerson,
} from '../support/web-client.ts'

/** Names that go wrong where nobody thought of them. */
const longName = 'Wolfeschlegelsteinhausenbergerdorff-Ærøskøbing 🌊'
const rtlName = 'أحمد بن عبد الله بن محمد'

// The whole: every page of the account, of settings and notifications, in both themes and at three widths.
describe('the looks of the pages about oneself', function () {
  this.timeout(300_000)
  let web: WebClient

  before(async function () {
    web = await openWebClient(this)
  })

  after(() => web?.close())

  const sizes = [
    { width: 360, height: 740 },
    { width: 768, height: 1024 },
    { width: 1440, height: 900 },
  ]

  async function walk(person: WebPerson, paths: readonly string[]): Promise<string[]> {
    const { page } = person
    const faults: string[] = []
    for (const path of paths) {
      await person.goTo(path)
      await page.locator('[aria-busy=true]').waitFor({ state: 'detached' })
      for (const size of sizes) {
        await page.setViewportSize(size)
        faults.push(...(await layoutFaults(page)).map((fault) => `${path} at ${size.width}: ${fault}`))
      }
      for (const theme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme: theme })
        await page.waitForFunction((wanted) => document.documentElement.dataset.theme === wanted, theme)
        faults.push(...(await accessibilityFaults(page)).map((fault) => `${path} ${theme}: ${fault}`))
      }
      await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'))
      await page.setViewportSize(sizes[0]!)
      faults.push(...(await layoutFaults(page)).map((fault) => `${path} from right to left: ${fault}`))
    }
    return faults
  }

  it('are right for guests', async () => {
    const guest = await web.open()
    const paths = accountRoutes.filter(({ access }) => access !== 'restricted').map(({ path }) => path)

    expect(await walk(guest, [...paths, '/no/such/page'])).to.deep.equal([])
    expect(guest.troubles).to.deep.equal([])
    await guest.close()
  })

  it('are right for people, with long names, other scripts and much to be told', async () => {
    const ada = await signUp(web, { displayName: longName, username: 'a'.repeat(30) })
    const others = await Promise.all(
      [rtlName, longName, 'Carla', 'Dov'].map((displayName) => signUp(web, { displayName })),
    )
    const [ahmed, wolfe, carla] = others
    const admin = await signUpAs(web, 'admin')
    const post = await publish(web, ada, { caption: 'x' })
    for (const other of others) await follow(other, ada)
    await comment(ahmed!, post.id, 'كلمة '.repeat(60))
    await comment(wolfe!, post.id, 'x'.repeat(300))
    await ahmed!.put(`/posts/${post.id}/reaction`, { emoji: '🏳️‍🌈' })
    await ada.put(`/users/${wolfe!.username}/block`)
    await ada.post('/reports', { subject: { type: 'user', id: carla!.id }, reason: 'spam', comment: 'y'.repeat(400) })
    await admin.post(`/admin/users/${ada.username}/warn`, { reason: `${'z'.repeat(120)} and so on` })
    await signInAs(web, ada, { deviceName: 'An unknown device with a name that is as long as it may be' })
    const mine = await web.open()
    await signInInBrowser(mine, ada)
    const paths = [...settingsRoutes, ...notificationRoutes].map(({ path }) => path)

    expect(await walk(mine, paths)).to.deep.equal([])
    expect(mine.troubles).to.deep.equal([])
    await mine.close()
  })
})
