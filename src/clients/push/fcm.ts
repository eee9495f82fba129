import { createHash, createPrivateKey, sign } from 'node:crypto'
import axios, { type AxiosInstance, type AxiosResponse } from 'axios'
import type { Clock } from '../../lib/clock.ts'
import { fittingMessage, type PushMessage, type PushOutcome, retryAfterSeconds } from './push.ts'

/** What of a Google service account is needed to send through Firebase Cloud Messaging. */
export interface ServiceAccount {
  projectId: string
  clientEmail: string
  privateKey: string
  tokenUri: string
}

/** Reads the JSON file that Google gives for a service account. Throws with the name of what is missing or wrong. */
export function parseServiceAccount(json: string): ServiceAccount {
  let value: Record<string, unknown>
  try {
    value = JSON.parse(json)
  } catch {
    throw new Error('the service account is not JSON')
  }
  const read = (name: string): string => {
    const text = value?.[name]
    if (typeof text !== 'string' || text === '') throw new Error(`the service account has no ${name}`)
    return text
  }
  const account = {
    projectId: read('project_id'),
    clientEmail: read('client_email'),
    privateKey: read('private_key'),
    tokenUri: read('token_uri'),
  }
  try {
    createPrivateKey(account.privateKey)
  } catch {
    throw new Error('the private_key of the service account is not a key')
  }
  if (!URL.canParse(account.tokenUri)) throw new Error('the token_uri of the service account is not a URL')
  return account
}

export interface FcmClient {
  send(token: string, message: PushMessage): Promise<PushOutcome>
  /** Gets an access token, from Google when none is kept; rejects with what Google says. */
  authorise(): Promise<void>
}

const scope = 'https://www.googleapis.com/auth/firebase.messaging'
const afterTrouble = 30
const afterRefusal = 3600

/** Firebase Cloud Messaging, HTTP v1. `baseUrl` is Google's unless a stand-in is meant. */
export function createFcmClient(options: {
  account: ServiceAccount
  clock: Clock
  baseUrl?: string
  timeoutMs?: number
}): FcmClient {
  const { account, clock } = options
  const base = (options.baseUrl ?? 'https://fcm.googleapis.com').replace(/\/$/, '')
  const address = `${base}/v1/projects/${encodeURIComponent(account.projectId)}/messages:send`
  const http = axios.create({
    timeout: options.timeoutMs ?? 5000,
    maxRedirects: 0,
    maxContentLength: 1_000_000,
    validateStatus: () => true,
  })
  const access = accessTokens(http, account, clock)

  const attempt = async (token: string, message: PushMessage): Promise<AxiosResponse> =>
    http.post(
      address,
      { message: fcmMessage(token, message) },
      { headers: { authorization: `Bearer ${await access.get()}` } },
    )

  return {
    async send(token, message) {
      try {
        let answer = await attempt(token, message)
        if (answer.status === 401) {
          access.forget()
          answer = await attempt(token, message)
        }
        return outcomeOf(answer, clock.now())
      } catch (error) {
        return { retryAfterSeconds: afterTrouble, problem: `Firebase: ${(error as Error).message}` }
      }
    },
    async authorise() {
      await access.get()
    },
  }
}

// One token for everybody, asked for once however many wait, and renewed a minute before it ends.
function accessTokens(http: AxiosInstance, account: ServiceAccount, clock: Clock) {
  let kept: { token: string; from: number; until: number } | undefined
  let asking: Promise<string> | undefined

  async function ask(): Promise<string> {
    const now = clock.now()
    const form = new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: assertion(account, now),
    })
    const answer = await http.post(account.tokenUri, form.toString(), {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    const { access_token: token, expires_in: seconds } = (answer.data ?? {}) as Record<string, unknown>
    if (answer.status !== 200 || typeof token !== 'string') {
      const { error } = (answer.data ?? {}) as { error?: unknown }
      throw new Error(`no access (${answer.status}${typeof error === 'string' ? ` ${error.slice(0, 60)}` : ''})`)
    }
    const lifetime = typeof seconds === 'number' && seconds > 0 ? seconds : 3600
    kept = { token, from: now, until: now + Math.max(1, lifetime - 60) * 1000 }
    return token
  }

  return {
    async get(): Promise<string> {
      const now = clock.now()
      // A clock that was set back must not keep a token alive for longer than it lives.
      if (kept !== undefined && now < kept.until && now >= kept.from) return kept.token
      asking ??= ask().finally(() => {
        asking = undefined
      })
      return asking
    },
    forget() {
      kept = undefined
    },
  }
}

function assertion(account: ServiceAccount, now: number): string {
  const issuedAt = Math.floor(now / 1000)
  const claims = { iss: account.clientEmail, scope, aud: account.tokenUri, iat: issuedAt, exp: issuedAt + 3600 }
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`
  return `${signed}.${sign('sha256', Buffer.from(signed), account.privateKey).toString('base64url')}`
}

function fcmMessage(token: string, message: PushMessage): Record<string, unknown> {
  const { title, body, data } = fittingMessage(message)
  return {
    token,
    notification: { title, body },
    data,
    android: {
      priority: message.urgency === 'high' ? 'HIGH' : 'NORMAL',
      ttl: `${message.ttlSeconds}s`,
      ...(message.collapseKey === undefined ? {} : { collapse_key: collapseKeyOf(message.collapseKey) }),
    },
  }
}

function collapseKeyOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 32)
}

interface FcmProblem {
  status?: string
  details?: { errorCode?: string; fieldViolations?: { field?: string }[] }[]
}

function outcomeOf(answer: AxiosResponse, now: number): PushOutcome {
  if (answer.status >= 200 && answer.status < 300) return 'sent'
  const problem: FcmProblem = answer.data?.error ?? {}
  const details = Array.isArray(problem.details) ? problem.details : []
  const codes = details.map(({ errorCode }) => errorCode)
  const isBadToken = details.some(({ fieldViolations }) =>
    fieldViolations?.some(({ field }) => field === 'message.token'),
  )
  if (codes.includes('UNREGISTERED') || codes.includes('SENDER_ID_MISMATCH') || isBadToken) return 'gone'
  const fallback = answer.status === 429 || answer.status >= 500 ? afterTrouble : afterRefusal
  const word = codes.find((code) => typeof code === 'string') ?? problem.status ?? ''
  return {
    retryAfterSeconds: retryAfterSeconds(answer.headers['retry-after'], now, fallback),
    problem: `Firebase answered ${answer.status} ${String(word).slice(0, 60)}`.trim(),
  }
}
