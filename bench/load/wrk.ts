import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** One request of a plan. */
export interface PlannedRequest {
  method: string
  path: string
  headers: Record<string, string>
  body?: unknown
}

export interface WrkResult {
  requests: number
  seconds: number
  p50Ms: number
  p95Ms: number
  p99Ms: number
  errors: number
}

/** Stands for an id that is another one each time a request is sent: the driver puts it in. */
export const freshId = '@'.repeat(36)

/** Writes requests as wrk's script replays them: byte length, then the raw request. */
export function writePlan(file: string, host: string, requests: readonly PlannedRequest[]): void {
  const raw = requests.map((request) => {
    const body = request.body === undefined ? '' : JSON.stringify(request.body)
    const headers: Record<string, string> = {
      Host: host,
      ...request.headers,
      ...(body === '' ? {} : { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)) }),
    }
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    return `${request.method} ${request.path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`
  })
  writeFileSync(file, raw.map((text) => `${Buffer.byteLength(text)}\n${text}\n`).join(''))
}

/** Replays a plan against a server for so many seconds over one thread and `connections` connections. */
export function runWrk(
  url: string,
  plan: string,
  options: { seconds: number; connections: number },
): Promise<WrkResult> {
  const script = fileURLToPath(new URL('./replay.lua', import.meta.url))
  const words = [
    '-t1',
    `-c${options.connections}`,
    `-d${options.seconds}s`,
    '--timeout',
    '10s',
    '-s',
    script,
    url,
    '--',
    plan,
  ]
  return new Promise((resolve, reject) => {
    const child = spawn('wrk', words)
    let output = ''
    child.stdout.on('data', (data) => {
      output += data
    })
    child.stderr.on('data', (data) => {
      output += data
    })
    child.once('error', () => reject(new Error('wrk is not installed: apt-get install wrk')))
    child.once('close', () => {
      const line = /RESULT (\{.*\})/.exec(output)
      if (!line) return reject(new Error(output))
      const found = JSON.parse(line[1]!) as Record<string, number>
      resolve({
        requests: found.requests!,
        seconds: found.us! / 1e6,
        p50Ms: found.p50! / 1000,
        p95Ms: found.p95! / 1000,
        p99Ms: found.p99! / 1000,
        errors: found.status! + found.connect! + found.read! + found.write! + found.timeout!,
      })
    })
  })
}
