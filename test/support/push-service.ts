import { createDecipheriv, createECDH, createPublicKey, type ECDH, hkdfSync, randomBytes, verify } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Delivery {
  /** What the application was sent, decrypted. */
  payload: string
  headers: IncomingHttpHeaders
  /** The claims of the VAPID token, whose signature has been checked. */
  claims: { aud: string; exp: number; sub: string }
}

export interface TestSubscription {
  endpoint: string
  p256dh: string
  auth: string
  /** What came for this subscription, oldest first. */
  deliveries: Delivery[]
}

export interface TestPushService {
  origin: string
  /** A new subscription, bound to the public key of the application when one is given. */
  subscribe(applicationServerKey?: string): TestSubscription
  /** Until further notice: this status, whatever is sent. Without a status: as a push service should. */
  answerWith(status?: number, headers?: Record<string, string>): void
  /** Why requests were refused. */
  refusals: string[]
  close(): Promise<void>
}

/**
 * A push service on a free port: it checks the VAPID signature (RFC 8292) as the real ones do, and decrypts the message
 * (RFC 8291) as the application would. Whatever is wrong is refused with the real ones' status.
 */
export async function startPushService(): Promise<TestPushService> {
  const subscriptions = new Map<
    string,
    { subscription: TestSubscription; keys: ECDH; auth: Buffer; boundTo?: string }
  >()
  const refusals: string[] = []
  let fixed: { status: number; headers: Record<string, string> } | undefined
  let origin = ''

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const answer = (status: number, why?: string, headers = {}) => {
      if (why !== undefined) refusals.push(why)
      response.writeHead(status, headers).end()
    }
    if (fixed !== undefined) return answer(fixed.status, undefined, fixed.headers)
    const known = subscriptions.get(request.url ?? '')
    if (known === undefined) return answer(404, 'no such subscription')
    if (request.method !== 'POST') return answer(405, 'not a POST')
    if (!/^\d+$/.test(String(request.headers.ttl))) return answer(400, 'no TTL')
    const body = Buffer.concat(chunks)
    if (body.length > 4096) return answer(413, `${body.length} bytes`)
    try {
      const claims = checkVapid(String(request.headers.authorization), origin, known.boundTo)
      const payload = decrypt(body, known.keys, known.auth, request.headers['content-encoding'])
      known.subscription.deliveries.push({ payload, headers: request.headers, claims })
    } catch (error) {
      return answer((error as { status?: number }).status ?? 400, (error as Error).message)
    }
    answer(201, undefined, { location: `${origin}/message/1` })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    origin,
    refusals,
    subscribe(applicationServerKey) {
      const keys = createECDH('prime256v1')
      const path = `/push/${randomBytes(12).toString('hex')}`
      const auth = randomBytes(16)
      const subscription: TestSubscription = {
        endpoint: origin + path,
        p256dh: keys.generateKeys('base64url'),
        auth: auth.toString('base64url'),
        deliveries: [],
      }
      const boundTo = applicationServerKey === undefined ? {} : { boundTo: applicationServerKey }
      subscriptions.set(path, { subscription, keys, auth, ...boundTo })
      return subscription
    },
    answerWith(status, headers = {}) {
      fixed = status === undefined ? undefined : { status, headers }
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function refuse(status: number, why: string): never {
  throw Object.assign(new Error(why), { status })
}

function checkVapid(authorization: string, origin: string, boundTo: string | undefined): Delivery['claims'] {
  const found = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)$/.exec(authorization)
  if (found === null) refuse(401, 'no VAPID authorization')
  const [, head, claims, signature, key] = found as unknown as [string, string, string, string, string]
  if (boundTo !== undefined && boundTo !== key) refuse(403, 'the key of another application')
  const point = Buffer.from(key, 'base64url')
  const half = (from: number, to: number) => point.subarray(from, to).toString('base64url')
  const publicKey = createPublicKey({
    key: { kty: 'EC', crv: 'P-256', x: half(1, 33), y: half(33, 65) },
    format: 'jwk',
  })
  const { alg } = JSON.parse(Buffer.from(head, 'base64url').toString())
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  if (alg !== 'ES256' || !isSigned) refuse(403, 'the signature is wrong')
  const read = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Delivery['claims']
  const seconds = Date.now() / 1000
  if (read.aud !== origin) refuse(403, `meant for ${read.aud}`)
  if (!(read.exp > seconds && read.exp <= seconds + 24 * 3600 + 60)) refuse(403, 'expired, or valid for too long')
  if (!/^(mailto:|https:)/.test(read.sub)) refuse(403, 'no subject')
  return read
}

// RFC 8291, section 3.4, over RFC 8188 with the one record that Web Push allows.
function decrypt(body: Buffer, keys: ECDH, auth: Buffer, encoding: string | undefined): string {
  if (encoding !== 'aes128gcm') refuse(415, `content encoding ${encoding}`)
  const salt = body.subarray(0, 16)
  const recordSize = body.readUInt32BE(16)
  const keyLength = body[20]!
  const theirKey = body.subarray(21, 21 + keyLength)
  const record = body.subarray(21 + keyLength)
  if (record.length > recordSize) refuse(400, 'more than one record')
  const secret = keys.computeSecret(theirKey)
  const about = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), theirKey])
  const material = Buffer.from(hkdfSync('sha256', secret, auth, about, 32))
  const key = Buffer.from(hkdfSync('sha256', material, salt, 'Content-Encoding: aes128gcm\0', 16))
  const nonce = Buffer.from(hkdfSync('sha256', material, salt, 'Content-Encoding: nonce\0', 12))
  const cipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(record.subarray(-16))
  const plain = Buffer.concat([cipher.update(record.subarray(0, -16)), cipher.final()])
  const end = plain.lastIndexOf(2)
  if (end < 0 || plain.subarray(end + 1).some((byte) => byte !== 0)) refuse(400, 'the padding is wrong')
  return plain.subarray(0, end).toString('utf8')
}
