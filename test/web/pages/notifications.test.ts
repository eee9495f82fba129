import { expect } from 'chai'
import { eventually } from '../../support/eventually.ts'
import { signUp } from '../../support/people.ts'
import { comment, follow, publish } from '../../support/posts.ts'
import {
  accessibilityFaults,
  layoutFaults,
  openWebClient,
  signInInBrowser,
  type WebClient,
} from '../support/web-client.ts'

describe('the page of notifications', function () {
  this.timeout(120_000)
  let web: WebClient

  before(async function () {
    web = await openWebClient(this)
  })

  after(() => web?.close())

  const named = (displayName: string) => signUp(web, { displayName })

  it('shows who did what, counts what is new, and takes it as read once it was looked at', async () => {
    const [ada, bela, carla, dov] = await Promise.all(
      ['Ada', 'Bela Bartók', 'Carla', 'Dov with a name that goes on, and on, and on, on'].map(named),
    )
    const post = await publish(web, ada!, { caption: 'A picture' })
    await follow(bela!, ada!)
    await follow(carla!, ada!)
    await comment(dov!, post.id, 'Such a fine picture <b>indeed</b>')
    const mine = await web.open({ viewport: { width: 360, height: 740 } })
    const { page } = mine
    await signInInBrowser(mine, ada!)

    await mine.goTo('/settings')
    await page.waitForFunction(() => document.title.startsWith('(2) '))
    await page.getByRole('button', { name: 'Notifications (2)' }).click()
    await page.getByRole('link', { name: /Carla and Bela Bartók started to follow you/ }).waitFor()
    const commented = page.getByRole('link', { name: /commented on your post/ })
    const text = await commented.innerText()
    const faults = [...(await accessibilityFaults(page)), ...(await layoutFaults(page))]
    await page.waitForFunction(() => !document.title.startsWith('('))

    expect(text).to.include('Such a fine picture <b>indeed</b>')
    expect(await page.locator('.notification-dot').count()).to.equal(2)
    const count = await page.evaluate(async () => (await fetch('/api/v1/notifications/count')).json())
    expect(count).to.deep.equal({ unread: 0 })
    await mine.goTo('/notifications')
    await page.getByRole('link', { name: /started to follow you/ }).waitFor()
    expect(await page.locator('.notification-dot').count()).to.equal(0)
    expect(faults).to.deep.equal([])
    expect(mine.troubles).to.deep.equal([])
    await mine.close()
  })

  it('grows while it is open, and lets a request to follow be answered', async () => {
    const [ada, bela] = await Promise.all(['Ada', 'Bela'].map(named))
    await ada!.patch('/me', { isPrivate: true })
    const mine = await web.open()
    const { page } = mine
    await signInInBrowser(mine, ada!)
    await mine.goTo('/notifications')
    await page.getByRole('heading', { name: 'Nothing new' }).waitFor()

    await follow(bela!, ada!)
    await page.getByText('asked to follow you').waitFor()
    const faults = await accessibilityFaults(page)
    await page.getByRole('button', { name: 'Accept: Bela' }).click()
    await page.getByText('Bela follows you now.').waitFor()

    const { body } = await bela!.get(`/users/${ada!.username}`)
    expect(body.relation.following).to.equal(true)
    expect(faults).to.deep.equal([])
    expect(mine.troubles).to.deep.equal([])
    await mine.close()
  })

  it('keeps what one wants to be told of', async () => {
    const ada = await named('Ada')
    const mine = await web.open({ viewport: { width: 360, height: 740 } })
    const { page } = mine
    await signInInBrowser(mine, ada)
    await mine.goTo('/settings/notifications')

    await page.getByRole('checkbox', { name: 'Reactions: Devices' }).uncheck()
    await page.getByRole('switch', { name: 'Quiet hours' }).check()
    await page.getByLabel('From').fill('21:30')
    await page.getByRole('radio', { name: /Every week/ }).check()
    const isLocked = await page.getByRole('checkbox', { name: /Strange sign-ins: Here/ }).isDisabled()
    const faults = [...(await accessibilityFaults(page)), ...(await layoutFaults(page))]
    const body = await eventually(async () => {
      const preferences = (await ada.get('/notifications/preferences')).body
      return preferences.digest === 'weekly' && preferences.quietHours?.from === '21:30' && preferences
    })

    expect(body.types.reaction.push).to.equal(false)
    expect(isLocked).to.equal(true)
    expect(faults).to.deep.equal([])
    await mine.close()
  })
})
