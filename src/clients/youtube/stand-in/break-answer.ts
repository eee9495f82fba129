import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'

/** Ways to fail that are no answer of the API: what networks, proxies and broken servers do. */
export const breakages = [
  'slow',
  'silence',
  'reset',
  'drip',
  'truncated',
  'truncated-json',
  'truncated-gzip',
  'huge',
  'huge-gzip',
  'html',
  'empty',
  'wrong-types',
  'wrong-shape',
] as const

export type Breakage = (typeof breakages)[number]

const hugeBytes = 50_000_000
let packedHuge: Buffer | undefined
const json = { 'content-type': 'application/json; charset=UTF-8' }

/** Spoils the answer that would have been `body`; `slow` is not done here, because it ends in that answer. */
export function breakAnswer(breakage: Exclude<Breakage, 'slow'>, response: ServerResponse, body: string): void {
  const half = body.slice(0, Math.floor(body.length / 2))
  switch (breakage) {
    case 'silence':
      return
    case 'reset':
      response.socket?.resetAndDestroy()
      return
    case 'drip':
      drip(response, body)
      return
    case 'truncated':
      response.writeHead(200, { ...json, 'content-length': Buffer.byteLength(body) })
      response.write(half, () => response.destroy())
      return
    case 'truncated-json':
      response.writeHead(200, json).end(half)
      return
    case 'truncated-gzip':
      response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(gzipSync(body).subarray(0, -20))
      return
    case 'huge':
      sendHuge(response)
      return
    case 'huge-gzip':
      response.writeHead(200, { ...json, 'content-encoding': 'gzip' })
      packedHuge ??= gzipSync(`{"filler":"${'x'.repeat(hugeBytes)}"}`, { level: 1 })
      response.end(packedHuge)
      return
    case 'html':
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><title>Sign in to the network</title>')
      return
    case 'empty':
      response.writeHead(200, json).end()
      return
    case 'wrong-types':
      response.writeHead(200, json).end(JSON.stringify(withWrongTypes(JSON.parse(body))))
      return
    case 'wrong-shape':
      response.writeHead(200, json).end('{"items":{"0":"video"},"kind":7}')
  }
}

function drip(response: ServerResponse, body: string): void {
  response.writeHead(200, json)
  let sent = 0
  const timer = setInterval(() => response.write(body.charAt(sent++ % body.length)), 1000)
  response.write(body.charAt(sent++))
  response.on('close', () => clearInterval(timer))
}

function sendHuge(response: ServerResponse): void {
  response.writeHead(200, json)
  response.write('{"filler":"')
  const chunk = 'x'.repeat(100_000)
  let sent = 0
  const more = () => {
    while (sent < hugeBytes && !response.destroyed) {
      sent += chunk.length
      if (!response.write(chunk)) return response.once('drain', more)
    }
    response.end('"}')
  }
  more()
}

// Turns every value below the items into one of another type and leaves the list itself standing.
function withWrongTypes(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('items' in body) || !Array.isArray(body.items)) return body
  return { ...body, items: body.items.map((item) => twist(item)) }
}

function twist(value: unknown): unknown {
  if (Array.isArray(value)) return { 0: value.length }
  if (typeof value === 'string') return { text: value }
  if (typeof value === 'number' || typeof value === 'boolean') return [value]
  if (value === null || value === undefined) return 'null'
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, twist(inner)]))
}
