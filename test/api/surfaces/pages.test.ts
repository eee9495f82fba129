import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect } from 'chai'
import express from 'express'
import { webClientSurface } from '../../../src/api/surfaces/web-client.ts'
import { writeSetting } from '../../../src/core/settings/index.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

describe('Pages made by the server', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  const get = (path: string): Promise<Response> => fetch(momentum.url + path, { redirect: 'manual' })

  for (const path of ['/terms', '/privacy', '/guidelines', '/safety/child-standards']) {
    it(`${path} is readable without script or a session`, async () => {
      const answer = await get(path)
      const html = await answer.text()

      expect(answer.status).to.equal(200)
      expect(html).to.match(/<h1>.+<\/h1>\s*<(p|ol)/)
      expect(html).not.to.match(/<script|style=|onclick/)
    })
  }

  it('show what operators wrote, as text', async () => {
    const { app } = momentum
    await app.db.transaction((unit) =>
      writeSetting(unit, 'terms.text', '# Ours\n\n<b>Be</b> kind & fair.\n\n- one\n- two', 0),
    )
    await app.settings.reload()

    const html = await (await get('/terms')).text()

    expect(html).to.include('<h2>Ours</h2>')
    expect(html).to.include('&#60;b&#62;Be&#60;/b&#62; kind &#38; fair.')
    expect(html).to.include('<ul><li>one</li><li>two</li></ul>')
  })

  it('lead password managers and Android to the right place', async () => {
    const change = await get('/.well-known/change-password')
    const links = await get('/.well-known/assetlinks.json')

    expect([change.status, change.headers.get('location')]).to.deep.equal([302, '/settings/password'])
    expect(await links.json()).to.deep.equal([])
  })
})

describe('webClientSurface', () => {
  it('serves what was built, packed and cached by name, and its page for places in the client', async () => {
    const folder = await temporaryFolder('static')
    await mkdir(join(folder, 'app/assets'), { recursive: true })
    await writeFile(join(folder, 'app/index.html'), '<!doctype html><title>client</title>')
    await writeFile(join(folder, 'app/assets/main-Abc12345.js'), `console.log(${'1+'.repeat(2000)}1)`)
    await writeFile(join(folder, 'app/assets/main-Abc12345.js.map'), '{}')
    await writeFile(join(folder, 'app/.env'), 'SECRET=1')
    const web = express()
    web.use(webClientSurface(folder))
    const server = createServer(web)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

    const script = await fetch(`${url}/assets/main-Abc12345.js`, { headers: { 'Accept-Encoding': 'gzip, br' } })
    const place = await fetch(`${url}/people/ada`, { headers: { Accept: 'text/html' } })
    const again = await fetch(`${url}/`, {
      headers: { 'If-None-Match': place.headers.get('etag')!, Accept: 'text/html' },
    })
    const door = await fetch(`${url}/`, { headers: { Accept: '*/*' } })
    const data = await fetch(`${url}/`, { headers: { Accept: 'application/json' } })
    const elsewhere = await fetch(`${url}/people/ada`, { headers: { Accept: '*/*' } })
    const hidden = await Promise.all(
      [
        '/assets/main-Abc12345.js.map',
        '/.env',
        '/..%2f.env',
        '/app/index.html',
        '/assets/../.env',
        '/api/v1/nothing',
      ].map(async (path) => (await fetch(url + path, { headers: { Accept: 'text/html' } })).status),
    )

    expect(script.headers.get('cache-control')).to.equal('public, max-age=31536000, immutable')
    expect(script.headers.get('content-encoding')).to.equal('br')
    expect(await place.text()).to.include('client')
    expect(place.headers.get('cache-control')).to.equal('no-cache')
    expect(again.status).to.equal(304)
    expect([door.status, data.status, elsewhere.status], 'for curl').to.deep.equal([200, 404, 404])
    expect(hidden).to.deep.equal([404, 404, 404, 404, 404, 404])
    await new Promise((resolve) => server.close(resolve))
  })

  it('names the files of the page at a place that people begin at, and of no other', async () => {
    const folder = await temporaryFolder('static')
    await mkdir(join(folder, 'app/.vite'), { recursive: true })
    await writeFile(join(folder, 'app/index.html'), '<!doctype html><head><title>client</title></head>')
    const preloads = [{ place: '^/@[^/]+$', files: ['assets/profile-Abc12345.js', 'assets/profile-Abc12345.css'] }]
    await writeFile(join(folder, 'app/.vite/preloads.json'), JSON.stringify(preloads))
    const web = express()
    web.use(webClientSurface(folder))
    const server = createServer(web)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const page = async (path: string) => {
      const answer = await fetch(url + path, { headers: { Accept: 'text/html' } })
      return { status: answer.status, etag: answer.headers.get('etag'), html: await answer.text() }
    }

    const profile = await page('/@ada')
    const feed = await page('/')
    const list = await page('/.vite/preloads.json')

    expect(profile.html).to.include('<link rel="modulepreload" crossorigin href="/assets/profile-Abc12345.js">')
    expect(profile.html).to.include('<link rel="stylesheet" crossorigin href="/assets/profile-Abc12345.css">')
    expect(feed.html).to.not.include('profile-')
    expect(profile.etag).to.not.equal(feed.etag)
    expect(list.status).to.equal(404)
    await new Promise((resolve) => server.close(resolve))
  })
})
