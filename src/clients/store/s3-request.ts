import { createReadStream } from 'node:fs'
import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { AwsV4Signer } from 'aws4fetch'
import { backoffMs } from '../../lib/retry.ts'
import { storeUnavailable } from './failures.ts'

export interface S3Settings {
  bucket: string
  /** Put before every key, such as `momentum/`; empty for none. */
  prefix?: string
  /** `https://minio.example`, `https://s3.eu-west-1.amazonaws.com`: the bucket goes into the path. */
  endpoint: string
  /** Default `us-east-1`. */
  region?: string
  accessKeyId: string
  secretAccessKey: string
}

interface S3Call {
  method: 'GET' | 'HEAD' | 'PUT' | 'DELETE'
  /** The whole name in the bucket, prefix included; empty for the bucket itself. */
  name: string
  query?: Record<string, string>
  headers?: Record<string, string>
  /** A file to be sent, with its size and SHA-256. */
  file?: { path: string; bytes: number; sha256: string }
}

export interface S3Client {
  /**
   * Sends one request, again where that can help (no connection, 5xx, 429), and answers the response with its body
   * unread. Throws `unavailable` when the store does not answer, refuses our credentials, or answers nonsense; 404 and
   * 416 are answers.
   */
  send(call: S3Call): Promise<IncomingMessage>
}

const emptySha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
const silenceMs = 30_000
const retries = { tries: 3, baseMs: 200, maxMs: 2000 }

/** A client of one bucket: signs (Signature Version 4), sends files as streams of known length, keeps connections. */
export function createS3Client(settings: S3Settings): S3Client {
  const region = settings.region ?? 'us-east-1'
  const base = `${settings.endpoint}/${settings.bucket}`
  const secure = base.startsWith('https:')
  const agent = secure ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true })

  async function attempt(call: S3Call): Promise<IncomingMessage> {
    const url = new URL(`${base}/${call.name}`)
    for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value)
    const { accessKeyId, secretAccessKey } = settings
    const signed = await new AwsV4Signer({
      ...{ method: call.method, url: url.href, service: 's3', region, accessKeyId, secretAccessKey },
      headers: { ...call.headers, 'x-amz-content-sha256': call.file?.sha256 ?? emptySha256 },
    }).sign()
    const headers = Object.fromEntries(signed.headers)
    if (call.method === 'PUT') headers['content-length'] = String(call.file?.bytes ?? 0)
    const send = secure ? httpsRequest : httpRequest
    return exchange(send(signed.url, { method: call.method, headers, agent, timeout: silenceMs }), call)
  }

  return {
    async send(call) {
      for (let tried = 1; ; tried += 1) {
        let problem: unknown
        try {
          const response = await attempt(call)
          const status = response.statusCode ?? 0
          if (status < 300 || status === 404 || status === 416) return response
          problem = await describeProblem(response)
          if (status < 500 && status !== 429) throw storeUnavailable(problem)
        } catch (error) {
          if (!isConnectionProblem(error)) throw error
          problem = error
        }
        if (tried >= retries.tries) throw storeUnavailable(problem)
        await delay(backoffMs(tried, retries))
      }
    },
  }
}

async function exchange(request: ClientRequest, call: S3Call): Promise<IncomingMessage> {
  request.on('timeout', () => request.destroy(Object.assign(new Error('the store is silent'), { code: 'ETIMEDOUT' })))
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve)
    request.once('error', reject)
  })
  if (!call.file) {
    request.end()
    return answered
  }
  // An answer may come before the whole file is sent (a refusal), so both are awaited, and the answer counts.
  const sent = pipeline(createReadStream(call.file.path), request)
  sent.catch((error: Error) => request.destroy(error))
  return answered
}

function isConnectionProblem(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && /^(E[A-Z]+|UND_.*|ERR_STREAM.*)$/.test(code) && code !== 'ENOENT'
}

async function describeProblem(response: IncomingMessage): Promise<Error> {
  const body = await text(response)
  const code = /<Code>([\w.]+)<\/Code>/.exec(body)?.[1] ?? ''
  return new Error(`the store answered ${response.statusCode} ${code}`.trim())
}
