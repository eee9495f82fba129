import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { textFault } from '../../../src/lib/text-limits.ts'
import { signUp, type TestPerson } from '../../support/people.ts'
import { comment, follow, publish } from '../../support/posts.ts'
import { projectFolder } from '../../support/spawn.ts'
import { uploadPhoto } from '../../support/uploads.ts'
import { openWebClient, signInInBrowser, type WebClient, type WebPerson } from '../support/web-client.ts'

/** Strings that have broken other pages, of those that the server takes. */
async function naughtyStrings(): Promise<string[]> {
  const read = async (name: string) =>
    JSON.parse(await readFile(join(projectFolder, 'test/fixtures/names', name), 'utf8'))
  const { text, user_names: names, file_names: files } = await read('hostile.json')
  const all: string[] = [...(await read('blns.json')), ...text, ...names, ...files]
  return [...new Set(all)].filter((one) => one.trim() === one && one !== '' && textFault(one, 'text') === null)
}

/** The strings on lines, in texts of at most so many characters. */
function inTexts(strings: readonly string[], most: number): string[] {
  const texts: string[] = []
  for (const one of strings.filter(({ length }) => length <= most)) {
    const last = texts.at(-1)
    if (last !== undefined && last.length + 1 + one.length <= most) texts[texts.length - 1] = `${last}\n${one}`
    else texts.push(one)
  }
  return texts
}

