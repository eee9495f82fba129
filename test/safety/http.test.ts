import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { expect } from 'chai'
import { startTestApp, type TestApp } from '../support/app.ts'
import { signUp } from '../support/people.ts'

// SAFETY.md IN7, IN9, IN15, OP14, OP18: HTTP itself.

/** Sends bytes as they are, and answers what came back before the connection closed or `untilMs` were over. */
function raw(url: string, bytes: string, untilMs = 1500): Promise<{ text: string; closed: boolean }> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    let text = ''
    const timer = setTimeout(() => finish(false), untilMs)
    const finish = (closed: boolean): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve({ text, closed })
    }
    socket.on('data', (data) => {
      text += data.toString('latin1')
    })
    socket.on('error', () => finish(true))
    socket.on('close', () => finish(true))
  })
}

describe('HTTP', () => {
  let momentum: TestApp
  const logLines: string[] = []

  before(async () => {
    momentum = await startTestApp({
      logLines,
      settings: { LOG_LEVEL: 'trace', METRICS_TOKEN: 'metrics-token-for-tests' },
    })
  })
  after(() => momentum.close())

  it('carries the headers that keep browsers from guessing, framing and running what is not ours', async () => {
    for (const path of ['/api/v1/instance', '/api/openapi.json', '/api/docs', '/health/live', '/nothing-here']) {
      const { headers } = await fetch(momentum.url + path)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy, path).to.include("frame-ancestors 'none'")
      expect(policy).to.include("default-src 'none'")
      expect(policy).not.to.match(/unsafe-inline|unsafe-eval/)
      expect(headers.get('x-content-type-options')).to.equal('nosniff')
      expect(headers.get('referrer-policy')).to.be.a('string')
      expect(headers.get('cross-origin-opener-policy')).to.equal('same-origin')
      expect(headers.get('x-powered-by')).to.equal(null)
      expect(headers.get('access-control-allow-origin')).to.equal(null)
      expect(headers.get('x-request-id')).to.match(/^[0-9a-f-]{36}$/)
    }
  })

  it('says HSTS under https alone', async () => {
    const secure = await startTestApp({ settings: { PUBLIC_URL: 'https://social.example' } })

    const header = (await fetch(`${secure.url}/health/live`)).headers.get('strict-transport-security')

    expect(header).to.match(/max-age=\d{8,}/)
    expect((await fetch(`${momentum.url}/health/live`)).headers.get('strict-transport-security')).to.equal(null)
    await secure.close()
  })

  it('refuses TRACE and unknown methods, and says with Allow what is allowed', async () => {
    const trace = await raw(momentum.url, 'TRACE /api/v1/me HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
    const unknown = await raw(momentum.url, 'BREW /api/v1/me HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
    const wrong = await fetch(`${momentum.url}/api/v1/auth/register`)

    expect(trace.text).to.match(/^HTTP\/1\.1 405/)
    expect(unknown.text).to.match(/^HTTP\/1\.1 40[05]/)
    expect(wrong.status).to.equal(405)
    expect(wrong.headers.get('allow')).to.equal('POST')
  })

  it('refuses requests that two servers could read differently', async () => {
    const pairs = [
      'POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd',
      'GET /health/live HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n',
      'GET /health/live HTTP/1.1\nHost: a\n\n',
    ]
    for (const bytes of pairs) {
      const { text } = await raw(momentum.url, bytes)
      expect(text, JSON.stringify(bytes)).to.match(/^HTTP\/1\.1 400/)
    }
  })

  it('answers 431 to headers over 16 kB', async () => {
    const { text } = await raw(
      momentum.url,
      `GET /health/live HTTP/1.1\r\nHost: a\r\nX-Long: ${'a'.repeat(17_000)}\r\n\r\n`,
    )

    expect(text).to.match(/^HTTP\/1\.1 431/)
  })

  it('gives every other spelling of a path a 404', async () => {
    const person = await signUp(momentum)
    for (const path of [
      '/api/v1/ME',
      '/API/v1/me',
      '/api/v1/me/',
      '/api/v1//me',
      '/api/v1/%6de/',
      '/api/v1/me%00',
      '/api/v1/me;x=1',
    ]) {
      const { status } = await fetch(momentum.url + path, { headers: { Authorization: `Bearer ${person.token}` } })
      expect(status, path).to.equal(404)
    }
  })

  it('never takes a token from the URL', async () => {
    const person = await signUp(momentum)

    const answer = await fetch(`${momentum.url}/api/v1/me?token=${person.token}&access_token=${person.token}`)

    expect(answer.status).to.equal(401)
  })

  it('writes one JSON line for a request, with nothing secret and nothing that breaks the line', async () => {
    const person = await signUp(momentum, { displayName: 'Log Name' })
    logLines.length = 0
    const hostile = '/api/v1/nothing\u001b[31m%0d%0a%1b\u2028'
    await new Promise<void>((resolve) => {
      const { hostname, port } = new URL(momentum.url)
      const sent = httpRequest(
        {
          hostname,
          port,
          path: encodeURI(hostile),
          headers: { Authorization: `Bearer ${person.token}`, Cookie: 'momentum=secretcookie' },
        },
        (response) => response.resume().on('end', () => resolve()),
      )
      sent.end()
    })
    await person.patch('/me', { bio: 'a very private bio' })

    const text = logLines.join('')
    const lines = text.trimEnd().split('\n')
    for (const line of lines) expect(() => JSON.parse(line)).not.to.throw()
    expect(text).not.to.include(person.token!)
    expect(text).not.to.match(/secretcookie|private bio|correct horse/)
    expect(text).not.to.include(person.email)
    expect(text).not.to.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/)
    const requests = lines.map((line) => JSON.parse(line)).filter((line) => line.msg === 'request')
    expect(requests.filter((line) => line.method === 'PATCH')).to.have.length(1)
  })

  it('shows metrics to this machine, to whoever has the token, and to nobody through a proxy', async () => {
    const local = await fetch(`${momentum.url}/metrics`)
    const proxied = await fetch(`${momentum.url}/metrics`, { headers: { 'X-Forwarded-For': '203.0.113.9' } })
    const withToken = await fetch(`${momentum.url}/metrics`, {
      headers: { 'X-Forwarded-For': '203.0.113.9', Authorization: 'Bearer metrics-token-for-tests' },
    })

    expect([local.status, proxied.status, withToken.status]).to.deep.equal([200, 404, 200])
    expect(await local.text()).to.include('momentum_http_request_seconds')
  })

  it('is live and ready', async () => {
    expect((await momentum.guest.get('/health/live')).body).to.deep.equal({ status: 'ok' })
    expect((await momentum.guest.get('/health/ready')).status).to.equal(200)
  })

  it('ignores X-Forwarded-For unless a proxy is trusted', async () => {
    const behind = await startTestApp({ settings: { TRUST_PROXY: '1' } })
    const headers = { 'X-Forwarded-For': '203.0.113.9' }
    const direct = await signUp(momentum, {}, headers)
    const proxied = await signUp(behind, {}, headers)

    expect((await direct.get('/auth/sessions')).body.items[0].ip).to.equal('127.0.0.1')
    expect((await proxied.get('/auth/sessions')).body.items[0].ip).to.equal('203.0.113.9')
    await behind.close()
  })
})

describe('Slow clients', () => {
  it('are closed, while others are answered', async () => {
    const momentum = await startTestApp()
    const slow = Array.from({ length: 200 }, () =>
      raw(momentum.url, 'GET /health/live HTTP/1.1\r\nHost: a\r\nX-', 35_000),
    )

    const started = performance.now()
    for (let index = 0; index < 20; index += 1) {
      expect((await momentum.guest.get('/health/live')).status).to.equal(200)
    }
    const perRequest = (performance.now() - started) / 20
    const ends = await Promise.all(slow)

    expect(perRequest, 'ms; the slow ones are let be for much longer').to.be.lessThan(3000)
    expect(ends.every((end) => end.closed)).to.equal(true)
    await momentum.close()
  })
})
