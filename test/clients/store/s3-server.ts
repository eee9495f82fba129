import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, request } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { temporaryFolder } from '../../support/temporary-folder.ts'

interface S3rver {
  run(): Promise<{ address: string; port: number }>
  close(): Promise<void>
}

const S3rverClass = createRequire(import.meta.url)('s3rver') as new (options: object) => S3rver

const secretAccessKey = 'S3RVER'

/**
 * A server of the S3 protocol with one bucket, `momentum`, on a free port of this machine. s3rver takes any version 4
 * signature for good, so a gate stands before it that checks each as Amazon documents it, and the hash of the body.
 */
export async function startS3Server() {
  const server = new S3rverClass({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: await temporaryFolder('s3'),
    configureBuckets: [{ name: 'momentum' }],
  })
  const behind = await server.run()

  const gate = createServer(async (incoming, response) => {
    const body = await buffer(incoming)
    if (!isSigned(incoming, body)) {
      response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>')
      return
    }
    const { method, url, headers } = incoming
    request({ port: behind.port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(response)
    }).end(body)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => gate.once('listening', resolve))

  const { port } = gate.address() as AddressInfo
  return {
    /** The address of the bucket, as in `MEDIA_STORE`. */
    address: `s3+http://S3RVER:${secretAccessKey}@127.0.0.1:${port}/momentum`,
    async close() {
      gate.closeAllConnections()
      gate.close()
      await server.close()
    },
  }
}

// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
function isSigned(incoming: IncomingMessage, body: Buffer): boolean {
  const { authorization = '', ...headers } = incoming.headers as Record<string, string>
  const [, scope, signed, signature] =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/(\S+), SignedHeaders=(\S+), Signature=(\w+)$/.exec(authorization) ?? []
  if (!scope || !signed || headers['x-amz-content-sha256'] !== sha256(body)) return false
  const [path, query = ''] = incoming.url!.split('?')
  const names = signed.split(';')
  const canonical = [
    incoming.method,
    path,
    query.split('&').sort().join('&').replaceAll('+', '%20'),
    ...names.map((name) => `${name}:${headers[name]!.trim()}`),
    '',
    signed,
    headers['x-amz-content-sha256'],
  ].join('\n')
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n')
  const key = scope.split('/').reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${secretAccessKey}`)
  return names.includes('host') && hmac(key, text).toString('hex') === signature
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

function hmac(key: string | Buffer, content: string): Buffer {
  return createHmac('sha256', key).update(content).digest()
}
