import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface FcmMessage {
  token: string
  notification: { title: string; body: string }
  data?: Record<string, string>
  android: { priority: string; ttl: string; collapse_key?: string }
}

export interface TestFcm {
  baseUrl: string
  /** The file an operator would put into FCM_CREDENTIALS; its token_uri points here. */
  serviceAccountJson: string
  /** The bodies of `messages:send`, oldest first. */
  messages: FcmMessage[]
  /** How often an access token was given out. */
  grants: number
  /** Makes the access tokens given out so far worthless. */
  revoke(): void
  /** Until further notice: this answer to every message. Without a status: as Google should. */
  answerWith(status?: number, body?: unknown, headers?: Record<string, string>): void
  /** A token of a phone that has removed the application. */
  unregistered: Set<string>
  close(): Promise<void>
}

/** Google's token endpoint and Firebase Cloud Messaging (HTTP v1) on a free port, strict about signature and access. */
export async function startFcm(): Promise<TestFcm> {
  const projectId = 'momentum-test'
  const clientEmail = `push@${projectId}.iam.gserviceaccount.com`
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  let valid = ''
  let fixed: { status: number; body: unknown; headers: Record<string, string> } | undefined

  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const answer = (status: number, value: unknown, headers = {}) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
    if (request.url === '/token') {
      const why = grantProblem(new URLSearchParams(body), publicKey.export({ format: 'pem', type: 'spki' }) as string)
      if (why !== null) return answer(400, { error: 'invalid_grant', error_description: why })
      fcm.grants += 1
      valid = `access-${fcm.grants}`
      return answer(200, { access_token: valid, expires_in: 3600, token_type: 'Bearer' })
    }
    if (request.url !== `/v1/projects/${projectId}/messages:send`)
      return answer(404, { error: { status: 'NOT_FOUND' } })
    if (request.headers.authorization !== `Bearer ${valid}`)
      return answer(401, { error: { status: 'UNAUTHENTICATED' } })
    if (fixed !== undefined) return answer(fixed.status, fixed.body, fixed.headers)
    const { message } = JSON.parse(body) as { message: FcmMessage }
    if (Object.values(message.data ?? {}).some((value) => typeof value !== 'string')) {
      return answer(400, { error: { status: 'INVALID_ARGUMENT', details: [{ errorCode: 'INVALID_ARGUMENT' }] } })
    }
    if (fcm.unregistered.has(message.token)) {
      return answer(404, { error: { status: 'NOT_FOUND', details: [{ errorCode: 'UNREGISTERED' }] } })
    }
    fcm.messages.push(message)
    answer(200, { name: `projects/${projectId}/messages/${fcm.messages.length}` })
  })

  function grantProblem(form: URLSearchParams, key: string): string | null {
    const [head = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.')
    const isSigned = verify(
      'sha256',
      Buffer.from(`${head}.${claims}`),
      createPublicKey(key),
      Buffer.from(signature, 'base64url'),
    )
    if (!isSigned || JSON.parse(Buffer.from(head, 'base64url').toString()).alg !== 'RS256') return 'signature'
    const read = JSON.parse(Buffer.from(claims, 'base64url').toString())
    if (form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer') return 'grant_type'
    if (read.iss !== clientEmail || read.aud !== `${fcm.baseUrl}/token`) return 'iss or aud'
    if (read.scope !== 'https://www.googleapis.com/auth/firebase.messaging') return 'scope'
    return read.exp - read.iat <= 3600 ? null : 'exp'
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const fcm: TestFcm = {
    baseUrl,
    serviceAccountJson: JSON.stringify({
      type: 'service_account',
      project_id: projectId,
      client_email: clientEmail,
      private_key: privateKey.export({ format: 'pem', type: 'pkcs8' }),
      token_uri: `${baseUrl}/token`,
    }),
    messages: [],
    grants: 0,
    unregistered: new Set(),
    revoke() {
      valid = ''
    },
    answerWith(status, body = {}, headers = {}) {
      fixed = status === undefined ? undefined : { status, body, headers }
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return fcm
}
