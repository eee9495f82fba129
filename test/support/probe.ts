import { join } from 'node:path'
import { projectFolder, spawnProcess } from './spawn.ts'

/** How long others were kept waiting, in ms. */
export interface ProbedTimes {
  count: number
  failed: number
  p50Ms: number
  p99Ms: number
}

/** Asks for somebody's conversations, one request after the other, from a process of its own, until `end` is settled. */
export async function probeConversations(url: string, token: string, end: Promise<unknown>): Promise<ProbedTimes> {
  const probe = spawnProcess(process.execPath, [join(projectFolder, 'bench/live/rest-probe.mjs'), url, token])
  await probe.waitForLine(/asking/)
  await end
  probe.child.stdin!.end()
  await probe.exited
  const { times, failures } = JSON.parse(probe.stdout()) as { times: number[]; failures: unknown[] }
  const sorted = times.sort((one, other) => one - other)
  const at = (share: number): number =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!)
  return { count: times.length, failed: failures.length, p50Ms: at(0.5), p99Ms: at(0.99) }
}
