import { join } from 'node:path'
import { prepareInstallation } from '../data/installation.ts'
import { inMomentum, readTurns } from '../load/actors.ts'
import { type Contender, compare, median, ratio, type Sample } from '../load/compare.ts'
import { type OtherServer, startOther } from '../load/other-servers.ts'
import { type MeasuredServer, startMomentum, startServer } from '../load/servers.ts'
import { fill } from '../load/templates.ts'
import type { BenchOptions } from '../options.ts'
import { atLeast, atMost, type Figure, type Findings } from '../report.ts'
import { type Scenario, scenarios } from '../scenarios.ts'

type Results = ReadonlyMap<Scenario, ReadonlyMap<string, readonly Sample[]>>

/** The lean paths beside a bare server around the same statements, and beside other servers where some are named. */
export async function measureRequests(options: BenchOptions): Promise<Findings> {
  const { folder, data, seed } = await prepareInstallation(options.people, options.seed)
  const turns = await readTurns(seed)
  const blanks = await inMomentum(seed, turns)
  const running: MeasuredServer[] = []
  try {
    const ours = await startMomentum({
      data,
      port: 5110,
      logFile: join(folder, 'momentum.log'),
      workers: options.workers,
    })
    running.push(ours)
    const bare = await startServer({
      name: 'bare',
      command: [process.execPath, '--import=tsx', 'bench/servers/bare.ts'],
      port: 5111,
      env: { MOMENTUM_DATA: data },
      logFile: join(folder, 'bare.log'),
    })
    running.push(bare)
    const others: OtherServer[] = []
    for (const given of options.beside) others.push(await startOther(given, { seed, turns, folder }))
    running.push(...others)
    const results = new Map<Scenario, Map<string, Sample[]>>()
    for (const scenario of scenarios) {
      if (options.only !== undefined && !options.only.includes(scenario.name)) continue
      const { request } = scenario
      const requests = blanks.map((one) => fill(request, { Authorization: 'Bearer {token}' }, one))
      const contenders: Contender[] = [{ server: ours, requests, items: request.items }]
      if (scenario.hasBare) contenders.push({ server: bare, requests, items: request.items })
      for (const other of others) {
        const theirs = other.requests(scenario.name)
        if (theirs) contenders.push({ server: other, requests: theirs, items: other.items(scenario.name) })
      }
      console.error(scenario.name)
      results.set(scenario, await compare(scenario.name, contenders, { folder, ...options }))
    }
    return {
      about:
        `${options.seed === undefined ? `${options.people} people` : 'A given data set'}, ${options.connections} ` +
        `connections, ${options.rounds} interleaved rounds of ${options.seconds} s. Medians; ratios are medians of the ratios of each round.`,
      figures: [...results].flatMap(([scenario, samples]) => figuresOf(scenario, samples, ours.name, others)),
      details: table(results),
    }
  } finally {
    for (const server of running) await server.stop()
  }
}

function figuresOf(
  scenario: Scenario,
  samples: ReadonlyMap<string, readonly Sample[]>,
  ours: string,
  others: readonly OtherServer[],
): Figure[] {
  const figures: Figure[] = []
  if (scenario.mostTimesBare !== undefined) {
    const times = ratio(samples, ours, 'bare', 'cpuUs')
    figures.push(atMost(`${scenario.name}: processor time, times the bare server`, times, scenario.mostTimesBare))
  }
  for (const { name } of others) {
    if (!samples.has(name)) continue
    const times = ratio(samples, ours, name, 'perSecond')
    figures.push(atLeast(`${scenario.name}: requests a second, times ${name}`, times, 1))
  }
  const errors = [...samples.values()].flat().reduce((sum, sample) => sum + sample.errors, 0)
  if (errors > 0) figures.push(atMost(`${scenario.name}: failed requests`, errors, 0, '', 0))
  return figures
}

function table(results: Results): string {
  const head = '| scenario | server | req/s | p50 ms | p99 ms | CPU µs/req | × bare CPU | memory MiB | foreign cores |'
  const rows = [...results].flatMap(([scenario, samples]) =>
    [...samples].map(([server, rounds]) => {
      const middle = (figure: keyof Sample): number => median(rounds.map((round) => round[figure]))
      const cells = [
        scenario.name,
        server,
        middle('perSecond').toFixed(0),
        middle('p50Ms').toFixed(2),
        middle('p99Ms').toFixed(2),
        middle('cpuUs').toFixed(0),
        samples.has('bare') ? ratio(samples, server, 'bare', 'cpuUs').toFixed(2) : '',
        middle('memoryMiB').toFixed(0),
        Math.max(...rounds.map(({ foreignCores }) => foreignCores)).toFixed(2),
      ]
      return `| ${cells.join(' | ')} |`
    }),
  )
  return [head, '|---|---|---:|---:|---:|---:|---:|---:|---:|', ...rows].join('\n')
}
