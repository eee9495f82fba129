import { expect } from 'chai'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { eventually } from '../../support/eventually.ts'
import { signUpAs } from '../../support/operators.ts'
import { goodPassword, signInAs, signUp, type TestPerson } from '../../support/people.ts'
import {
  accessibilityFaults,
  openWebClient,
  signInInBrowser,
  type WebClient,
  type WebPerson,
} from '../support/web-client.ts'

describe('settings', function () {
  this.timeout(120_000)
  let web: WebClient

  before(async function () {
    web = await openWebClient(this)
  })

  after(() => web?.close())

  async function somebody(
    input: Record<string, unknown> = {},
  ): Promise<{ ada: TestPerson; mine: WebPerson; page: Page }> {
    const ada = await signUp(web, { displayName: 'Ada', ...input })
    const mine = await web.open()
    await signInInBrowser(mine, ada)
    return { ada, mine, page: mine.page }
  }

  it('change the profile, with what the server refuses said beside its field', async () => {
    const { ada, mine, page } = await somebody()
    await mine.goTo('/settings/profile')
    await page.getByLabel('Link optional').fill('ftp://example.com')
    await page.getByLabel('Name', { exact: true }).fill('  ')
    await page.getByRole('button', { name: 'Save' }).click()
    await page
      .locator('.field-wrong', { hasText: 'Link' })
      .getByText(/https:\/\//)
      .first()
      .waitFor()
    await page.locator('.field-wrong', { hasText: 'Name' }).getByText('Please fill this in.').waitFor()
    await page.getByLabel('Name', { exact: true }).fill('Ada <b>Lovelace</b>')
    await page.getByLabel('Link optional').fill('https://example.com/ada')
    await page.getByLabel('About you optional').fill('One\nTwo')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Your profile is saved.').waitFor()

    const { body } = await ada.get('/me')
    expect(body).to.include({ displayName: 'Ada <b>Lovelace</b>', link: 'https://example.com/ada', bio: 'One\nTwo' })
    expect(mine.troubles).to.deep.equal([])
    await mine.close()
  })

  it('cut a photo by the keyboard alone, put it up, and take it away', async () => {
    const { ada, mine, page } = await somebody()
    await mine.goTo('/settings/profile')
    // Red on the left, blue on the right: moved fully to the right, only blue is to be seen.
    const half = (background: string) => ({ create: { width: 300, height: 200, channels: 3 as const, background } })
    const picture = await sharp({ create: { width: 600, height: 200, channels: 3, background: '#ff0000' } })
      .composite([{ input: half('#0000ff'), left: 300, top: 0 }])
      .png()
      .toBuffer()
    await page.locator('input[type=file]').setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: picture })
    const area = page.getByRole('application')
    await area.focus()
    for (let step = 0; step < 30; step += 1) await page.keyboard.press('Shift+ArrowRight')
    const faults = await accessibilityFaults(page)
    await page.getByRole('button', { name: 'Use this' }).click()
    await page.getByText('Your new photo is there.').waitFor()
    const { photoUrl } = (await ada.get('/me')).body
    const answer = await fetch(`${web.url}${photoUrl}`)
    const { dominant } = await sharp(Buffer.from(await answer.arrayBuffer())).stats()
    await page.getByRole('button', { name: 'Remove photo' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove photo' }).click()
    await page.getByText('Your photo is removed.').waitFor()

    expect(dominant.b).to.be.above(200)
    expect(dominant.r).to.be.below(60)
    expect((await ada.get('/me')).body.photoUrl).to.equal(null)
    expect(faults).to.deep.equal([])
    expect(mine.troubles).to.deep.equal([])
    await mine.close()
  })

  it('say so when a file is no picture', async () => {
    const { mine, page } = await somebody()
    await mine.goTo('/settings/profile')
    const buffer = Buffer.from('not a picture')
    await page.locator('input[type=file]').setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer })
    await page.getByRole('alert').getByText('This file is not a picture that can be shown here.').waitFor()

    expect(await page.getByRole('button', { name: 'Use this' }).isDisabled()).to.equal(true)
    await mine.close()
  })

  it('sign out, and leave nothing of the person for whoever uses the browser next', async () => {
    const friend = await signUp(web, { displayName: 'Dora Dimitrova' })
    const { mine, page } = await somebody()
    const kept = (): Promise<string> =>
      page.evaluate(async () => {
        const rows: unknown[] = []
        for (const { name = '' } of await indexedDB.databases()) {
          const opening = indexedDB.open(name)
          await new Promise((resolve) => {
            opening.onsuccess = resolve
          })
          for (const store of opening.result.objectStoreNames) {
            const all = opening.result.transaction(store).objectStore(store).getAll()
            await new Promise((resolve) => {
              all.onsuccess = resolve
            })
            rows.push(...all.result)
          }
          opening.result.close()
        }
        return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, rows])
      })
    const isKept = (text: string) => eventually(async () => (await kept()).includes(text))
    await mine.goTo('/search')
    await page.getByLabel('Search people and tags').fill(friend.username)
    await page.getByRole('option', { name: /Dora Dimitrova/ }).click()
    await isKept('Dora Dimitrova')
    await mine.goTo('/compose')
    await page.getByLabel('Caption').fill('Half written')
    await isKept('Half written')

    await mine.goTo('/settings')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('link', { name: 'I have an account' }).waitFor()

    await eventually(async () => !(await kept()).includes('Half written'))
    expect(await kept()).not.to.match(/Dora|Ada/)
    expect(mine.troubles).to.deep.equal([])
    await mine.close()
  })

  it('list devices, and sign one out', async () => {
    const { ada, mine, page } = await somebody()
    const tablet = await signInAs(web, ada, { deviceName: 'Ada’s tablet' })
    await mine.goTo('/settings/devices')
    await page.getByRole('button', { name: 'Sign out: Ada’s tablet' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
    await page.getByText('The device is signed out.').waitFor()

    expect((await tablet.get('/me')).status).to.equal(401)
    expect((await ada.get('/me')).status).to.equal(200)
    await mine.close()
  })

  it('answer a strange sign-in', async () => {
    const { ada, mine, page } = await somebody()
    const stranger = await signInAs(web, ada, { deviceName: 'Unknown laptop' })
    await mine.goTo('/settings/alerts')
    await page
      .getByRole('article')
      .filter({ hasText: 'Unknown laptop' })
      .getByRole('button', { name: 'No, it was not' })
      .click()
    await page.getByRole('button', { name: 'Lock it out' }).click()
    await page.getByText('The device is locked out.', { exact: false }).waitFor()

    expect((await stranger.get('/me')).status).to.equal(401)
    await mine.close()
  })

  it('change privacy at once, and go back with a word when that fails', async () => {
    const { ada, mine, page } = await somebody()
    await mine.goTo('/settings/privacy')
    await page.getByRole('switch', { name: 'Read receipts' }).uncheck()
    await page.getByRole('radio', { name: /People I follow/ }).check()
    await page.getByRole('switch', { name: 'Private account' }).click()
    await page.getByRole('button', { name: 'Make private' }).click()
    await eventually(async () => (await ada.get('/me')).body.isPrivate === true)
    await page.route('**/api/v1/me', (route) =>
      route.request().method() === 'PATCH'
        ? route.fulfill({
            status: 403,
            contentType: 'application/problem+json',
            body: JSON.stringify({ code: 'forbidden', title: 'No', status: 403, detail: 'No.' }),
          })
        : route.fallback(),
    )
    await page.getByRole('switch', { name: 'Show when I am online' }).click()
    await page.getByText('That was not saved', { exact: false }).waitFor()

    expect(await page.getByRole('switch', { name: 'Show when I am online' }).isChecked()).to.equal(true)
    expect((await ada.get('/me')).body).to.include({
      readReceipts: false,
      messagesFrom: 'following',
      isPrivate: true,
      presence: true,
    })
    await mine.close()
  })

  it('take blocks and mutes back', async () => {
    const { ada, mine, page } = await somebody()
    const [bela, carla] = await Promise.all([
      signUp(web, { displayName: 'Bela' }),
      signUp(web, { displayName: 'Carla' }),
    ])
    await ada.put(`/users/${bela!.username}/block`)
    await ada.put(`/users/${carla!.username}/mute`, {})
    await mine.goTo('/settings/blocked')
    await page.getByRole('button', { name: 'Unblock: Bela' }).click()
    await page.getByText('Bela is no longer blocked.').waitFor()
    await page.getByRole('heading', { name: 'You have blocked nobody' }).waitFor()
    await page.getByRole('tab', { name: 'Blocked' }).focus()
    await page.keyboard.press('ArrowRight')
    await page.getByRole('button', { name: 'Unmute: Carla' }).click()
    await page.getByRole('heading', { name: 'You have muted nobody' }).waitFor()

    expect((await ada.get('/me/blocks')).body.items).to.deep.equal([])
    expect((await ada.get('/me/mutes')).body.items).to.deep.equal([])
    expect(mine.troubles).to.deep.equal([])
    await mine.close()
  })

  it('give a file with everything about one, once the password was told', async () => {
    const { mine, page } = await somebody()
    await mine.goTo('/settings/export')
    await page.getByRole('button', { name: 'Make the file' }).click()
    await page.getByRole('dialog').getByLabel('Your password').fill(goodPassword)
    await page.getByRole('dialog').getByRole('button', { name: 'Make the file' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download' }).click()

    expect((await download).suggestedFilename()).to.match(/\.zip$/)
    await mine.close()
  })

  it('delete the account, after two questions and the password', async () => {
    const { ada, mine, page } = await somebody()
    await mine.goTo('/settings/delete')
    await page.getByRole('button', { name: 'Delete my account' }).click()
    await page.getByText('Please fill this in.').waitFor()
    await page.getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Delete my account' }).click()
    await page.getByRole('dialog').getByLabel('Your password').fill(goodPassword)
    await page.getByRole('dialog').getByRole('button', { name: 'Delete my account' }).click()
    await page.getByText('Your account is deleted.', { exact: false }).waitFor()
    await page.getByRole('heading', { name: /^Welcome to/ }).waitFor()

    expect((await ada.get('/me')).status).to.equal(401)
    expect(mine.troubles).to.deep.equal([])
    await mine.close()
  })

  it('leave to whoever is suspended what they may still do: see why, and appeal', async () => {
    const admin = await signUpAs(web, 'admin')
    const { ada, mine, page } = await somebody()
    await mine.goTo('/settings')
    const act = { reason: 'Spam, again and again', durationSeconds: 86_400 }
    expect((await admin.post(`/admin/users/${ada.username}/suspend`, act)).status).to.equal(200)
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.getByLabel('User name or e-mail').fill(ada.username)
    await page.getByLabel('Password', { exact: true }).fill(goodPassword)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Your account is suspended' }).waitFor()
    const faults = await accessibilityFaults(page)
    await page.getByRole('link', { name: /^Decisions about you/ }).click()
    await page.getByText('Spam, again and again').waitFor()
    await page.getByRole('button', { name: 'Ask to look again' }).click()
    await page.getByLabel('Why is the decision wrong?').fill('It was not me.')
    await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click()
    await page.getByText('Your appeal waits to be decided.').waitFor()
    await page.reload()
    await page.getByText('Your appeal waits to be decided.').waitFor()

    expect((await admin.get('/admin/appeals')).body.items[0]).to.include({ text: 'It was not me.', state: 'open' })
    expect(faults).to.deep.equal([])
    expect(mine.troubles).to.deep.equal([])
    await mine.close()
  })

  it('ask for documents that have changed to be accepted anew', async () => {
    const admin = await signUpAs(web, 'admin')
    const { ada, mine, page } = await somebody()
    const changed = await admin.patch('/admin/settings', { 'terms.version': '2027-01', reason: 'New terms' })
    expect(changed.status, changed.text).to.equal(200)
    await mine.goTo('/settings')
    await page.getByText('What holds here has changed.', { exact: false }).waitFor()
    await page.getByRole('button', { name: 'Read' }).click()
    const faults = await accessibilityFaults(page)
    const address = await page.getByRole('dialog').getByRole('link', { name: 'Terms' }).getAttribute('href')
    await page.getByRole('button', { name: 'I accept' }).click()
    await page.getByText('Thank you.').waitFor()
    await page.getByText('What holds here has changed.', { exact: false }).waitFor({ state: 'detached' })

    expect((await ada.get('/me/consents')).body.missing).to.deep.equal([])
    expect(address).to.equal('/terms')
    expect(faults).to.deep.equal([])
    await mine.close()
  })

  it('can be reached and changed by the keyboard alone, from the sign-in on', async () => {
    const ada = await signUp(web, { displayName: 'Ada' })
    const mine = await web.open()
    const { page } = mine
    await mine.goTo('/sign-in?next=/settings')
    const tabTo = async (name: RegExp): Promise<void> => {
      for (let step = 0; step < 60; step += 1) {
        await page.keyboard.press('Tab')
        const found = await page.evaluate(() => {
          const { activeElement: element } = document
          const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined
          return label ?? element?.getAttribute('aria-label') ?? element?.textContent ?? ''
        })
        if (name.test(found)) return
      }
      throw new Error(`no ${name} in reach of the keyboard`)
    }
    await tabTo(/^User name/)
    await page.keyboard.type(ada.username)
    await tabTo(/^Password/)
    await page.keyboard.type(goodPassword)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
    await tabTo(/^Privacy/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Privacy', level: 1 }).waitFor()
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
    await tabTo(/^Read receipts/)
    await page.keyboard.press('Space')
    await eventually(async () => (await ada.get('/me')).body.readReceipts === false)
    const ring = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle)

    expect(ring).to.equal('solid')
    expect(mine.troubles).to.deep.equal([])
    await mine.close()
  })
})
