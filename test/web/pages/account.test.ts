import { expect } from 'chai'
import { TOTP } from 'otpauth'
import { goodPassword, signUp } from '../../support/people.ts'
import { accessibilityFaults, openWebClient, type WebClient, type WebPerson } from '../support/web-client.ts'

describe('the pages about an account', function () {
  this.timeout(120_000)
  let web: WebClient

  before(async function () {
    web = await openWebClient(this, { settings: { REGISTRATION: 'open' } })
  })

  after(() => web?.close())

  async function fillIn({ page }: WebPerson, values: Record<string, string>): Promise<void> {
    for (const [label, value] of Object.entries(values)) await page.getByLabel(label, { exact: true }).fill(value)
  }

  it('lead a guest who wants a page for people to sign in, and then to that page', async () => {
    const person = await signUp(web)
    const guest = await web.open()
    const { page } = guest
    await page.goto('/settings/privacy')
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(new URL(page.url()).search).to.equal('?next=%2Fsettings%2Fprivacy')

    await fillIn(guest, { 'User name or e-mail': person.username, Password: 'not the password' })
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').getByText('There is no account with this name and password.').waitFor()
    await fillIn(guest, { Password: goodPassword })
    await page.getByRole('button', { name: 'Sign in' }).click()

    await page.getByRole('heading', { name: 'Privacy' }).waitFor()
    expect(new URL(page.url()).pathname).to.equal('/settings/privacy')
    expect(guest.troubles).to.deep.equal([])
    await guest.close()
  })

  it('take the terms first, say what is wrong beside its field, and make the account', async () => {
    const taken = await signUp(web)
    const guest = await web.open({ viewport: { width: 360, height: 740 } })
    const { page } = guest
    await guest.goTo('/sign-up')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText('Please accept them to go on.').waitFor()
    await page.getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Continue' }).click()

    await fillIn(guest, { 'User name': 'a', Password: 'short' })
    await page.getByRole('button', { name: 'Make an account' }).click()
    await page.getByText(/^At least \d+ characters\.$/).waitFor()
    await page.getByText(/^\d+ characters more, at least\.$/).waitFor()
    await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'username')
    const faults = await accessibilityFaults(page)
    await fillIn(guest, { 'User name': taken.username, Password: goodPassword, 'E-mail': 'new.member@example.org' })
    const birthDate = page.getByLabel('Date of birth')
    if (await birthDate.isVisible()) await birthDate.fill('1990-02-28')
    await page.getByRole('button', { name: 'Make an account' }).click()
    await page.locator('.field-wrong', { hasText: 'User name' }).getByText(/taken/i).waitFor()
    await fillIn(guest, { 'User name': 'new.member', 'Name optional': 'Новая أدا' })
    await page.getByRole('button', { name: 'Make an account' }).click()

    await page.getByText('Welcome, Новая أدا!', { exact: false }).waitFor()
    await page.getByRole('navigation', { name: 'Main' }).waitFor()
    const me = await page.evaluate(async () => (await fetch('/api/v1/me')).json())
    expect(me.username).to.equal('new.member')
    expect(faults).to.deep.equal([])
    expect(guest.troubles).to.deep.equal([])
    await guest.close()
  })

  it('switch two-factor sign-in on, ask for its code at the next sign-in, and take a recovery code', async () => {
    const person = await signUp(web)
    const mine = await web.open()
    const { page } = mine
    await mine.goTo('/sign-in?next=/settings/two-factor')
    await fillIn(mine, { 'User name or e-mail': person.username, Password: goodPassword })
    await page.getByRole('button', { name: 'Sign in' }).click()

    await page.getByRole('button', { name: 'Switch on' }).click()
    await fillIn(mine, { 'Your password': 'wrong' })
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText('The password is not right.').waitFor()
    await fillIn(mine, { 'Your password': goodPassword })
    await page.getByRole('button', { name: 'Continue' }).click()
    const secret = (await page.locator('.totp-secret').innerText()).replace(/\s/g, '')
    const app = new TOTP({ secret })
    await page.getByRole('img', { name: /authenticator/ }).waitFor()
    const faults = await accessibilityFaults(page)
    await fillIn(mine, { 'Code of six digits': app.generate() })
    await page.getByRole('button', { name: 'Switch on' }).click()
    await page.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor()
    const codes = await page.locator('.recovery-codes li').allInnerTexts()
    await page.getByRole('button', { name: 'I have kept them' }).click()
    await page.getByText('Two-factor sign-in is on.', { exact: false }).first().waitFor()

    await mine.goTo('/settings')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('link', { name: 'I have an account' }).click()
    await fillIn(mine, { 'User name or e-mail': person.username, Password: goodPassword })
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'One more step' }).waitFor()
    await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'totp')
    await page.keyboard.type('000000')
    await page.keyboard.press('Enter')
    await page.getByText('The code is not right.', { exact: false }).waitFor()
    await page.getByRole('button', { name: 'Use a recovery code instead' }).click()
    await page.getByLabel('Recovery code').fill(codes[3]!)
    await page.getByRole('button', { name: 'Sign in' }).click()

    await page.getByRole('navigation', { name: 'Main' }).waitFor()
    expect(codes).to.have.length(10)
    expect(faults).to.deep.equal([])
    expect(mine.troubles).to.deep.equal([])
    await mine.close()
  })

  it('ask for a new password without saying whether there is such an account', async () => {
    const guest = await web.open()
    const { page } = guest
    await guest.goTo('/sign-in')
    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    await page.getByRole('button', { name: 'Mail me a link' }).click()
    await page.getByText('Please fill this in.').waitFor()
    await page.getByLabel('User name or e-mail').fill('nobody.at.all')
    await page.getByRole('button', { name: 'Mail me a link' }).click()

    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor()
    expect(guest.troubles).to.deep.equal([])
    await guest.close()
  })

  it('never lead out of the client by what stands in a link', async () => {
    const person = await signUp(web)
    const guest = await web.open()
    const { page } = guest
    await guest.goTo(`/sign-in?next=${encodeURIComponent('https://evil.example/')}`)
    await fillIn(guest, { 'User name or e-mail': person.username, Password: goodPassword })
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('navigation', { name: 'Main' }).waitFor()

    const again = await web.open()
    await again.goTo(`/sign-in?next=${encodeURIComponent('//evil.example/settings')}`)
    await fillIn(again, { 'User name or e-mail': person.username, Password: goodPassword })
    await again.page.getByRole('button', { name: 'Sign in' }).click()
    await again.page.getByRole('navigation', { name: 'Main' }).waitFor()

    expect([new URL(page.url()).origin, new URL(again.page.url()).origin]).to.deep.equal([web.url, web.url])
    await Promise.all([guest.close(), again.close()])
  })
})
