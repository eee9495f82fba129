import { expect } from 'chai'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { hostileTexts } from '../../support/hostile-texts.ts'
import { signUpAs } from '../../support/operators.ts'
import { signUp, type TestPerson } from '../../support/people.ts'
import { follow, publish } from '../../support/posts.ts'

interface Home {
  status: number
  headers: Headers
  html: string
  /** What was written into the page for the client, by address; undefined in the plain page. */
  answers: Map<string, Record<string, unknown>> | undefined
}

describe('the home page as the server draws it', function () {
  this.timeout(60_000)
  let momentum: TestApp
  let ada: TestPerson
  let bela: TestPerson

  before(async () => {
    momentum = await startTestApp({ settings: { REGISTRATION: 'open' } })
    ada = await signUp(momentum, { displayName: 'Ada' })
    bela = await signUp(momentum, { displayName: 'Bela' })
    await follow(ada, bela)
  })
  after(() => momentum.close())

  async function open(token: string | undefined, path = '/', more: Record<string, string> = {}): Promise<Home> {
    const headers: Record<string, string> = { Accept: 'text/html', ...more }
    if (token !== undefined) headers.Cookie = `momentum=${token}`
    const answer = await fetch(momentum.url + path, { headers })
    const html = await answer.text()
    const written = /<script type="application\/json" id="answers">(.*?)<\/script>/s.exec(html)?.[1]
    const answers =
      written === undefined
        ? undefined
        : new Map(
            (JSON.parse(written) as [string, string, Record<string, unknown>][]).map(([at, , body]) => [at, body]),
          )
    return { status: answer.status, headers: answer.headers, html, answers }
  }

  function expectPlain(home: Home): void {
    expect(home.status).to.equal(200)
    expect(home.answers).to.equal(undefined)
    expect(home.html).to.include('page-waiting').and.not.include('data-drawn')
    expect(home.headers.get('cache-control')).to.equal('no-cache')
  }

  it('has the posts of somebody’s feed, and for the client what the API answers them', async () => {
    const post = await publish(momentum, bela, { caption: 'Beans, taller than us' })

    const home = await open(ada.token)

    expect(home.html).to.include(`data-post="${post.id}"`).and.include('Beans, taller than us')
    expect([...home.answers!.keys()]).to.deep.equal(['/sync', '/me', '/feed', '/instance'].map((at) => `/api/v1${at}`))
    for (const path of ['/me', '/feed', '/instance', '/sync']) {
      expect(home.answers!.get(`/api/v1${path}`), path).to.deep.equal((await ada.get(path)).body)
    }
  })

  it('tags what it brings as the API does, so that nothing is sent twice', async () => {
    const { html } = await open(ada.token)
    const tag = /\["\/api\/v1\/feed",("(?:\\.|[^"])*")/.exec(html)![1]!

    const again = await ada.get('/feed', { 'If-None-Match': JSON.parse(tag) })

    expect(again.status).to.equal(304)
  })

  it('is kept by nobody', async () => {
    const home = await open(ada.token)

    expect(home.headers.get('cache-control')).to.equal('private, no-store')
    expect(home.headers.get('etag')).to.equal(null)
    expect(home.headers.get('vary')).to.include('Cookie')
  })

  it('is each person’s own, however many are drawn at a time', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => signUp(momentum)))
    await Promise.all(
      people.map((person) => publish(momentum, person, { caption: `of ${person.id}`, visibility: 'followers' })),
    )

    const homes = await Promise.all([...people, ...people].map((person) => open(person.token)))

    for (const [index, { html, answers }] of homes.entries()) {
      const person = people[index % people.length]!
      expect(answers!.get('/api/v1/me')).to.deep.include({ id: person.id })
      const others = people.filter(({ id }) => id !== person.id)
      expect(html).to.include(`of ${person.id}`).and.include(`/@${person.username}`)
      for (const other of others) expect(html).to.not.include(other.id).and.not.include(other.email)
    }
  })

  it('is the plain page for whoever is not signed in, or not any more', async () => {
    const left = await signUp(momentum)
    const before = await open(left.token)
    await left.post('/auth/logout')

    expect(before.answers).to.not.equal(undefined)
    for (const home of [await open(undefined), await open(left.token), await open('made-up')]) expectPlain(home)
  })

  it('is the plain page for a session that may not read the feed', async () => {
    const admin = await signUpAs(momentum, 'admin')
    const carla = await signUp(momentum)
    const taken = await admin.post(`/admin/users/${carla.username}/suspend`, { reason: 'spam' })
    expect(taken.status, taken.text).to.be.below(300)

    expectPlain(await open(carla.token))
  })

  it('is drawn for the front door alone', async () => {
    for (const path of ['/explore', `/@${ada.username}`, '/messages']) expectPlain(await open(ada.token, path))
  })

  it('shows what people typed, and runs none of it', async () => {
    const texts = [
      '</script><script>alert(1)</script>',
      '<!--<script>',
      '"><img src=x onerror=alert(1)>',
      "' onmouseover='alert(1)",
      'javascript:alert(1)',
      '\u2028]]>',
    ]
    const dov = await signUp(momentum, { displayName: '<b>Dov</b></script>' })
    const posts = [...texts, ...hostileTexts.filter((text) => text.includes('<'))]

    for (const caption of posts) {
      await publish(momentum, dov, { caption })
      const { html, answers } = await open(dov.token)
      const outside = html.replace(/<script[^>]* src="\/[^"]*"[^>]*><\/script>/g, '')

      const feed = answers!.get('/api/v1/feed') as { items: { caption: string }[] }
      expect(feed.items[0]!.caption).to.equal(caption)
      expect(outside.match(/<script/g), caption).to.have.length(1)
      expect(outside).to.not.match(/<img src=x|<[^>]+ on\w+=|<b>Dov|href="javascript:/i)
      expect(html).to.not.match(/ style=/)
    }
  })

  it('writes numbers and times as the account says, and goes on where it says nonsense', async () => {
    const german = await open(ada.token, '/', { 'Accept-Language': 'de-DE,de;q=0.9' })
    const strange = await open(ada.token, '/', { 'Accept-Language': 'not a language' })

    expect(german.html).to.match(/<time[^>]*>(jetzt|vor \d+ \w+)/)
    expect(strange.answers).to.not.equal(undefined)
  })
})
