import { Agent, request } from 'node:http'

/** How long `/health/live` took to answer, in ms. */
export interface Liveness {
  count: number
  p50Ms: number
  p99Ms: number
  mostMs: number
}

/** Asks `/health/live` again and again, one request after the other, until it is enough. */
export async function watchLiveness(url: string, isEnough: () => boolean): Promise<Liveness> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const all: number[] = []
  while (!isEnough()) {
    const from = performance.now()
    await ask(`${url}/health/live`, agent)
    all.push(performance.now() - from)
    // As many askers as there are would be a load of their own.
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  agent.destroy()
  all.sort((one, other) => one - other)
  const at = (share: number): number => all[Math.min(all.length - 1, Math.floor(all.length * share))]!
  return { count: all.length, p50Ms: at(0.5), p99Ms: at(0.99), mostMs: all.at(-1)! }
}

/** The same for so long. */
export function watchLivenessFor(url: string, ms: number): Promise<Liveness> {
  const from = performance.now()
  return watchLiveness(url, () => performance.now() - from > ms)
}

/** A table of it, as Markdown. */
export function livenessTable(rows: Record<string, Liveness>): string {
  return [
    '| /health/live | requests | p50 ms | p99 ms | max ms |',
    '|---|---:|---:|---:|---:|',
    ...Object.entries(rows).map(
      ([name, { count, p50Ms, p99Ms, mostMs }]) =>
        `| ${name} | ${count} | ${p50Ms.toFixed(2)} | ${p99Ms.toFixed(2)} | ${mostMs.toFixed(1)} |`,
    ),
  ].join('\n')
}

function ask(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent }, (response) => {
      response.resume()
      response.once('end', () => (response.statusCode === 200 ? resolve() : reject(new Error('not alive'))))
    })
    asked.once('error', reject)
    asked.end()
  })
}