describe('what people type (SAFETY.md IN5, IN6)', function () {
  this.timeout(180_000)
  let web: WebClient
  let reader: TestPerson
  let browser: WebPerson
  let page: Page
  let strings: string[]

  before(async function () {
    web = await openWebClient(this, { settings: { REGISTRATION: 'open' } })
    strings = await naughtyStrings()
    reader = await signUp(web)
    browser = await web.open({ viewport: { width: 360, height: 740 } })
    await signInInBrowser(browser, reader)
    page = browser.page
  })

  after(async () => {
    await browser?.close()
    await web?.close()
  })

  afterEach(() => {
    // Dialogs, mistakes of scripts, and what the policy refused.
    expect(browser.troubles).to.deep.equal([])
  })

  const textsOf = (selector: string): Promise<string[]> =>
    page.locator(selector).evaluateAll((elements) => elements.map((element) => element.textContent ?? ''))

  it('is shown as typed in captions and descriptions of pictures', async () => {
    const author = await signUp(web)
    await follow(reader, author)
    const captions = inTexts(strings, 2000)
    const alts = inTexts(strings, 1000)
    expect(captions.length).to.be.above(5)
    for (const [index, caption] of captions.entries()) {
      const { id } = await uploadPhoto(author, { alt: alts[index]! })
      await publish(web, author, { caption, media: [id] })
    }

    await browser.goTo('/')
    // Posts are drawn as one comes near them.
    await page.waitForFunction((count) => {
      scrollTo(0, document.documentElement.scrollHeight)
      return document.querySelectorAll('article').length === count
    }, captions.length)

    expect(await textsOf('.post-caption')).to.have.members(captions)
    const shown = await page
      .locator('.post img.media-file')
      .evaluateAll((all) => all.map((one) => one.getAttribute('alt')))
    expect(shown).to.have.members(alts.slice(0, captions.length))
  })

  it('is shown as typed in comments', async () => {
    const author = await signUp(web)
    await follow(reader, author)
    const { id } = await publish(web, author, {})
    const texts = inTexts(strings, 2100)
    for (const text of texts) await comment(author, id, text)

    await browser.goTo(`/posts/${id}`)
    await page.waitForFunction((count) => document.querySelectorAll('article.comment').length === count, texts.length)

    expect(await textsOf('.comment .rich-text')).to.have.members(texts)
  })

  it('is shown as typed in names and in what people say about themselves', async () => {
    const { limits } = (await web.guest.get('/instance')).body
    const names = strings
      .filter((one) => one.length >= 3 && one.length <= limits.displayName.max && textFault(one, 'name') === null)
      .sort((one, other) => signsOf(other) - signsOf(one))
      .slice(0, 20)
    const bios = inTexts(strings, limits.bio.max)
    const accepted: string[] = []
    let last = reader
    for (const [index, displayName] of names.entries()) {
      const person = await signUp(web)
      const answer = await person.patch('/me', { displayName, bio: bios[index % bios.length] })
      if (answer.status !== 200) continue
      await follow(person, reader)
      accepted.push(answer.body.displayName)
      last = person
    }
    expect(accepted.length).to.be.above(10)

    await browser.goTo(`/@${reader.username}/followers`)
    await page.waitForFunction(
      (count) => document.querySelectorAll('.people-list li').length === count,
      accepted.length,
    )
    const shown = await textsOf('.people-list .person-name-shown')
    const { bio } = (await last.get('/me')).body
    await browser.goTo(`/@${last.username}`)
    await page.locator('.profile-bio').waitFor()

    expect(shown).to.have.members(accepted)
    expect(await textsOf('.profile-bio')).to.deep.equal([bio])
    expect((await textsOf('.profile-name bdi'))[0]).to.equal(accepted.at(-1))
  })

  it('does nothing in an address: tags, searches, people', async () => {
    for (const text of [
      '<img src=x onerror=alert(1)>',
      "javascript:alert('1')",
      '"><script>alert(1)</script>',
      '{{7*7}}',
    ]) {
      await browser.goTo(`/tags/${encodeURIComponent(text)}`)
      await page.getByRole('heading', { name: `#${text}`, exact: true }).waitFor()
      await browser.goTo(`/search?q=${encodeURIComponent(text)}`)
      await page.waitForFunction((wanted) => document.querySelector('input')?.value === wanted, text)
      await browser.goTo(`/@${encodeURIComponent(text)}`)
      await page.getByRole('heading', { name: 'Nobody is here' }).waitFor()
    }
  })

  it('becomes a link only where it leads where it says, over http and https', async () => {
    const author = await signUp(web)
    await follow(reader, author)
    const caption = [
      'javascript:alert(1) data:text/html,<b>x</b> vbscript:x file:///etc/passwd',
      'https://bank.example@evil.example/login https://user:secret@evil.example/',
      'http://example.org/a(b) https://xn--e1afmkfd.example/ https://пример.example/ HTTPS://EXAMPLE.ORG/X',
      'https://example.org/\u202egnp.exe //evil.example/x https:/\\evil.example',
    ].join('\n')
    const answer = await author.post('/posts', {
      media: [(await uploadPhoto(author)).id],
      caption: caption.replace('\u202e', ''),
    })
    expect(answer.status, answer.text).to.equal(201)

    await browser.goTo(`/posts/${answer.body.id}`)
    await page.locator('.post-caption').waitFor()
    const links = await page.locator('.post-caption a').evaluateAll((all) =>
      all.map((one) => {
        const { href, target, rel, textContent } = one as HTMLAnchorElement
        return { href, target, rel, text: textContent ?? '' }
      }),
    )

    expect(links.length).to.be.above(3)
    for (const { href, target, rel, text } of links) {
      const url = new URL(href)
      expect(url.protocol, href).to.match(/^https?:$/)
      expect([url.username, url.password], href).to.deep.equal(['', ''])
      expect(target).to.equal('_blank')
      expect(rel.split(' ')).to.include.members(['noopener', 'nofollow'])
      // What is read as the host is the host.
      expect(new URL(text).host, text).to.equal(url.host)
      expect(new URL(text).username).to.equal('')
    }
  })
})

/** How many signs of markup, scripts and directions a string has. */
function signsOf(text: string): number {
  return text.match(/[<>"'`&{}$\\/;:()=\u200b-\u200f\u2066-\u2069]/gu)?.length ?? 0
}
