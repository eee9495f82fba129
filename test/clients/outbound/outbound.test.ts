import { readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import type { AddressInfo, LookupFunction, Server } from 'node:net'
import { expect } from 'chai'
import {
  checkOutboundUrl,
  createOutbound,
  isPublicAddress,
  type Outbound,
  OutboundFailed,
  type OutboundOptions,
  OutboundRefused,
} from '../../../src/clients/outbound/index.ts'

const tls = (name: string) => readFileSync(new URL(`../../fixtures/tls/${name}`, import.meta.url), 'utf8')

async function failure(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => expect.fail('it succeeded'),
    (error: Error) => error,
  )
}

describe('isPublicAddress', () => {
  it('knows the addresses that are nobody’s business', () => {
    const inside = [
      '0.0.0.0',
      '0.1.2.3',
      '10.1.2.3',
      '100.64.0.1',
      '127.0.0.1',
      '127.255.255.254',
      '169.254.169.254',
      '172.16.0.1',
      '172.31.255.255',
      '192.0.0.8',
      '192.168.1.1',
      '198.18.0.1',
      '198.51.100.7',
      '203.0.113.1',
      '224.0.0.1',
      '239.255.255.250',
      '240.0.0.1',
      '255.255.255.255',
      '::',
      '::1',
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      '::ffff:7f00:1',
      '::127.0.0.1',
      '64:ff9b::7f00:1',
      '64:ff9b:1::1',
      '100::1',
      'fc00::1',
      'fd00:ec2::254',
      'fe80::1',
      'fe80::1%eth0',
      'fec0::1',
      'ff02::1',
      '2001::1',
      '2001:db8::1',
      '2002:7f00:1::',
      '3fff::1',
      '5f00::1',
      'localhost',
      '',
      '0x7f.1',
      '2130706433',
      '127.1',
    ]
    for (const address of inside) expect(isPublicAddress(address), address).to.equal(false)
    for (const address of ['8.8.8.8', '172.32.0.1', '100.128.0.1', '11.0.0.1', '2606:4700::1111', '2a00:1450::1']) {
      expect(isPublicAddress(address), address).to.equal(true)
    }
  })
})

describe('checkOutboundUrl', () => {
  it('refuses by form alone', () => {
    const urls = [
      'http://example.org/',
      'file:///etc/passwd',
      'gopher://example.org/',
      'ftp://example.org',
      'data:text/plain,x',
      'ws://example.org',
      'https://user:pass@example.org/',
      'https://user@example.org',
      '',
      'example.org',
      '//example.org',
      'https://127.0.0.1/',
      'https://127.1/',
      'https://2130706433/',
      'https://0x7f000001/',
      'https://0177.0.0.1/',
      'https://0/',
      'https://[::1]/',
      'https://[::ffff:127.0.0.1]/',
      'https://169.254.169.254/latest',
      'https://10.0.0.1',
      'https://１２７.０.０.１/',
      'https://127。0。0。1/',
      'https://[fe80::1]/',
      `https://example.org/${'x'.repeat(2048)}`,
    ]
    for (const url of urls) expect(() => checkOutboundUrl(url), url).to.throw(OutboundRefused)
  })

  it('takes an address of the public internet', () => {
    expect(checkOutboundUrl('https://push.example.org:8443/x?y').href).to.equal('https://push.example.org:8443/x?y')
    expect(checkOutboundUrl('https://[2606:4700::1111]/').hostname).to.equal('[2606:4700::1111]')
  })
})

