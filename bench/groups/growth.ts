import { join } from 'node:path'
import { prepareInstallation } from '../data/installation.ts'
import { inMomentum, readTurns } from '../load/actors.ts'
import { type Contender, compare, median } from '../load/compare.ts'
import { type MeasuredServer, startMomentum } from '../load/servers.ts'
import { fill } from '../load/templates.ts'
import type { BenchOptions } from '../options.ts'
import { atMost, type Findings } from '../report.ts'

const times = 10
/** As many as a small server is asked by at a time: latency of the answer, not of the queue before it. */
const connections = 2

/** The home feed with ten times the data, measured in turn with the usual amount. */
export async function measureGrowth(options: BenchOptions): Promise<Findings> {
  const sizes = [options.people, options.people * times]
  const running: MeasuredServer[] = []
  try {
    const contenders: Contender[] = []
    let folder = ''
    for (const [index, people] of sizes.entries()) {
      const installation = await prepareInstallation(people, undefined)
      folder = installation.folder
      const server = await startMomentum({
        name: `${people} people`,
        data: installation.data,
        port: 5113 + index,
        logFile: join(folder, 'momentum.log'),
      })
      running.push(server)
      const blanks = await inMomentum(installation.seed, await readTurns(installation.seed))
      const template = { path: '/api/v1/feed?limit=20', items: 'items' }
      const requests = blanks.map((one) => fill(template, { Authorization: 'Bearer {token}' }, one))
      contenders.push({ server, requests, items: 'items' })
    }
    const samples = await compare('growth', contenders, { ...options, folder, connections })
    const [usual = [], grown = []] = [...samples.values()]
    const ratios = grown.map((sample, round) => sample.p50Ms / usual[round]!.p50Ms)
    const cells = [...samples].map(([name, rounds]) => {
      const middle = (figure: 'p50Ms' | 'p99Ms' | 'cpuUs'): number => median(rounds.map((round) => round[figure]))
      return `| ${name} | ${middle('p50Ms').toFixed(2)} | ${middle('p99Ms').toFixed(2)} | ${middle('cpuUs').toFixed(0)} |`
    })
    return {
      about: `The home feed over ${connections} connections, ${options.rounds} interleaved rounds of ${options.seconds} s.`,
      figures: [atMost(`feed with ${times} times the data, times its usual latency`, median(ratios), 1.3)],
      details: ['| data | p50 ms | p99 ms | CPU µs/req |', '|---|---:|---:|---:|', ...cells].join('\n'),
    }
  } finally {
    for (const server of running) await server.stop()
  }
}
