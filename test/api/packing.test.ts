import { type IncomingMessage, request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { expect } from 'chai'
import { startTestApp, type TestApp } from '../support/app.ts'
import { signUp, type TestPerson } from '../support/people.ts'
import { publish } from '../support/posts.ts'

describe('packed answers', () => {
  let momentum: TestApp
  let ada: TestPerson

  before(async () => {
    momentum = await startTestApp()
    ada = await signUp(momentum)
    for (let at = 0; at < 8; at += 1) await publish(momentum, ada, { caption: `${at} ${'of many words '.repeat(100)}` })
  })
  after(() => momentum.close())

  async function ask(path: string, headers: Record<string, string>, method = 'GET') {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const options = { method, headers: { Authorization: `Bearer ${ada.token}`, ...headers }, agent: false }
      request(ada.address(path), options, resolve).once('error', reject).end()
    })
    return { status: answer.statusCode, headers: answer.headers, bytes: await buffer(answer) }
  }

  const accepted: [header: string, isPacked: boolean][] = [
    ['gzip', true],
    ['br;q=1.0, gzip;q=0.8, *;q=0.1', true],
    ['deflate, gzip', true],
    ['*', true],
    ['gzip;q=0', false],
    ['gzip; q=0.0, br', false],
    ['br', false],
    ['x-gzip', false],
    ['', false],
  ]
  for (const [header, isPacked] of accepted) {
    it(`are ${isPacked ? '' : 'not '}sent to who accepts "${header}"`, async () => {
      const answer = await ask('/feed', { 'Accept-Encoding': header })

      expect(answer.headers['content-encoding']).to.equal(isPacked ? 'gzip' : undefined)
      const text = (isPacked ? gunzipSync(answer.bytes) : answer.bytes).toString()
      expect(JSON.parse(text).items).to.have.length(8)
      expect(answer.headers).to.include({ 'content-length': String(answer.bytes.length), vary: 'Accept-Encoding' })
    })
  }

  it('are a quarter of the plain ones at most', async () => {
    const [packed, plain] = [await ask('/feed', { 'Accept-Encoding': 'gzip' }), await ask('/feed', {})]

    expect(packed.bytes.length).to.be.below(plain.bytes.length / 4)
    expect(gunzipSync(packed.bytes).equals(plain.bytes)).to.equal(true)
  })

  it('have a weak tag, which is current as that of the plain ones is', async () => {
    const [packed, plain] = [await ask('/feed', { 'Accept-Encoding': 'gzip' }), await ask('/feed', {})]
    const again = [
      await ask('/feed', { 'Accept-Encoding': 'gzip', 'If-None-Match': packed.headers.etag! }),
      await ask('/feed', { 'If-None-Match': packed.headers.etag! }),
      await ask('/feed', { 'Accept-Encoding': 'gzip', 'If-None-Match': plain.headers.etag! }),
    ]

    expect(packed.headers.etag).to.equal(`W/${plain.headers.etag}`)
    expect(again.map(({ status, bytes }) => [status, bytes.length])).to.deep.equal([
      [304, 0],
      [304, 0],
      [304, 0],
    ])
  })

  it('have the same headers for HEAD, and no body', async () => {
    const whole = await ask('/feed', { 'Accept-Encoding': 'gzip' })
    const head = await ask('/feed', { 'Accept-Encoding': 'gzip' }, 'HEAD')

    expect(head.bytes).to.have.length(0)
    for (const name of ['content-encoding', 'content-length', 'etag', 'vary'])
      expect(head.headers[name]).to.equal(whole.headers[name])
  })

  it('are not made of what is small', async () => {
    const answer = await ask('/me', { 'Accept-Encoding': 'gzip' })

    expect(answer.headers).not.to.have.any.keys('content-encoding', 'vary')
    expect(JSON.parse(answer.bytes.toString()).username).to.equal(ada.username)
  })
})