describe('createOutbound', () => {
  let server: http.Server
  let origin: string
  let connections = 0
  let handler: http.RequestListener
  const opened: Outbound[] = []

  const open = (options: OutboundOptions = {}) => {
    const outbound = createOutbound(options)
    opened.push(outbound)
    return outbound
  }
  const port = (of: Server) => (of.address() as AddressInfo).port

  before(async () => {
    server = http.createServer((request, response) => handler(request, response))
    server.on('connection', () => {
      connections += 1
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${port(server)}`
  })
  beforeEach(() => {
    connections = 0
    handler = (_request, response) => response.end('fine')
  })
  after(async () => {
    for (const outbound of opened) outbound.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  it('makes no connection to the loopback, whatever it is called', async () => {
    const outbound = open({ allowHttp: true })
    const hosts = [
      '127.0.0.1',
      'localhost',
      '[::1]',
      '0',
      '127.1',
      '2130706433',
      '0x7f.0.0.1',
      '0177.1',
      '[::ffff:127.0.0.1]',
      '0.0.0.0',
      'LOCALHOST.',
    ]
    for (const host of hosts) {
      const error = await failure(outbound.request(`http://${host}:${port(server)}/`))
      // Where a form does not even resolve on this machine, that is a failure; it is never an answer.
      expect(error, host).to.satisfy(
        (thrown: Error) => thrown instanceof OutboundRefused || /ENOTFOUND|EAI_AGAIN/.test(thrown.message),
      )
    }

    expect(connections).to.equal(0)
  })

  it('judges what a name resolves to, at each connection, and every address of it', async () => {
    const answers: Record<string, string[]> = {
      'inside.example': ['10.0.0.7'],
      'loop.example': ['127.0.0.1'],
      'mixed.example': ['93.184.215.14', '127.0.0.1'],
      'mapped.example': ['::ffff:127.0.0.1'],
      'metadata.example': ['169.254.169.254'],
      'none.example': [],
    }
    const asked: string[] = []
    const lookup = ((name, _options, callback) => {
      asked.push(name)
      callback(
        null,
        answers[name]!.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )
    }) as LookupFunction
    const outbound = open({ allowHttp: true, lookup })

    for (const name of Object.keys(answers)) {
      const error = await failure(outbound.request(`http://${name}:${port(server)}/`))
      expect(error, name).to.be.instanceOf(name === 'none.example' ? OutboundFailed : OutboundRefused)
    }
    expect(asked).to.deep.equal(Object.keys(answers))
    expect(connections).to.equal(0)
  })

  it('is not fooled by a name that changes between two look-ups', async () => {
    let turn = 0
    const lookup = ((_name, _options, callback) => {
      turn += 1
      callback(null, [{ address: turn === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }])
    }) as LookupFunction
    const outbound = open({ allowHttp: true, allowLoopback: true, lookup })
    handler = (_request, response) => response.setHeader('connection', 'close').end('fine')

    const first = await outbound.request(`http://rebind.example:${port(server)}/`)
    expect(first.status).to.equal(200)
    expect(await failure(outbound.request(`http://rebind.example:${port(server)}/`))).to.be.instanceOf(OutboundRefused)
  })

  it('sends method, headers and body, and answers with status, headers and body', async () => {
    let seen = ''
    handler = async (request, response) => {
      for await (const chunk of request) seen += chunk
      seen += ` ${request.method} ${request.headers['x-test']} ${request.headers['content-length']}`
      response.writeHead(201, { location: '/x' }).end('made')
    }
    const answer = await open({ allowHttp: true, allowLoopback: true }).request(origin, {
      method: 'POST',
      headers: { 'x-test': 'yes' },
      body: 'grüß',
    })

    expect(seen).to.equal('grüß POST yes 6')
    expect(answer).to.deep.include({ status: 201 })
    expect(answer.headers.location).to.equal('/x')
    expect(answer.body.toString()).to.equal('made')
  })

  it('follows no redirect', async () => {
    handler = (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()
    const answer = await open({ allowHttp: true, allowLoopback: true }).request(origin)

    expect(answer.status).to.equal(302)
    expect(connections).to.equal(1)
  })

  it('reads no more than the limit', async () => {
    handler = (_request, response) => {
      response.on('error', () => {})
      response.write(Buffer.alloc(900))
      response.end(Buffer.alloc(200))
    }
    const small = open({ allowHttp: true, allowLoopback: true, maxBytes: 1000 })

    expect(await failure(small.request(origin)))
      .to.be.instanceOf(OutboundFailed)
      .and.have.property('message')
      .match(/longer/)
    handler = (_request, response) => response.end(Buffer.alloc(1000))
    expect((await small.request(origin)).body).to.have.length(1000)
  })

  it('ends a silent, a trickling and a broken answer in the written time', async () => {
    const quick = open({ allowHttp: true, allowLoopback: true, timeoutMs: 150 })
    let dripping: NodeJS.Timeout | undefined
    const cases: [http.RequestListener, RegExp][] = [
      [() => {}, /150 ms/],
      [
        (_request, response) => {
          dripping = setInterval(() => response.write('x'), 20)
        },
        /150 ms/,
      ],
      [
        (request, response) => {
          response.writeHead(200, { 'content-length': '100' }).write('x')
          setImmediate(() => request.socket.destroy())
        },
        /broke off|aborted|hang up|RESET/i,
      ],
    ]
    for (const [listener, message] of cases) {
      handler = listener
      const started = performance.now()
      const error = await failure(quick.request(origin))
      clearInterval(dripping)
      expect(error).to.be.instanceOf(OutboundFailed).and.have.property('message').match(message)
      expect(performance.now() - started).to.be.below(10_000)
    }
  })

  it('stops when the caller no longer wants it', async () => {
    handler = () => {}
    const wanted = new AbortController()
    const request = open({ allowHttp: true, allowLoopback: true }).request(origin, { signal: wanted.signal })
    setImmediate(() => wanted.abort())

    expect(await failure(request)).to.be.instanceOf(OutboundFailed)
  })

  it('speaks https, and believes only certificates for the name it asked for', async () => {
    const secure = https.createServer({ key: tls('localhost.key'), cert: tls('localhost.crt') }, (_request, response) =>
      response.end('sealed'),
    )
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve))
    const lookup = ((_name, _options, callback) =>
      callback(null, [{ address: '127.0.0.1', family: 4 }])) as LookupFunction
    const trusting = open({ allowLoopback: true, lookup, ca: tls('localhost.crt') })

    const answer = await trusting.request(`https://push.example:${port(secure)}/`)
    expect(answer.body.toString()).to.equal('sealed')
    expect((await failure(trusting.request(`https://other.example:${port(secure)}/`))).message).to.equal(
      'ERR_TLS_CERT_ALTNAME_INVALID',
    )
    expect(
      (await failure(open({ allowLoopback: true, lookup }).request(`https://push.example:${port(secure)}/`))).message,
    ).to.equal('DEPTH_ZERO_SELF_SIGNED_CERT')

    trusting.close()
    secure.closeAllConnections()
    await new Promise((resolve) => secure.close(resolve))
  })
})
