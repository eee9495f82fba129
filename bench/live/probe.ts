import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

/** How long one request after the other took, in ms, and what went wrong. */
export interface Probed {
  times: number[]
  failures: unknown[]
}

/** Asks the server for one person's conversations, from a process of its own, until `end` is called. */
export function probe(url: string, token: string): { isAsking: Promise<unknown>; end(): Promise<Probed> } {
  const program = fileURLToPath(new URL('./rest-probe.mjs', import.meta.url))
  const child = spawn(process.execPath, [program, url, token], { stdio: ['pipe', 'pipe', 'pipe'] })
  const told = text(child.stdout)
  return {
    isAsking: once(child.stderr, 'data'),
    end: async () => {
      child.stdin.end()
      return JSON.parse(await told) as Probed
    },
  }
}
